"""Which rows of a table does a step draw by lot, and what of them stands in its sheet?

Nobody can steer the draw and anybody can do it again: every row gets the hash of what the case's trail says
of the moment (the hash of the event before, the step, the visit, the time) and of its number; those with the
lowest hashes are drawn. Who hands a table in does not know that hash yet, and who is asked cannot change it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import ROUND_CEILING, Decimal
from typing import Any

from townhall.engine.forms import from_json, typed
from townhall.engine.standing import Standing
from townhall.engine.world import judged
from townhall.kernel.canonical import Json, content_hash
from townhall.kernel.decimals import EXACT
from townhall.kernel.expressions import Formula
from townhall.record.cases import Case, Run
from townhall.spec.catalog import Catalog
from townhall.spec.chains import ROW_NO, SAMPLE, Step
from townhall.spec.fields import Field
from townhall.spec.forms import Form


def draw(
    case: str, head: str, step: str, visit: int, at: datetime, rows: int, wanted: int
) -> tuple[int, ...]:
    """The numbers, from 1 and in order, of the rows that are drawn; all where more are wanted than there are.

    `head`: the hash of the last event before the act that opens the step at the moment `at`.

    >>> draw("c1", "0" * 64, "visit", 1, datetime(2026, 4, 8, 9, 0), 20, 5)
    (5, 11, 15, 18, 20)
    """
    seed: list[Json] = [case, head, step, visit, at.isoformat()]
    lots = sorted(range(1, rows + 1), key=lambda number: content_hash([*seed, number]))
    return tuple(sorted(lots[:wanted]))


def drawn(at: Standing, step: Step, visit: int) -> tuple[int, ...]:
    """The rows that a step draws as it opens. How many is rounded up; where it cannot be told, all."""
    sample = step.sample
    table = at.form.field(sample.of) if sample is not None else None
    if sample is None or table is None:
        return ()
    rows = len((at.case.values or {}).get(table.name) or ())
    least = _count(at, step, sample.at_least, rows)
    if sample.share is not None:
        least = max(least, _count(at, step, sample.share, rows))
    case = at.case
    return draw(case.id, case.head, step.path, visit, at.world.now, rows, min(least, rows))


def _count(at: Standing, step: Step, wanted: Formula | int, rows: int) -> int:
    found = judged(wanted, at.step_scope(step)) if isinstance(wanted, Formula) else wanted
    if isinstance(found, Decimal):
        return int(EXACT.multiply(found, rows).to_integral_value(ROUND_CEILING))
    return found if isinstance(found, int) else rows


def with_drawn(
    form: Form, case: Case, step: Step, run: Run, raw: Mapping[str, Any], catalog: Catalog
) -> Mapping[str, Any]:
    """What was typed at a step, with the rows that were drawn: what such a row brings along is what was
    handed in, whatever was sent, and every drawn row is there in its place.
    """
    table = step.sheet.field(SAMPLE)
    if step.sample is None or table is None:
        return raw
    sent = raw.get(SAMPLE)
    rows: Sequence[Any] = sent if isinstance(sent, list | tuple) else ()
    source = from_json(form.sheet, case.values or {}, catalog).get(step.sample.of) or ()
    return {**raw, SAMPLE: list(_rows(table, run.drawn, rows, source, catalog))}


def _rows(
    table: Field,
    numbers: Sequence[int],
    sent: Sequence[Any],
    source: Sequence[Mapping[str, Any]],
    catalog: Catalog,
) -> Iterator[dict[str, Any]]:
    kept = [row for row in sent if isinstance(row, Mapping)]
    named = {str(row[ROW_NO]): row for row in kept if row.get(ROW_NO)}  # a page says which row it means
    for place, number in enumerate(numbers):
        given = named.get(str(number), {}) if named else kept[place] if place < len(kept) else {}
        row = source[number - 1] if number <= len(source) else {}
        brought = {
            one.name: typed(one, row[one.name], catalog)
            for one in table.columns
            if one.drawn and row.get(one.name) is not None
        }
        filled = {one.name: given[one.name] for one in table.columns if not one.drawn and one.name in given}
        yield {**filled, **brought, ROW_NO: str(number)}
