"""How does a value look to this reader: in words, masked as the definition says, files as links?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any

from townhall.engine.forms import field_value
from townhall.engine.rows import Reference
from townhall.engine.saying import shown as said
from townhall.engine.world import World
from townhall.kernel.text import Locale, Text
from townhall.office.views import AttachmentView, Item, SectionView, TableView
from townhall.record.people import Seating
from townhall.spec.blueprint import Blueprint
from townhall.spec.catalog import Catalog, MaskFunction
from townhall.spec.fields import Field, Sheet
from townhall.spec.pages import Viewer

FILES = ("file", "image", "signature")
WIDE = ("long_text", "file", "image", "signature")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: which class of viewer, in which language. `attachments` finds what is known of a file.

    `most_rows`: of a table more than twice as long only so many rows are shown; None shows all.
    """

    blueprint: Blueprint
    catalog: Catalog
    seating: Seating
    world: World
    viewer: Viewer
    locale: Locale
    attachments: Callable[[str], AttachmentView | None] = field(default=lambda _: None)
    most_rows: int | None = None

    def shown(self, one: Field, value: Any, mask: str | None = None) -> str:
        """A value in words, masked for this reader. A secret without a mask is hidden from all but those
        who handle the case or the payment.
        """
        return self.writer(one, mask)(value)

    def writer(self, one: Field, mask: str | None = None) -> Callable[[Any], str]:
        """What shows the values of one field: for a long column worked out once, not for every cell."""
        say, masked = self._speaker(one), self._masking(one, mask)

        def write_one(value: Any) -> str:
            return masked(say(value)) if masked else say(value)

        def write(value: Any) -> str:
            if value is None or value == () or value == "":
                return ""
            if isinstance(value, tuple):  # a mask knows one name, not a list
                return "、".join(map(write_one, value))
            return write_one(value)

        return write

    def _masking(self, one: Field, mask: str | None) -> MaskFunction | None:
        name = mask or one.mask
        if name is not None:
            return self.catalog.masks[self.blueprint.masks[name].function_for(self.viewer)]
        if one.secret and self.viewer not in ("self", "case_staff", "payment_staff"):
            return self.catalog.masks["hidden"]
        return None

    def _speaker(self, one: Field) -> Callable[[Any], str]:
        match one.kind:
            case "unit":
                return self._unit
            case "person":
                return self.seating.name
            case "ref":
                return partial(self._record, one)
            case _:
                kind, locale = self.catalog.kind(one), self.locale
                return lambda value: kind.shown(value, one, locale)

    def _unit(self, code: Any) -> str:
        title = self.blueprint.unit_titles.get(code)
        return title.in_locale(self.locale) if title else str(code)

    def _record(self, one: Field, key: Any) -> str:
        name = (one.to or "").removeprefix("register/")
        row = Reference(name, str(key), self.world).row()
        if row is None:
            return ""
        register = self.blueprint.registers[name]
        label = register.column(register.label or "")
        if label is None:
            return row.plain()
        value = row.dot(label.name)
        if isinstance(value, Reference):
            return said(value, self.locale)
        return self.shown(label, value)

    # -- sheets ----------------------------------------------------------------------------------------

    def sections(self, sheet: Sheet, written: Mapping[str, Any]) -> tuple[SectionView, ...]:
        """A sheet as it was written, section by section; what was hidden then is left out."""
        found = []
        for section in sheet.sections:
            items = tuple(
                item
                for one in section.fields
                if one.name in written
                for item in (self.item(one, written[one.name]),)
                if item is not None
            )
            if items:
                found.append(SectionView(section.name, section.title, items))
        return tuple(found)

    def item(self, one: Field, written: Any) -> Item | TableView | None:
        """One label and value, or one table; None where nothing was filled in."""
        if one.is_table:
            return self.table(one, written) if written else None
        value = field_value(one, written, self.catalog)
        return None if value is None else self._cell(one, value)

    def _cell(self, one: Field, value: Any) -> Item:
        if one.kind in FILES:
            ids = value if isinstance(value, tuple) else (value,)
            files = tuple(found for found in map(self.attachments, ids) if found is not None)
            return Item(one.name, one.title, "", one.kind, True, files)
        return Item(one.name, one.title, self.shown(one, value), one.kind, one.kind in WIDE)

    def table(self, table: Field, written: Sequence[Mapping[str, Any]]) -> TableView:
        """A table's rows, at most `most_rows` of them, with the totals of all."""
        columns = [one for one in table.columns if any(row.get(one.name) is not None for row in written)]
        is_long = self.most_rows is not None and len(written) > 2 * self.most_rows
        shown = written[: self.most_rows] if is_long else written
        rows = [
            tuple(self._cell(one, field_value(one, row.get(one.name), self.catalog)) for one in columns)
            for row in shown
        ]
        return TableView(
            name=table.name,
            label=table.title,
            columns=tuple((one.name, one.title, one.kind) for one in columns),
            rows=tuple(rows),
            totals=tuple(self._total(one, written) for one in columns),
            count=len(written),
        )

    def _total(self, column: Field, written: Sequence[Mapping[str, Any]]) -> str:
        if not column.is_totalled:
            return ""
        values = (row.get(column.name) for row in written)
        return total(column, [field_value(column, value, self.catalog) for value in values], self)


def total(column: Field, values: Iterable[Any], reader: Reader) -> str:
    """The sum under a column, shown; "" where the definition asks for none."""
    if not column.is_totalled:
        return ""
    known = [value for value in values if isinstance(value, Decimal | int)]
    return reader.catalog.kind(column).shown(sum(known), column, reader.locale) if known else ""


_AMOUNT = Field("amount", "money", Text("", ""))


def money_words(fen: int | None, catalog: Catalog, locale: Locale) -> str:
    """Fen as shown money, "" for None."""
    if fen is None:
        return ""
    kind = catalog.kinds["money"]
    return kind.shown(kind.from_json(fen), _AMOUNT, locale)
