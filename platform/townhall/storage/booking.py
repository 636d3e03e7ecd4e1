"""Which rows does a booking write, and which does it end?

The same for every database and for memory: a `Shelf` finds and writes the rows of one register, and what is
written is worked out here. Rows are copied forward as they are stored, so a changed version keeps columns
that the register of this release does not know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from townhall.ports.archive import Overtaken
from townhall.ports.world import Vault
from townhall.record.entries import Booking, Entry
from townhall.storage.columns import Stored
from townhall.storage.shapes import RegisterShape


@dataclass(frozen=True, slots=True)
class Act:
    """What an entry says of the act that booked it."""

    case: str | None
    town: str
    matter_no: str
    seq: int | None
    on: date | None
    at: datetime | None


class Shelf(Protocol):
    """Where the rows of one register lie."""

    @property
    def shape(self) -> RegisterShape:
        """How the register is kept."""
        ...

    def standing(self, town: str, keys: Sequence[str]) -> Iterable[Stored]:
        """The standing rows with one of these keys."""
        ...

    def entered(self, case: str, effect: str) -> Iterable[Stored]:
        """The standing rows that an effect of a case entered, in entry order."""
        ...

    def numbered(self, numbers: Sequence[int]) -> Iterable[Stored]:
        """The rows with these numbers, standing or not."""
        ...

    def take(self, count: int) -> Sequence[int]:
        """So many new numbers, in order."""
        ...

    def write(self, rows: Sequence[Stored], ended: Mapping[int, int]) -> None:
        """Write what ended which row, then new rows (those without a number get the next ones).

        Raises:
            Overtaken: a row to be ended has ended since, or a key stands already.
        """
        ...


def book(booking: Booking, act: Act, shelf: Shelf, vault: Vault) -> tuple[int, str]:
    """Keep one booking; gives how many rows it wrote, and their digest.

    Raises:
        Overtaken: somebody else changed the same record.
    """
    if booking.change_of is not None:
        old = list(shelf.entered(_case(act), booking.change_of))
        rows, ended = _changed(old, booking.change or {}, act, shelf, vault)
    elif booking.reverse_of is not None:
        old = list(shelf.entered(_case(act), booking.reverse_of))
        rows, ended = _reversed(old, booking.effect, act, shelf)
    else:
        rows, ended = _added(booking.entries, booking.effect, act, shelf, vault)
    shelf.write(rows, ended)
    return len(rows), shelf.shape.digest(rows, vault)


def plain_rows(entries: Iterable[Entry], shape: RegisterShape, vault: Vault) -> Iterator[Stored]:
    """Entries as they stand by themselves, booked by no case (imports, given rows)."""
    for entry in entries:
        act = Act(entry.case, entry.town, entry.matter_no, None, entry.booked_on, entry.booked_at)
        yield _row(entry, entry.effect, act, shape, vault)


def _case(act: Act) -> str:
    if act.case is None:
        raise ValueError("only a case can change or reverse what it entered")
    return act.case


def _row(entry: Entry, effect: str, act: Act, shape: RegisterShape, vault: Vault) -> Stored:
    """A new entry's row: every column of the register, also those nobody gave a value."""
    row = {
        "entry_no": None,
        "town": entry.town,
        "unit": entry.unit,
        "case_id": act.case,
        "seq": act.seq,
        "matter_no": act.matter_no,
        "effect": effect,
        "row_no": entry.row,
        "key": "",
        "booked_on": entry.booked_on or act.on,
        "booked_at": entry.booked_at or act.at,
        "replaces": None,
        "reverses": None,
        "prior": None,
        "ended_by": None,
        **shape.encoded({**dict.fromkeys(shape.columns), **entry.values}, vault),
    }
    row["key"] = shape.key_text(row, vault)
    return row


def _added(
    entries: Sequence[Entry], effect: str, act: Act, shelf: Shelf, vault: Vault
) -> tuple[list[Stored], dict[int, int]]:
    """New entries; a record that stands under the same key, or the entry that one replaces, ends."""
    rows = [_row(entry, effect, act, shelf.shape, vault) for entry in entries]
    standing = _standing(rows, act, shelf)
    named = [entry.replaces for entry in entries if entry.replaces is not None]
    by_number = {row["entry_no"]: row for row in shelf.numbered(named)} if named else {}
    if not standing and not named and len({row["key"] for row in rows if row["key"]}) == _keyed(rows):
        return rows, {}
    ended: dict[int, int] = {}
    numbers = shelf.take(len(rows))
    own = {*numbers}
    for place, (number, entry) in enumerate(zip(numbers, entries, strict=True)):
        row = rows[place]
        row["entry_no"] = number
        old = standing.get(row["key"])
        if entry.replaces is not None:
            old = by_number.get(entry.replaces)
            if old is None or old["ended_by"] is not None or old["town"] != act.town:
                raise Overtaken
        if old is not None:
            again = (old["case_id"], old["effect"]) == (act.case, effect)
            prior = old["prior"] if again else old["entry_no"]
            same = shelf.shape.unchanged_hashes(entry.values, old)
            row = rows[place] = {**old, **row, **same, "replaces": old["entry_no"], "prior": prior}
            if old["entry_no"] in own:
                old["ended_by"] = number
            else:
                ended[old["entry_no"]] = number
        if row["key"]:
            standing[row["key"]] = row
    return rows, ended


def _keyed(rows: Sequence[Stored]) -> int:
    return sum(1 for row in rows if row["key"])


def _standing(rows: Sequence[Stored], act: Act, shelf: Shelf) -> dict[str, Stored]:
    keys = sorted({row["key"] for row in rows if row["key"]})
    return {row["key"]: row for row in shelf.standing(act.town, keys)} if keys else {}


def _changed(
    old: Sequence[Stored], change: Mapping[str, Any], act: Act, shelf: Shelf, vault: Vault
) -> tuple[list[Stored], dict[int, int]]:
    """New versions of what an effect entered; they keep its name, so that it can be changed again."""
    encoded = shelf.shape.encoded(change, vault)
    rows, ended = [], {}
    for row, number in zip(old, shelf.take(len(old)), strict=True):
        version = {**row, **encoded, **_stamp(act), "entry_no": number, "replaces": row["entry_no"]}
        version["key"] = shelf.shape.key_text(version, vault)
        rows.append(version)
        ended[row["entry_no"]] = number
    return rows, ended


def _reversed(
    old: Sequence[Stored], effect: str, act: Act, shelf: Shelf
) -> tuple[list[Stored], dict[int, int]]:
    """Counter-entries to what an effect entered, and again the records that stood before it."""
    priors = [row["prior"] for row in old if row["prior"] is not None]
    before = {row["entry_no"]: row for row in shelf.numbered(priors)} if priors else {}
    numbers = iter(shelf.take(len(old) + len(priors)))
    rows, ended = [], {}
    for row in old:
        number = next(numbers)
        counter = {"entry_no": number, "replaces": None, "reverses": row["entry_no"], "ended_by": number}
        rows.append({**row, **_stamp(act), "prior": None, **counter})
        ended[row["entry_no"]] = number
        if row["prior"] is not None:
            again = {"entry_no": next(numbers), "effect": effect, "replaces": row["entry_no"]}
            rows.append({**before[row["prior"]], **_stamp(act), "prior": None, "ended_by": None, **again})
    return rows, ended


def _stamp(act: Act) -> Stored:
    return {
        "case_id": act.case,
        "seq": act.seq,
        "matter_no": act.matter_no,
        "booked_on": act.on,
        "booked_at": act.at,
        "reverses": None,
    }
