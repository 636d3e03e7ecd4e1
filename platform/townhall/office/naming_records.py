"""Which record, unit or person is meant by what somebody wrote in a cell: a number, a name, a title?

Whoever fills in a workbook has no list to choose from, so a record may be given by its key, by its label, or
by what the register lets one search by. Only records that could be chosen in the form are found by name. All
rows are looked up at once: one query for each register and way of naming.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from townhall.kernel.text import Text
from townhall.office.own_drafts import Paper
from townhall.ports.archive import Archive
from townhall.ports.hall import Hall
from townhall.record.entries import Entry, Want
from townhall.spec import typed
from townhall.spec.catalog import Catalog, Unreadable
from townhall.spec.fields import Field
from townhall.spec.registers import Register

Named = Mapping[str, Mapping[str, str | Text]]
"""By column and by what was written there: the key that is meant, or why none can be told."""
Found = Mapping[Want, tuple[Entry, ...]]
"""The records that were looked up, so that nobody asks for them again."""


def named_records(
    hall: Hall, archive: Archive, paper: Paper, table: Field, rows: Sequence[Mapping[str, Any]]
) -> tuple[Named, Found]:
    """What the cells of picking columns mean, and what was looked up; a word of no meaning is left out."""
    found: dict[str, dict[str, str | Text]] = {}
    refs: list[tuple[Field, set[str]]] = []
    for column in table.columns:
        if column.many:
            continue
        words = {word for row in rows if isinstance(word := row.get(column.name), str) and word.strip()}
        match column.kind:
            case "unit":
                found[column.name] = _units(paper, words)
            case "person":
                found[column.name] = _persons(hall, archive, paper, column, words)
            case "ref":
                refs.append((column, words))
    wants = _wants(paper, refs, hall.catalog)
    blueprint = paper.blueprint
    looked_up = archive.rows(blueprint.town.name, blueprint.registers, tuple(wants.values())) if wants else {}
    found.update(_records(paper, refs, wants, looked_up))
    return found, looked_up


def _line(word: str) -> str:
    """A word as it is compared, "" where it could be no name at all."""
    try:
        return typed.line(word)
    except Unreadable:
        return ""


# -- records ---------------------------------------------------------------------------------------------


def _wants(
    paper: Paper, refs: Sequence[tuple[Field, set[str]]], catalog: Catalog
) -> dict[tuple[str, str, str], Want]:
    """What to look up, by column, way of naming and word."""
    wants: dict[tuple[str, str, str], Want] = {}
    for column, words in refs:
        register = _register(paper, column)
        for way in ("key", *_ways(register)):
            for word in words:
                value = _sought(register, way, word, catalog)
                if value is not None:
                    wants[(column.name, way, word)] = Want("register", register.name, ((way, value),))
    return wants


def _records(
    paper: Paper,
    refs: Sequence[tuple[Field, set[str]]],
    wants: Mapping[tuple[str, str, str], Want],
    rows: Found,
) -> Iterator[tuple[str, dict[str, str | Text]]]:
    kin = paper.blueprint.town.kin(paper.draft.unit)
    for column, words in refs:
        register = _register(paper, column)
        meant = {word: _record(column, register, word, wants, rows, kin) for word in words}
        yield column.name, {word: one for word, one in meant.items() if one is not None}


def _register(paper: Paper, column: Field) -> Register:
    return paper.blueprint.registers[(column.to or "").removeprefix("register/")]


def _ways(register: Register) -> tuple[str, ...]:
    """The columns by which a record may be named beside its key: its label, and what may be searched."""
    return tuple(
        one.name
        for one in register.columns
        if one.calculated is None
        and one.kind not in ("ref", "unit", "person")
        and not one.many
        and (one.searchable or (one.name == register.label and not one.secret and not one.hashed))
    )


def _sought(register: Register, way: str, word: str, catalog: Catalog) -> Any:
    if way == "key":
        return _line(word) or None
    column = register.column(way)
    try:
        return None if column is None else catalog.kind(column).read(word, column)
    except Unreadable:
        return None


def _record(
    column: Field,
    register: Register,
    word: str,
    wants: Mapping[tuple[str, str, str], Want],
    rows: Mapping[Want, tuple[Entry, ...]],
    kin: Iterable[str],
) -> str | Text | None:
    for way in ("key", *_ways(register)):
        want = wants.get((column.name, way, word))
        keys = {one.key for one in rows.get(want, ()) if one.unit in kin} if want else set()
        if len(keys) == 1:
            return keys.pop()
        if keys:
            return Text(
                f"有{len(keys)}条记录都叫这个，请改填编号",
                f"{len(keys)} records are called so; give the number instead",
            )
    return None


# -- units and staff -------------------------------------------------------------------------------------


def _units(paper: Paper, words: Iterable[str]) -> dict[str, str | Text]:
    codes = {
        name: one.code
        for one in paper.blueprint.town.units
        if one.is_grass_roots
        for name in (one.code, one.title.zh, one.title.en)
    }
    return {word: codes[_line(word)] for word in words if _line(word) in codes}


def _persons(
    hall: Hall, archive: Archive, paper: Paper, column: Field, words: Iterable[str]
) -> dict[str, str | Text]:
    seating = hall.seatings.of(archive, paper.blueprint, hall.today())
    by_name: dict[str, set[str]] = {}
    for one in seating.holdings:
        fits = one.post == column.holds if column.holds else one.unit == paper.draft.unit
        if fits and one.is_in_force(seating.day):
            by_name.setdefault(seating.name(one.person), set()).add(one.person)
            by_name.setdefault(one.person, set()).add(one.person)
    found: dict[str, str | Text] = {}
    for word in words:
        persons = by_name.get(_line(word), set())
        if len(persons) == 1:
            found[word] = min(persons)
        elif persons:
            found[word] = Text("有同名的人员，请在网页上选择", "Several are called so; choose on the page")
    return found
