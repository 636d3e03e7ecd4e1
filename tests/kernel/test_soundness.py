"""Does a well-typed formula earn no problem, and give a value of its type whatever is filled in?"""

import random
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kernel.known_names import COLUMNS, FORM, IN_FORM, ROOTS
from townhall.kernel.evaluation import compiled
from townhall.kernel.expressions import parse
from townhall.kernel.inference import infer
from townhall.kernel.marks import NOWHERE
from townhall.kernel.pairing import fits
from townhall.kernel.scopes import Layers
from townhall.kernel.signatures import Choice, Many, Record, Reference, Rows, Simple, ValueType
from townhall.kernel.values import Duration, Period, Place, Row, Window

FIRST_DAY = date(2024, 1, 1)
PYTHON_TYPES = {
    "money": (Decimal, int),
    "number": (Decimal, int),
    "integer": (int,),
    "bool": (bool,),
    "text": (str,),
    "choice": (str,),
    "date": (date,),
    "datetime": (datetime,),
    "period": (Period,),
    "duration": (Duration,),
    "window": (Window,),
}
# How formulas of each kind are made: a word in < > is a formula of that kind. The first few have none inside.
MADE = {
    "money": [
        "amount", "param.tier_2", "budget_line.parent.approved", "sum(lines.price)",
        "sum(lines.before.amount)",
        "<money> + <money>", "<money> - 5", "<money> * <number>", "<integer> * <money>",
        "<money> / <number>",
        "-<money>", "abs(<money>)", "round(<money>, 2)", "or_else(<money>, 0)",
        "max(<money>, 3, <money>)",
        "(<money> if <bool> else <money>)", "sum(lines.price * lines.qty, where=<lines>)",
        "min(lines.price)",
        "sum(budget_line.moves.amount, where=budget_line.moves.move == 'freeze')", "first(lines).price",
        "sum(lines.price * <number>)", "median(moves.amount)", "last(moves.amount, where=<moves>)",
    ],
    "number": [
        "rate", "share", "0.5", "median(lines.qty)", "size / size", "<money> / <money>",
        "<integer> / <integer>",
        "<number> * <number>", "1 - <number>", "sum(lines.qty * count(lines.before))",
        "round(<number>, 1)",
        "years_between(<date>, <date>)", "sum(lines.qty - <number>)", "distance(place, place)",
        "max(lines.qty)",
    ],
    "integer": [
        "count_of", "7", "count(lines)", "count(helpers)", "count(lines.tags)",
        "distinct(lines.household)",
        "count(lines, where=<lines>)", "<integer> + <integer>", "<integer> * <integer>",
        "days_in(<period>)",
        "days_between(<date>, <date>)", "year(<date>)", "round(<number>)", "<period> - <period>",
        "overlap_days(<date>, <date>, <date>, <date>)", "case.unit.population",
        "distinct(moves.day, where=<moves>)",
        "count(lines, where=lines.qty > median(lines.qty))",
    ],
    "bool": [
        "urgent", "true", "filled(proof)", "ordered(lines.day)", "unknown(lines)", "filled(helpers)",
        "<money> >= <money>", "<number> != 3", "0 < <integer> <= 9", "<date> < <date>",
        "<period> == <period>",
        "<duration> >= <duration>", "<datetime> > <datetime>", "<text> == <text>", "<choice> == 'cash'",
        "<choice> in ['cash', 'bank']", "<choice> != <choice>", "<bool> and <bool>",
        "<bool> or <bool>", "not <bool>",
        "<date> in <window>", "<date> not in <window>", "any(<lines>)", "all(<moves>)",
        "contains(<text>, ['a', 'b'])",
        "budget_line == budget_line.parent", "'cash' in kinds", "<money> in [1, 2, <money>]",
        "unknown(<money>)",
        "any(kinds == <choice>)", "case.initiator == first(helpers)",
        "largest_gap(lines.day) <= <duration>",
    ],
    "lines": [
        "lines.paid", "lines.qty > 3", "lines.day in <window>", "lines.household == <text>",
        "not lines.paid",
        "any(lines.before.amount > lines.price)", "<lines> and <bool>", "lines.price <= <money>",
        "filled(lines.tags)",
        "count(lines.before, where=lines.before.day < lines.day) > <integer>",
    ],
    "moves": ["moves.amount > 3", "moves.move == 'freeze'", "moves.day < <date>", "moves.state == <choice>"],
    "date": [
        "day", "today", "max(lines.day)", "<date> + <duration>", "<date> - <duration>",
        "first_day(<period>)",
        "last_day(<period>)", "min(<date>, <date>)", "or_else(<date>, today)",
    ],
    "datetime": ["moment", "moment + hours(24)", "<datetime> - <duration>"],
    "period": ["period", "month(<date>)", "month(moment)", "<period> - <integer>", "1 + <period>"],
    "duration": [
        "term", "param.term", "workdays(3)", "months(<integer>)", "<date> - <date>",
        "<datetime> - <datetime>",
        "<duration> * 2", "<duration> + <duration>", "-<duration>", "largest_gap(lines.day)",
        "(days(1) if <bool> else hours(24))",
    ],
    "window": ["window(day, term)", "window(<date>, <duration>)"],
    "text": [
        "name", "'a'", "case.unit.name", "in_words(<money>)", "join(<text>, ' ', <period>)",
        "join(lines.household)",
        "hash_of(moves)", "hash_of(<money>)", "join(lines.day, between=<text>)",
    ],
    "choice": ["method", "(method if <bool> else 'cash')", "first(kinds)", "first(moves.state)"],
}  # fmt: skip


@st.composite
def formulas(draw, kind: str, depth: int):
    """A formula of a kind, by the table above."""
    ways = MADE[kind] if depth else [way for way in MADE[kind] if "<" not in re.sub(r" <=? ", "", way)]
    way = draw(st.sampled_from(ways))
    inner = re.compile(r"<(\w+)>")
    while found := inner.search(way):
        below = draw(formulas(found[1], depth - 1 if depth else 0))
        way = f"{way[: found.start()]}({below}){way[found.end() :]}"
    return way


class World:
    """Values for every name, some of them unknown, from one seed."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)

    def value(self, of: ValueType, depth: int = 3):
        if depth < 0 or self.dice.random() < 0.1:
            return None
        match of:
            case Rows(of=row) | Many(of=row):
                rows = (self.value(row, depth - 1) for _ in range(self.dice.randint(0, 3)))
                return tuple(row for row in rows if row is not None)
            case Record(columns=columns):
                return self.row(columns, depth)
            case Reference(to=to):
                return self.row(COLUMNS[to], depth)
            case Choice(options=options):
                return self.dice.choice(options)
        return self.row(COLUMNS[of.kind], depth) if of.kind in COLUMNS else self.simple(of.kind)

    def row(self, columns, depth: int) -> Row:
        return Row({name: self.value(column, depth - 1) for name, column in columns.items()})

    def simple(self, kind: str):
        dice = self.dice
        day = FIRST_DAY + timedelta(days=dice.randint(0, 2000))
        match kind:
            case "money" | "number" | "percent" | "area":
                return Decimal(dice.randint(-(10**8), 10**8)).scaleb(-2)
            case "integer":
                return dice.randint(-100, 100)
            case "bool":
                return dice.random() < 0.5
            case "date":
                return day
            case "datetime":
                return datetime.combine(day, datetime.min.time(), UTC)
            case "period":
                return Period.of(day)
            case "duration":
                return Duration(dice.randint(0, 60), dice.choice(["day", "workday", "month", "hour"]))
            case "geo":
                return Place(Decimal(dice.randint(-90, 90)), Decimal(dice.randint(-180, 180)))
            case _:
                return dice.choice(["", "a", "cash"])

    def scope(self) -> Layers:
        known = {name: self.value(of) for name, of in {**FORM, **ROOTS}.items()}
        return Layers((known,))


WAYS = sorted({way for ways in MADE.values() for way in ways})
KINDS = st.sampled_from([kind for kind in MADE if kind not in ("lines", "moves")])


@settings(max_examples=300)
@given(KINDS.flatmap(lambda kind: st.tuples(st.just(kind), formulas(kind, 2))), st.integers(0, 2**32))
def test_a_well_typed_formula_gives_its_type(kind_and_source, seed):
    kind, source = kind_and_source
    formula = parse(source, NOWHERE)
    given_type, problems = infer(formula, IN_FORM, NOWHERE)
    assert [one.line("en") for one in problems] == []
    assert given_type.kind == kind or fits(given_type, Simple(kind)) or kind == "choice"
    judge = compiled(formula)
    for shift in range(3):
        found = judge(World(seed + shift).scope())
        assert found is None or isinstance(found, PYTHON_TYPES[kind])
        assert isinstance(found, bool) is (kind == "bool" and found is not None)


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from(sorted({way for ways in MADE.values() for way in ways})), min_size=2, max_size=4
    ),
    st.data(),
)
def test_the_ill_typed_is_refused_in_words_and_never_breaks(ways, data):
    """Formulas of any kind put where any kind belongs: problems, perhaps, but no exception."""
    source = ways[0]
    for way in ways[1:]:
        source = re.sub(r"<\w+>", lambda _, way=way: f"({way})", source)
    source = re.sub(
        r"<\w+>",
        lambda _: data.draw(st.sampled_from(["lines", "name", "nobody", "form.lines.qty", "3"])),
        source,
    )
    formula = parse(source, NOWHERE) if len(source) < 2000 else parse("1", NOWHERE)
    _, problems = infer(formula, IN_FORM, NOWHERE)
    assert all(one.sentence("zh") and one.sentence("en") for one in problems)
    if not problems:
        compiled(formula)(World(1).scope())
