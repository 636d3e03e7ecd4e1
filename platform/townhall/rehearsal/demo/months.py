"""What came in and went out month by month, before the office kept its first case?

Payments take from the budget they belong to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from townhall.record.entries import Entry
from townhall.rehearsal.demo.economy import of_trade
from townhall.rehearsal.demo.ground import Ground
from townhall.rehearsal.demo.habits import HABITS, Habit
from townhall.rehearsal.demo.identity import Numbers
from townhall.rehearsal.demo.population import Household
from townhall.spec.towns import Unit

SOME = 97
"""An office deals with one household of so many."""

CARRIED = (420000, 640000)
"""Between these amounts (yuan) lies what a village has when its books begin."""


@dataclass(frozen=True, slots=True)
class Month:
    """Entries of one body's month: money moved, and the budget it took."""

    fund: tuple[Entry, ...]
    moves: tuple[Entry, ...]


def months(random: Random, numbers: Numbers, ground: Ground, count: int) -> Iterator[tuple[Unit, Month]]:
    """Each body's months up to the day before `ground.on`, oldest first; the running month is partial."""
    by_unit = ground.population.by_unit()
    some = ground.population.households[::SOME]
    begun = first_day(ground.on, count)
    accounts = {household.number: numbers.bank_account() for household in ground.population.households[::7]}
    for unit in (*ground.units, *ground.bodies):
        people = by_unit.get(unit.code) or by_unit.get(unit.parent or "") or some
        payees = [one for one in people if one.number in accounts] or people[:1]
        for first, last in _months_before(ground.on, count):
            lines = [
                (habit, first + timedelta(days=random.randrange(28)))
                for habits in HABITS[unit.kind]
                for habit in habits
                if first.month in habit.months and random.random() < habit.chance
            ]
            happened = sorted((line for line in lines if line[1] <= last), key=lambda line: line[1])
            fund = tuple(
                _moved(random, numbers, ground, unit, habit, day, payees, accounts) for habit, day in happened
            )
            moves = tuple(_taken(ground, unit, one) for one in fund if one.values["budget_line"])
            if first == begun and unit.is_grass_roots:
                fund = (_carried(random, ground, unit, first), *fund)
            yield unit, Month(fund, moves)


def first_day(day: date, count: int) -> date:
    """The first day of so many months that end with the one of `day`.

    >>> str(first_day(date(2026, 3, 10), 2))
    '2026-02-01'
    """
    return next(_months_before(day, count))[0]


def _months_before(day: date, count: int) -> Iterator[tuple[date, date]]:
    """(first day, last day) of so many months; the last one ends the day before `day`.

    >>> [str(last) for _, last in _months_before(date(2026, 3, 10), 2)]
    ['2026-02-28', '2026-03-09']
    """
    for back in range(count - 1, -1, -1):
        number = day.year * 12 + day.month - 1 - back
        first = date(number // 12, number % 12 + 1, 1)
        following = date((number + 1) // 12, (number + 1) % 12 + 1, 1)
        yield first, min(following, day) - timedelta(days=1)


def _carried(random: Random, ground: Ground, unit: Unit, day: date) -> Entry:
    """What the village had before."""
    values = {
        "org": unit.code,
        "account": f"{unit.code}/basic",
        "day": day,
        "direction": "in",
        "amount": Decimal(random.randrange(*CARRIED, 100)),
        "income_type": "other",
        "source": "own",
        "purpose": "建账时结转余额",
        "budget_line": None,
    }
    return ground.entry("fund", unit.code, values, on=day)


def _moved(
    random: Random,
    numbers: Numbers,
    ground: Ground,
    unit: Unit,
    habit: Habit,
    day: date,
    payees: Sequence[Household],
    accounts: Mapping[str, str],
) -> Entry:
    is_out = habit.category is not None
    amount = Decimal(random.randrange(habit.least * 10, habit.most * 10 + 1)) / 10
    if habit.to == "person" or amount > 10000:
        amount = amount.quantize(Decimal(1))
    values: dict[str, Any] = {
        "org": unit.code,
        "account": f"{unit.code}/{'special' if habit.source == 'special' else 'basic'}",
        "day": day,
        "direction": "out" if is_out else "in",
        "amount": amount,
        "category": habit.category,
        "income_type": habit.income_type,
        "source": habit.source,
        "purpose": random.choice(habit.words),
        "method": "agent_batch" if habit.category in ("cadre_pay", "wage") else "bank_direct",
        "budget_line": f"{unit.code}/{day.year}/{habit.line or habit.category}" if is_out else None,
        "bank_ref": f"{day:%Y%m%d}{numbers.digits(8)}",
        **_counterparty(random, ground, habit, payees, accounts),
    }
    return ground.entry("fund", unit.code, values, on=day)


def _counterparty(
    random: Random, ground: Ground, habit: Habit, payees: Sequence[Household], accounts: Mapping[str, str]
) -> dict[str, Any]:
    if habit.to == "person":
        one = random.choice(payees).head
        return {
            "counterparty": one.name,
            "counterparty_id": one.id_number,
            "counterparty_account": accounts.get(one.household),
        }
    if habit.to != "company":
        return {"counterparty": habit.to}
    company = of_trade(random, ground.companies, habit.category or "rent")
    return {
        "counterparty": company.name,
        "counterparty_id": company.code,
        "counterparty_account": company.account,
    }


def _taken(ground: Ground, unit: Unit, paid: Entry) -> Entry:
    values = {
        "org": unit.code,
        "budget_line": paid.values["budget_line"],
        "move": "execute",
        "amount": paid.values["amount"],
        "day": paid.values["day"],
    }
    return ground.entry("budget_move", unit.code, values, on=paid.values["day"])
