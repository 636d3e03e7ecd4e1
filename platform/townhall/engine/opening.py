"""How does a matter begin that nobody began by hand: because its day has come, or another matter needs it?

It is begun for somebody to fill in, as a returned one is mended: with what is known of it already, and a
task for the post (or the person) that is asked. Its id follows from what it is begun for: it is begun once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from townhall.engine.acts import Act
from townhall.engine.rows import matchable
from townhall.engine.scopes import SheetScope, TableRow
from townhall.engine.standing import Circumstances, Standing
from townhall.engine.world import judged
from townhall.kernel.canonical import content_hash
from townhall.kernel.expressions import Formula
from townhall.record.cases import Ask, Parent
from townhall.record.folds import BEGUN, opened
from townhall.record.moves import Move, Opening
from townhall.record.trail import SYSTEM, Event
from townhall.spec.blueprint import Blueprint
from townhall.spec.chains import Step
from townhall.spec.fields import Setting
from townhall.spec.forms import Form

OVER = frozenset({"approved", "refused", "withdrawn"})

APPROVED, REFUSED = "approved", "refused"
"""What a step comes to that waits for the matters it opened: all were approved, or one was not."""


def case_id(*why: Any) -> str:
    """The id of a matter begun for a reason (canonical JSON): the same for the same reason.

    >>> case_id("every", "month_close", "420802102201", "2026-04")
    'o6b7ba7feb695918b4856d224d0fef02'
    """
    return "o" + content_hash(list(why))[:31]


def begin(
    circumstances: Circumstances,
    opening: Opening,
    town: str,
    release: str,
    matter_no: str,
    values: Mapping[str, Any],
    gist: str,
) -> Move:
    """Begin a matter. `values`: what it begins with, as JSON."""
    body = {
        "town": town,
        "form": opening.form,
        "release": release,
        "matter_no": matter_no,
        "unit": opening.unit,
        "opened_on": circumstances.now.date().isoformat(),
        "values": values,
        "gist": gist,
        "asked": {"post": opening.ask.post, "unit": opening.ask.unit, "person": opening.ask.person},
        "parent": None if opening.parent is None else _written(opening.parent),
    }
    first = Event(BEGUN, body, circumstances.now, SYSTEM)
    act = Act(circumstances, opened(opening.id, first), SYSTEM, [first])
    act.ask_to_fill(opening.ask, opening.due)
    return act.move(before=None)


def _written(parent: Parent) -> dict[str, Any]:
    return {"case": parent.case, "step": parent.step, "round": parent.round}


def openings(at: Standing, step: Step, visit: int) -> tuple[Opening, ...]:
    """The matters that a step opens: one, or one for each row of the table it names."""
    return tuple(_openings(at, step, Parent(at.case.id, step.path, visit)))


def _openings(at: Standing, step: Step, parent: Parent) -> Iterator[Opening]:
    form = at.circumstances.blueprint.forms[step.form or ""]
    table = at.form.field(step.each) if step.each else None
    rows: tuple[SheetScope | TableRow, ...] = (at.sheet,) if table is None else at.sheet.rows(table)
    ask = _asked(at, step, form)
    for number, row in enumerate(rows):
        yield Opening(
            id=case_id("step", parent.case, parent.step, parent.round, number),
            form=form.name,
            unit=at.case.unit,
            ask=ask,
            values=set_values(step.send, row),
            parent=parent,
        )


def set_values(settings: tuple[tuple[str, Setting], ...], scope: Any) -> dict[str, Any]:
    """What fields are set to, as engine values; what is written plainly stays as it is written."""
    return {
        name: matchable(judged(setting, scope)) if isinstance(setting, Formula) else setting
        for name, setting in settings
    }


def _asked(at: Standing, step: Step, form: Form) -> Ask:
    """Who fills in what a step opens: the person it names, from a seat that may start it, or any who may."""
    person = None if step.person is None else judged(step.person, at.step_scope(step))
    if isinstance(person, str):
        for seat in at.circumstances.seating.seats_of(person):
            if seat.post in form.start.posts:
                return Ask(seat.full_post, seat.unit, person)
    return seat_of(form, at.case.unit, at.circumstances.blueprint)


def seat_of(form: Form, unit: str, blueprint: Blueprint) -> Ask:
    """Whoever may start a form at a unit: the first post it names that such units have, else the first."""
    kind, posts = blueprint.town.unit(unit).kind, form.start.posts
    here = (one for one in posts if kind in blueprint.posts[one.partition(".")[0]].at)
    return Ask(next(here, posts[0]), unit)


def outcome(states: Iterable[str]) -> str | None:
    """What a step comes to whose matters are in these states; None while one of them is under way."""
    found = set(states)
    if not found <= OVER:
        return None
    return APPROVED if found <= {APPROVED} else REFUSED
