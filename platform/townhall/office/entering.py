"""Puts records that were kept before, in Excel or on paper, into the books: all rows of a list, or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from townhall.engine.complaints import MISSING
from townhall.engine.rows import KEY
from townhall.kernel.text import Text
from townhall.office.insisting import insisting
from townhall.ports.archive import Archive, EntryQuery
from townhall.ports.hall import Hall
from townhall.record.entries import Entry, Want
from townhall.record.refusals import Refused
from townhall.spec.blueprint import Blueprint
from townhall.spec.catalog import Catalog, Unreadable
from townhall.spec.fields import Field
from townhall.spec.registers import Register

FIRST_ROW = 2
"""The row of a list in which its first record stands, below the names of its columns."""

MOST_TOLD = 20
"""Faults told at once; who mends them is told the next."""

Row = Mapping[str, Any]


class CannotEnter(Refused):
    """A list cannot be entered; nothing of it was. `say` tells every fault with its row."""

    status = 422


def enter_rows(hall: Hall, town: str, register: str, rows: Iterable[Mapping[str, str]]) -> int:
    """Enter a list's rows into a register of a town; gives how many. A column of the list is called by the
    register's name for it or by its title.

    Records must be new. Of a register without a key, a unit's entries are taken only where it has none yet:
    all of a unit's are one list, and a list that is entered twice counts once.

    Raises:
        CannotEnter: with every fault, when the list does not fit the register.
    """
    listed = tuple(rows)
    return insisting(lambda: _entered(hall, town, register, listed))


def _entered(hall: Hall, town: str, name: str, listed: Sequence[Mapping[str, str]]) -> int:
    with hall.archive() as archive:
        if archive.publication(town, hall.today()) is None:
            raise CannotEnter(Text(f"镇{town}还没有发布定义。", f"town/{town} has no release yet."))
        _, blueprint = hall.blueprints.in_force(archive, town, hall.today())
        register = blueprint.registers.get(name.removeprefix("register/"))
        if register is None or register.system:
            known = ", ".join(sorted(one.name for one in blueprint.registers.values() if not one.system))
            raise CannotEnter(
                Text(f"没有台账{name}；有：{known}。", f"There is no register {name}, but: {known}.")
            )
        reading = _Reading(blueprint, register, hall.catalog)
        reading.heads({head for row in listed for head in row if head})
        read = [reading.row(number, row) for number, row in enumerate(listed, FIRST_ROW)]
        faults = [*reading.faults, *_strangers(archive, reading, read)]
        if not faults:
            before = _kept_before if register.key else _begun_before
            faults = [*before(archive, blueprint, register, read)]
        if faults:
            raise CannotEnter(_told(faults))
        now = hall.now()
        return archive.add_entries(
            register,
            [
                Entry(
                    register=register.name,
                    town=town,
                    unit=row[register.unit_column] if register.unit_column else town,
                    values=row,
                    booked_on=now.date(),
                    booked_at=now,
                )
                for row in read
            ],
        )


class _Reading:
    """Reads the cells of a list as the columns of a register."""

    def __init__(self, blueprint: Blueprint, register: Register, catalog: Catalog) -> None:
        self.blueprint = blueprint
        self.register = register
        self.catalog = catalog
        self.faults: list[Text] = []
        self._columns: dict[str, Field] = {}

    def heads(self, heads: Iterable[str]) -> None:
        """Find the column that each head of the list means; each column once."""
        known = "、".join(one.name for one in self.register.kept)
        meant: dict[str, str] = {}
        for head in sorted(heads):
            found = [one for one in self.register.kept if head.strip().casefold() in _called(one)]
            if len(found) != 1:
                say = ("没有", "has no column") if not found else ("不止一列叫", "has more than one column")
                self.faults.append(
                    Text(
                        f"台账{say[0]}“{head}”；有：{known}",
                        f"the register {say[1]} '{head}'; it has: {known}",
                    )
                )
            elif found[0].name in meant:
                other = meant[found[0].name]
                self.faults.append(
                    Text(f"“{other}”和“{head}”是同一列", f"'{other}' and '{head}' are the same column")
                )
            else:
                meant[found[0].name] = head
                self._columns[head] = found[0]

    def row(self, number: int, written: Mapping[str, str]) -> Row:
        """A row's values by column; what is wrong with it joins the faults."""
        values: dict[str, Any] = {}
        if None in written:
            say = Text(
                "格数比列名多，请给含逗号的文字加引号", "more cells than columns; put quotes round commas"
            )
            self.faults.append(Text(f"第{number}行：{say.zh}", f"row {number}: {say.en}"))
        for head, cell in written.items():
            column = self._columns.get(head or "")
            if column is not None and (cell or "").strip():
                values[column.name] = self._cell(number, column, cell.strip())
        if not self.register.key and values.keys() <= {self.register.unit_column}:
            self.faults.append(Text(f"第{number}行是空的", f"row {number} is empty"))
        needed = {*self.register.key, *filter(None, (self.register.unit_column,))}
        for name in sorted(needed - values.keys()):
            self._fault(number, name, MISSING)
        unit = values.get(self.register.unit_column or "")
        if unit is not None and unit not in self.blueprint.unit_titles:
            say = Text(f"本镇没有单位{unit}", f"the town has no unit {unit}")
            self._fault(number, self.register.unit_column or "", say)
        return values

    def _cell(self, number: int, column: Field, cell: str) -> Any:
        try:
            value = self.catalog.kind(column).read(cell, column)
        except Unreadable as wrong:
            self._fault(number, column.name, wrong.say)
            return None
        for say in self.catalog.kind(column).complaints(value, column):
            self._fault(number, column.name, say)
        return value

    def _fault(self, number: int, name: str, say: Text) -> None:
        column = self.register.column(name)
        title = column.title if column else Text(name, name)
        self.faults.append(Text(f"第{number}行{title.zh}：{say.zh}", f"row {number}, {title.en}: {say.en}"))


def _called(column: Field) -> set[str]:
    """What a column may be called in a list."""
    return {word.casefold() for word in (column.name, column.title.zh, column.title.en)}


def _strangers(archive: Archive, reading: _Reading, rows: Sequence[Row]) -> Iterator[Text]:
    """References to records that nobody keeps."""
    columns = [one for one in reading.register.kept if one.kind == "ref" and one.to is not None]
    pointed = [
        (number, one, Want("register", str(one.to).removeprefix("register/"), ((KEY, row[one.name]),)))
        for number, row in enumerate(rows, FIRST_ROW)
        for one in columns
        if row.get(one.name)
    ]
    blueprint = reading.blueprint
    found = archive.rows(blueprint.town.name, blueprint.registers, [want for _, _, want in pointed])
    for number, one, want in pointed:
        if not found[want]:
            key = want.equals[0][1]
            yield Text(
                f"第{number}行{one.title.zh}：没有{key}", f"row {number}, {one.title.en}: there is no {key}"
            )


def _begun_before(
    archive: Archive, blueprint: Blueprint, register: Register, rows: Sequence[Row]
) -> Iterator[Text]:
    """Units of the list whose journal has begun."""
    query, column = EntryQuery(register, blueprint.town.name, units=None), register.unit_column
    found = archive.totals(query, [column] if column else [], [])
    begun = {unit for unit, *_ in found} if column else {blueprint.town.name for (most,) in found if most}
    here = {str(row[column]) if column else blueprint.town.name for row in rows}
    for unit in sorted(begun & here):
        yield Text(f"{unit}在这本台账里已有记录", f"{unit} has entries in this register already")


def _kept_before(
    archive: Archive, blueprint: Blueprint, register: Register, rows: Sequence[Row]
) -> Iterator[Text]:
    """Records that are kept already, or stand in the list twice."""
    wants = [
        Want("register", register.name, tuple((name, row[name]) for name in register.key)) for row in rows
    ]
    found = archive.rows(blueprint.town.name, blueprint.registers, wants)
    first: dict[Want, int] = {}
    for number, want in enumerate(wants, FIRST_ROW):
        key = "/".join(str(value) for _, value in want.equals)
        same = first.setdefault(want, number)
        if found[want]:
            yield Text(f"第{number}行：{key}已在台账里", f"row {number}: {key} is in the register already")
        elif same != number:
            yield Text(f"第{number}行：与第{same}行重复", f"row {number}: the same as row {same}")


def _told(faults: Sequence[Text]) -> Text:
    more = len(faults) - MOST_TOLD
    zh, en = [one.zh for one in faults[:MOST_TOLD]], [one.en for one in faults[:MOST_TOLD]]
    if more > 0:
        zh.append(f"还有{more}处")
        en.append(f"and {more} more")
    return Text("一行也没有登记：\n" + "\n".join(zh), "Nothing was entered:\n" + "\n".join(en))
