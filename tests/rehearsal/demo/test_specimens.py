"""Does a specimen become the dossier of another unit on another day?"""

from datetime import date

from townhall.rehearsal.demo.specimens import WRITTEN_ON, specimen

DAY = date(2027, 4, 12)
EXAMPLE = {
    "fiscal_year": 2026,
    "pay_account": "420802102201/basic",
    "budget_line": "420802102201/2026/maintenance",
    "amount": 2026,
    "handler": "420802102201-0001-1",
    "invoices": [{"inv_date": date(2026, 4, 2), "inv_no": "1"}],
}


def test_its_own_books_are_those_of_the_unit_that_asks():
    found = specimen(EXAMPLE, "420802102205", DAY)
    assert found["pay_account"] == "420802102205/basic"
    assert found["budget_line"] == "420802102205/2027/maintenance"


def test_its_days_move_and_nothing_else_does():
    found = specimen(EXAMPLE, "420802102205", DAY)
    assert found["fiscal_year"] == 2027
    assert found["invoices"] == [{"inv_date": date(2026, 4, 2) + (DAY - WRITTEN_ON), "inv_no": "1"}]
    assert found["amount"] == 2026
    assert found["handler"] == EXAMPLE["handler"]


def test_a_specimen_without_books_keeps_its_words():
    assert specimen({"period": "2026-03", "seals": ["party"]}, "420802102205", DAY) == {
        "period": "2026-03",
        "seals": ["party"],
    }
