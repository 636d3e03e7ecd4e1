"""What becomes of an act's events when they are kept: booked, sealed, numbered, hashed, folded?

The same for every database and for memory. The kept case is folded from the sealed events and nothing else,
so it cannot say other than they do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from townhall.ports.archive import Overtaken
from townhall.ports.world import ZONE, Vault
from townhall.record.cases import Case
from townhall.record.entries import Booking
from townhall.record.folds import after, opened
from townhall.record.moves import Move
from townhall.record.sealing import sealed
from townhall.record.trail import START, Event, linked
from townhall.storage.booking import Act

ENTERED = "entered"


@dataclass(frozen=True, slots=True)
class Kept:
    """An act ready to be written: the case sealed and opened, its new events sealed and hashed."""

    sealed: Case
    opened: Case
    events: tuple[Event, ...]


def require_unmoved(stored: Case | None, before: Case) -> Case:
    """The case as it is kept, if it is still the one that was read.

    Raises:
        Overtaken: somebody moved it since.
    """
    if stored is None or (stored.seq, stored.head) != (before.seq, before.head):
        raise Overtaken
    return stored


def folded_act(
    move: Move, stored: Case | None, book: Callable[[Booking, Act], tuple[int, str]], vault: Vault
) -> Kept:
    """Book what the act books, seal its events, and fold them onto the stored case (None: a new one).

    The case in the open was folded as the act was worked out: it only gets its new number and head.
    """
    case = move.after.id
    seq, head = (0, START) if stored is None else (stored.seq, stored.head)
    events = _booked(move, seq, book)
    kept = linked(case, seq, head, (replace(one, body=sealed(one.body, vault.seal)) for one in events))
    return Kept(_fold(case, stored, kept), replace(move.after, seq=kept[-1].seq, head=kept[-1].hash), kept)


def _fold(case: str, start: Case | None, events: tuple[Event, ...]) -> Case:
    told = opened(case, events[0]) if start is None else start
    for event in events[1:] if start is None else events:
        told = after(told, event)
    return told


def _booked(move: Move, seq: int, book: Callable[[Booking, Act], tuple[int, str]]) -> tuple[Event, ...]:
    """The events, with what each booking came to written into the `entered` event that announces it."""
    waiting = list(move.bookings)
    events = []
    for number, event in enumerate(move.events, start=seq + 1):
        if event.kind == ENTERED:
            booking = next((one for one in waiting if one.effect == event.body["effect"]), None)
            if booking is None:
                raise ValueError(
                    f"event {number} says that {event.body['effect']} booked, but nothing is booked"
                )
            waiting.remove(booking)
            act = Act(
                case=move.after.id,
                town=move.after.town,
                matter_no=move.after.matter_no,
                seq=number,
                on=event.at.astimezone(ZONE).date(),
                at=event.at,
            )
            rows, digest = book(booking, act)
            event = replace(event, body={**event.body, "rows": rows, "digest": digest})
        events.append(event)
    if waiting:
        raise ValueError(f"{waiting[0].effect} books without an event that says so")
    return tuple(events)
