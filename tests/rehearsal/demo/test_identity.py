"""Are generated numbers valid in form, never drawn twice, and nobody's?"""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from townhall.kernel.checksums import is_credit_code, is_id_card, is_luhn
from townhall.rehearsal.demo.identity import Numbers, SeededNames
from townhall.rehearsal.playing import StageClock


@pytest.fixture
def numbers() -> Numbers:
    return Numbers(Random(3))


def test_identity_numbers_hold_their_birth_date_and_sex_and_check(numbers):
    for is_male in (True, False):
        number = numbers.id_card(date(1984, 2, 29), is_male)
        assert is_id_card(number)
        assert number.startswith("99010119840229")
        assert int(number[16]) % 2 == is_male


def test_four_hundred_people_of_one_birthday_get_four_hundred_numbers(numbers):
    assert len({numbers.id_card(date(1990, 1, 1), True) for _ in range(400)}) == 400


def test_companies_and_accounts_check(numbers):
    codes = [numbers.credit_code() for _ in range(50)]
    accounts = [numbers.bank_account() for _ in range(50)]
    assert all(map(is_credit_code, codes))
    assert all(map(is_luhn, accounts))
    assert {len(account) for account in accounts} == {19}
    assert {code[2:8] for code in codes} == {account[:6] for account in accounts} == {"990101"}


def test_telephone_numbers_come_to_an_end(numbers):
    phones = [numbers.phone() for _ in range(10_000)]
    assert (phones[0], phones[-1], len(set(phones))) == ("19900000000", "19900009999", 10_000)
    with pytest.raises(OverflowError):
        numbers.phone()


def test_ids_sort_in_the_order_they_were_made():
    clock = StageClock(datetime(2026, 3, 1, tzinfo=UTC))
    names = SeededNames(Random(1), clock)
    made = [names.new() for _ in range(50)]
    clock.moment += timedelta(seconds=1)
    made.append(names.new())
    assert made == sorted(set(made))
    assert {len(one) for one in made} == {26}


def test_public_names_fit_an_address():
    names = SeededNames(Random(1), StageClock(datetime(2026, 3, 1, tzinfo=UTC)))
    found = {names.unguessable() for _ in range(20)}
    assert {len(one) for one in found} == {22}
    assert len(found) == 20
