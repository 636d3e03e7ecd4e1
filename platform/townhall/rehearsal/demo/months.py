"""What came in and went out in a village month by month, before the office kept its first case?

Receipts and payments as a village of the hills has them, with the seasons: drains are cleared in spring and
autumn, pumps run in summer, newspapers are ordered in winter, the old are visited before the Spring Festival
and at Double Ninth. Payments take from the budget they belong to.
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
from townhall.rehearsal.demo.identity import Numbers
from townhall.rehearsal.demo.population import Household
from townhall.spec.towns import Unit

EVERY_MONTH = tuple(range(1, 13))


@dataclass(frozen=True, slots=True)
class Habit:
    """Something that happens in certain months with a certain likelihood, for so much (yuan).

    `category` is the expense category of a payment, which is its budget line too; None for a receipt. `to`:
    a company of the trade, a person of the village, or somebody named.
    """

    words: tuple[str, ...]
    months: tuple[int, ...]
    chance: float
    least: int
    most: int
    source: str
    category: str | None = None
    to: str = "company"
    income_type: str | None = None


RECEIPTS = (
    Habit(
        ("村级运转经费拨款",),
        (1, 4, 7, 10),
        1.0,
        36000,
        52000,
        "operating",
        to="漳河新区财政局",
        income_type="transfer",
    ),
    Habit(("光伏发电收益",), EVERY_MONTH, 0.5, 900, 4200, "own", to="示例供电服务公司", income_type="other"),
    Habit(("废旧物资处置收入",), (3, 9), 0.3, 300, 2600, "own", income_type="sale"),
    Habit(
        ("一事一议财政奖补", "人居环境整治补助"),
        (3, 5, 6, 8, 10),
        0.25,
        20000,
        90000,
        "special",
        to="漳河新区财政局",
        income_type="transfer",
    ),
    Habit(("存款利息",), (3, 6, 9, 12), 1.0, 40, 320, "own", to="示例银行漳河支行", income_type="interest"),
    Habit(("乡友捐款",), (1, 2, 10), 0.2, 500, 8000, "donation", to="person", income_type="donation"),
)
"""What comes in besides the rent that contracts promise."""

CARRIED = (180000, 320000)
"""Between these amounts (yuan) lies what a village has when its books begin."""

PAYMENTS = (
    Habit(
        ("村干部报酬（月）",), EVERY_MONTH, 1.0, 12600, 15800, "operating", "cadre_pay", "村干部报酬批量代发"
    ),
    Habit(("办公室水电费", "泵站电费"), (1, 2, 3, 4, 5, 9, 10, 11, 12), 0.75, 320, 1200, "own", "utilities"),
    Habit(("抗旱泵站电费", "泵站电费"), (6, 7, 8), 1.0, 900, 3600, "own", "utilities"),
    Habit(("办公用品", "打印复印", "党员活动室耗材"), EVERY_MONTH, 0.6, 180, 1600, "operating", "office"),
    Habit(("去区里办事车费", "培训往返交通费"), EVERY_MONTH, 0.25, 60, 420, "operating", "travel", "person"),
    Habit(("村民代表会议资料", "党员大会茶水"), (3, 6, 9, 12), 0.6, 120, 700, "operating", "meeting"),
    Habit(("报账员业务培训", "农技培训"), (4, 5, 10), 0.35, 300, 1500, "operating", "training"),
    Habit(("党报党刊征订",), (12,), 0.9, 1500, 2900, "operating", "newspaper"),
    Habit(("清沟除草用工", "植树用工"), (3, 4, 5), 0.7, 600, 5200, "own", "worktime", "person"),
    Habit(("秋季灭火巡护用工", "清理水渠用工"), (9, 10, 11), 0.6, 600, 4200, "own", "worktime", "person"),
    Habit(("路灯维修", "自来水管维修", "村部屋面补漏"), EVERY_MONTH, 0.45, 400, 6500, "own", "maintenance"),
    Habit(("汛期塘堰除险", "水毁路基修复"), (6, 7, 8), 0.5, 3000, 9600, "own", "maintenance"),
    Habit(("村庄保洁", "垃圾清运"), EVERY_MONTH, 0.9, 1800, 5600, "own", "public_service"),
    Habit(("种苗采购", "柑橘园肥料"), (2, 3, 4, 9), 0.4, 2000, 9800, "own", "production"),
    Habit(("春节走访慰问", "春节慰问困难党员"), (1,), 1.0, 1200, 5000, "own", "relief", "person"),
    Habit(("重阳节慰问老人",), (10,), 0.8, 1000, 4000, "own", "relief", "person"),
    Habit(("通组道路工程进度款", "塘堰整治工程款"), (4, 6, 9, 11), 0.2, 18000, 68000, "special", "project"),
)


@dataclass(frozen=True, slots=True)
class Month:
    """Entries of one village's month: money moved, and the budget it took."""

    fund: tuple[Entry, ...]
    moves: tuple[Entry, ...]


def months(random: Random, numbers: Numbers, ground: Ground, count: int) -> Iterator[tuple[Unit, Month]]:
    """Each village's months up to the day before `ground.on`, oldest first; the running month is partial."""
    by_unit = ground.population.by_unit()
    begun = first_day(ground.on, count)
    accounts = {household.number: numbers.bank_account() for household in ground.population.households[::7]}
    for unit in ground.units:
        payees = [one for one in by_unit[unit.code] if one.number in accounts] or by_unit[unit.code][:1]
        for first, last in _months_before(ground.on, count):
            lines = [
                (habit, first + timedelta(days=random.randrange(28)))
                for habits in (RECEIPTS, PAYMENTS)
                for habit in habits
                if first.month in habit.months and random.random() < habit.chance
            ]
            happened = sorted((line for line in lines if line[1] <= last), key=lambda line: line[1])
            fund = tuple(
                _moved(random, numbers, ground, unit, habit, day, payees, accounts) for habit, day in happened
            )
            moves = tuple(_taken(ground, unit, one) for one in fund if one.values["budget_line"])
            if first == begun:
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
        "method": "agent_batch" if habit.category == "cadre_pay" else "bank_direct",
        "budget_line": f"{unit.code}/{day.year}/{habit.category}" if is_out else None,
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
