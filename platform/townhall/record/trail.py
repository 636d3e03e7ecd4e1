"""What was done, by whom, when, and how does each act vouch for the one before?

Every act on a case is an event; its hash covers its canonical JSON and the hash of the event before in
the same case, so a changed, missing or inserted event breaks the chain from there on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from townhall.kernel.canonical import content_hash

START = "0" * 64
"""What the first event of a chain names as the hash before it."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person at a post of a unit; `on_behalf_of` another person where one acts for another.

    The platform itself acts as `SYSTEM`; a villager without an account as `VILLAGER`.
    """

    person: str
    post: str = ""
    unit: str = ""
    on_behalf_of: str | None = None

    def to_json(self) -> dict[str, Any]:
        """As canonical JSON. What is not there is left out: what later versions add changes no hash."""
        told = {"person": self.person, "post": self.post, "unit": self.unit}
        return told if self.on_behalf_of is None else {**told, "on_behalf_of": self.on_behalf_of}


SYSTEM = Actor("system")
VILLAGER = Actor("villager")


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a case. `body` holds plain JSON; secrets in it are sealed when kept.

    `kind` is one of the names in `docs/decisions/` on events; `seq` counts from 1 within the case.
    """

    kind: str
    body: Mapping[str, Any]
    at: datetime
    actor: Actor
    seq: int = 0
    before: str = START
    hash: str = field(default="")

    def content(self, case: str) -> dict[str, Any]:
        """What the hash covers."""
        return {
            "case": case,
            "seq": self.seq,
            "kind": self.kind,
            "at": self.at.isoformat(),
            "actor": self.actor.to_json(),
            "body": self.body,
            "before": self.before,
        }

    def hash_for(self, case: str) -> str:
        """The hash this event must carry."""
        return content_hash(self.content(case))


def linked(case: str, seq: int, head: str, events: Iterable[Event]) -> tuple[Event, ...]:
    """The events numbered and hashed onto a chain whose last event is `seq` with hash `head`."""
    done: list[Event] = []
    for event in events:
        seq += 1
        numbered = replace(event, seq=seq, before=head)
        head = numbered.hash_for(case)
        done.append(replace(numbered, hash=head))
    return tuple(done)


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place where a chain does not hold."""

    case: str
    seq: int
    why: str


def first_break(case: str, events: Iterable[Event]) -> Broken | None:
    """The first event that does not follow from the one before, or whose content was changed."""
    head = START
    expected = 1
    for event in events:
        if event.seq != expected:
            return Broken(case, expected, "missing")
        if event.before != head:
            return Broken(case, event.seq, "before")
        if event.hash_for(case) != event.hash:
            return Broken(case, event.seq, "content")
        head = event.hash
        expected += 1
    return None
