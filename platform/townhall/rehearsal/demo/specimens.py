"""How is a form filled in of which the demo knows nothing but its specimen?

The specimen of a definition is written for one unit and one day. Here its unit becomes the one that asks and
its days move with the day on which it is handed in, so that what refers to the unit's own books still does.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from townhall.rehearsal.demo.bodies import Dossier

WRITTEN_ON = date(2026, 4, 8)
"""The day on which specimens are written."""

_UNIT_KEYS = ("pay_account", "budget_line")


def specimen(example: Mapping[str, Any], unit: str, day: date) -> Dossier:
    """The specimen as this unit hands it in on this day."""
    written = _written_for(example)
    moved = day - WRITTEN_ON
    found = {name: _moved(value, written, unit, day, moved) for name, value in example.items()}
    return {**found, "fiscal_year": day.year} if "fiscal_year" in found else found


def _written_for(example: Mapping[str, Any]) -> str:
    """The unit a specimen is written for: whose account or budget it names."""
    return next((str(example[key]).split("/")[0] for key in _UNIT_KEYS if key in example), "")


def _moved(value: Any, written: str, unit: str, day: date, moved: timedelta) -> Any:
    match value:
        case date():
            return value + moved
        case str() if written and value.startswith(f"{written}/"):
            return value.replace(written, unit, 1).replace(f"/{WRITTEN_ON.year}/", f"/{day.year}/")
        case list() | tuple():
            return [_moved(one, written, unit, day, moved) for one in value]
        case Mapping():
            return {name: _moved(one, written, unit, day, moved) for name, one in value.items()}
        case _:
            return value
