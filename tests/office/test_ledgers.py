"""Does a standing page show sums before rows, span by span, and nobody's number?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.office.conftest import Village
from townhall.office import ledgers
from townhall.record.entries import Entry
from townhall.record.refusals import NotFound

OUT, IN = "out", "in"


def booked(village: Village, *rows: tuple[date, str, str, str], unit: str = "") -> None:
    """Books (day, direction, category, amount) in a unit's fund, the village's where nothing is said."""
    register = village.rehearsal.blueprint.registers["fund"]
    unit = unit or village.rehearsal.unit
    with village.hall.archive() as archive:
        archive.add_entries(
            register,
            [
                Entry(
                    register="fund",
                    town="zhanghe",
                    unit=unit,
                    values={
                        "org": unit,
                        "day": day,
                        "direction": direction,
                        "category": category,
                        "amount": Decimal(amount),
                        "purpose": "示例",
                        "counterparty": "李某某",
                        "counterparty_id": "990101198803150027",
                        "method": "bank_direct",
                    },
                    booked_on=day,
                    booked_at=village.hall.now(),
                )
                for day, direction, category, amount in rows
            ],
        )


@pytest.fixture
def books(village: Village) -> Village:
    booked(
        village,
        (date(2026, 4, 2), OUT, "office", "120.50"),
        (date(2026, 4, 3), OUT, "maintenance", "300.00"),
        (date(2026, 4, 5), IN, "other", "1000.00"),
        (date(2026, 3, 31), OUT, "office", "77.00"),
        (date(2025, 12, 1), OUT, "office", "5.00"),
    )
    return village


def look(village: Village, **keys: object) -> ledgers.LedgerView:
    return ledgers.ledger(village.hall, village.rehearsal.unit, "income_expense", **keys)


def test_this_month_comes_first_with_its_sums(books: Village) -> None:
    view = look(books)
    assert view.span == "2026-04"
    assert {title.en: shown for title, shown in view.totals} == {"Expense": "420.50", "Income": "1,000.00"}
    assert view.is_money
    assert len(view.rows) == 3


def test_quarter_and_year_are_wider(books: Village) -> None:
    assert len(look(books, by="quarter", span="2026Q1").rows) == 1
    assert len(look(books, by="year", span="2026").rows) == 4
    assert len(look(books, by="year", span="2025").rows) == 1


def test_a_filter_narrows_rows_and_sums_alike(books: Village) -> None:
    view = look(books, filters={"direction": "out", "category": "office"})
    assert len(view.rows) == 1
    assert [shown for _, shown in view.totals] == ["120.50"]


def test_what_makes_no_sense_falls_back_and_never_fails(books: Village) -> None:
    view = look(books, by="century", span="';--", filters={"direction": "sideways", "nothing": "x"})
    assert view.span == "2026-04"
    assert len(view.rows) == 3


def test_names_are_masked_and_numbers_are_not_there(books: Village) -> None:
    text = repr(look(books))
    assert "李*某" in text
    assert "李某某" not in text
    assert "990101" not in text


def test_a_long_page_goes_on_where_it_stopped(village: Village) -> None:
    count = 2 * ledgers.PAGE + 20
    booked(village, *((date(2026, 4, 1), OUT, "office", f"{number}.00") for number in range(1, count + 1)))
    first = look(village)
    second = look(village, after=first.next)
    third = look(village, after=second.next)
    assert [len(one.rows) for one in (first, second, third)] == [ledgers.PAGE, ledgers.PAGE, 20]
    assert third.next is None
    amounts = [row[-1] for one in (first, second, third) for row in one.rows]
    assert len(set(amounts)) == count


@pytest.mark.parametrize(
    ("unit", "page"), [("nowhere", "income_expense"), (None, "relief_notice"), (None, "x")]
)
def test_only_standing_pages_of_real_places(village: Village, unit: str | None, page: str) -> None:
    with pytest.raises(NotFound):
        ledgers.ledger(village.hall, unit or village.rehearsal.unit, page)


def test_january_knows_the_year_before(books: Village) -> None:
    books.rehearsal.clock.moment = books.rehearsal.clock.moment.replace(year=2027, month=1)
    view = look(books)
    assert [value for value, _, _ in view.spans][:2] == ["2027-01", "2026-12"]


def test_a_sum_of_nothing_is_a_sum(village: Village) -> None:
    booked(village, (date(2026, 4, 2), OUT, "office", "12.50"))
    view = ledgers.ledger(village.hall, village.rehearsal.unit, "income_expense")
    assert {title.en: shown for title, shown in view.totals} == {"Expense": "12.50", "Income": "0.00"}


def test_a_page_of_totals_only_lists_nothing(books: Village) -> None:
    office = "420802102-fiscal_office"
    booked(
        books,
        (date(2026, 4, 2), OUT, "office", "120.50"),
        (date(2026, 4, 3), OUT, "travel", "9"),
        unit=office,
    )
    view = ledgers.ledger(books.hall, office, "office_account")
    assert {title.en: shown for title, shown in view.totals} == {"Expense": "129.50", "Income": "0.00"}
    assert (view.rows, view.next) == ((), None)
    assert [title for title, *_ in view.bars] == ["办公", "差旅"]


def test_a_page_belongs_to_the_kinds_of_units_it_names(books: Village) -> None:
    for unit, page in (
        (books.rehearsal.unit, "office_account"),
        ("420802102-fiscal_office", "income_expense"),
    ):
        with pytest.raises(NotFound):
            ledgers.ledger(books.hall, unit, page)
