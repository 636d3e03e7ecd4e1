"""A town whose clerks declare lists of thousands of lines: where do the tests of workbooks stand?

It is the town of the benchmarks, whose form `bench_list` takes 20,000 lines from a workbook.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from tests.bench.lists import LIST, TOP, add_households, id_number
from tests.bench.town import BenchTown, bench_town
from tests.web.square import Browser
from tests.workbooks import workbook
from townhall.adapters.workbooks import ExcelWorkbooks
from townhall.office import checking_rows, drafting, importing, signing_in, taking_in
from townhall.office.visiting import Visitor
from townhall.ports.hall import Hall
from townhall.ports.workbooks import Cell, Limits
from townhall.record.batches import Batch
from townhall.web.app import create_app

TABLE = "lines"
HEAD = ("姓名", "身份证号", "类别", "面积（亩）", "标准（元/亩）")


def good(number: int = 0, **changed: Any) -> list[Any]:
    """A line under `HEAD` with nothing wrong, but for what is changed by column."""
    line = {
        "姓名": f"示例{number:05d}",
        "身份证号": id_number(number),
        "类别": "稻谷",
        "面积（亩）": 6.3,
        "标准（元/亩）": 90,
    }
    return [*{**line, **changed}.values()]


def listed(*lines: Sequence[Any], head: Sequence[str] = HEAD, sheet: str = "补贴名单") -> bytes:
    """A workbook of such lines."""
    return workbook({sheet: [head, *lines]})


@dataclass(frozen=True, slots=True)
class ListTown:
    """The town with its clerk at a draft of the list."""

    town: BenchTown

    @property
    def hall(self) -> Hall:
        return self.town.hall

    @property
    def clerk(self) -> Visitor:
        return self.town.visitor("village_clerk")

    def draft(self, **typed: str) -> str:
        """A draft whose form is filled in but for its list."""
        id = drafting.begin(self.hall, self.clerk, LIST, self.town.unit)
        drafting.save(self.hall, self.clerk, id, {**TOP, **typed}, 1)
        return id

    def version(self, draft: str) -> int:
        return drafting.view(self.hall, self.clerk, draft).version

    def received(self, draft: str, content: bytes, name: str = "名单.xlsx") -> str:
        return importing.receive(self.hall, self.clerk, draft, TABLE, name, content)

    def checked(self, draft: str, content: bytes, name: str = "名单.xlsx") -> Batch:
        """A workbook received and checked to its end."""
        batch = self.received(draft, content, name)
        while (found := self.checked_more(draft, batch)).state == "checking":
            pass
        return found

    def checked_more(self, draft: str, batch: str) -> Batch:
        """The next rows checked."""
        return checking_rows.check_next(self.hall, self.clerk, draft, batch)

    def taken(self, draft: str, content: bytes, name: str = "名单.xlsx") -> Batch:
        found = self.checked(draft, content, name)
        taking_in.take_in(self.hall, self.clerk, draft, found.id)
        return found

    def faults(self, batch: Batch) -> dict[int, tuple[tuple[str, str], ...]]:
        """By line of the workbook: (field, words) of every fault."""
        with self.hall.archive(read_only=True) as archive:
            return {
                row.number: tuple((one.field, one.say.zh) for one in row.faults)
                for part in archive.parts((batch.id,))
                for row in part.rows
                if row.faults
            }

    def values(self, batch: Batch) -> list[Mapping[str, Any]]:
        """What was read of each row, as JSON by field."""
        names = [one.field for one in batch.filling]
        with self.hall.archive(read_only=True) as archive:
            return [
                dict(zip(names, row.values or (), strict=True))
                for part in archive.parts((batch.id,))
                for row in part.rows
            ]

    def browser(self, post: str = "village_clerk") -> Browser:
        """Somebody signed in."""
        with self.hall.archive() as archive:
            token = signing_in.begin_session(self.hall, archive, self.town.players.holder(post), "test")
        return Browser(create_app(self.hall), token)


def cells(content: bytes, sheet: str = "补贴名单") -> tuple[tuple[Cell, ...], ...]:
    """What stands in a workbook that the house has written."""
    return ExcelWorkbooks().read(content, sheet, Limits()).rows


@pytest.fixture(scope="module")
def list_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ListTown]:
    """The town on a database of its own; each test begins a draft of its own there."""
    path = tmp_path_factory.mktemp("lists") / "lists.sqlite"
    with bench_town(f"sqlite:///{path}") as town:
        add_households(town)
        yield ListTown(town)
