"""By which columns can a database filter, sort and add up the entries of a register?"""

from __future__ import annotations

from collections.abc import Iterable

from townhall.kernel.judgeable import Kept
from townhall.kernel.signatures import Many, Reference
from townhall.spec.catalog import Catalog, Kind
from townhall.spec.fields import Field

_KEPT: dict[str, Kept] = {
    "integer": "number",
    "fen": "number",
    "number": "number",
    "text": "text",
    "boolean": "claim",
    "date": "date",
    "datetime": "moment",
}
_TEXTS = ("text", "choice", "unit", "person")


def kept_columns(columns: Iterable[Field], catalog: Catalog) -> dict[str, Kept]:
    """How a database keeps each column whose kind is plugged in."""
    return {one.name: kept_as(one, catalog.kind(one)) for one in columns if one.kind in catalog.kinds}


def kept_as(column: Field, kind: Kind) -> Kept:
    """How a database keeps one column; what is calculated or protected is closed to it."""
    if column.calculated is not None or column.secret or column.hashed:
        return "closed"
    if not column.many and kind.column != "json":
        return _KEPT[kind.column]
    given = kind.value_type(column)
    is_words = isinstance(given, Many) and (isinstance(given.of, Reference) or given.of.kind in _TEXTS)
    return "words" if is_words else "other"
