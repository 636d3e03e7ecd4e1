"""How fast is a ledger page of 200 rows out of 1,000,000, as it comes to a villager?

Ten years of a town's books: every village has 200 rows a month. The floor asks its two queries by heart, cuts
the names, and fills a template that knows the columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import Flask, render_template

from tests.bench import bulk, byhand
from tests.bench.measuring import Outcome, Progress, Scale
from tests.bench.places import Bare, Place
from tests.bench.sites import Site, raced, require_alike, rounds_at
from tests.bench.town import TOWN, BenchTown
from townhall.office import ledgers
from townhall.rehearsal.casting import ORDINALS
from townhall.storage.engine import engine_for
from townhall.web.app import create_app

ROWS = 1_000_000
A_MONTH = 200
"""Rows of one village in one month: what its page shows."""
REGISTER = "reg_bench_grant"
PAGE = "bench_grants"
CATEGORIES = {"road": "道路", "water": "水利", "greening": "绿化", "other": "其他"}


def run(
    place: Place, url: str, town: BenchTown, bare: Bare, scale: Scale, progress: Progress
) -> Iterator[Outcome]:
    """The page as a whole, and drawing alone."""
    total = scale.of(ROWS, least=2000)
    _fill(place, url, town, bare, total, progress)
    address = f"/v/{town.unit}/{PAGE}"
    ours = Site(create_app(town.hall), [address])
    page = ours.get()
    by_hand = LedgerByHand(bare, town.hall.today(), town.unit, page)
    floor = Site(by_hand.app(), [address])
    require_alike(page, floor.get())
    rows, totals = by_hand.fetched()
    view = ledgers.ledger(town.hall, town.unit, PAGE)
    rounds = rounds_at(scale)
    what = f"ledger, {len(view.rows)} rows of {total:,}"
    with ours.app.test_request_context(address):
        ours.app.preprocess_request()

        def drawn() -> str:
            return render_template(
                "board/ledger.html", ledger=view, by="month", more=address, span_address=_spanned
            )

        def _spanned(span: str) -> str:
            return f"{address}?by=month&span={span}"

        def drawn_by_hand() -> str:
            return by_hand.template.render(rows=rows, totals=totals)

        yield from raced(f"{what}, drawing alone", place, drawn, drawn_by_hand, rounds, progress)
    size = f"{len(page.encode()):,} bytes"
    yield from raced(what, place, ours.get, floor.get, rounds, progress, size)


def _fill(place: Place, url: str, town: BenchTown, bare: Bare, rows: int, progress: Progress) -> None:
    engine = engine_for(url)
    table = sa.Table(REGISTER, sa.MetaData(), autoload_with=engine)
    engine.dispose()
    step = progress(f"pages · {place.title} · laying out {rows:,} rows", -(-rows // bulk.BATCH))
    bulk.fill(bare, table, _grants(town, rows), step)
    bulk.settled(bare)


def _grants(town: BenchTown, rows: int) -> Iterator[dict[str, Any]]:
    """Grants of every village, month after month up to this one."""
    vault = town.hall.vault
    sealed, digest = vault.seal("990101199001010019"), vault.digest("990101199001010019")
    today = town.hall.today()
    villages = [one.code for one in town.blueprint.town.units if one.kind in ("village", "community")]
    villages.sort(key=lambda code: code != town.unit)
    months = -(-rows // (len(villages) * A_MONTH))
    names = [*CATEGORIES]
    for made in range(rows):
        back, rest = divmod(made, len(villages) * A_MONTH)
        month = today.year * 12 + today.month - 1 - (months - 1 - back)
        day = date(month // 12, month % 12 + 1, made * 7 % 28 + 1)
        unit = villages[rest // A_MONTH]
        yield {
            "town": TOWN,
            "unit": unit,
            "matter_no": f"CS-01-{month // 12}-{made:07d}",
            "effect": "grant",
            "row_no": 0,
            "key": "",
            "booked_on": day,
            "org": unit,
            "day": day,
            "household_no": f"{unit}-{made % 900:04d}",
            "recipient": f"示{ORDINALS[made % len(ORDINALS)]}",
            "id_number": sealed,
            "id_number_digest": digest,
            "category": names[made % len(names)],
            "purpose": f"二组至三组道路硬化第{made % 31}段",
            "amount": made * 37 % 1_000_000 + 1,
        }


class LedgerByHand:
    """The page of the bench grants, written for it alone."""

    def __init__(self, bare: Bare, today: date, unit: str, page: str) -> None:
        self.bare = bare
        self.unit = unit
        self.template = byhand.ledger_template(page)
        first = today.replace(day=1)
        after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        self.span = (first, date.fromordinal(after.toordinal() - 1))
        mark = "?" if bare.is_sqlite else "%s"
        shown = f"FROM {REGISTER} WHERE town = ? AND unit = ? AND ended_by IS NULL AND day BETWEEN ? AND ?"
        shown = shown.replace("?", mark)
        self.listed = (
            f"SELECT day, household_no, recipient, category, purpose, amount {shown}"
            f" ORDER BY day DESC, entry_no DESC LIMIT {ledgers.PAGE}"
        )
        self.summed = f"SELECT category, sum(amount) {shown} GROUP BY category ORDER BY category"

    def app(self) -> Flask:
        """A site with this one page."""
        app = Flask("by_hand")

        @app.get("/v/<unit>/<page>")
        def page(unit: str, page: str) -> str:
            rows, totals = self.fetched()
            return self.template.render(rows=rows, totals=totals)

        return app

    def fetched(self) -> tuple[list[tuple[str, ...]], list[tuple[str, str]]]:
        """Rows and sums, in words."""
        asked = (TOWN, self.unit, *map(str, self.span))
        cursor = self.bare.cursor
        cursor.execute(self.listed, asked)
        rows = [
            (str(day), number, f"{name[0]}*", CATEGORIES[category], purpose, _yuan(amount))
            for day, number, name, category, purpose, amount in cursor.fetchall()
        ]
        cursor.execute(self.summed, asked)
        return rows, [(CATEGORIES[name], _yuan(int(amount))) for name, amount in cursor.fetchall()]


def _yuan(fen: int) -> str:
    return f"{fen // 100:,}.{fen % 100:02d}"
