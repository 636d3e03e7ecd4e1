"""Is what is kept told by its events alone: numbered, chained, sealed, no booking without its event?"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from tests.storage.builders import FUND, blank, booking, entered, entry, moving, opening, step_opened
from townhall.adapters.vault import KeyVault
from townhall.ports.archive import Overtaken
from townhall.record.trail import START
from townhall.storage.booking import Act
from townhall.storage.folding import Kept, folded_act, require_unmoved

VAULT = KeyVault.passing()


def book(one, act: Act) -> tuple[int, str]:
    """As a register would: so many rows, and a digest of them."""
    return len(one.entries), f"digest of {one.effect} at {act.seq}"


def folded(move, stored=None) -> Kept:
    return folded_act(move, stored, book, VAULT)


def test_events_are_numbered_and_chained_from_the_beginning():
    first = folded(opening("c1"))
    assert [one.seq for one in first.events] == list(range(1, len(first.events) + 1))
    assert first.events[0].before == START
    assert all(later.before == one.hash for one, later in pairwise(first.events))
    assert (first.opened.seq, first.opened.head) == (first.events[-1].seq, first.events[-1].hash)
    assert (first.sealed.seq, first.sealed.head) == (first.opened.seq, first.opened.head)


def test_the_next_act_goes_on_where_the_last_ended():
    first = folded(opening("c1"))
    second = folded(moving(first.opened, step_opened("group")), first.sealed)
    assert second.events[0].seq == first.opened.seq + 1
    assert second.events[0].before == first.opened.head


def test_a_booking_is_told_by_its_event_with_its_rows():
    one = booking("pay", FUND, entry(FUND, amount=None), entry(FUND, row=1, amount=None))
    kept = folded(opening("c1", entered("pay"), bookings=(one,)))
    (told,) = [event for event in kept.events if event.kind == "entered"]
    assert (told.body["rows"], told.body["digest"]) == (2, f"digest of pay at {told.seq}")


def test_nothing_is_booked_in_silence_and_nothing_announced_that_is_not_booked():
    one = booking("pay", FUND, entry(FUND, amount=None))
    with pytest.raises(ValueError, match="without an event"):
        folded(opening("c1", bookings=(one,)))
    with pytest.raises(ValueError, match="nothing is booked"):
        folded(opening("c1", entered("pay")))
    with pytest.raises(ValueError, match="nothing is booked"):
        folded(opening("c1", entered("pay"), entered("pay"), bookings=(one,)))


def test_a_case_that_was_moved_since_is_not_written_over():
    case = blank("c1")
    assert require_unmoved(case, case) is case
    for stored in (None, replace(case, seq=case.seq + 1), replace(case, head="f" * 64)):
        with pytest.raises(Overtaken):
            require_unmoved(stored, case)
