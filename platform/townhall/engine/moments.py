"""By which names is a moment of a chain known, and until when does something last that opens now?"""

from __future__ import annotations

from datetime import date, timedelta

from townhall.engine.routes import Route
from townhall.kernel import durations
from townhall.kernel.values import Duration, Value
from townhall.kernel.workdays import Calendar
from townhall.spec.chains import Step


def moments(route: Route, step: Step, outcome: str) -> tuple[str, ...]:
    """The names of a moment: the step's own (`pay.bank.ok`), and what the fragments around it (`pay.paid`)
    and the chain itself (`paid`) give for it.
    """
    found = [f"{step.path}.{outcome}"]
    for container in route.around(step):
        start = f"{container.path}."
        inner = [one.removeprefix(start) for one in found if one.startswith(start)]
        found += [start + given for given, ways in container.gives if any(way in inner for way in ways)]
    found += [given for given, ways in route.chain.gives if any(way in found for way in ways)]
    return tuple(found)


def closing_day(opened: date, length: Value, calendar: Calendar) -> date:
    """The last day of something open for a length of time from a day.

    >>> closing_day(date(2026, 4, 8), Duration(7, "day"), Calendar())
    datetime.date(2026, 4, 15)

    Raises:
        ValueError: the length is unknown, or no length of time.
    """
    if isinstance(length, Duration):
        last = durations.moved(opened, length, calendar)
        if last is not None:
            return last
    elif isinstance(length, int):
        return opened + timedelta(days=length)
    raise ValueError("a length of time is needed and none is known")
