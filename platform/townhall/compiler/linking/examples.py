"""Does the specimen dossier of a form fill in what is always asked for, with values that fit?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from townhall.compiler.linking.linker import Linker
from townhall.compiler.linking.scopes import Names
from townhall.compiler.linking.sheets import Sheets, no_column
from townhall.compiler.marked import Map, Seq, mark_at
from townhall.compiler.reading import Definition
from townhall.spec.catalog import Unreadable
from townhall.spec.fields import Field


@dataclass(frozen=True, slots=True)
class Examples:
    """Checks the example of one form."""

    sheets: Sheets
    definition: Definition
    body: Map
    names: Names

    @property
    def linker(self) -> Linker:
        """Who gathers the problems."""
        return self.sheets.linker

    def check(self) -> None:
        """The specimen dossier fills in fields that exist, with values they can hold."""
        example = self.body.get("example")
        if not isinstance(example, Map) or self.names.incomplete:
            return
        for name in example:
            found = self.names.fields.get(name)
            if found is None:
                no_column(
                    self.linker, self.definition.path, name, list(self.names.fields), example.key_mark(name)
                )
            elif found.is_table and isinstance(example[name], Seq):
                for row in example[name]:
                    if isinstance(row, Map):
                        self.row(found, row)
            else:
                self.value(found, example, name)
        self.complete(example, flat_asked(self.body["fields"]))

    def complete(self, given: Map, asked: Iterator[tuple[str, Map]]) -> None:
        """What is always asked for has a specimen, in the form and in every specimen row."""
        for name, one in asked:
            rows = given.get(name)
            if one["kind"] == "table" and isinstance(rows, Seq):
                for row in rows:
                    if isinstance(row, Map):
                        self.complete(row, flat_asked(one["fields"]))
            elif is_needed(one) and rows in (None, ""):
                mark = self.body.key_mark("example") if given is self.body["example"] else mark_at(given.spot)
                self.linker.note("TH272", mark, name=name)

    def row(self, table: Field, row: Map) -> None:
        """One specimen row."""
        known = [column.name for column in table.columns]
        for name in row:
            column = table.column(name)
            if column is None:
                no_column(self.linker, table.name, name, known, row.key_mark(name))
            else:
                self.value(column, row, name)

    def value(self, one: Field, owner: Map, name: str) -> None:
        """One specimen value."""
        written = owner[name]
        if isinstance(written, Map) or one.kind not in self.linker.catalog.kinds:
            return
        kind = self.linker.catalog.kind(one)
        given = [str(item) for item in written] if isinstance(written, list) else _as_typed(written)
        try:
            value = kind.read(given, one)
        except Unreadable as failed:
            said = failed.say
            self.linker.note(
                "TH239", owner.value_mark(name), name=name, found=written, why_zh=said.zh, why=said.en
            )
            return
        for complaint in kind.complaints(value, one):
            mark = owner.value_mark(name)
            self.linker.note("TH239", mark, name=name, found=written, why_zh=complaint.zh, why=complaint.en)


def flat_asked(fields: Map) -> Iterator[tuple[str, Map]]:
    """The fields that are always shown, in sections that are."""
    for name, one in fields.items():
        if "shown" in one:
            continue
        if one.get("kind") == "section":
            yield from flat_asked(one["fields"])
        else:
            yield name, one


def is_needed(one: Map) -> bool:
    """Whether somebody must always fill a field in: nothing is worked out or already stands there."""
    return one.get("required") is True and not {"is", "first_true", "default", "from", "filled_by"} & set(one)


def _as_typed(written: object) -> object:
    return written if isinstance(written, bool) or written is None else str(written)
