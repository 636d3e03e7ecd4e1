"""Do dossiers say what their matter demands, from what the books say?"""

from datetime import date
from decimal import Decimal
from random import Random

import pytest

from tests.rehearsal.demo.test_books import TODAY, VILLAGES, ground
from townhall.rehearsal.demo import bodies, matters
from townhall.rehearsal.demo.bodies import GREAT, LARGE, MIDDLE, RANGES, SMALL, Asked, Body, Wish
from townhall.rehearsal.demo.budgets import LINES
from townhall.rehearsal.demo.identity import Numbers
from townhall.rehearsal.demo.making import Maker
from townhall.rehearsal.demo.paying import SPENDINGS
from townhall.rehearsal.demo.planning import UNTOLD

KINDS = {"village_fund_payment": "village", "coop_fund_use": "coop", "unit_expense": "fiscal_office",
         "home_expense": "welfare_home"}  # fmt: skip
WORKS = {"code": "P1", "control_price": Decimal(100000), "award_price": Decimal(96000)}


USUAL = Wish()


class Books:
    """The books of one unit, as a test writes them."""

    def __init__(self, **registers) -> None:
        self._registers = registers

    def __call__(self, register: str) -> tuple:
        return tuple(self._registers.get(register, ()))


@pytest.fixture
def make() -> Maker:
    random = Random(7)
    return Maker(random, Numbers(random))


@pytest.fixture(scope="module")
def body() -> Body:
    random = Random(5)
    here = ground(random, Numbers(random))
    unit = VILLAGES[0]
    staff = {
        "village_director": ("director",), "village_party_sec": ("director",), "village_clerk": ("clerk",),
        "finance_group_member": ("one", "two", "three"), "finance_group_leader": ("one",),
        "home_buyer": ("buyer",), "home_keeper": ("keeper",), "fiscal_specialist": ("first", "second"),
    }  # fmt: skip
    households = here.population.by_unit()[unit.code]
    return Body(unit.code, "village", unit.title.zh, households, here.companies, staff=staff)


def written(form: str, make: Maker, body: Body, wish: Wish = USUAL, books: Books | None = None, **known):
    return matters.dossier(form, {}, make, Asked(body, wish, TODAY, books or Books(), known))


def as_kind(body: Body, kind: str) -> Body:
    return Body(body.unit, kind, body.title, body.households, body.companies, staff=body.staff)


def test_every_matter_of_the_town_has_a_maker(blueprint):
    assert set(blueprint.forms) - UNTOLD <= set(matters.MAKERS)


@pytest.mark.parametrize("form", KINDS)
@pytest.mark.parametrize("size", [SMALL, MIDDLE, LARGE, GREAT])
def test_a_payment_is_of_its_size_and_of_a_line_that_the_body_has(make, body, form, size):
    found = written(form, make, as_kind(body, KINDS[form]), Wish(size))
    unit, year, line = found["budget_line"].split("/")
    assert (unit, int(year)) == (body.unit, TODAY.year)
    assert LINES[KINDS[form]][line].source == found["fund_source"]
    assert sum(one["used_amount"] for one in found["invoices"]) == found["amount"]
    assert found["handler"] != found["witness"]
    if size != SMALL:
        least, most = RANGES[size]
        assert least <= found["amount"] < most


@pytest.mark.parametrize("kind", SPENDINGS)
def test_whatever_is_bought_has_a_line(kind):
    for one in SPENDINGS[kind]:
        assert (one.line or one.category) in LINES[kind]


def test_three_quotes_stand_where_the_sum_asks_for_them(make, body):
    coop = as_kind(body, "coop")
    assert written("coop_fund_use", make, coop)["counter_price"] == []
    found = written("coop_fund_use", make, coop, Wish(LARGE, "production"))
    assert len({one["supplier"] for one in found["counter_price"]}) == 3
    assert min(one["quote"] for one in found["counter_price"]) == found["amount"]


def test_nothing_goes_out_of_the_store_that_is_not_there(make, body):
    books = Books(stock_move=[{"item": "大米", "qty": Decimal(40)}, {"item": "大米", "qty": Decimal(-8)}])
    for kind in ("out", "loss"):
        (row,) = written("home_purchase_stock", make, body, Wish(kind=kind), books)["items"]
        assert 0 < row["qty"] < 32
    (row,) = written("home_purchase_stock", make, body, Wish(kind="count"), books)["items"]
    assert row["qty"] == 31


def test_two_weigh_what_comes_in(make, body):
    found = written("home_purchase_stock", make, body)
    assert found["weighed_by"] == ["buyer", "keeper"]
    assert found["received_by"] == "keeper"


def test_rent_is_what_is_left_of_the_oldest_due(make, body):
    due = {"contract": "C1", "what": "水面", "amount": Decimal(900), "received": Decimal(0), "state": "open"}
    books = Books(
        contract=[{"contract_no": "C1", "party_b": "某", "party_b_id": "9"}],
        receivable=[
            {**due, "due_on": date(2027, 5, 1)},
            {**due, "due_on": date(2026, 5, 1), "received": Decimal(300), "state": "partial"},
            {**due, "due_on": date(2025, 5, 1), "state": "paid"},
        ],
    )
    found = written("village_income", make, body, Wish(kind="rent"), books)
    assert (found["receivable_ref"], found["amount"]) == ("C1/2026-05-01", 600)
    assert "receivable_ref" not in written("village_income", make, body, Wish(kind="rent"))


def test_a_contract_is_as_long_as_what_is_due_under_it(make, body):
    books = Books(resource=[{"code": "R1", "area": Decimal(9), "state": "idle", "resource_kind": "garden"}])
    found = written("contract_filing", make, body, Wish(), books)
    assert sum(one["amount"] for one in found["schedule"]) == found["annual_amount"] * 3
    assert found["start_on"].replace(year=found["start_on"].year + 3) > found["end_on"]
    assert found["items"] == [{"resource": "R1", "area": 9}]


def test_what_is_to_end_must_be_in_force(make, body):
    live = {"contract_no": "C1", "state": "live", "contract_type": "lease"}
    ended = {**live, "contract_no": "C0", "state": "ended"}
    found = written("contract_filing", make, body, Wish(kind="terminate"), Books(contract=[ended, live]))
    assert (found["action"], found["old_contract"]) == ("terminate", "C1")


def test_of_the_month_that_is_asked_for_the_bank_says_what_the_books_say(make, body):
    books = Books(
        fund=[
            {"day": date(2026, 1, 5), "direction": "in", "amount": Decimal(9000)},
            {"day": date(2026, 2, 5), "direction": "out", "amount": Decimal(1000)},
            {"day": date(2026, 3, 5), "direction": "out", "amount": Decimal(7)},
        ],
    )
    found = written("month_close", make, body, Wish(), books, period="2026-02")
    assert found["period"] == "2026-02"
    away = sum(one["amount"] for one in found["outstanding"])
    assert found["bank_balance"] + found["cash_count"] + away == 8000


def test_rent_is_paid_reminded_of_or_waived(make, body):
    due = {"contract": "HT-1", "due_on": date(2026, 3, 1), "amount": Decimal(900), "received": Decimal(0)}
    asked = {"receivable_ref": "HT-1/2026-03-01"}
    ways = ((900, "", "paid"), (0, "", "overdue"), (0, "waived", "waived"))
    for received, kind, outcome in ways:
        books = Books(receivable=[{**due, "received": Decimal(received)}])
        assert written("rent_collection", make, body, Wish(kind=kind), books, **asked)["outcome"] == outcome


def test_what_is_idle_is_let_for_three_years_or_five(make, body):
    land = {"code": "R1", "area": Decimal(60), "resource_kind": "garden"}
    books = Books(resource=[{**land, "code": "R0", "state": "let"}, {**land, "state": "idle"}])
    found = written("asset_letting", make, body, Wish(), books)
    assert found["items"] == [{"resource": "R1", "area": 40}]
    assert written("asset_letting", make, body, Wish(LARGE), books)["term_years"] == 5


def test_a_village_is_seen_where_it_is(make, body):
    first, again = (written("onsite_sheet", make, body, object="V1") for _ in range(2))
    assert first["place"] == again["place"]
    assert len(set(first["inspectors"])) == 2


def test_the_lowest_bid_wins_and_an_odd_panel_without_the_group_s_leader_signs(make, body):
    books = Books(project=[{**WORKS, "state": "awarded"}, {**WORKS, "state": "approved"}])
    found = written("project_procurement", make, body, Wish(), books)
    assert min(found["bidders"], key=lambda one: one["price"])["name"] == found["winner"]
    assert all(one["price"] <= WORKS["control_price"] for one in found["bidders"])
    assert found["evaluation_panel"] == ["director", "two", "three"]


def test_a_contract_of_works_is_the_award(make, body):
    builder = next(one for one in body.companies if one.trade == "project")
    books = Books(project=[{**WORKS, "state": "awarded", "contractor": builder.name}])
    found = written("project_start", make, body, Wish(), books)
    assert (found["party_b"], found["party_b_id"]) == (builder.name, builder.code)
    assert sum(one["amount"] for one in found["schedule"]) == found["annual_amount"] == 96000


@pytest.mark.parametrize(("size", "least", "most"), [(SMALL, 0, 5), (LARGE, 5, 10)])
def test_a_large_change_is_above_five_of_a_hundred_and_below_ten(make, body, size, least, most):
    books = Books(project=[{**WORKS, "state": "building"}])
    (row,) = written("project_change", make, body, Wish(size), books)["items"]
    assert least < row["price"] * row["qty_after"] / 960 <= most


def test_the_advance_comes_first_and_then_what_the_progress_allows(make, body):
    builder = next(one for one in body.companies if one.trade == "project")
    project = [{**WORKS, "state": "building", "contractor": builder.name}]
    first = written("project_payment", make, body, Wish(), Books(project=project))
    assert (first["stage"], first["amount"]) == ("advance", 28800)
    second = written("project_payment", make, body, Wish(), Books(project=project, fund=[{"project": "P1"}]))
    assert (second["stage"], second["amount"]) == ("progress", 19200)


def test_a_stage_without_its_project_says_so(make, body):
    with pytest.raises(LookupError, match="approved"):
        written("project_procurement", make, body)


def test_a_matter_nobody_knows_is_its_specimen(make, body):
    asked = Asked(body, Wish(fixed={"remark": "急"}), TODAY, Books())
    assert matters.dossier("seal_use", {"copies": 3}, make, asked) == {"copies": 3, "remark": "急"}


def test_people_are_named_once_in_the_order_of_their_posts(body):
    assert body.people("village_party_sec", "village_director", "village_clerk") == ["director", "clerk"]
    assert bodies.Body("u", "coop", "社", (), ()).people("coop_chair") == []
