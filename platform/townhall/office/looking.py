"""Lists tasks and cases for those whose posts let them see, and shows them one."""

from __future__ import annotations

from typing import Literal

from townhall.kernel.text import Text
from townhall.office.showing import money_words
from townhall.office.status import TO_INITIATOR
from townhall.office.unfolding import case_view
from townhall.office.views import (
    CaseItem,
    CaseView,
    Listing,
    TaskItem,
)
from townhall.office.visiting import Visitor, in_force
from townhall.ports.archive import Archive, CaseQuery, CaseRow
from townhall.ports.hall import Hall
from townhall.record.cases import INITIATOR
from townhall.record.refusals import NotFound
from townhall.record.tasks import TaskRow
from townhall.spec.blueprint import Blueprint
from townhall.spec.chains import Step

PAGE = 50


def tasks(
    hall: Hall,
    visitor: Visitor,
    *,
    kind: Literal["todo", "copied"] = "todo",
    text: str = "",
    form: str | None = None,
    after: str | None = None,
    limit: int = PAGE,
) -> Listing[TaskItem]:
    """What waits for the visitor, oldest first; or what was copied to them, newest first."""
    kinds = ("copy",) if kind == "copied" else ("act", "mend")
    with hall.archive(read_only=True) as archive:
        rows = archive.tasks(visitor.sight, kinds=kinds, form=form, text=text, after=after, limit=limit + 1)
        lines = tuple(_task_item(hall, archive, visitor, row) for row in rows[:limit])
    return Listing(lines, rows[limit - 1].cursor if len(rows) > limit else None)


def _task_item(hall: Hall, archive: Archive, visitor: Visitor, row: TaskRow) -> TaskItem:
    blueprint = hall.blueprints.of(archive, row.release)
    task = row.task
    step = TO_INITIATOR if task.step == INITIATOR else _step(blueprint, row.form, task.step).title
    return TaskItem(
        case=task.case,
        step_title=step,
        form_title=blueprint.forms[row.form].title,
        matter_no=row.matter_no,
        gist=row.gist,
        unit_title=blueprint.unit_titles[row.case_unit],
        amount=money_words(row.amount, hall.catalog, visitor.locale),
        since=task.opened_at,
        due=task.due,
        is_overdue=task.due is not None and task.due < hall.now(),
        kind=task.kind,
    )


def _step(blueprint: Blueprint, form: str, path: str) -> Step:
    return blueprint.chain_of(form).step(path)


def cases(
    hall: Hall,
    visitor: Visitor,
    *,
    which: Literal["started", "done", "all"] = "all",
    state: Literal["open", "over", "any"] = "any",
    form: str | None = None,
    unit: str | None = None,
    text: str = "",
    after: str | None = None,
    limit: int = PAGE,
) -> Listing[CaseItem]:
    """Cases the visitor started, acted in, or may see; newest first."""
    query = CaseQuery(
        state=state,
        form=form,
        unit=unit,
        started_by=visitor.person.id if which == "started" else None,
        acted_by=visitor.person.id if which == "done" else None,
        text=text,
        after=after,
        limit=limit + 1,
    )
    with hall.archive(read_only=True) as archive:
        rows = archive.cases(query, visitor.sight)
        lines = tuple(_case_item(hall, archive, visitor, row) for row in rows[:limit])
    return Listing(lines, rows[limit - 1].cursor if len(rows) > limit else None)


def _case_item(hall: Hall, archive: Archive, visitor: Visitor, row: CaseRow) -> CaseItem:
    blueprint = hall.blueprints.of(archive, row.release)
    at = tuple(
        TO_INITIATOR if path == INITIATOR else _step(blueprint, row.form, path).title
        for path in row.at
        if not any(other.startswith(f"{path}.") for other in row.at)
    )
    return CaseItem(
        case=row.id,
        form_title=blueprint.forms[row.form].title,
        matter_no=row.matter_no,
        gist=row.gist,
        unit_title=blueprint.unit_titles[row.unit],
        amount=money_words(row.amount, hall.catalog, visitor.locale),
        state=row.state,
        at=at,
        opened_at=row.opened_at,
        ended_at=row.ended_at,
    )


def forms_seen(hall: Hall, visitor: Visitor) -> tuple[tuple[str, Text], ...]:
    """The matters of the visitor's town, for filters."""
    with hall.archive(read_only=True) as archive:
        _, blueprint = in_force(hall, archive, visitor)
    return tuple((form.name, form.title) for form in blueprint.forms.values())


def case(hall: Hall, visitor: Visitor, id: str) -> CaseView:
    """A case with everything stamped so far, and what is asked of the visitor.

    Raises:
        NotFound: there is none that the visitor may see.
    """
    with hall.archive(read_only=True) as archive:
        found = archive.case(id, visitor.sight)
        if found is None:
            raise NotFound
        return case_view(hall, archive, visitor, found)
