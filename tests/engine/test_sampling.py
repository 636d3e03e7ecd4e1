"""Are rows drawn so that nobody can steer it and anybody can do it again?"""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from tests.engine.specimens import NOW, TOWN, VILLAGE, catalog, text
from townhall.engine.sampling import draw, with_drawn
from townhall.record.cases import Case, Run
from townhall.record.trail import Actor
from townhall.spec.chains import Sample, Step
from townhall.spec.fields import Field, Section, Sheet
from townhall.spec.forms import Form, Start

KINDS = catalog()
QTY = Field("qty", "number", text("数量"))
FORM = Form(
    "subsidy",
    "fiscal",
    text("补贴"),
    "CZ-02",
    Start(),
    Sheet((Section("lines", text("明细"), (Field("lines", "table", text("明细"), columns=(QTY,)),)),)),
    "chain",
)
DRAWN = (
    Field("row_no", "integer", text("行"), drawn=True),
    Field("qty", "number", text("数量"), drawn=True),
    Field("seen", "bool", text("属实")),
)
STEP = Step(
    "visit",
    "visit",
    text("抽查"),
    "post",
    sheet=Sheet(
        (Section("sample", text(""), (Field("sample", "table", text("抽查"), drawn=True, columns=DRAWN),)),)
    ),
    sample=Sample("lines", None, 2),
)
CASE = Case(
    "c", TOWN, "subsidy", "r", "CZ-02-1", VILLAGE, Actor("p"), NOW, NOW.date(),
    values={"lines": [{"qty": "10"}, {"qty": "20"}, {"qty": "30"}]},
)  # fmt: skip
RUN = Run("visit", 1, "open", NOW, drawn=(1, 3))

NOON = datetime(2026, 4, 8, 12, 0, tzinfo=UTC)


@given(st.integers(0, 200), st.integers(0, 250))
def test_as_many_as_wanted_are_drawn_each_once_and_in_order(rows, wanted):
    found = draw("c", "h", "visit", 1, NOON, rows, wanted)
    assert len(found) == min(rows, wanted)
    assert list(found) == sorted(set(found))
    assert all(1 <= number <= rows for number in found)


def test_the_same_trail_draws_the_same():
    assert draw("c", "h", "visit", 1, NOON, 500, 50) == draw("c", "h", "visit", 1, NOON, 500, 50)


def test_whatever_the_trail_says_otherwise_draws_others():
    first = draw("c", "h", "visit", 1, NOON, 500, 50)
    others = {
        draw("d", "h", "visit", 1, NOON, 500, 50),
        draw("c", "i", "visit", 1, NOON, 500, 50),
        draw("c", "h", "other", 1, NOON, 500, 50),
        draw("c", "h", "visit", 2, NOON, 500, 50),
        draw("c", "h", "visit", 1, NOON.replace(microsecond=1), 500, 50),
    }
    assert len({first, *others}) == 6


def test_what_a_row_brings_along_is_what_was_handed_in_whatever_is_sent():
    found = with_drawn(
        FORM, CASE, STEP, RUN, {"sample": [{"row_no": "3", "qty": "9", "seen": "true"}]}, KINDS
    )
    assert found["sample"] == [
        {"row_no": "1", "qty": "10"},
        {"row_no": "3", "qty": "30", "seen": "true"},
    ]


def test_rows_without_a_number_count_in_their_order():
    found = with_drawn(FORM, CASE, STEP, RUN, {"sample": [{"seen": "true"}, {"seen": "false"}, {}]}, KINDS)
    assert [row.get("seen") for row in found["sample"]] == ["true", "false"]


def test_every_drawn_row_is_there_though_nothing_is_sent():
    for sent in ({}, {"sample": "nonsense"}, {"sample": [None]}):
        assert [row["row_no"] for row in with_drawn(FORM, CASE, STEP, RUN, sent, KINDS)["sample"]] == [
            "1",
            "3",
        ]
