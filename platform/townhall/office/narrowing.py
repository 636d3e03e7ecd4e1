"""By what may a reader narrow a standing page, and what are its parts called?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from townhall.kernel.text import Text
from townhall.ports.archive import Archive, EntryQuery
from townhall.spec.blueprint import Blueprint
from townhall.spec.fields import Field

Titles = Mapping[str, Text]
"""What each value of a column is called, in order."""

MOST = 100
"""As many values as a list to choose from may have."""


def titles(archive: Archive, blueprint: Blueprint, column: Field, query: EntryQuery) -> Titles:
    """The values of a column with few of them: the words of its list, the records it may refer to, or the
    texts that the rows of the page (`query`) have.
    """
    if column.options:
        return {option.name: option.title for option in column.options}
    if column.kind == "ref":
        register = blueprint.registers[column.to or ""]
        units = query.units if register.unit_column else None
        found = archive.entries(EntryQuery(register, query.town, units, limit=MOST))
        label = register.label or ""
        named = ((one.key, str(one.values.get(label) or one.key)) for one in found.entries)
        return {key: Text(name, name) for key, name in named}
    rows = archive.totals(replace(query, equals=(), after=None), [column.name], [])
    return {str(row[0]): Text(str(row[0]), str(row[0])) for row in rows[:MOST] if row[0]}
