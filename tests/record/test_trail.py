"""Does every event vouch for the one before, so that no tampering goes unseen?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townhall.record.sealing import Secret
from townhall.record.trail import START, SYSTEM, Actor, Broken, Event, first_break, linked

AT = datetime(2026, 4, 8, 9, 30, tzinfo=timezone(timedelta(hours=8)))
CLERK = Actor("clerk", "clerk", "village")
EVENTS = tuple(Event(kind, {"number": number}, AT, CLERK) for number, kind in enumerate("abcde"))
KEPT = linked("case", 0, START, EVENTS)


def relinked(*events: Event) -> tuple[Event, ...]:
    """What somebody who can write, but not undo what was sent elsewhere, would leave behind."""
    return linked("case", 0, START, events)


def test_events_are_numbered_from_one_and_name_the_hash_before():
    assert [one.seq for one in KEPT] == [1, 2, 3, 4, 5]
    assert [one.before for one in KEPT] == [START, *(one.hash for one in KEPT[:-1])]
    assert len({one.hash for one in KEPT}) == 5
    assert first_break("case", KEPT) is None
    assert first_break("case", ()) is None


def test_what_follows_later_is_linked_onto_the_last():
    more = linked("case", 5, KEPT[-1].hash, EVENTS[:2])
    assert [one.seq for one in more] == [6, 7]
    assert first_break("case", (*KEPT, *more)) is None


FOREIGN = linked("other", 2, KEPT[1].hash, EVENTS[2:3])
INSERTED = linked("case", 2, KEPT[1].hash, EVENTS[:1])
TAMPERINGS: dict[str, Callable[[tuple[Event, ...]], tuple[Event, ...]]] = {
    "content": lambda events: _with(events, body={"number": 9}),
    "kind": lambda events: _with(events, kind="z"),
    "moment": lambda events: _with(events, at=AT + timedelta(microseconds=1)),
    "actor": lambda events: _with(events, actor=SYSTEM),
    "post": lambda events: _with(events, actor=replace(CLERK, post="mayor")),
    "on behalf of": lambda events: _with(events, actor=replace(CLERK, on_behalf_of="somebody")),
    "hash": lambda events: _with(events, hash="0" * 64),
    "content with a new hash": lambda events: _with_new_hash(events, body={"number": 9}),
    "removed": lambda events: (*events[:2], *events[3:]),
    "removed and renumbered": lambda events: (*events[:2], *_renumbered(events[3:])),
    "swapped": lambda events: (*events[:2], events[3], events[2], *events[4:]),
    "repeated": lambda events: (*events[:3], events[2], *events[3:]),
    "inserted": lambda events: (*events[:2], *INSERTED, *events[2:]),
    "another case's": lambda events: (*events[:2], *FOREIGN, *events[3:]),
}


def _renumbered(events: tuple[Event, ...]) -> tuple[Event, ...]:
    return tuple(replace(one, seq=one.seq - 1) for one in events)


def _with(events: tuple[Event, ...], **changed: object) -> tuple[Event, ...]:
    return (*events[:2], replace(events[2], **changed), *events[3:])  # type: ignore[arg-type]


def _with_new_hash(events: tuple[Event, ...], **changed: object) -> tuple[Event, ...]:
    third = replace(events[2], **changed)  # type: ignore[arg-type]
    return (*events[:2], replace(third, hash=third.hash_for("case")), *events[3:])


EXPECTED = {
    "content with a new hash": (4, "before"),
    "removed": (3, "missing"),
    "removed and renumbered": (3, "before"),
    "swapped": (3, "missing"),
    "repeated": (4, "missing"),
    "inserted": (4, "missing"),
}


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_tampering_is_found_at_its_place(tampering):
    seq, why = EXPECTED.get(tampering, (3, "content"))
    assert first_break("case", TAMPERINGS[tampering](KEPT)) == Broken("case", seq, why)


def test_a_first_event_that_is_missing_or_follows_on_something_is_found():
    assert first_break("case", KEPT[1:]) == Broken("case", 1, "missing")
    later = linked("case", 0, "f" * 64, EVENTS)
    assert first_break("case", later) == Broken("case", 1, "before")


def test_a_trail_cannot_be_moved_to_another_case():
    assert first_break("other", KEPT) == Broken("other", 1, "content")


def test_a_trail_cut_short_or_written_anew_is_whole_in_itself_and_ends_in_another_hash():
    """That is why a case keeps its last number and hash apart from its events."""
    assert first_break("case", KEPT[:-1]) is None
    assert KEPT[-2].hash != KEPT[-1].hash
    anew = relinked(*EVENTS[:2], replace(EVENTS[2], body={"number": 9}), *EVENTS[3:])
    assert first_break("case", anew) is None
    assert anew[-1].hash != KEPT[-1].hash


def test_the_hash_covers_canonical_content_and_nothing_else():
    one = Event("a", {"b": 1, "a": [True, None]}, AT, CLERK, 1, START)
    same = replace(one, body={"a": (True, None), "b": 1}, hash="whatever")
    assert one.hash_for("case") == same.hash_for("case")
    assert one.hash_for("case") != replace(one, seq=2).hash_for("case")
    assert one.content("case")["at"] == "2026-04-08T09:30:00+08:00"


def test_an_event_with_an_unsealed_secret_or_a_float_cannot_be_linked():
    for body in ({"card": Secret("1")}, {"amount": 1.5}):
        with pytest.raises(TypeError):
            linked("case", 0, START, [Event("a", body, AT, CLERK)])


def test_an_actor_may_act_for_another():
    assert Actor("a", "p", "u", "b").to_json() == {
        "person": "a",
        "post": "p",
        "unit": "u",
        "on_behalf_of": "b",
    }


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
BODIES = st.lists(st.dictionaries(st.text(), JSON, max_size=3), min_size=1, max_size=6)


@given(BODIES, st.data())
def test_whatever_is_written_any_change_of_any_body_is_found(bodies, data):
    kept = relinked(*(Event("a", body, AT.astimezone(UTC), CLERK) for body in bodies))
    assert first_break("case", kept) is None
    place = data.draw(st.integers(0, len(kept) - 1))
    other = data.draw(st.dictionaries(st.text(), JSON, max_size=3).filter(lambda one: one != bodies[place]))
    changed = (*kept[:place], replace(kept[place], body=other), *kept[place + 1 :])
    assert first_break("case", changed) == Broken("case", place + 1, "content")
