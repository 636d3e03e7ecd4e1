"""Does every formula get its type, and every mistake its words?"""

import pytest

from tests.kernel.known_names import BUDGET, IN_FORM, IN_ROWS, METHOD
from townhall.kernel import signatures as types
from townhall.kernel.expressions import parse
from townhall.kernel.functions import BUILT_IN
from townhall.kernel.inference import check, infer
from townhall.kernel.marks import Mark
from townhall.kernel.signatures import ANYTHING, Choice, Function

HERE = Mark("x.yaml", 1, 1)
TWO_OF_A_KIND = "use two of a kind: money with money, dates with dates, text with text."
COMPARE_IT = "compare it, as in amount > 0, or ask filled(proof)."
SUM_USAGE = "it is written sum(lines.amount, where=lines.paid)."
IN_A_TOTAL = "is many rows, not one value; put it in a total, as in"
CHANGE_IT = "change the formula, or the kind that is asked for."


def type_of(source, scope=IN_FORM, functions=BUILT_IN):
    given, problems = infer(parse(source, HERE), scope, HERE, functions)
    assert [one.line("en") for one in problems] == []
    return given


def problems_of(source, scope=IN_FORM, functions=BUILT_IN):
    _, problems = infer(parse(source, HERE), scope, HERE, functions)
    return [(one.mark.column, one.code, one.sentence("en")) for one in problems]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("amount * 2", "money"),
        ("sum(lines.qty * lines.price)", "money"),
        ("amount / sum(lines.price)", "number"),
        ("sum(moves.amount, where=moves.move == 'freeze') - 5", "money"),
        ("count(lines, where=lines.paid)", "integer"),
        ("count(helpers)", "integer"),
        ("distinct(form.lines.household, where=form.lines.qty > 1)", "integer"),
        ("any(kinds == 'cash')", "bool"),
        ("'cash' in kinds", "bool"),
        ("first(lines).price", "money"),
        ("last(lines.day)", "date"),
        ("max(lines.day)", "date"),
        ("max(amount, 3, param.tier_2)", "money"),
        ("median(lines.qty)", "number"),
        ("largest_gap(lines.day) <= months(12)", "bool"),
        ("ordered(lines.day)", "bool"),
        ("sum(lines.qty * count(lines.before))", "number"),
        ("sum(lines.before.amount)", "money"),
        ("count(lines.tags)", "integer"),
        ("count(lines, where=lines.qty > median(lines.qty))", "integer"),
        ("budget_line.approved - amount", "money"),
        ("sum(budget_line.moves.amount)", "money"),
        ("budget_line.parent.parent.approved", "money"),
        ("case.unit.population", "integer"),
        ("day + param.term", "date"),
        ("day - start >= term", "bool"),
        ("period - 1", "period"),
        ("month(day) == period", "bool"),
        ("day in window(start, days(30))", "bool"),
        ("method in ['cash', 'bank']", "bool"),
        ("method == 'cash' or not urgent and amount > 500", "bool"),
        ("0 < amount <= param.tier_2", "bool"),
        ("1 - param.share if urgent else max(share, rate * share)", "number"),
        ("workdays(1) if urgent else days(3)", "duration"),
        ("or_else(amount, 0)", "money"),
        ("filled(lines) and unknown(proof)", "bool"),
        ("in_words(amount)", "text"),
        ("in_words(5)", "text"),
        ("join(name, ' ', period)", "text"),
        ("join(lines.household, between=',')", "text"),
        ("contains(name, ['a', 'b']) or contains(kinds, 'cash')", "bool"),
        ("round(amount)", "money"),
        ("round(rate)", "integer"),
        ("round(rate, 2)", "number"),
        ("abs(amount - 5)", "money"),
        ("distance(place, place) < 200", "bool"),
        ("hash_of(lines)", "text"),
        ("overlap_days(first_day(period), last_day(period), start, min(lines.day))", "integer"),
        ("years_between(start, end) > 10", "bool"),
        ("days_between(start, end) + 1", "integer"),
        ("year(day) == 2026 and days_in(period) > 28", "bool"),
        ("moment + hours(24) > moment", "bool"),
        ("-amount", "money"),
    ],
)
def test_types(source, kind):
    assert str(type_of(source)) == kind


def test_a_reference_and_a_choice_keep_what_they_are():
    assert type_of("budget_line") == BUDGET
    assert type_of("method if urgent else 'cash'") == METHOD
    assert type_of("first(kinds)") == METHOD


def test_inside_rows_the_columns_come_first():
    assert str(type_of("qty * price", IN_ROWS)) == "money"
    assert str(type_of("count(before, where=before.amount > price)", IN_ROWS)) == "integer"
    assert str(type_of("form.amount - price", IN_ROWS)) == "money"


@pytest.mark.parametrize(
    ("source", "column", "code", "sentence"),
    [
        ("amont > 5", 1, "TH303", "nothing here is called 'amont'; did you mean: amount?"),
        ("Amount > 5", 1, "TH303", "nothing here is called 'Amount'; did you mean: amount?"),
        ("5 < form.amont", 10, "TH319", "'form' has no 'amont'; did you mean: amount?"),
        (
            "budget_line.aproved",
            13,
            "TH319",
            "'budget_line' has no 'aproved'; did you mean: approved?",
        ),
        (
            "amount.x",
            7,
            "TH320",
            "'amount' is money, and nothing follows it after a dot; use it as it is.",
        ),
        ("sume(lines.qty)", 1, "TH309", "there is no function 'sume'; did you mean: sum?"),
        (
            "amount > name",
            1,
            "TH304",
            f"'amount' (money) and 'name' (text) do not go together with >; {TWO_OF_A_KIND}",
        ),
        (
            "amount + count_of",
            1,
            "TH304",
            f"'amount' (money) and 'count_of' (integer) do not go together with +; {TWO_OF_A_KIND}",
        ),
        (
            "day + 3",
            7,
            "TH311",
            "a date and a bare '3' do not say what is counted; write days(3), workdays(3) or months(3).",
        ),
        (
            "3 + day",
            1,
            "TH311",
            "a date and a bare '3' do not say what is counted; write days(3), workdays(3) or months(3).",
        ),
        (
            "method == 'cahs'",
            11,
            "TH308",
            "\"cahs\" is not one of the options of 'method'; did you mean: cash?",
        ),
        (
            "'cahs' != method",
            1,
            "TH308",
            "\"cahs\" is not one of the options of 'method'; did you mean: cash?",
        ),
        (
            "method in ['bank', 'x']",
            20,
            "TH308",
            "\"x\" is not one of the options of 'method'; did you mean: bank, card, cash?",
        ),
        (
            "lines.qty > 3",
            1,
            "TH325",
            f"'lines' {IN_A_TOTAL} sum(lines.qty) or any(lines.qty > 0).",
        ),
        (
            "sum(lines.qty * moves.amount)",
            17,
            "TH326",
            "this sum goes through two tables at once, 'lines' and 'moves'; make two totals of it.",
        ),
        (
            "sum(amount)",
            1,
            "TH327",
            f"sum goes through rows, and 'amount' names none; {SUM_USAGE}",
        ),
        (
            "sum(lines.household)",
            5,
            "TH310",
            "sum does not take 'lines.household' (text); it is written sum(lines.amount, where=lines.paid).",
        ),
        (
            "count(lines.qty)",
            7,
            "TH310",
            "count does not take 'lines.qty' (number); it is written count(lines, where=lines.paid).",
        ),
        ("days(0.5)", 6, "TH310", "days does not take '0.5' (number); it is written days(3)."),
        (
            "in_words(rate)",
            10,
            "TH310",
            "in_words does not take 'rate' (number); it is written in_words(amount).",
        ),
        (
            "days_between(start)",
            1,
            "TH323",
            "days_between does not take 1 values; it is written days_between(start, end).",
        ),
        (
            "count()",
            1,
            "TH323",
            "count does not take 0 values; it is written count(lines, where=lines.paid).",
        ),
        ("abs(rate, by=3)", 14, "TH324", "abs has no 'by='; it is written abs(x)."),
        ("filled(rate, name='x')", 19, "TH307", "'=' stands alone; to compare, write ==."),
        (
            "filled(name, where=urgent)",
            20,
            "TH324",
            "filled has no 'where='; it is written filled(x).",
        ),
        (
            "amount and urgent",
            1,
            "TH318",
            f"'amount' is money, which is neither true nor false; {COMPARE_IT}",
        ),
        (
            "count(lines, where=lines.qty)",
            20,
            "TH318",
            f"'lines.qty' is number, which is neither true nor false; {COMPARE_IT}",
        ),
        (
            "amount if urgent else day",
            1,
            "TH304",
            f"'amount' (money) and 'day' (date) do not go together with if … else; {TWO_OF_A_KIND}",
        ),
        (
            "max(amount, day)",
            5,
            "TH304",
            f"'amount' (money) and 'day' (date) do not go together with max; {TWO_OF_A_KIND}",
        ),
        (
            "-name > 3",
            2,
            "TH321",
            f"'name' gives text where number belongs; {CHANGE_IT}",
        ),
        (
            "day in [amount]",
            1,
            "TH304",
            f"'day' (date) and 'amount' (money) do not go together with ==; {TWO_OF_A_KIND}",
        ),
        (
            "amount in window(day, term)",
            1,
            "TH304",
            f"'amount' (money) and 'window(day, term)' (window) do not go together with in; {TWO_OF_A_KIND}",
        ),
        (
            "amount == lines",
            11,
            "TH325",
            f"'lines' {IN_A_TOTAL} sum(lines.…) or any(lines.… > 0).",
        ),
        (
            "abs(lines)",
            5,
            "TH325",
            f"'lines' {IN_A_TOTAL} sum(lines.…) or any(lines.… > 0).",
        ),
    ],
)
def test_mistakes(source, column, code, sentence):
    assert problems_of(source) == [(column, code, sentence)]


def test_a_form_field_inside_rows_needs_its_form():
    assert problems_of("qty * rate", IN_ROWS) == [
        (
            7,
            "TH312",
            "nothing is called 'rate' in these rows; the form's own field is written form.rate here.",
        )
    ]


def test_one_wrong_name_earns_one_problem():
    assert (
        len(problems_of("amont + amont > name and amont == 'x'")) == 3
    )  # once at each place, never for its type
    assert len(problems_of("sum(lines.quantity * lines.price) > amount")) == 1
    assert len(problems_of("any(nothing.x > 3 and nothing.y)")) == 2
    assert [one[1] for one in problems_of("sume(amont)")] == ["TH303", "TH309"]


def test_what_is_broken_elsewhere_is_not_questioned():
    class Broken:
        def type_of(self, name):
            return ANYTHING

        def names(self):
            return ()

        def outer_hint(self, name):
            return None

        def columns(self, of):
            return None

    assert type_of("sum(a.b * a.c) > d.e.f and g in h and a + 3 == 'x' and abs(x)", Broken()) == types.BOOL


@pytest.mark.parametrize(
    ("source", "wanted", "lines"),
    [
        ("amount > 5", types.BOOL, []),
        ("0", types.MONEY, []),
        ("count_of", types.NUMBER, []),
        ("'cash' if urgent else 'bank'", METHOD, []),
        (
            "  amount",
            types.BOOL,
            [f"x.yaml:1:3 TH318 'amount' is money, which is neither true nor false; {COMPARE_IT}"],
        ),
        (
            "rate",
            types.MONEY,
            [f"x.yaml:1:1 TH321 'rate' gives number where money belongs; {CHANGE_IT}"],
        ),
        (
            "'cash' if urgent else 'check'",
            Choice(("bank", "cash"), "dict/pay"),
            ["x.yaml:1:1 TH308 \"check\" is not one of the options of 'dict/pay'; did you mean: bank, cash?"],
        ),
        ("amont", types.BOOL, ["x.yaml:1:1 TH303 nothing here is called 'amont'; did you mean: amount?"]),
    ],
)
def test_a_formula_must_give_what_its_place_wants(source, wanted, lines):
    found = check(parse(source, HERE), wanted, IN_FORM, HERE)
    assert [one.line("en") for one in found] == lines


def test_a_plugged_in_function_is_typed_like_any_other():
    plugged = BUILT_IN.plus(Function("lunar", "lunar(day)", (frozenset({"date"}),), types.TEXT, str))
    assert type_of("lunar(day) == 'x'", functions=plugged) == types.BOOL
    assert problems_of("lunar(amount)", functions=plugged)[0][1] == "TH310"
    with pytest.raises(ValueError, match="already a function sum"):
        BUILT_IN.plus(BUILT_IN.table["sum"])
