"""What can be said already of a sheet that is still being filled in, and what may be calculated from it?

Complaints about what was typed so far, the values that can stand, and the first words that tell drafts apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from townhall.engine.complaints import MISSING, complaints
from townhall.engine.scopes import SheetScope
from townhall.record.submissions import Complaint
from townhall.spec.catalog import Catalog
from townhall.spec.fields import Sheet

TEXTS = ("text", "long_text")
LONGEST = 40
"""Characters of each text: enough to tell one draft from another."""


def so_far(scope: SheetScope, unread: tuple[Complaint, ...], catalog: Catalog) -> tuple[Complaint, ...]:
    """What is wrong with what was typed so far: a sum that cannot be read, one below its least; and what the
    sheet warns of as a whole, such as a sum beyond what is available.

    Nothing is said of what is still empty, of rows still to come or of what the sheet demands as a whole:
    the person is not done. `unread`: complaints about what could not be read.
    """
    found = complaints(scope, catalog, unread, kept=False)
    return tuple(one for one in found if one in unread or _is_said_at_once(scope, one))


def _is_said_at_once(scope: SheetScope, one: Complaint) -> bool:
    if one.demand:
        return one.warns
    return one.say != MISSING and _is_of_one_value(scope, one.place)


def _is_of_one_value(scope: SheetScope, place: str) -> bool:
    field = scope.sheet.field(place)
    return not field.is_table if field else place.count(".") == 2


def sound(values: Mapping[str, Any], said: Iterable[Complaint]) -> Mapping[str, Any]:
    """The values without amounts and numbers that cannot stand: what is calculated from them stays empty. The
    very same values where all can.
    """
    wrong = {one.place for one in said if not one.warns and isinstance(values.get(one.place), Decimal | int)}
    return {name: value for name, value in values.items() if name not in wrong} if wrong else values


def first_words(sheet: Sheet, raw: Mapping[str, Any]) -> str:
    """The first two texts filled in, such as a subject and a purpose; secrets and masked fields never."""
    texts = (
        " ".join(str(raw[one.name]).split())
        for one in sheet.fields
        if one.kind in TEXTS
        and not (one.secret or one.mask or one.calculated or one.auto)
        and isinstance(raw.get(one.name), str)
    )
    return " · ".join([words[:LONGEST] for words in texts if words][:2])
