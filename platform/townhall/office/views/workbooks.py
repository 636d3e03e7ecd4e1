"""What is seen of rows that come from workbooks: batches, faults, pages of rows?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from townhall.kernel.text import Text
from townhall.office.views.sheets import TableView
from townhall.spec.fields import Field


@dataclass(frozen=True, slots=True)
class FaultLine:
    """One row of a workbook that cannot be taken in: its line, and (column, cell, words) for each fault."""

    line: int
    faults: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class BatchView:
    """What one workbook brought. `percent` of its rows are checked; `state`: checking, checked, taken."""

    id: str
    file: str
    state: str
    rows: int
    looked_at: int
    percent: int
    good: int
    faulty: int
    left_out: int
    added_at: datetime
    taken_at: datetime | None = None
    faults: tuple[FaultLine, ...] = ()


@dataclass(frozen=True, slots=True)
class RowPage:
    """Some of a table's rows. `total`: how many there are; `first`: number of the first shown, from 1."""

    table: TableView
    total: int
    first: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class ImportView:
    """All that is known of the workbooks of one table of a draft. `waiting`: the batch not taken in yet.

    `submitted`: rows that the returned case was handed in with and that are kept; `asked`: the columns a
    workbook may fill; `most`: rows the table holds.
    """

    draft: str
    form_title: Text
    table: Field
    asked: tuple[Field, ...]
    waiting: BatchView | None
    taken: tuple[BatchView, ...]
    submitted: int
    typed: int
    most: int
    rows: RowPage | None = None
