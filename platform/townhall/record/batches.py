"""What came with a workbook: whose rows, how far they are checked, and what is wrong with which?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from townhall.kernel.canonical import Json
from townhall.kernel.text import Text

BatchState = Literal["checking", "checked", "taken"]


@dataclass(frozen=True, slots=True)
class BatchColumn:
    """A column of the workbook: its title there, and the field it fills, "" for none. `kind` is the field's
    when it was read, so that values of another kind are never taken for its own.
    """

    title: str
    field: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row: in which field ("" the row as a whole), in words."""

    field: str
    say: Text


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A row of the workbook. `number` as the workbook counts, from 1; `cells` as they stood there, as JSON.

    `values`: what was read, as JSON by the batch's columns that fill a field; None until it is checked.
    """

    number: int
    cells: tuple[Json, ...] = field(repr=False)
    values: tuple[Json, ...] | None = field(default=None, repr=False)
    faults: tuple[Fault, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether it was checked and nothing is wrong with it."""
        return self.values is not None and not self.faults


@dataclass(frozen=True, slots=True)
class Part:
    """Some hundred rows of a batch, kept and checked together. `number` from 0."""

    batch: str
    number: int
    rows: tuple[BatchRow, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """The rows that one workbook brought to a table of a draft.

    `digest`: keyed hash of the file, by which it is known again. `checked`: how many of its `parts` are;
    `faulty`: rows of them with faults. `left_out`: faulty rows that the person chose to leave out when the
    others were taken in. `version` guards two tabs against each other; 0 until kept.
    """

    id: str
    draft: str
    person: str
    table: str
    file: str
    digest: str
    columns: tuple[BatchColumn, ...]
    rows: int
    parts: int
    added_at: datetime
    state: BatchState = "checking"
    checked: int = 0
    faulty: int = 0
    left_out: int = 0
    taken_at: datetime | None = None
    version: int = 0

    @property
    def filling(self) -> tuple[BatchColumn, ...]:
        """The columns that fill a field, in the order of `BatchRow.values`."""
        return tuple(one for one in self.columns if one.field)

    @property
    def good(self) -> int:
        """How many rows have nothing wrong with them, once all are checked."""
        return self.rows - self.faulty


# -- as JSON ---------------------------------------------------------------------------------------------


def batch_json(batch: Batch) -> dict[str, Json]:
    """What is kept sealed of a batch."""
    return {
        "table": batch.table,
        "file": batch.file,
        "digest": batch.digest,
        "columns": [[one.title, one.field, one.kind] for one in batch.columns],
        "rows": batch.rows,
        "parts": batch.parts,
        "state": batch.state,
        "checked": batch.checked,
        "faulty": batch.faulty,
        "left_out": batch.left_out,
        "taken_at": None if batch.taken_at is None else batch.taken_at.isoformat(),
    }


def batch_from_json(
    told: Mapping[str, Any], *, id: str, draft: str, person: str, added_at: datetime, version: int
) -> Batch:
    """A batch from what was kept of it."""
    taken_at = told["taken_at"]
    return Batch(
        id=id,
        draft=draft,
        person=person,
        table=told["table"],
        file=told["file"],
        digest=told["digest"],
        columns=tuple(BatchColumn(*one) for one in told["columns"]),
        rows=told["rows"],
        parts=told["parts"],
        added_at=added_at,
        state=told["state"],
        checked=told["checked"],
        faulty=told["faulty"],
        left_out=told["left_out"],
        taken_at=taken_at and datetime.fromisoformat(taken_at),
        version=version,
    )


def rows_json(rows: tuple[BatchRow, ...]) -> Json:
    """What is kept sealed of a part."""
    return [
        [
            one.number,
            one.cells,
            one.values,
            [[fault.field, fault.say.zh, fault.say.en] for fault in one.faults],
        ]
        for one in rows
    ]


def rows_from_json(told: Any) -> tuple[BatchRow, ...]:
    """The rows of a part from what was kept of them."""
    return tuple(
        BatchRow(
            number,
            tuple(cells),
            None if values is None else tuple(values),
            tuple(Fault(field, Text(zh, en)) for field, zh, en in faults),
        )
        for number, cells, values, faults in told
    )
