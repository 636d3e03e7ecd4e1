"""How fast do 10,000 rows come in from a workbook, beside only reading its cells and each kind's parse?

The floor is what nobody can do without: python-calamine lays the sheet out, and each cell is read by the kind
of its column. Ours checks every row besides (what is required, limits, references, demands, no two alike),
seals them and keeps them part by part, as the page with the bar does.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from itertools import count

from python_calamine import CalamineWorkbook

from tests.bench.lists import HEAD, LIST, TOP, add_households, line, workbook_of
from tests.bench.measuring import Outcome, Progress, Scale, Took, race, timed
from tests.bench.places import Place
from tests.bench.rooms import where
from tests.bench.town import BenchTown, bench_town
from townhall.office import checking_rows, drafting, importing, submitting, taking_in

ROWS = 10_000
TABLE = "lines"


class Importer:
    """Brings the same lines into one draft after another."""

    def __init__(self, town: BenchTown, rows: int) -> None:
        self.town, self.clerk = town, town.visitor("village_clerk")
        self.content = workbook_of([line(number) for number in range(rows)])
        self.names = count()

    def draft(self) -> str:
        """A draft filled in but for its lines."""
        draft = drafting.begin(self.town.hall, self.clerk, LIST, self.town.unit)
        drafting.save(self.town.hall, self.clerk, draft, TOP, 1)
        return draft

    def dry_run(self, draft: str) -> str:
        """Receive and check every row; gives the batch."""
        hall = self.town.hall
        batch = importing.receive(hall, self.clerk, draft, TABLE, "lines.xlsx", self.content)
        while checking_rows.check_next(hall, self.clerk, draft, batch).state == "checking":
            pass
        return batch

    def floor(self) -> None:
        """Read the cells, and each by its kind."""
        table = self.town.blueprint.forms[LIST].sheet.placed[TABLE][1]
        by_title = {one.title.zh: one for one in table.columns}
        columns = [by_title[title] for title in HEAD]
        kinds = [self.town.hall.catalog.kind(one) for one in columns]
        with CalamineWorkbook.from_filelike(io.BytesIO(self.content)) as workbook:
            rows = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
        for row in rows[1:]:
            for cell, column, kind in zip(row, columns, kinds, strict=True):
                kind.read(str(cell) if isinstance(cell, float) else cell, column)


def run(places: tuple[Place, ...], scale: Scale, progress: Progress) -> Iterator[Outcome]:
    """The dry run on each database, and below it what follows: taking in, opening, saving, handing in."""
    rows, rounds = scale.of(ROWS, least=20), scale.of(3, least=1)
    for place in places:
        with place.fresh() as url, bench_town(url) as town:
            add_households(town)
            importer = Importer(town, rows)
            step = progress(f"import · {place.title} · {rows} rows", rounds)
            found = race(lambda one=importer: one.dry_run(one.draft()), importer.floor, rounds, step)
            yield Outcome(
                what=f"{rows} rows checked",
                place=place.title,
                ours=found.ours,
                floor=found.floor,
                floor_is="calamine lays the cells out, and each is read by its kind",
                aim=5.0,
                where=where(lambda one=importer: one.dry_run(one.draft())),
                notes=tuple(_after(importer)),
            )


def _after(importer: Importer) -> Iterator[str]:
    """What each act takes once the rows are checked."""
    hall, clerk = importer.town.hall, importer.clerk
    draft = importer.draft()
    batch = importer.dry_run(draft)
    taken: list[object] = []

    def told(what: str, act: Callable[[], object]) -> str:
        took: Took = timed(lambda: taken.append(act()))
        return f"{what}: {took.wall * 1000:.0f} ms"

    yield told("taken in", lambda: taking_in.take_in(hall, clerk, draft, batch))
    yield told("draft opened", lambda: drafting.view(hall, clerk, draft))
    version = drafting.view(hall, clerk, draft).version
    yield told("saved and calculated anew", lambda: drafting.save(hall, clerk, draft, TOP, version))
    yield told("handed in", lambda: submitting.submit(hall, clerk, draft, {}, version + 1))
    if not isinstance(taken[-1], str):
        raise ValueError("the list was refused")
