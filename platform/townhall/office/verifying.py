"""Checks that nothing in the trail was changed, and that every case is what its events tell."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from townhall.kernel.text import Text
from townhall.office.numbering import written
from townhall.office.visiting import open_towns
from townhall.ports.archive import Archive
from townhall.ports.hall import Hall
from townhall.record.cases import Case
from townhall.record.folds import folded
from townhall.record.lists import listed
from townhall.record.proofs import book_of
from townhall.record.trail import Broken, Event, first_break

Found = TypeVar("Found")

STEP = 50


BROKEN: Mapping[str, Text] = {
    "missing": Text("缺少这条记录", "this event is missing"),
    "before": Text("这条记录接不上前一条", "this event does not follow from the one before"),
    "content": Text("这条记录被改动", "this event was changed"),
    "unreadable": Text("有记录已无法读取", "an event cannot be read any more"),
    "case": Text("事项与其记录不符", "the case is not what its events tell"),
    "list": Text(
        "列表或公开页面所示与记录不符", "what lists and pages show of it is not what its events tell"
    ),
    "books": Text("这条记录登记的台账被改动", "the entries that this event booked were changed"),
    "objection": Text("异议或其答复被改动或缺失", "an objection or its answer was changed or is gone"),
    "file": Text(
        "这条记录担保的附件缺失或被改动", "a file that this event vouches for is gone or was changed"
    ),
    "visit": Text("来访登记被改动或缺失", "the visitors' book of a unit was changed, or some of it is gone"),
    "gone": Text("编号已发出，事项却不在", "this number was given out, and no case has it"),
}
"""What each `why` of a break means. Of `gone` the break's `case` is the matter number."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What was checked, and the first break of each case that has one; `BROKEN` says what its `why` means."""

    cases: int
    events: int
    breaks: tuple[Broken, ...]


def verify(hall: Hall, report: Callable[[int, int], None]) -> Verified:
    """Check every case of the database; `report(done, total)` is called as it goes."""
    breaks: list[Broken] = []
    seen: set[tuple[str, str]] = set()
    cases = events = 0
    with hall.archive(read_only=True) as archive:
        total = archive.case_count()
        for id in archive.case_ids():
            count, broken = _verified(hall, archive, id, seen)
            cases, events = cases + 1, events + count
            if broken is not None:
                breaks.append(broken)
            if cases % STEP == 0 or cases == total:
                report(cases, total)
        breaks += _changed_visits(archive)
        breaks += _gone(hall, archive, seen)
    return Verified(cases, events, tuple(breaks))


def _verified(hall: Hall, archive: Archive, id: str, seen: set[tuple[str, str]]) -> tuple[int, Broken | None]:
    """How many events a case has, and its first break; its number is added to those `seen`."""
    shown = _readable(lambda: archive.listed(id))
    if shown is not None:
        seen.add((shown.town, shown.matter_no))
    trail = _readable(lambda: archive.trail(id))
    if trail is None:
        return 0, Broken(id, 0, "unreadable")
    broken = first_break(id, trail)
    if broken is not None:
        return len(trail), broken
    kept = _readable(lambda: archive.kept_case(id))
    told = _readable(lambda: folded(id, trail))
    if not trail or told is None or told != kept:
        return len(trail), Broken(id, len(trail), "case")
    blueprint = hall.blueprints.of(archive, told.release)
    if shown != listed(told, trail, blueprint):
        return len(trail), Broken(id, len(trail), "list")
    return len(trail), (
        _changed_objection(hall, archive, id, trail)
        or _changed_books(hall, archive, told, trail)
        or _changed_file(hall, id, trail)
    )


def _readable(read: Callable[[], Found]) -> Found | None:
    """What can be read; None where it is not what the program wrote: no JSON, no moment, another shape."""
    try:
        return read()
    except (ValueError, TypeError, LookupError, AttributeError):
        return None


def _changed_objection(hall: Hall, archive: Archive, id: str, trail: tuple[Event, ...]) -> Broken | None:
    """The first event whose objection, or answer to one, is not what is kept."""
    kept = {one.id: one for one in _readable(lambda: archive.objections(id)) or ()}
    answers = {event.body["objection"]: event for event in trail if event.kind == "objection_answered"}
    made = [event for event in trail if event.kind == "objected"]
    for event in made:
        one, answer = kept.pop(event.body["objection"], None), answers.get(event.body["objection"])
        if (
            one is None
            or (one.disclosure, one.made_at) != (event.body["number"], event.at)
            or hall.vault.digest(one.content) != event.body["digest"]
        ):
            return Broken(id, event.seq, "objection")
        said: tuple[str, str, str, datetime | None] = ("open", "", "", None)
        if answer is not None:
            said = (answer.body["state"], answer.body["answer"], answer.actor.person, answer.at)
        if (one.state, one.answer, one.answered_by, one.answered_at) != said:
            return Broken(id, (answer or event).seq, "objection")
    return Broken(id, len(trail), "objection") if kept else None


def _gone(hall: Hall, archive: Archive, seen: set[tuple[str, str]]) -> tuple[Broken, ...]:
    """Matter numbers that were given out and no case has."""
    codes = {
        (blueprint.town.name, form.code)
        for blueprint in open_towns(hall, archive)
        for form in blueprint.forms.values()
    }
    codes |= {(town, number.rsplit("-", 2)[0]) for town, number in seen}  # of forms given up since, too
    given = (
        (town, written(series, year, number))
        for (town, series, year), last in archive.numbers().items()
        if (town, series) in codes
        for number in range(1, last + 1)
    )
    return tuple(Broken(number, 0, "gone") for town, number in given if (town, number) not in seen)


def _changed_visits(archive: Archive) -> tuple[Broken, ...]:
    """The first break of each unit's visitors' book."""
    found = []
    for town, unit in archive.visited():
        noted = _readable(lambda town=town, unit=unit: archive.visits(town, unit))  # type: ignore[misc]
        broken = Broken("", 0, "") if noted is None else first_break(book_of(town, unit), noted)
        if broken is not None:
            found.append(Broken(book_of(town, unit), broken.seq, "visit"))
    return tuple(found)


def _changed_books(hall: Hall, archive: Archive, case: Case, trail: tuple[Event, ...]) -> Broken | None:
    """The first event whose entries are no longer those it booked."""
    said: dict[str, dict[int, tuple[int, str]]] = {}
    for event in trail:
        if event.kind == "entered" and event.body["rows"]:
            told = said.setdefault(event.body["register"], {})
            told[event.seq] = (event.body["rows"], event.body["digest"])
    registers = hall.blueprints.of(archive, case.release).registers
    wrong = [
        seq
        for name, told in said.items()
        for kept in (archive.booked(registers[name], case.id),)
        for seq in told.keys() | kept.keys()
        if told.get(seq) != kept.get(seq)
    ]
    return Broken(case.id, min(wrong), "books") if wrong else None


def _changed_file(hall: Hall, id: str, trail: tuple[Event, ...]) -> Broken | None:
    """The first event that vouches for a file which is gone, or no longer what was handed in."""
    for event in trail:
        for sha256 in event.body.get("files", {}).values():
            try:
                content = hall.files.get(sha256)
            except LookupError:
                return Broken(id, event.seq, "file")
            if hashlib.sha256(content).hexdigest() != sha256:
                return Broken(id, event.seq, "file")
    return None
