"""How is an act kept, all or nothing, in a handful of statements?"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from townhall.kernel.canonical import canonical
from townhall.ports.archive import Overtaken
from townhall.record.cases import Case
from townhall.record.entries import Booking
from townhall.record.moves import Closing, Move
from townhall.record.tasks import Task
from townhall.record.trail import Event
from townhall.storage import projection, tables
from townhall.storage.booking import Act, book
from townhall.storage.books import Books
from townhall.storage.cases import Cases
from townhall.storage.drafts import Drafts
from townhall.storage.folding import Kept, folded_act, require_unmoved
from townhall.storage.outside import Outside
from townhall.storage.work import Work

_CASE, _TASK = tables.case, tables.task

_FOLLOWS = (_CASE.c.id == sa.bindparam("of"), _CASE.c.seq == sa.bindparam("was_seq"))
_AS_FOLDED: dict[str, Any] = {
    "gist": sa.bindparam("gist"),
    "state": sa.bindparam("state"),
    "ended_at": sa.bindparam("ended_at"),
    "waits_at": sa.bindparam("waits_at"),
    "is_held": sa.bindparam("is_held"),
    "seq": sa.bindparam("seq"),
    "projection": sa.bindparam("projection"),
}
_MOVED = _CASE.update().where(*_FOLLOWS).values(_AS_FOLDED)
_MOVED_AND_FILLED = (
    _CASE.update()
    .where(*_FOLLOWS)
    .values(
        {
            **_AS_FOLDED,
            "filled": sa.bindparam("filled"),
            "amount": sa.bindparam("amount", type_=sa.BigInteger),
        }
    )
)
_LOCKED = sa.select(_CASE.c.seq).where(_CASE.c.id == sa.bindparam("of")).with_for_update()


class Keeping:
    """Keeps acts, with the help of the other rooms of the archive."""

    def __init__(self, work: Work, cases: Cases, books: Books, drafts: Drafts, outside: Outside) -> None:
        self._work = work
        self._cases = cases
        self._books = books
        self._drafts = drafts
        self._outside = outside

    def keep(self, move: Move) -> Case:
        """Keep an act and all that follows from it."""
        stored = None if move.before is None else self._stored(move.before, lock=bool(move.bookings))
        kept = folded_act(move, stored, self._book, self._work.vault)
        self._write_case(move, stored, kept)
        self._write_events(kept.sealed, kept.events)
        self._close(kept.sealed.id, move.closes)
        self._work.add(_TASK, [task_row(one, kept.sealed.form) for one in move.opens])
        self._outside.keep(move)
        actor = move.events[0].actor.person
        if move.attachments:
            self._drafts.bind(move.attachments, to=kept.sealed.id, town=kept.sealed.town, of=actor)
        if move.draft is not None:
            self._drafts.use_draft(move.draft, actor, move.had_batches)
        self._cases.sealed[kept.sealed.id] = kept.sealed
        return kept.opened

    def _stored(self, before: Case, lock: bool) -> Case:
        """The sealed case an act follows on; locked when books change before the case does.

        SQLite has locked everything already.
        """
        if lock and not self._work.is_sqlite:
            seq = self._work.connection.execute(_LOCKED, {"of": before.id}).scalar_one_or_none()
            if seq != before.seq:
                raise Overtaken
        known = self._cases.sealed.get(before.id)
        if known is None or known.seq != before.seq:
            known = self._cases.kept_case(before.id)
        return require_unmoved(known, before)

    def _book(self, booking: Booking, act: Act) -> tuple[int, str]:
        return book(booking, act, self._books.shelf(booking.spec), self._work.vault)

    def _write_case(self, move: Move, stored: Case | None, kept: Kept) -> None:
        case = kept.sealed
        row: dict[str, Any] = {
            "gist": case.gist,
            "state": case.state,
            "ended_at": case.ended_at,
            "waits_at": canonical([run.step for run in case.open_runs]),
            "is_held": case.is_held,
            "seq": case.seq,
            "projection": projection.written(case),
        }
        if stored is None:
            row |= {
                "id": case.id,
                "town": case.town,
                "form": case.form,
                "release": case.release,
                "matter_no": case.matter_no,
                "unit": case.unit,
                "initiator": case.initiator.person,
                "opened_at": case.opened_at,
                "amount": move.amount,
                "filled": projection.filled(case),
            }
            self._add(_CASE, [row])
            return
        row |= {"of": case.id, "was_seq": stored.seq}
        moved = _MOVED
        if case.values is not stored.values:
            moved = _MOVED_AND_FILLED
            row |= {"filled": projection.filled(case), "amount": move.amount}
        if self._work.change(moved, row) == 0:
            raise Overtaken

    def _write_events(self, case: Case, events: tuple[Event, ...]) -> None:
        self._add(tables.event, [_event(one, case) for one in events])

    def _add(self, table: sa.Table, rows: list[dict[str, Any]]) -> None:
        """Insert what must not be there yet."""
        try:
            self._work.add(table, rows)
        except IntegrityError as failed:
            raise Overtaken from failed

    def _close(self, case: str, closes: tuple[Closing, ...]) -> None:
        if not closes:
            return
        ended: dict[str, Any] = {"of": case}
        for place, one in enumerate(closes):
            ended |= {f"step_{place}": one.step, f"round_{place}": one.round}
            if one.person is not None:
                ended[f"person_{place}"] = one.person
        self._work.change(_closed(tuple(one.person is not None for one in closes)), ended)


@lru_cache
def _closed(one_persons: tuple[bool, ...]) -> sa.Update:
    """Closes the open tasks of so many runs, or one person's among them."""
    ended = []
    for place, is_one_persons in enumerate(one_persons):
        of = ("step", "round", "person") if is_one_persons else ("step", "round")
        ended.append(sa.and_(*(_TASK.c[name] == sa.bindparam(f"{name}_{place}") for name in of)))
    waits = (_TASK.c.case_id == sa.bindparam("of"), sa.text(tables.WAITS))
    return _TASK.update().where(*waits, sa.or_(*ended)).values(is_open=sa.false())


def task_row(task: Task, form: str) -> dict[str, Any]:
    """A task as its table keeps it."""
    return {
        "id": task.id,
        "case_id": task.case,
        "town": task.town,
        "form": form,
        "step": task.step,
        "round": task.round,
        "kind": task.kind,
        "post": task.post,
        "unit": task.unit,
        "person": task.person,
        "opened_at": task.opened_at,
        "due": task.due,
        "is_open": task.is_open,
    }


def _event(event: Event, case: Case) -> dict[str, Any]:
    return {
        "case_id": case.id,
        "seq": event.seq,
        "town": case.town,
        "kind": event.kind,
        "at": event.at.isoformat(),
        "person": event.actor.person,
        "post": event.actor.post,
        "unit": event.actor.unit,
        "on_behalf_of": event.actor.on_behalf_of,
        "body": canonical(event.body),
        "before": event.before,
        "hash": event.hash,
    }
