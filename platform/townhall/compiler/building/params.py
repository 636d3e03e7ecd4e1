"""Which numbers does law or policy set, and which days are working days?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from townhall.compiler.building.bench import Bench, Body
from townhall.compiler.building.texts import text
from townhall.kernel.text import Text
from townhall.kernel.values import Duration
from townhall.kernel.workdays import Calendar
from townhall.spec.fields import Field
from townhall.spec.params import DatedValue, Param


def param(bench: Bench, name: str, body: Body) -> Param:
    """A param with its values in order of days."""
    dated = sorted((date.fromisoformat(day), one) for day, one in body["dated"].items())
    return Param(
        name=name,
        kind=body["kind"],
        title=text(body.get("title"), name),
        dated=tuple(
            DatedValue(day, param_value(bench, body, one["value"]), one["source"]) for day, one in dated
        ),
        options=bench.options(body.get("of")),
    )


def param_value(bench: Bench, body: Body, written: Any) -> Any:
    """A value as formulas see it.

    Raises:
        townhall.spec.catalog.Unreadable: it makes no sense as that kind.
        ValueError: it is no stretch of time.
    """
    if body["kind"] == "duration":
        return Duration.parse(str(written))
    if isinstance(written, bool):
        return written
    stand_in = Field("value", body["kind"], Text("", ""), options=bench.options(body.get("of")))
    return bench.catalog.kind(stand_in).read(str(written), stand_in)


def calendar(written: Iterable[Body]) -> Calendar:
    """The working calendar of all years that were given; without any, weekends and nothing else."""
    years = list(written)
    if not years:
        return Calendar()
    return Calendar(
        holidays=frozenset(date.fromisoformat(day) for one in years for day in one.get("holidays", ())),
        extra_workdays=frozenset(
            date.fromisoformat(day) for one in years for day in one.get("extra_workdays", ())
        ),
        until=max(date.fromisoformat(one["until"]) for one in years),
    )
