"""Does a database judge a formula as the kernel does, the unknown included?"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Connection

from tests.storage.builders import DAY, TOWN, UNIT, column
from townhall.adapters.plugins import load_catalog
from townhall.adapters.vault import KeyVault
from townhall.kernel.evaluation import compiled
from townhall.kernel.expressions import parse
from townhall.kernel.marks import NOWHERE
from townhall.kernel.text import Text
from townhall.kernel.values import Period
from townhall.ports.archive import NoDatabaseForm
from townhall.record.entries import Entry
from townhall.settings import shipped
from townhall.spec.registers import Register
from townhall.storage.booking import plain_rows
from townhall.storage.formulas import condition, scope_of
from townhall.storage.ledgers import register_table
from townhall.storage.shapes import shape_of

CATALOG = load_catalog([shipped("plugins")], installed=False)
VAULT = KeyVault.passing()
REGISTER = Register(
    "judged",
    "base",
    Text("", ""),
    columns=(
        column("amount", "money"),
        column("floor", "money"),
        column("area", "number"),
        column("count", "integer"),
        column("paid", "bool"),
        column("start", "date"),
        column("end", "date"),
        column("month", "period"),
        column("word", "text"),
        column("tags", "choices"),
        column("to", "ref"),
        column("hidden", "text", secret=True, searchable=True),
    ),
)
SHAPE = shape_of(REGISTER, CATALOG)
TABLE = register_table(SHAPE).to_metadata(sa.MetaData())
TABLE._prefixes = ["TEMPORARY"]
ROOTS = {
    "today": DAY,
    "param": {
        "limit": Decimal("2.50"),
        "third": Decimal(1) / 3,
        "huge": Decimal(10) ** 30,
        "nothing": None,
        "tags": ("a", 'b"c'),
        "months": Period(2026, 2),
    },
}


@pytest.fixture(scope="session")
def judging_sqlite() -> Iterator[Connection]:
    engine = sa.create_engine("sqlite://")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture(scope="session")
def judging_postgres(postgres_url: str) -> Iterator[Connection]:
    engine = sa.create_engine(postgres_url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def connection(request: pytest.FixtureRequest) -> Connection:
    """A connection of each kind with the register's table, gone when it is closed."""
    found: Connection = request.getfixturevalue(f"judging_{request.param}")
    with found.begin():
        TABLE.create(found)
    return found


def judged(connection: Connection, source: str, rows: list[dict]) -> tuple[list, list]:
    """What the database and the kernel say of each row: true, false or unknown."""
    formula = parse(source, NOWHERE)
    stored = plain_rows([Entry(REGISTER.name, TOWN, UNIT, values) for values in rows], SHAPE, VAULT)
    kept = [{**row, "entry_no": number} for number, row in enumerate(stored, start=1)]
    claim = condition(formula, ROOTS, SHAPE, TABLE, CATALOG.functions, connection.dialect.name)
    with connection.begin() as transaction:
        connection.execute(TABLE.insert(), kept)
        holds = {*connection.execute(sa.select(TABLE.c.entry_no).where(claim)).scalars()}
        fails = {*connection.execute(sa.select(TABLE.c.entry_no).where(sa.not_(claim))).scalars()}
        transaction.rollback()
    assert not holds & fails
    theirs = [True if n in holds else False if n in fails else None for n in range(1, len(kept) + 1)]
    judge = compiled(formula, CATALOG.functions)
    return theirs, [judge(scope_of(ROOTS, seen(row))) for row in kept]


def seen(row: dict) -> dict:
    decoded = {name: one.decoded(row, VAULT) for name, one in SHAPE.columns.items()}
    return {**decoded, "entry_no": row["entry_no"], "matter_no": "", "booked_on": None}


FULL = {
    "amount": Decimal("2.50"),
    "floor": Decimal("-0.01"),
    "area": Decimal("0.333333"),
    "count": 3,
    "paid": True,
    "start": date(2026, 1, 31),
    "end": date(2026, 2, 28),
    "month": Period(2026, 2),
    "word": "Road a",
    "tags": ("a", 'x"b'),
    "to": "k",
    "hidden": "h",
}
EMPTY = dict.fromkeys(FULL)


@pytest.mark.parametrize(
    ("source", "full", "empty"),
    [
        ("amount == 2.5", True, None),
        ("amount == param.limit and amount >= 2.50", True, None),
        ("amount < 2.505 and amount > 2.495", True, None),
        ("amount == 2.505", False, None),
        ("amount != 2.505", True, None),
        ("amount < param.huge and amount > -param.huge", True, None),
        ("amount == param.huge", False, None),
        ("amount == param.nothing", None, None),
        ("area < param.third and area * 3 < 1", True, None),
        ("0 < amount < 3 <= count", True, None),
        ("1 < 2 < amount", True, None),
        ("not (amount > 3)", True, None),
        ("amount > 3 or paid", True, None),
        ("amount > 3 or true", True, True),
        ("amount > 3 and false", False, False),
        ("paid == true", True, None),
        ("amount + floor == 2.49", True, None),
        ("amount - 0.001 < 2.5", True, None),
        ("count * 2.5 == 7.5", True, None),
        ("-count == -3", True, None),
        ('word == "Road a"', True, None),
        ('word in ["x", "Road a"]', True, None),
        ('word not in ["x"]', True, None),
        ("count in [1, 2.5]", False, None),
        ('contains(word, "oad")', True, None),
        ('contains(word, "OAD")', False, None),
        ('contains(word, ["zzz", "a"])', True, None),
        ('"a" in tags', True, None),
        ('"b" in tags', False, None),
        ("contains(tags, param.tags)", True, None),
        ("filled(word) and filled(tags) and filled(amount)", True, False),
        ("unknown(amount)", False, True),
        ("or_else(amount, 0) == 0", False, True),
        ("start in window(today, days(400))", True, None),
        ("start < today - days(30)", True, None),
        ("start + days(28) == end", True, None),
        ("start - days(1) < end", True, None),
        ("days_between(start, end) == 28", True, None),
        ("overlap_days(start, end, first_day(month), last_day(month)) == 28", True, None),
        ("last_day(month) == end and days_in(month) == 28", True, None),
        ("year(end) == 2026 and year(month) == 2026", True, None),
        ("month(end) == month and month == param.months", True, None),
        ("month(start) < month", True, None),
        ("max(amount, floor, 1) == 2.5", True, None),
        ("min(amount, floor) < 0", True, None),
        ("abs(floor) == 0.01", True, None),
        ("round(amount) == 3", True, None),
        ("round(-amount) == -3", True, None),
        ("round(amount, 1) == 2.5", True, None),
        ("(amount if paid else floor) == 2.5", True, None),
        ("(0 if amount > 2 else 1) == 0", True, None),
        ("entry_no > 0", True, True),
        ('matter_no == ""', True, True),
        ("booked_on == today", None, None),
        ('to == "k"', True, None),
        ("(amount > 3) == paid", False, None),
    ],
)
def test_judged_alike(connection, source, full, empty):
    theirs, ours = judged(connection, source, [FULL, EMPTY])
    assert theirs == ours == [full, empty]


@pytest.mark.parametrize(
    "source",
    [
        "amount / 2 > 1",
        "amount * floor > 1",
        "sum(tags) > 1",
        "max(amount) > 1",
        'to.name == "x"',
        "start + months(1) > today",
        "end - start > days(3)",
        "join(word, word) == word",
        "in_words(amount) == word",
        "tags == tags",
        "amount > 0.0000000001 + floor",
        "round(amount, count) == 1",
    ],
)
def test_what_no_database_can_judge_is_refused_in_words(source):
    with pytest.raises(NoDatabaseForm, match=r"no database can judge '.+' in '"):
        condition(parse(source, NOWHERE), ROOTS, SHAPE, TABLE, CATALOG.functions, "sqlite")


@pytest.mark.parametrize("source", ['hidden == "h"', "filled(hidden)"])
def test_a_protected_column_is_not_judged(source):
    with pytest.raises(LookupError, match="no open column hidden"):
        condition(parse(source, NOWHERE), ROOTS, SHAPE, TABLE, CATALOG.functions, "sqlite")


def test_a_name_that_is_not_there():
    with pytest.raises(LookupError, match="nothing"):
        condition(parse("amount > nothing", NOWHERE), ROOTS, SHAPE, TABLE, CATALOG.functions, "sqlite")


# -- any formula, on any rows --------------------------------------------------------------------------
def _joined(form: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(lambda given: form.format(*given))


_money = st.recursive(
    st.sampled_from(["amount", "floor", "param.limit", "param.nothing", "0", "1", "2.5", "0.005"]),
    lambda inner: st.one_of(
        _joined("({} + {})", inner, inner),
        _joined("({} - {})", inner, inner),
        _joined("(-{})", inner),
        _joined("abs({})", inner),
        _joined("or_else({}, {})", inner, inner),
        _joined("max({}, {})", inner, inner),
        _joined("min({}, {})", inner, inner),
        _joined("round({}, 1)", inner),
        _joined("({} if paid else {})", inner, inner),
    ),
    max_leaves=3,
)
_whole = st.one_of(
    st.sampled_from(["count", "0", "2", "year(start)", "days_in(month)", "days_between(start, end)"]),
    st.just("overlap_days(start, end, first_day(month), today)"),
    st.just("round(area)"),
)
_day = st.one_of(
    st.sampled_from(["start", "end", "today", "first_day(month)", "last_day(month)", "start + days(3)"]),
    st.just("or_else(start, end)"),
    st.just("end - days(40)"),
)
_month = st.sampled_from(["month", "month(start)", "month(today)", "param.months"])
_word = st.sampled_from(["word", '"a"', '"Road"', '""'])
_relation = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
_equality = st.sampled_from(["==", "!="])
_claim = st.recursive(
    st.one_of(
        _joined("{} {} {}", _money, _relation, _money),
        _joined("{} {} param.third", _money, _relation),
        _joined("{} {} {}", _whole, _relation, _whole),
        _joined("area {} {}", _relation, st.sampled_from(["0.5", "param.third", "area * 2", "count"])),
        _joined("{} {} {}", _day, _relation, _day),
        _joined("{} {} {}", _month, _relation, _month),
        _joined("{} {} {}", _word, _equality, _word),
        _joined("{} in [{}, {}]", _word, _word, _word),
        _joined("{} not in [{}]", _money, _money),
        _joined("contains(word, {})", _word),
        _joined("{} in tags", st.sampled_from(['"a"', '"b"'])),
        _joined("filled({})", st.sampled_from(["word", "tags", "amount", "start", "paid"])),
        _joined("unknown({})", st.sampled_from(["word", "tags", "amount"])),
        st.sampled_from(["paid", "true", "false", "start in window(today, days(30))"]),
    ),
    lambda inner: st.one_of(
        _joined("({} and {})", inner, inner), _joined("({} or {})", inner, inner), _joined("not ({})", inner)
    ),
    max_leaves=4,
)


def _of(values: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | values


_days = st.sampled_from([date(2026, 1, 31), date(2026, 2, 28), DAY, date(2024, 2, 29), date(2025, 12, 31)])
_row = st.fixed_dictionaries(
    {
        "amount": _of(st.sampled_from([Decimal("2.50"), Decimal("0.01"), Decimal("-3.45"), Decimal(0)])),
        "floor": _of(st.decimals(-5, 5, places=2)),
        "area": _of(st.decimals(-3, 3, places=6)),
        "count": _of(st.integers(-1, 29)),
        "paid": _of(st.booleans()),
        "start": _of(_days),
        "end": _of(_days),
        "month": _of(st.sampled_from([Period(2026, 1), Period(2026, 2), Period(2024, 2)])),
        "word": _of(st.sampled_from(["", "a", "Road", "Roada"])),
        "tags": _of(st.lists(st.sampled_from(["a", "b", 'a"', ',"a"', "\\a"]), min_size=1).map(tuple)),
    }
)


@given(_claim, st.lists(_row, min_size=1, max_size=6))
@settings(max_examples=100)
def test_any_formula_is_judged_alike(connection, source, rows):
    theirs, ours = judged(connection, source, rows)
    assert theirs == ours
