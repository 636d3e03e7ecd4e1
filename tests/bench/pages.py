"""How fast are a form of forty fields and a ledger page of 200 rows out of 1,000,000?

The floor is a bare Flask view over bare SQL, with a template as somebody would write it by hand for this one
page (see `byhand`). It knows the form, the register, the titles and the masks by heart, and checks nothing
but who asks. Both come out letter for letter alike, or the benchmark stops. Each page is timed as a whole
request, and drawing alone, with everything fetched before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import count
from typing import Any

import sqlalchemy as sa
from flask import Flask, render_template, request
from flask.testing import FlaskClient
from jinja2 import Template

from tests.bench import bulk, byhand
from tests.bench.acts import Driver
from tests.bench.measuring import Outcome, Progress, Scale, race
from tests.bench.places import Bare, Place
from tests.bench.rooms import where
from tests.bench.statements import Spoken, overheard
from tests.bench.town import TOWN, BenchTown, bench_town
from townhall.kernel.money import in_words
from townhall.office import drafting, ledgers
from townhall.office.signing_in import begin_session
from townhall.rehearsal.casting import ORDINALS
from townhall.storage.engine import engine_for
from townhall.web.app import create_app
from townhall.web.frame import introduce
from townhall.web.guard import VISIT
from townhall.web.widgets import draft_pages

ROWS = 1_000_000
A_MONTH = 200
"""Rows of one village in one month: what its page shows."""
REGISTER = "reg_bench_grant"
PAGE = "bench_grants"
CATEGORIES = {"road": "道路", "water": "水利", "greening": "绿化", "other": "其他"}
CENT = Decimal("0.01")


def run(places: tuple[Place, ...], scale: Scale, progress: Progress) -> Iterator[Outcome]:
    """A form and a ledger page on each database."""
    for place in places:
        with place.fresh() as url, bench_town(url) as town, Bare(url) as bare:
            yield from _form(place, town, bare, scale, progress)
            _fill(place, url, town, bare, scale.of(ROWS, least=2000), progress)
            yield from _ledger(place, town, bare, scale, progress)


# -- the form ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Site:
    """A running application and somebody who asks it."""

    app: Flask
    client: FlaskClient
    address: str

    def get(self) -> str:
        """The page, or a stop if it does not come.

        Every time from another address: pages open to anyone are limited for each.
        """
        far = next(_ADDRESSES)
        remote = {"REMOTE_ADDR": f"10.{far >> 16 & 255}.{far >> 8 & 255}.{far & 255}"}
        answer = self.client.get(self.address, environ_overrides=remote)
        if answer.status_code != 200:
            raise ValueError(f"{self.address} answers {answer.status}")
        return answer.text


_ADDRESSES = count()


def _form(place: Place, town: BenchTown, bare: Bare, scale: Scale, progress: Progress) -> Iterator[Outcome]:
    driver = Driver(town)
    draft, _ = driver.draft()
    with town.hall.archive() as archive:
        token = begin_session(town.hall, archive, driver.clerk.person.id, "bench")
    ours = _site(create_app(town.hall), f"/draft/{draft}", token)
    page = ours.get()
    by_hand = FormByHand(town, bare, byhand.form_template(page))
    floor = _site(by_hand.app(), f"/draft/{draft}", token)
    _require_alike(byhand.without_tokens(page), byhand.without_tokens(floor.get()))
    values = by_hand.values(by_hand.draft(draft, driver.clerk.person.id))

    with ours.app.test_request_context(ours.address, headers={"Cookie": f"{VISIT}={token}"}):
        ours.app.preprocess_request()
        introduce()
        view, pages = drafting.view(town.hall, driver.clerk, draft), draft_pages(draft)
        yield from _raced(
            "a form of 40 fields, drawing alone",
            place,
            lambda: render_template("counter/draft.html", draft=view, pages=pages, place="drafts"),
            lambda: by_hand.template.render(v=values, token=""),
            scale,
            progress,
            (),
        )
    yield from _raced(
        "a form of 40 fields", place, ours.get, floor.get, scale, progress, (f"{len(page.encode()):,} bytes",)
    )


class FormByHand:
    """The page of the bench form, written for it alone."""

    def __init__(self, town: BenchTown, bare: Bare, template: Template) -> None:
        self.bare = bare
        self.template = template
        self.unseal = town.hall.vault.unseal
        self.village = town.blueprint.unit_titles[town.unit].zh
        self.mark = "?" if bare.is_sqlite else "%s"

    def app(self) -> Flask:
        """A site with this one page."""
        app = Flask("by_hand")

        @app.get("/draft/<draft>")
        def page(draft: str) -> str:
            person = self.visitor(request.cookies[VISIT])
            self.counts(person)
            return self.template.render(v=self.values(self.draft(draft, person)), token="")

        return app

    def visitor(self, token: str) -> str:
        """Who asks."""
        ((person, _),) = self._rows(
            "SELECT person.id, person.name FROM session JOIN person ON person.id = session.person"
            " WHERE session.id = ? AND session.revoked_at IS NULL",
            hashlib.sha256(token.encode()).hexdigest(),
        )
        return str(person)

    def counts(self, person: str) -> tuple[int, ...]:
        """How much waits: the numbers in the frame."""
        ((todo, drafts),) = self._rows(
            "SELECT (SELECT count(*) FROM task WHERE town = ? AND person = ? AND is_open"
            " AND kind <> 'copy'), (SELECT count(*) FROM draft WHERE person = ? AND town = ?)",
            *(TOWN, person, person, TOWN),
        )
        return todo, drafts

    def draft(self, draft: str, person: str) -> tuple[Mapping[str, Any], int, int]:
        """What was typed, its version, and what the household was given before in fen."""
        ((sealed, version),) = self._rows(
            "SELECT sealed, version FROM draft WHERE id = ? AND person = ?", draft, person
        )
        raw = self.unseal(sealed)
        ((given,),) = self._rows(
            f"SELECT coalesce(sum(amount), 0) FROM {REGISTER}"
            " WHERE town = ? AND household_no = ? AND ended_by IS NULL",
            *(TOWN, raw["household_no"]),
        )
        return raw, version, int(given)

    def values(self, found: tuple[Mapping[str, Any], int, int]) -> dict[str, Any]:
        """What each input holds, calculated fields too."""
        raw, version, given = found
        lines = [(Decimal(line["qty"]) * Decimal(line["price"])).quantize(CENT) for line in raw["lines"]]
        amount = sum(lines)
        share = Decimal(raw["own_share"].rstrip("%")) / (100 if "%" in raw["own_share"] else 1)
        own = (amount * share).quantize(CENT, ROUND_HALF_UP)
        start, end = date.fromisoformat(raw["start_on"]), date.fromisoformat(raw["end_on"])
        held: dict[str, Any] = {
            **raw,
            "sheet-version": version,
            "org": self.village,
            "days": (end - start).days + 1,
            "amount": f"{amount:,.2f}",
            "amount_words": in_words(amount),
            "own_money": f"{own:,.2f}",
            "grant": f"{amount - own:,.2f}",
            "given_before": f"{Decimal(given) / 100:,.2f}",
        }
        for number, (line, cost) in enumerate(zip(raw["lines"], lines, strict=True)):
            for name, value in line.items():
                held[f"lines.{number}.{name}"] = value
            held[f"lines.{number}.amount"] = f"{cost:,.2f}"
        return held

    def _rows(self, text: str, *told: Any) -> list[tuple[Any, ...]]:
        self.bare.cursor.execute(text.replace("?", self.mark), told)
        rows: list[tuple[Any, ...]] = self.bare.cursor.fetchall()
        return rows


# -- the ledger --------------------------------------------------------------------------------------------


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
    number, sealed = "990101199001010019", ""
    sealed, digest = vault.seal(number), vault.digest(number)
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


def _ledger(place: Place, town: BenchTown, bare: Bare, scale: Scale, progress: Progress) -> Iterator[Outcome]:
    ours = _site(create_app(town.hall), f"/v/{town.unit}/{PAGE}")
    page = ours.get()
    by_hand = LedgerByHand(bare, town.hall.today(), town.unit, page)
    floor = _site(by_hand.app(), ours.address)
    _require_alike(page, floor.get())
    rows, totals = by_hand.fetched()
    view = ledgers.ledger(town.hall, town.unit, PAGE)
    shown = len(view.rows)
    with ours.app.test_request_context(ours.address):
        ours.app.preprocess_request()
        more = ours.address

        def address(span: str) -> str:
            return f"{ours.address}?by=month&span={span}"

        yield from _raced(
            f"a ledger page of {shown} rows, drawing alone",
            place,
            lambda: render_template(
                "board/ledger.html", ledger=view, by="month", more=more, span_address=address
            ),
            lambda: by_hand.template.render(rows=rows, totals=totals),
            scale,
            progress,
            (),
        )
    yield from _raced(
        f"a ledger page of {shown} rows",
        place,
        ours.get,
        floor.get,
        scale,
        progress,
        (f"{len(page.encode()):,} bytes",),
    )


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
            f" ORDER BY day DESC, entry_no LIMIT {ledgers.PAGE}"
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


# -- both --------------------------------------------------------------------------------------------------


def _site(app: Flask, address: str, token: str = "") -> Site:
    client = app.test_client()
    if token:
        client.set_cookie(VISIT, token)
    return Site(app, client, address)


def _require_alike(ours: str, floor: str) -> None:
    """Stop if the two pages differ by a letter.

    Raises:
        ValueError: they do; the message shows where.
    """
    if ours == floor:
        return
    pairs = zip(ours, floor, strict=False)
    start = next((place for place, (one, other) in enumerate(pairs) if one != other), 0)
    around = slice(max(0, start - 80), start + 80)
    raise ValueError(f"the page by hand differs:\nours:  {ours[around]!r}\nfloor: {floor[around]!r}")


def _raced(
    what: str,
    place: Place,
    ours: Callable[[], object],
    floor: Callable[[], object],
    scale: Scale,
    progress: Progress,
    notes: Iterable[str],
) -> Iterator[Outcome]:
    with overheard() as sent:
        ours()
    rounds = scale.of(100, least=2)
    found = race(ours, floor, rounds, progress(f"pages · {place.title} · {what}", rounds))
    yield Outcome(
        what=what,
        place=place.title,
        ours=found.ours,
        floor=found.floor,
        floor_is="a hand-written template over bare SQL",
        aim=1.0,
        where=where(ours, rounds=10),
        spoken=(Spoken.of("one page", sent),) if sent else (),
        notes=tuple(notes),
    )
