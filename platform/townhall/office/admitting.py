"""For whom is a public page, as which class of viewer is it read, and which of its rows are the reader's own?

Deny by default: a page that is for somebody is shown to nobody who did not prove to be one of them, and staff
read it as far as their sight goes, never anybody's own rows. What is open to anyone is read by staff as
anyone reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from townhall.kernel.text import Text
from townhall.office.insisting import insisting
from townhall.office.views import Stamp
from townhall.office.visiting import Visitor
from townhall.ports.archive import Archive, EntryQuery
from townhall.ports.hall import Hall
from townhall.record.proofs import Proof
from townhall.record.refusals import NotAllowed, Refused
from townhall.record.trail import Actor, Event
from townhall.spec.blueprint import Blueprint
from townhall.spec.fields import Field
from townhall.spec.pages import Page, Viewer
from townhall.spec.registers import Register

VILLAGER_POST = "villager"
"""What stands as the post of somebody who acts as a villager."""

Own = tuple[tuple[str, str], ...]
"""Columns with the values that make a row one's own; any one of them does."""


@dataclass(frozen=True, slots=True)
class Villager:
    """Somebody who proved who they are. `person` is the key in the register of persons, `number` the identity
    number, `unit` the village they belong to; `proof` says how and when.
    """

    town: str
    unit: str
    person: str
    name: str
    number: str = field(repr=False)
    household: str | None
    proof: Proof

    @property
    def actor(self) -> Actor:
        """Who acts, as the visitors' book names them: by their key, never by name."""
        return Actor(self.person, VILLAGER_POST, self.unit)


Reader = Villager | Visitor | None
"""Who reads a public page: a villager who proved who they are, somebody of the staff, or anyone."""


class ProveFirst(Refused):
    """The page is for people who prove who they are first; `unit` is where."""

    status = 401

    def __init__(self, unit: str) -> None:
        super().__init__(
            Text("这一页要先核验身份才能看。", "Prove who you are first; then this page opens for you.")
        )
        self.unit = unit


FOR_OTHERS = {
    "self": Text(
        "这一页只给本村（社区）村民看自己家的。请打开您所在村的页面。",
        "This page shows people of this village what is theirs. Open the page of your own village.",
    ),
    "resident": Text(
        "这一页只给本村（社区）村民看。请打开您所在村的页面。",
        "This page is for people of this village. Open the page of your own village.",
    ),
    "members": Text(
        "这一页只给本社成员看，成员名册里没有您。有疑问请找合作社会计。",
        "This page is for members, and their list does not name you. Ask the cooperative's accountant.",
    ),
}


def viewer_of(
    archive: Archive, blueprint: Blueprint, page: Page, unit: str, reader: Reader, today: date
) -> Viewer:
    """The class of viewer as which a page of a unit is read; on a page for `self`, that of its rows.

    Raises:
        ProveFirst: the reader may be one of those it is for, and has not proved it.
        NotAllowed: the reader is none of them.
    """
    if isinstance(reader, Villager):
        lives = reader.town == blueprint.town.name and lives_at(blueprint, reader, unit)
        match page.opens_to:
            case "anyone":
                return "resident" if lives else "anyone"
            case "self" if lives:
                return "self"
            case "resident" if lives:
                return "resident"
            case "members" if is_member(archive, blueprint, unit, reader, today):
                return "resident"
        raise NotAllowed(FOR_OTHERS[page.opens_to])
    if page.opens_to == "anyone":
        return "anyone"
    if isinstance(reader, Visitor) and page.opens_to != "self" and _oversees(blueprint, reader, unit):
        return reader.viewer(handles_case=False)
    raise ProveFirst(home_of(blueprint, unit))


def lives_at(blueprint: Blueprint, reader: Villager, unit: str) -> bool:
    """Whether a unit is the reader's village, or stands under it."""
    return any(one.code == reader.unit for one in blueprint.town.upward(unit))


def _oversees(blueprint: Blueprint, visitor: Visitor, unit: str) -> bool:
    sight = visitor.sight
    return sight.town == blueprint.town.name and (sight.whole or unit in sight.units)


def home_of(blueprint: Blueprint, unit: str) -> str:
    """The village or community whose people a unit is of: itself, or what it stands under."""
    for one in blueprint.town.upward(unit):
        if one.is_grass_roots:
            return one.code
    return unit


def is_member(archive: Archive, blueprint: Blueprint, unit: str, reader: Villager, today: date) -> bool:
    """Whether the list of members names the reader at that unit today."""
    register = blueprint.members
    if register is None or register.membership is None or reader.town != blueprint.town.name:
        return False
    told = register.membership
    query = EntryQuery(register, reader.town, (unit,), equals=((told.person, reader.person),))
    for one in archive.entries(query).entries:
        since, until = (one.values.get(name) if name else None for name in (told.since, told.until))
        if (since is None or since <= today) and (until is None or today <= until):
            return True
    return False


# -- own rows --------------------------------------------------------------------------------------------


def own_by(blueprint: Blueprint, columns: Iterable[Field], reader: Villager) -> Own:
    """What makes a row, or a matter, the reader's own, by the columns that say whose it is."""
    persons = blueprint.persons
    if persons is None or persons.identity is None:
        return ()
    household = persons.column(persons.identity.household or "")
    found = []
    for one in columns:
        value: str | None = reader.number
        if one.kind == "ref":
            to = (one.to or "").removeprefix("register/")
            is_persons = to == persons.name
            value = reader.person if is_persons else reader.household
            if not is_persons and (household is None or (household.to or "").removeprefix("register/") != to):
                value = None
        if value is not None:
            found.append((one.name, value))
    return tuple(found)


def own_rows(blueprint: Blueprint, page: Page, register: Register, reader: Reader) -> Own:
    """What makes a row of a page the reader's own; nothing where the page tells of nobody."""
    if not isinstance(reader, Villager) or reader.town != blueprint.town.name:
        return ()
    columns = (register.column(name) for name in page.about)
    return own_by(blueprint, (one for one in columns if one is not None), reader)


@dataclass(frozen=True, slots=True)
class RowViewers:
    """As which class of viewer each row of a page is read. Most pages are read as one throughout; a
    villager's own rows are read as `self`, those of other villages as anyone reads them.
    """

    viewer: Viewer
    reader: Reader = None
    own: Own = ()
    blueprint: Blueprint | None = None

    @property
    def differ(self) -> bool:
        """Whether rows of one page may be read as different classes."""
        return isinstance(self.reader, Villager) and self.viewer in ("anyone", "resident")

    def of(
        self, archive: Archive, query: EntryQuery, numbers: Sequence[int], units: Sequence[str]
    ) -> tuple[Viewer, ...]:
        """The class of each row, by its entry number and its unit; one question, for the own ones."""
        mine: set[int] = set()
        if self.own:
            own = replace(query, any_of=self.own, after=None)
            mine = {*(archive.cells(own, ["entry_no"]).columns or ((),))[0]}
        return tuple(
            "self" if number in mine else self._elsewhere(unit)
            for number, unit in zip(numbers, units, strict=True)
        )

    def _elsewhere(self, unit: str) -> Viewer:
        if self.viewer == "anyone" or self.blueprint is None or not isinstance(self.reader, Villager):
            return self.viewer
        is_known = unit in self.blueprint.unit_titles
        return self.viewer if is_known and lives_at(self.blueprint, self.reader, unit) else "anyone"


def noted_as(blueprint: Blueprint, page: Page, viewer: Viewer, rows: Iterable[Viewer] = ()) -> Viewer:
    """As whom a look at a page is noted: as anyone where nothing of it is shown that anyone does not see."""
    if page.opens_to != "anyone" or "self" in (viewer, *rows):
        return viewer if viewer != "anyone" else "self"
    fields = [(one.field, one.mask) for one in page.columns]
    fields += [(column, column.mask) for one, _ in fields for column in one.columns]
    masks = {mask or field.mask or _label_mask(blueprint, field) for field, mask in fields} - {None}
    found = (blueprint.masks[mask] for mask in masks if mask)
    shows_more = any(one.function_for(viewer) != one.function_for("anyone") for one in found)
    return viewer if shows_more else "anyone"


def _label_mask(blueprint: Blueprint, field: Field) -> str | None:
    """The mask of what a reference is called by."""
    register = (
        blueprint.registers.get((field.to or "").removeprefix("register/")) if field.kind == "ref" else None
    )
    label = register.column(register.label or "") if register else None
    return label.mask if label else None


# -- what was looked at ----------------------------------------------------------------------------------


def stamped(hall: Hall, reader: Reader, unit: str, page: str, viewer: Viewer, rows: int) -> Stamp | None:
    """Note that a villager looked at rows that not everybody sees; gives what the page is stamped with.

    Before the page is shown: what cannot be noted is not seen.

    Raises:
        ProveFirst: the proof has ended since the reader came in.
    """
    if not isinstance(reader, Villager) or viewer == "anyone":
        return None
    now = hall.now()
    body = {"unit": unit, "page": page, "as": viewer, "rows": rows, "proof": reader.proof.id[:16]}
    event = Event("looked", body, now, reader.actor)

    def note() -> Event:
        with hall.archive() as archive:
            proof = archive.proof(reader.proof.id, hold=True)
            if proof is None or not proof.is_awake(now):
                raise ProveFirst(reader.unit)
            archive.keep_proof(replace(proof, seen_at=now))
            return archive.note_visit(reader.town, reader.unit, event)

    noted = insisting(note)
    return Stamp(now, f"{reader.unit}-{noted.seq}-{noted.hash[:6]}")
