"""Where does each matter stand, and what has happened to it?"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Row

from townhall.ports.archive import CaseQuery, CaseRow
from townhall.ports.world import Vault
from townhall.record import sealing
from townhall.record.cases import Case, Run
from townhall.record.people import Sight
from townhall.record.sealing import SEALED
from townhall.record.trail import Actor, Event
from townhall.storage import cursors, projection, tables
from townhall.storage.cursors import Turn
from townhall.storage.people import People
from townhall.storage.visibility import Ways, values, visible, ways
from townhall.storage.work import Work, has, pattern

OPEN_STATES = ("begun", "open", "returned")

_CASE, _EVENT, _TASK = tables.case, tables.event, tables.task
NEWEST_FIRST = (Turn(_CASE.c.opened_at, falls=True), Turn(_CASE.c.id, falls=True))
_LISTED = (
    _CASE.c.id, _CASE.c.town, _CASE.c.form, _CASE.c.release, _CASE.c.matter_no, _CASE.c.unit, _CASE.c.gist,
    _CASE.c.state, _CASE.c.amount, _CASE.c.opened_at, _CASE.c.ended_at, _CASE.c.waits_at,
)  # fmt: skip
_TRAIL = sa.select(_EVENT).where(_EVENT.c.case_id == sa.bindparam("of")).order_by(_EVENT.c.seq)
_AFTER = _TRAIL.where(_EVENT.c.seq > sa.bindparam("number"))
_AFTER_OF_KIND = _AFTER.where(_EVENT.c.kind == sa.bindparam("kind"))
_KEPT = sa.select(_CASE.c.projection, _CASE.c.filled).where(_CASE.c.id == sa.bindparam("of"))
_SEATED = (
    sa.select(tables.town_version.c.version)
    .where(tables.town_version.c.town == sa.bindparam("sight_town"))
    .scalar_subquery()
    .label("seated")
)
"""The version of the town's appointments: whoever asks for a case nearly always asks for that, too."""
_BATCH = 1000


class Cases:
    """Cases and their events; `sealed` remembers what this unit of work read, for the act that follows."""

    def __init__(self, work: Work, people: People) -> None:
        self._work = work
        self._people = people
        self.sealed: dict[str, Case] = {}

    def case(self, id: str, sight: Sight) -> Case | None:
        """The case, if that sight covers it."""
        row = self._work.row(_seen(visible(sight)), {"of": id, **values(sight)})
        if row is None:
            return None
        self._people.note_version(sight.town, row.seated)
        case = self._remember(row)
        return self.opened(case) if SEALED in row.filled or SEALED in row.projection else case

    def seen_cases(self, ids: Collection[str], sight: Sight) -> Mapping[str, Case]:
        """Those of several cases that a sight covers."""
        if not ids:
            return {}
        rows = self._work.rows(_all_seen(visible(sight)), {"all": sorted({*ids}), **values(sight)})
        found = (self.opened(self._remember(row)) for row in rows)
        return {one.id: one for one in found}

    def kept_case(self, id: str) -> Case | None:
        """The kept projection as stored."""
        row = self._work.row(_KEPT, {"of": id})
        return None if row is None else self._remember(row)

    def _remember(self, row: Row[*tuple[Any, ...]]) -> Case:
        case = projection.read(row.projection, row.filled)
        self.sealed[case.id] = case
        return case

    def opened(self, case: Case) -> Case:
        """A sealed case with its secrets opened."""
        return opened(case, self._work.vault)

    def cases(self, query: CaseQuery, sight: Sight) -> tuple[CaseRow, ...]:
        """Newest first."""
        covering = ways(sight)
        if covering is None:
            return ()
        told = {
            **values(sight),
            "form": query.form,
            "unit": query.unit,
            "started_by": query.started_by,
            "acted_by": query.acted_by,
            "text": pattern(query.text),
            "limit": query.limit,
        }
        if query.after is not None:
            told["after_at"], told["after_id"] = cursors.read(query.after, NEWEST_FIRST)
        asked = frozenset(name for name in _NARROWINGS if getattr(query, name) not in (None, ""))
        listed = _list(covering, asked, query.state)
        return tuple(_listed(row) for row in self._work.rows(listed, told))

    def events(self, case: str, *, after: int = 0, kind: str | None = None) -> tuple[Event, ...]:
        """The case's events in order, secrets opened; those after a number, those of one kind."""
        unseal = self._work.vault.unseal
        some = _AFTER if kind is None else _AFTER_OF_KIND
        rows = self._work.rows(some, {"of": case, "number": after, "kind": kind})
        return tuple(replace(one, body=sealing.opened(one.body, unseal)) for one in map(_event, rows))

    def trail(self, case: str) -> tuple[Event, ...]:
        """The case's events in order as kept."""
        return tuple(_event(row) for row in self._work.rows(_TRAIL, {"of": case}))

    def case_ids(self, town: str | None = None) -> Iterator[str]:
        """Every case, a batch at a time."""
        every = sa.select(_CASE.c.id).order_by(_CASE.c.id).limit(_BATCH)
        if town is not None:
            every = every.where(_CASE.c.town == town)
        last = ""
        while batch := self._work.connection.execute(every.where(_CASE.c.id > last)).scalars().all():
            yield from batch
            last = batch[-1]

    def case_count(self) -> int:
        """How many cases there are."""
        return self._work.connection.execute(sa.select(sa.func.count()).select_from(_CASE)).scalar_one()


@lru_cache
def _seen(condition: sa.ColumnElement[bool]) -> sa.Select[*tuple[Any, ...]]:
    """One case, if the condition covers it; built once for each form of sight."""
    return _KEPT.add_columns(_SEATED).where(condition)


@lru_cache
def _all_seen(condition: sa.ColumnElement[bool]) -> sa.Select[*tuple[Any, ...]]:
    """Several cases, those that the condition covers."""
    some = _CASE.c.id.in_(sa.bindparam("all", expanding=True))
    return sa.select(_CASE.c.projection, _CASE.c.filled).where(some, condition)


def opened(case: Case, vault: Vault) -> Case:
    """A sealed case with its secrets opened."""
    runs = tuple(run if _is_plain(run) else _opened_run(run, vault) for run in case.runs)
    return replace(case, values=sealing.opened(case.values, vault.unseal), runs=runs)


def _is_plain(run: Run) -> bool:
    """Whether nothing was filled in there, and so nothing can be sealed."""
    return all(one.fields is None for one in run.decisions)


def _opened_run(run: Run, vault: Vault) -> Run:
    return replace(
        run,
        decisions=tuple(
            one if one.fields is None else replace(one, fields=sealing.opened(one.fields, vault.unseal))
            for one in run.decisions
        ),
    )


def found(text: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """The cases whose number or gist has what `pattern` made of a piece of text."""
    return has(_CASE.c.matter_no, text) | has(_CASE.c.gist, text)


_IS_OPEN = _CASE.c.state.in_(OPEN_STATES)
_STATES: Mapping[str, sa.ColumnElement[bool]] = {"any": sa.true(), "open": _IS_OPEN, "over": ~_IS_OPEN}
_ACTS = sa.select(_EVENT.c.case_id).where(
    _EVENT.c.town == sa.bindparam("sight_town"),
    _EVENT.c.person == sa.bindparam("acted_by"),
    sa.text("event.kind = 'decided'"),  # spelt as the partial index spells it
)
_NARROWINGS: Mapping[str, sa.ColumnElement[bool]] = {
    "form": _CASE.c.form == sa.bindparam("form"),
    "unit": _CASE.c.unit == sa.bindparam("unit"),
    "started_by": _CASE.c.initiator == sa.bindparam("started_by"),
    "acted_by": _CASE.c.id.in_(_ACTS),
    "text": found(sa.bindparam("text", type_=sa.Text)),
    "after": cursors.after(NEWEST_FIRST, "after_at", "after_id"),
}
"""What a list may be narrowed by, by the name it has in `CaseQuery`."""


@lru_cache(maxsize=1024)
def _list(covering: Ways, asked: frozenset[str], state: str) -> sa.Select[*tuple[Any, ...]]:
    """The list for a form of question, built once; what is asked for comes with the execution.

    Each way in which a sight covers cases is a walk of its own, cut at the length of the list (all tasks
    together are one way): whoever sees few of very many cases does not wait for those that others see.
    """
    narrowed = (covering.town, _STATES[state], *(_NARROWINGS[name] for name in sorted(asked)))
    order, limit = cursors.order(NEWEST_FIRST), sa.bindparam("limit", type_=sa.Integer)
    covered = list(covering.by_case)
    if covering.by_task:
        asked_in = (sa.select(_TASK.c.case_id).where(way) for way in covering.by_task)
        covered.append(_CASE.c.id.in_(sa.union_all(*asked_in)))
    walks = [sa.select(_CASE.c.id).where(way, *narrowed) for way in covered]
    if len(walks) == 1:
        return walks[0].with_only_columns(*_LISTED).order_by(*order).limit(limit)
    ends = [walk.order_by(*order).limit(limit).subquery().select() for walk in walks]
    return sa.select(*_LISTED).where(_CASE.c.id.in_(sa.union(*ends))).order_by(*order).limit(limit)


def _listed(row: Row[*tuple[Any, ...]]) -> CaseRow:
    return CaseRow(
        id=row.id,
        town=row.town,
        form=row.form,
        release=row.release,
        matter_no=row.matter_no,
        unit=row.unit,
        gist=row.gist,
        state=row.state,
        amount=row.amount,
        opened_at=row.opened_at,
        ended_at=row.ended_at,
        at=tuple(json.loads(row.waits_at)),
        cursor=cursors.written([row.opened_at, row.id]),
    )


def _event(row: Row[*tuple[Any, ...]]) -> Event:
    return Event(
        kind=row.kind,
        body=json.loads(row.body),
        at=datetime.fromisoformat(row.at),
        actor=Actor(row.person, row.post, row.unit, row.on_behalf_of),
        seq=row.seq,
        before=row.before,
        hash=row.hash,
    )
