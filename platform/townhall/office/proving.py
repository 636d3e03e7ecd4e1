"""Lets villagers prove who they are: by name, last six of the identity number, and a code or a known phone.

What is wrong of these is never told, nor whether there is such a person; an attempt that fails costs the
code, or the known phone, one of its tries. A proof grants nothing in the spaces of staff.
"""

from __future__ import annotations

import hmac
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from townhall.engine.rows import KEY
from townhall.kernel.text import Text
from townhall.office.admitting import VILLAGER_POST, Villager, home_of
from townhall.office.disclosing import town_of, village
from townhall.office.insisting import insisting
from townhall.office.views import PageLink
from townhall.office.visiting import session_id
from townhall.ports.archive import Archive, EntryQuery
from townhall.ports.hall import Hall
from townhall.record.entries import Entry, Want
from townhall.record.proofs import IDLE, Code, Proof
from townhall.record.refusals import Refused
from townhall.record.trail import Actor, Event
from townhall.spec.blueprint import Blueprint

KNOWN_FOR = timedelta(days=180)
"""So long a phone stays known; then its holder asks for a new code."""
LAST = 6
"""So many characters of the identity number are asked for."""


class NotProven(Refused):
    """Name, number and code do not go together; which of them is wrong is not told."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            Text(
                "姓名、证件号后六位或核验码对不上，或者核验码已过期、已用过。请核对后再试；"
                "还是不行，请带身份证到村（居）委会找报账员重发核验码。",
                "Name, last six of the identity number and code do not go together, or the code has expired"
                " or was used. Check them and try again; if it still fails, take your"
                " identity card to the village clerk and ask for a new code.",
            )
        )


def digest_of(hall: Hall, town: str, person: str, code: str) -> str:
    """The keyed hash of a person's code: nothing can be told from it without the key."""
    return hall.vault.digest(f"identity code/{town}/{person}/{code}")


def prove(
    hall: Hall, unit: str, name: str, last: str, code: str, device: str, own_phone: bool, token: str = ""
) -> tuple[str, datetime | None]:
    """Prove who one is at a village; gives the secret token for the browser, and until when the device stays
    known, if it does.

    `own_phone`: this device stays known, and no other does any more. `token`: what the browser held before;
    a known phone of that person stands in for the code.

    Raises:
        NotFound: there is no such village.
        NotProven: they do not go together.
    """
    typed = (" ".join(name.split()), _plain(last).upper(), _plain(code))
    found = insisting(lambda: _proven(hall, unit, *typed, device[:200], own_phone, token))
    if found is None:  # only now: what was tried is kept
        raise NotProven
    return found


def _plain(typed: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKC", typed[:200]) if one.isalnum())[:40]


def _proven(
    hall: Hall, unit: str, name: str, last: str, code: str, device: str, own_phone: bool, token: str
) -> tuple[str, datetime | None] | None:
    with hall.archive() as archive:
        blueprint = town_of(hall, archive, unit)
        town, home, now = blueprint.town.name, home_of(blueprint, unit), hall.now()
        person = _person(archive, blueprint, home, name, last)
        key = person.key if person else ""
        # Asked for whoever it is, so that an unknown name takes the same way as a known one.
        issued = archive.code(town, key, hold=True)
        before = archive.proof(session_id(token), hold=True)
        is_coded = issued is not None and issued.is_good(now)
        fits = hmac.compare_digest(digest_of(hall, town, key, code), issued.digest if issued else "")
        known = before is not None and before.is_known(now) and (before.town, before.unit) == (town, home)
        is_known = known and before is not None and before.person == key
        actor = Actor(key or VILLAGER_POST, VILLAGER_POST, home)
        if person is None or not (is_known or (is_coded and fits)):
            _count_the_try(archive, issued if is_coded and code else None, before if known else None)
            how = "known" if known and not code else "code"
            archive.note_visit(town, home, Event("not_proven", {"by": how, "device": device}, now, actor))
            return None
        by_code = is_coded and fits
        if by_code and issued is not None:
            archive.keep_code(replace(issued, used_at=now))
        if before is not None and before.ended_at is None:
            archive.keep_proof(replace(before, ended_at=now))
        keeps = own_phone or is_known
        if own_phone and by_code:
            archive.end_proofs(town, key, now)
        secret = hall.names.unguessable() + hall.names.unguessable()
        known_until = None
        if keeps:
            known_until = before.known_until if is_known and not by_code and before else now + KNOWN_FOR
        proof = Proof(session_id(secret), town, home, key, device, now, now, known_until)
        archive.keep_proof(proof)
        body = {
            "by": "code" if by_code else "known",
            "device": device,
            "stays_known": keeps,
            "proof": proof.id[:16],
        }
        archive.note_visit(town, home, Event("proven", body, now, actor))
        return secret, known_until


def _count_the_try(archive: Archive, code: Code | None, proof: Proof | None) -> None:
    if code is not None:
        archive.keep_code(replace(code, tries=code.tries + 1))
    if proof is not None:
        archive.keep_proof(replace(proof, tries=proof.tries + 1))


def _person(archive: Archive, blueprint: Blueprint, unit: str, name: str, last: str) -> Entry | None:
    """The one person of a unit with that name and that end of the identity number; None where there is none,
    or more than one.
    """
    register = blueprint.persons
    if register is None or register.identity is None or not name or len(last) != LAST:
        return None
    told = register.identity
    query = EntryQuery(register, blueprint.town.name, (unit,), equals=((told.name, name),), limit=200)
    found = [
        one for one in archive.entries(query).entries if str(one.values.get(told.number) or "").endswith(last)
    ]
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody proves who they are: the village or community a unit is of."""

    unit: str
    title: Text
    town_title: Text
    hotline: str


def place_of(hall: Hall, unit: str) -> Place:
    """Where the people of a unit prove who they are.

    Raises:
        NotFound: there is no such unit.
    """
    with hall.archive(read_only=True) as archive:
        blueprint = town_of(hall, archive, unit)
        home = home_of(blueprint, unit)
        return Place(home, blueprint.unit_title(home), blueprint.town.title, blueprint.town.hotline)


@dataclass(frozen=True, slots=True)
class MyProof:
    """What a villager is told of their own proof, with the pages that it opens."""

    name: str
    at: Place
    device: str
    proven_at: datetime
    known_until: datetime | None
    pages: tuple[PageLink, ...]


def about(hall: Hall, villager: Villager) -> MyProof:
    """A villager's own proof."""
    proof = villager.proof
    pages = tuple(one for one in village(hall, villager.unit).pages if one.opens_to != "anyone")
    at = place_of(hall, villager.unit)
    return MyProof(villager.name, at, proof.device, proof.proven_at, proof.known_until, pages)


# -- who is at the door ----------------------------------------------------------------------------------


def villager_of(hall: Hall, token: str) -> Villager | None:
    """The villager a token stands for while the proof is awake, or None."""
    with hall.archive(read_only=True) as archive:
        proof = archive.proof(session_id(token))
        if proof is None or not proof.is_awake(hall.now()):
            return None
        return _villager(hall, archive, proof)


def knows(hall: Hall, token: str, unit: str) -> bool:
    """Whether the device that holds the token stands in for a code at that village."""
    with hall.archive(read_only=True) as archive:
        proof = archive.proof(session_id(token))
        return proof is not None and proof.is_known(hall.now()) and proof.unit == unit


def _villager(hall: Hall, archive: Archive, proof: Proof) -> Villager | None:
    """The person of a proof as the register has them now; None where they stand in it no more, or moved."""
    if archive.publication(proof.town, hall.today()) is None:
        return None
    _, blueprint = hall.blueprints.in_force(archive, proof.town, hall.today())
    register = blueprint.persons
    if register is None or register.identity is None:
        return None
    want = Want("register", register.name, ((KEY, proof.person),))
    rows = archive.rows(proof.town, blueprint.registers, [want])[want]
    if not rows or rows[-1].unit != proof.unit:
        return None
    told, values = register.identity, rows[-1].values
    return Villager(
        town=proof.town,
        unit=proof.unit,
        person=proof.person,
        name=_text(values, told.name),
        number=_text(values, told.number),
        household=_text(values, told.household) or None,
        proof=proof,
    )


def _text(values: Mapping[str, Any], name: str | None) -> str:
    value = values.get(name) if name else None
    return "" if value is None else str(value)


def leave(hall: Hall, token: str, forget: bool) -> None:
    """Let a proof rest, or end it, so that the phone is known no more. Harmless where there is none."""

    def left() -> None:
        with hall.archive() as archive:
            proof = archive.proof(session_id(token), hold=True)
            if proof is None or proof.ended_at is not None:
                return
            now = hall.now()
            ends = forget or not proof.is_known(now)
            rests = replace(proof, seen_at=now - IDLE, ended_at=now if ends else None)
            archive.keep_proof(rests)
            kind = "forgotten" if ends else "left"
            actor = Actor(proof.person, VILLAGER_POST, proof.unit)
            archive.note_visit(proof.town, proof.unit, Event(kind, {"proof": proof.id[:16]}, now, actor))

    insisting(left)
