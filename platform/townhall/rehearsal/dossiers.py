"""How is a dossier as a definition writes it (an example, a scenario's `with`) handed to the office?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from townhall.rehearsal.files import ending_for, paper
from townhall.spec.fields import Field, Sheet

FILES = ("file", "image", "signature")

Attach = Callable[[str, bytes], str]
"""Keeps a file for whoever fills the sheet in; gives its id."""

Holder = Callable[[str], str]
"""The id of the person who holds a post."""


def typed(sheet: Sheet, written: Mapping[str, Any], attach: Attach, holder: Holder) -> dict[str, Any]:
    """A written dossier as somebody would type it in; named files are made and attached, and a person who is
    written as a post (`fiscal_specialist#2`) is its holder.

    A table is a list of rows by column. Names that the sheet does not have are left as they are, so that
    the office complains about nothing in silence.
    """
    raw: dict[str, Any] = {}
    for name, value in written.items():
        field = sheet.field(name)
        if field is None or value is None:
            continue
        if field.is_table:
            raw[name] = [
                {
                    column: cell(found, given, attach, holder)
                    for column, given in row.items()
                    if (found := field.column(column)) is not None
                }
                for row in value
            ]
        else:
            raw[name] = cell(field, value, attach, holder)
    return raw


def cell(field: Field, value: Any, attach: Attach, holder: Holder) -> Any:
    """One value as typed."""
    if isinstance(value, list | tuple):
        return [cell(field, one, attach, holder) for one in value]
    if field.kind == "person" and value:
        return holder(str(value))
    if field.kind in FILES:
        if not value:
            return ""
        name = ending_for(field.kind, str(value))
        return attach(name, paper(name))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Mapping):
        return dict(value)
    return "" if value is None else str(value)
