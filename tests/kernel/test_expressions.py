"""Is a formula read as it is written, and is everything else refused in words?"""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from townhall.kernel.expressions import Formula, NotAFormula, literal_or_formula, parse, template
from townhall.kernel.marks import NOWHERE, Mark
from townhall.kernel.nodes import Binary, Call, Chain, Comparison, Dot, Every, ListOf, Literal, Negative

HERE = Mark("x.yaml", 3, 5)

PIECES = st.sampled_from(
    [
        *("a", "b", "lines.amount", "param.x", "1", "2.50", "'x'", '"开"', "true", "false"),
        *("+", "-", "*", "/", "==", "!=", "<", "<=", ">", ">=", "in", "not", "and", "or", "if", "else"),
        *("(", ")", "[", "]", ",", ".", "sum(", "count(", "where=", "contains("),
        *("。", "（", "😀", "\0", "\n", "=", "%", "{", "}", ";", "\\", "lambda", "None", "1e9", "7", "days"),
    ]
)


def tree(source: str) -> object:
    return parse(source, NOWHERE).tree


def read_or_refused(read, text: str):
    """What was read, or the refusal; any other exception fails the test."""
    try:
        return read(text, HERE)
    except NotAFormula as refused:
        return refused


def problems(source: str) -> list[str]:
    with pytest.raises(NotAFormula) as raised:
        parse(source, HERE)
    return [one.line("en") for one in raised.value.problems]


def test_a_formula_knows_its_names_and_functions():
    formula = parse("sum(lines.qty * lines.price, where=lines.kind == kind) > param.tier_2", HERE)
    assert formula.names == {
        ("lines", "qty"),
        ("lines", "price"),
        ("lines", "kind"),
        ("kind",),
        ("param", "tier_2"),
    }
    assert formula.functions == {"sum"}


def test_numbers_are_read_from_the_text():
    assert tree("0.10") == Literal(0, 4, Decimal("0.10"))
    assert str(tree("0.10").value) == "0.10"
    assert tree("19999999999999999.99").value == Decimal("19999999999999999.99")
    assert tree("12").value == 12
    assert type(tree("12").value) is int
    assert tree(".5").value == Decimal("0.5")


def test_truth_is_written_small():
    assert tree("true") == Literal(0, 4, True)
    assert tree("false").value is False


def test_text_is_kept_as_written():
    assert tree("'公务 (30%)'").value == "公务 (30%)"
    assert tree('"it\'s"').value == "it's"


def test_nodes_know_where_they_stand():
    assert tree("  '开' == b") == Comparison(2, 10, Literal(2, 5, "开"), (("==", Chain(9, 10, ("b",))),))


def test_precedence_is_pythons():
    assert tree("a + b * c") == Binary(
        0, 9, "+", Chain(0, 1, ("a",)), Binary(4, 9, "*", Chain(4, 5, ("b",)), Chain(8, 9, ("c",)))
    )
    assert isinstance(tree("a and b and c"), Every)
    assert len(tree("a and b and c").claims) == 3
    assert isinstance(tree("-a"), Negative)


def test_a_name_may_follow_a_call():
    found = tree("first(lines).amount")
    assert isinstance(found, Dot)
    assert isinstance(found.owner, Call)


def test_lists_stand_after_in_and_as_arguments():
    assert isinstance(tree("a in ['x', 'y']").rest[0][1], ListOf)
    assert isinstance(tree("contains(a, ['x'])").arguments[1], ListOf)
    assert problems("['x']")[0].startswith("x.yaml:3:5 TH315 '['x']' is not part of formulas;")


@pytest.mark.parametrize(
    "source",
    [
        "x[0]",
        "(1, 2)",
        "a ** 2",
        "a // b",
        "a @ b",
        "f(x)(y)",
        "f(*a)",
        "f(**a)",
        "'a'.b",
        "~a",
        "+a",
        "a.b()",
        "(a for a in b)",
    ],
)
def test_pythons_other_syntax_is_refused(source):
    assert " TH315 " in problems(source)[0]


@pytest.mark.parametrize(
    "source", ["a b", "a +", "1 2", "007", "f(,)", "a.1", "if", "a not b", "sum(x, where=)", "."]
)
def test_what_does_not_read_is_told_with_its_place(source):
    (line,) = problems(source)
    assert line.startswith("x.yaml:3:")
    assert " TH301 " in line or " TH316 " in line


@pytest.mark.parametrize(
    "source", ["not " * 60 + "a", "-" * 1000 + "1", "a" + "+a" * 60, "(" * 10_000, "f(" * 300]
)
def test_what_is_too_deep_or_too_long_is_told(source):
    (line,) = problems(source)
    assert " TH314 " in line or " TH313 " in line


def test_fifty_terms_are_still_read():
    assert isinstance(parse("+".join(["a"] * 49), HERE), Formula)


def test_the_place_of_a_problem_in_a_block_of_lines():
    assert problems("a and\n  b ==（c")[0].startswith("x.yaml:4:11 TH306")
    assert problems("a and\n\n\n =（c")[0].startswith("x.yaml:6:6 TH307")


@given(
    st.one_of(
        st.text(), st.lists(PIECES, max_size=30).map(" ".join), st.lists(PIECES, max_size=30).map("".join)
    )
)
@example("(" * 10_000 + ")" * 10_000)
@example("\0")
@example("\ud800")
@example("'" + "\ud800" + "'")
@example("a if " * 300 + "a" + " else a" * 300)
@example("[" * 49 + "]" * 49)
@example("x" + ".y" * 900)
@example("9" * 1999)
def test_any_text_reads_or_is_refused_in_words(source):
    found = read_or_refused(parse, source)
    if isinstance(found, NotAFormula):
        assert found.problems
        assert all(one.mark.line >= HERE.line for one in found.problems)
        assert all(one.sentence("zh") and one.sentence("en") for one in found.problems)
    else:
        assert found.source == source


@given(st.text())
def test_any_text_is_a_sentence_or_is_refused_in_words(text):
    found = read_or_refused(template, text)
    assert not isinstance(found, NotAFormula) or all(one.sentence("zh") for one in found.problems)


def test_reading_twice_gives_the_same_tree():
    assert parse("a + b", HERE).tree is parse("a + b", NOWHERE).tree


def test_a_word_or_a_formula():
    assert literal_or_formula("freeze", HERE) == "freeze"
    assert literal_or_formula("=amount", HERE) == parse("amount", HERE)
    with pytest.raises(NotAFormula) as raised:
        literal_or_formula("=a = b", HERE)
    assert raised.value.problems[0].mark == Mark("x.yaml", 3, 8)


def test_a_sentence_has_its_formulas():
    found = template('{payee_name}付{{{amount}}}, {"}" if late else "ok"}', HERE)
    assert [part if isinstance(part, str) else part.source for part in found.parts] == [
        "payee_name",
        "付{",
        "amount",
        "}, ",
        '"}" if late else "ok"',
    ]
    assert len(found.formulas) == 3


def test_every_formula_of_a_sentence_is_checked():
    with pytest.raises(NotAFormula) as raised:
        template("{a = b} and {（c} and {}", HERE)
    assert [one.line("en")[:17] for one in raised.value.problems] == [
        "x.yaml:3:8 TH307 ",
        "x.yaml:3:18 TH306",
        "x.yaml:3:27 TH328",
    ]


@pytest.mark.parametrize(("text", "column"), [("total {amount", 11), ("total amount}", 17)])
def test_a_bracket_without_partner_is_told(text, column):
    with pytest.raises(NotAFormula) as raised:
        template(text, HERE)
    (found,) = raised.value.problems
    assert (found.code, found.mark.column) == ("TH322", column)
    assert "{ and }" in found.sentence("en")
