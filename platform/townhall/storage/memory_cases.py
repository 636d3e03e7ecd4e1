"""Where does each matter stand in an archive in memory, and what waits for whom?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from townhall.ports.archive import CaseQuery, CaseRow, Overtaken
from townhall.ports.world import Vault
from townhall.record import sealing
from townhall.record.cases import Ask, Case
from townhall.record.entries import Booking
from townhall.record.lists import Listed, ListedPage, ListedTask
from townhall.record.moves import Closing, Move
from townhall.record.people import Sight
from townhall.record.tasks import Task, TaskRow
from townhall.record.trail import Event
from townhall.storage import cursors
from townhall.storage.booking import Act, book
from townhall.storage.cases import NEWEST_FIRST, OPEN_STATES, opened
from townhall.storage.folding import folded_act, require_unmoved
from townhall.storage.lists import Place, ordered
from townhall.storage.memory_batches import forget_batches
from townhall.storage.memory_books import MemoryBooks
from townhall.storage.memory_shelves import Shelves
from townhall.storage.tasks import COUNTED, turns
from townhall.storage.visibility import is_asked, sees

_NEWEST = (Place("opened_at", falls=True), Place("id", falls=True))
_ROW_NAMES = (
    "town", "form", "release", "matter_no", "unit", "gist", "state", "amount", "opened_at", "ended_at", "at",
)  # fmt: skip
_PAGE_NAMES = tuple(one.name for one in fields(ListedPage))
_OLDEST = (Place("opened_at"), Place("id"))


class MemoryCases:
    """Cases, their events and tasks, on shelves."""

    def __init__(self, shelves: Shelves, books: MemoryBooks, vault: Vault) -> None:
        self._shelves = shelves
        self._books = books
        self._vault = vault

    def keep(self, move: Move) -> Case:
        """Keep an act and all that follows from it."""
        shelves = self._shelves
        before = move.before
        if before is None and move.after.id in shelves.cases:
            raise Overtaken
        stored = None if before is None else require_unmoved(shelves.cases.get(before.id), before)
        kept = folded_act(move, stored, self._book, self._vault)
        case = kept.sealed
        shelves.cases[case.id] = case
        if stored is None or case.values is not stored.values:
            shelves.amounts[case.id] = move.amount
        shelves.trails[case.id] = (*shelves.trails.get(case.id, ()), *kept.events)
        self._close(case.id, move.closes)
        shelves.tasks.update({task.id: task for task in move.opens})
        self._follow(move, case)
        return kept.opened

    def _book(self, booking: Booking, act: Act) -> tuple[int, str]:
        return book(booking, act, self._books.shelf(booking.spec), self._vault)

    def _close(self, case: str, closes: tuple[Closing, ...]) -> None:
        for task in [one for one in self._shelves.tasks.values() if one.case == case and one.is_open]:
            run = (task.step, task.round)
            if task.kind != "copy" and any(
                run == (one.step, one.round) and one.person in (None, task.person) for one in closes
            ):
                self._shelves.tasks[task.id] = replace(task, is_open=False)

    def _follow(self, move: Move, case: Case) -> None:
        """What else an act brings: disclosures, objections, files, its draft used up."""
        shelves, actor = self._shelves, move.events[0].actor.person
        shelves.disclosures.update({one.number: one for one in move.discloses})
        for number, outcome in move.undiscloses:
            closed = replace(shelves.disclosures[number], is_open=False, outcome=outcome)
            shelves.disclosures[number] = closed
        shelves.objections.update({one.id: one for one in move.objections})
        for id in move.attachments:
            file = shelves.attachments.get(id)
            if file is None or file.town != case.town:
                raise LookupError("a file named here is not at hand")
            if file.case != case.id and not (file.case is None and file.person == actor):
                raise LookupError("a file named here is not at hand")
            shelves.attachments[id] = replace(file, case=case.id, draft=None)
        if move.draft is not None:
            draft = shelves.drafts.pop(move.draft, None)
            if draft is None or draft.person != actor:
                raise Overtaken
            forget_files(shelves, move.draft)

    def case(self, id: str, sight: Sight) -> Case | None:
        """The case, if that sight covers it."""
        found = self._shelves.cases.get(id)
        return opened(found, self._vault) if found and self.covers(sight, found) else None

    def covers(self, sight: Sight, case: Case) -> bool:
        """Whether a sight covers a case."""
        return sees(sight, case, (one for one in self._shelves.tasks.values() if one.case == case.id))

    def seen_cases(self, ids: Collection[str], sight: Sight) -> Mapping[str, Case]:
        """Those of several cases that a sight covers."""
        found = {id: self.case(id, sight) for id in {*ids}}
        return {id: one for id, one in found.items() if one is not None}

    def cases(self, query: CaseQuery, sight: Sight) -> tuple[CaseRow, ...]:
        """Newest first."""
        last = None if query.after is None else cursors.read(query.after, NEWEST_FIRST)
        found = [
            one
            for one in self._shelves.cases.values()
            if self._is_wanted(one, query) and self.covers(sight, one)
        ]
        return tuple(map(self._listed, ordered(found, _NEWEST, _case_value, last)[: query.limit]))

    def _is_wanted(self, case: Case, query: CaseQuery) -> bool:
        decided = (one for one in self._shelves.trails[case.id] if one.kind == "decided")
        return (
            (query.state == "any" or (case.state in OPEN_STATES) == (query.state == "open"))
            and query.form in (None, case.form)
            and query.unit in (None, case.unit)
            and query.started_by in (None, case.initiator.person)
            and (query.acted_by is None or any(one.actor.person == query.acted_by for one in decided))
            and _has(case, query.text)
        )

    def _listed(self, case: Case) -> CaseRow:
        return CaseRow(
            id=case.id,
            town=case.town,
            form=case.form,
            release=case.release,
            matter_no=case.matter_no,
            unit=case.unit,
            gist=case.gist,
            state=case.state,
            amount=self._shelves.amounts[case.id],
            opened_at=case.opened_at,
            ended_at=case.ended_at,
            at=tuple(run.step for run in case.open_runs),
            cursor=cursors.written([case.opened_at, case.id]),
        )

    def events(self, case: str, *, after: int = 0, kind: str | None = None) -> tuple[Event, ...]:
        """The case's events in order, secrets opened; those after a number, those of one kind."""
        unseal = self._vault.unseal
        some = (one for one in self.trail(case) if one.seq > after and kind in (None, one.kind))
        return tuple(replace(one, body=sealing.opened(one.body, unseal)) for one in some)

    def trail(self, case: str) -> tuple[Event, ...]:
        """The case's events in order as kept."""
        return self._shelves.trails.get(case, ())

    def case_ids(self, town: str | None = None) -> Iterator[str]:
        """Every case."""
        return iter(sorted(one.id for one in self._shelves.cases.values() if town in (None, one.town)))

    def case_count(self) -> int:
        """How many cases there are."""
        return len(self._shelves.cases)

    def kept_case(self, id: str) -> Case | None:
        """The kept projection as stored."""
        return self._shelves.cases.get(id)

    def listed(self, case: str) -> Listed | None:
        """What lists and pages show of a case."""
        kept = self._shelves.cases.get(case)
        if kept is None:
            return None
        row = self._listed(kept)
        return Listed(
            initiator=kept.initiator.person,
            is_held=kept.is_held,
            tasks=frozenset(
                ListedTask(
                    one.town,
                    kept.form,
                    one.step,
                    one.round,
                    one.kind,
                    one.post,
                    one.unit,
                    one.person,
                    one.due,
                )
                for one in self._shelves.tasks.values()
                if one.case == case and one.is_open
            ),
            pages=frozenset(
                ListedPage(*(getattr(one, name) for name in _PAGE_NAMES))
                for one in self._shelves.disclosures.values()
                if one.case == case
            ),
            **{name: getattr(row, name) for name in _ROW_NAMES},
        )

    def disclosed(self, id: str) -> Case:
        """The case behind a disclosure, its secrets opened."""
        return opened(self._shelves.cases[id], self._vault)

    def stranded_cases(self, day: date) -> tuple[tuple[str, str], ...]:
        """Town and id of cases that wait for nobody who could act on a day."""
        held = {(one.town, one.id) for one in self._shelves.cases.values() if one.is_held}
        waiting = (one for one in self._shelves.tasks.values() if one.is_open and one.kind != "copy")
        gone = {(one.town, one.case) for one in waiting if not self._sits(one, day)}
        return tuple(sorted(held | gone))

    def _sits(self, task: Task, day: date) -> bool:
        """Whether the person asked holds the post they were asked at; of a seat, whether anybody does."""
        ask = Ask(task.post, task.unit, task.person)
        return any(
            one.town == task.town and one.is_in_force(day) and ask.means(one.seat)
            for one in self._shelves.holdings
        )

    def tasks(
        self,
        sight: Sight,
        *,
        kinds: Sequence[str] = ("act", "mend"),
        form: str | None = None,
        text: str = "",
        after: str | None = None,
        limit: int = 50,
    ) -> tuple[TaskRow, ...]:
        """What waits for the viewer, oldest first; copies newest first."""
        falls = "copy" in kinds
        last = None if after is None else cursors.read(after, turns(falls))
        found = [
            one
            for one in self._waiting(sight, kinds)
            if form in (None, self._shelves.cases[one.case].form)
            and _has(self._shelves.cases[one.case], text)
        ]
        order = _NEWEST if falls else _OLDEST
        return tuple(map(self._row, ordered(found, order, _task_value, last)[:limit]))

    def _waiting(self, sight: Sight, kinds: Sequence[str]) -> Iterator[Task]:
        for one in self._shelves.tasks.values():
            if one.kind in kinds and (one.is_open or one.kind == "copy") and is_asked(sight, one):
                yield one

    def _row(self, task: Task) -> TaskRow:
        case = self._shelves.cases[task.case]
        return TaskRow(
            task=task,
            form=case.form,
            release=case.release,
            matter_no=case.matter_no,
            gist=case.gist,
            case_unit=case.unit,
            case_state=case.state,
            amount=self._shelves.amounts[case.id],
            cursor=cursors.written([task.opened_at, task.id]),
        )

    def task_count(self, sight: Sight, kinds: Sequence[str] = ("act", "mend")) -> int:
        """How many wait, counted no further than 1,000."""
        return min(COUNTED, sum(1 for _ in self._waiting(sight, kinds)))

    def waiting(self, town: str) -> tuple[tuple[str | None, str, str, int], ...]:
        """How many open tasks of a town wait for whom."""
        counted = Counter(
            (one.person, one.post, one.unit)
            for one in self._shelves.tasks.values()
            if one.town == town and one.is_open and one.kind != "copy"
        )
        return tuple((*whom, number) for whom, number in counted.items())


def forget_files(shelves: Shelves, draft: str) -> None:
    """Forget the files and rows that only a draft knew."""
    forget_batches(shelves, draft)
    for file in [one for one in shelves.attachments.values() if one.draft == draft and one.case is None]:
        del shelves.attachments[file.id]


def _case_value(case: Case, place: Place) -> Any:
    return getattr(case, place.name)


def _task_value(task: Task, place: Place) -> Any:
    return getattr(task, place.name)


def _has(case: Case, text: str) -> bool:
    return text.lower() in case.matter_no.lower() or text.lower() in case.gist.lower()
