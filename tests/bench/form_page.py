"""How fast is a form of forty fields, with five rows in its table, as it comes to whoever fills it in?

Every round draws another draft, in which something else was typed. The floor reads the sign-in, the draft and
the counts of the frame, works out the seven calculated fields by hand, and fills a template that knows the
form by heart.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from itertools import cycle
from typing import Any

from flask import Flask, render_template, request
from jinja2 import Template

from tests.bench import byhand
from tests.bench.acts import Driver
from tests.bench.measuring import Outcome, Progress, Scale
from tests.bench.places import Bare, Place
from tests.bench.sites import Site, raced, require_alike, rounds_at
from tests.bench.town import TOWN, BenchTown
from townhall.kernel.money import in_words
from townhall.office import drafting
from townhall.office.signing_in import begin_session
from townhall.ports.world import ZONE
from townhall.web.app import create_app
from townhall.web.frame import introduce
from townhall.web.guard import VISIT
from townhall.web.widgets import draft_pages

CENT = Decimal("0.01")
TYPED = ("subject", "doc_no", "remark", "head_name", "bank", "need", "project_name", "scale", "reason")
"""What is typed differently into every draft."""


def run(place: Place, town: BenchTown, bare: Bare, scale: Scale, progress: Progress) -> Iterator[Outcome]:
    """The page as a whole, and drawing alone."""
    driver = Driver(town)
    rounds = rounds_at(scale)
    drafts = [_draft(driver, number) for number in range(rounds)]
    addresses = [f"/draft/{draft}" for draft in drafts]
    person = driver.clerk.person.id
    with town.hall.archive() as archive:
        token = begin_session(town.hall, archive, person, "bench")
    ours = Site(create_app(town.hall), addresses, token)
    page = ours.get()
    by_hand = FormByHand(town, bare, drafts[0], page)
    floor = Site(by_hand.app(), addresses, token)
    require_alike(byhand.without_tokens(page), byhand.without_tokens(floor.get()))
    require_alike(byhand.without_tokens(ours.get()), byhand.without_tokens(floor.get()))

    with ours.app.test_request_context(addresses[0], headers={"Cookie": f"{VISIT}={token}"}):
        ours.app.preprocess_request()
        introduce()
        views = cycle([drafting.view(town.hall, driver.clerk, draft) for draft in drafts])
        told = cycle([by_hand.told(draft, person) for draft in drafts])

        def drawn() -> str:
            view = next(views)
            return render_template(
                "counter/draft.html", draft=view, pages=draft_pages(view.id), place="drafts"
            )

        def drawn_by_hand() -> str:
            return by_hand.template.render(next(told))

        yield from raced("form, drawing alone", place, drawn, drawn_by_hand, rounds, progress)
    size = f"{len(page.encode()):,} bytes"
    yield from raced("form of 40 fields", place, ours.get, floor.get, rounds, progress, size)


def _draft(driver: Driver, number: int) -> str:
    """A draft in which nobody typed quite the same before."""
    other = {name: f"{driver.town.dossier[name]}{number}" for name in TYPED}
    lines = [
        {**line, "item": f"{line['item']}{number}", "price": f"{number % 90 + 1}.25"}
        for line in driver.town.dossier["lines"]
    ]
    return driver.draft({**driver.town.dossier, **other, "lines": lines})[0]


class FormByHand:
    """The page of the bench form, written for it alone."""

    def __init__(self, town: BenchTown, bare: Bare, draft: str, page: str) -> None:
        self.bare = bare
        self.unseal = town.hall.vault.unseal
        self.village = town.blueprint.unit_titles[town.unit].zh
        self.mark = "?" if bare.is_sqlite else "%s"
        told = self.told(draft, "")
        changing = {name: told[name] for name in ("draft", "moment", "saved", "total")}
        self.template: Template = byhand.form_template(page, changing)

    def app(self) -> Flask:
        """A site with this one page."""
        app = Flask("by_hand")

        @app.get("/draft/<draft>")
        def page(draft: str) -> str:
            person = self.visitor(request.cookies[VISIT])
            self.counts(person)
            return self.template.render(self.told(draft, person))

        return app

    def visitor(self, token: str) -> str:
        """Who asks."""
        ((person, _),) = self._rows(
            "SELECT person.id, person.name FROM session JOIN person ON person.id = session.person"
            " WHERE session.id = ? AND session.revoked_at IS NULL",
            hashlib.sha256(token.encode()).hexdigest(),
        )
        return str(person)

    def counts(self, person: str) -> tuple[int, int]:
        """How much waits: the numbers in the frame."""
        ((todo, drafts),) = self._rows(
            "SELECT (SELECT count(*) FROM task WHERE town = ? AND person = ? AND is_open"
            " AND kind <> 'copy'), (SELECT count(*) FROM draft WHERE person = ? AND town = ?)",
            *(TOWN, person, person, TOWN),
        )
        return todo, drafts

    def told(self, draft: str, person: str) -> dict[str, Any]:
        """All that the template asks for."""
        found = self.read(draft, person)
        values = {**self.values(found), "sent-by": person}
        return {**found, "v": values, "total": values["amount"], "token": ""}

    def read(self, draft: str, person: str) -> dict[str, Any]:
        """A draft, and what its household was given before, in fen."""
        ((sealed, version, saved),) = self._rows(
            "SELECT sealed, version, saved_at FROM draft WHERE id = ? AND (person = ? OR ? = '')",
            *(draft, person, person),
        )
        raw = self.unseal(sealed)
        ((given,),) = self._rows(
            "SELECT coalesce(sum(amount), 0) FROM reg_bench_grant"
            " WHERE town = ? AND household_no = ? AND ended_by IS NULL",
            *(TOWN, raw["household_no"]),
        )
        is_text = isinstance(saved, str)
        at = datetime.fromisoformat(saved).replace(tzinfo=ZONE) if is_text else saved.astimezone(ZONE)
        return {
            "raw": raw,
            "version": version,
            "given": int(given),
            "draft": draft,
            "moment": at.isoformat(),
            "saved": f"{at:%H:%M:%S}",
        }

    def values(self, found: Mapping[str, Any]) -> dict[str, Any]:
        """What each input holds, calculated fields too."""
        raw = found["raw"]
        lines = [(Decimal(line["qty"]) * Decimal(line["price"])).quantize(CENT) for line in raw["lines"]]
        amount = sum(lines, Decimal())
        share = Decimal(raw["own_share"].rstrip("%")) / (100 if "%" in raw["own_share"] else 1)
        own = (amount * share).quantize(CENT, ROUND_HALF_UP)
        start, end = date.fromisoformat(raw["start_on"]), date.fromisoformat(raw["end_on"])
        held: dict[str, Any] = {
            **raw,
            "sheet-version": found["version"],
            "org": self.village,
            "days": (end - start).days + 1,
            "amount": f"{amount:,.2f}",
            "amount_words": in_words(amount),
            "own_money": f"{own:,.2f}",
            "grant": f"{amount - own:,.2f}",
            "given_before": f"{Decimal(found['given']) / 100:,.2f}",
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
