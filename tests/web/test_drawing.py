"""Are grids, bars and seals drawn from views as they should be?"""

from dataclasses import replace
from math import hypot

from flask import Flask
from hypothesis import given
from hypothesis import strategies as some

from tests.web import specimens
from tests.web.gallery import fragment
from townhall.kernel.text import Text
from townhall.office.views import StepView
from townhall.web.drawing import as_picture, bar_widths, columns, runs, under, widths
from townhall.web.seals import OUTER, petal_seal, round_seal, square_seal

bars = some.lists(some.tuples(some.just("x"), some.integers(-(10**12), 10**12), some.just("")), max_size=12)


@given(bars)
def test_bars_are_as_long_as_their_share_and_never_longer_than_the_place(drawn):
    found = [float(width) for width in bar_widths(drawn)]
    assert all(0 <= width <= 100 for width in found)
    assert all((width == 0) == (amount == 0) for width, (_, amount, _) in zip(found, drawn, strict=True))
    assert max(found, default=100) in (100, 0)


@given(some.lists(some.booleans(), max_size=12))
def test_no_item_of_a_grid_leaves_half_a_row_empty(wide):
    items = [specimens.item("甲", "A", "1", is_wide=one) for one in wide]
    left_over = 0
    for item, fills in widths(items):
        assert fills or not item.is_wide
        if fills:
            assert left_over == 0
        else:
            left_over = 1 - left_over
    assert left_over == 0


def test_tables_stand_alone_between_the_grids():
    money = specimens.sections()[1].items
    assert [(is_table, len(group)) for is_table, group in runs(money)] == [(False, 5), (True, 1), (False, 1)]


def test_a_cell_that_its_row_hides_leaves_its_place_empty():
    table = specimens.sheet().sections[2].items[0]
    shown = columns(table)
    row = tuple(cell for cell in table.rows[0] if cell.field.name != "days")
    assert [cell and cell.field.name for cell in under(row, shown)] == [
        "worker",
        "from_day",
        None,
        "rate",
        "amount",
        "signature",
    ]


@given(
    some.lists(some.text("甲乙丙丁", min_size=2, max_size=4), max_size=5),
    some.lists(some.just("戊己"), max_size=4),
)
def test_every_member_has_a_petal_and_every_petal_stays_in_the_seal(signed, missing):
    petals = petal_seal(signed, missing).petals
    assert [(one.name, one.is_stamped) for one in petals] == [(name, True) for name in signed] + [
        (name, False) for name in missing
    ]
    assert all(hypot(one.x, one.y) < OUTER for one in petals)


@given(some.text("漳河镇双井村民委员会", min_size=1, max_size=24))
def test_the_ring_of_a_seal_is_even_and_leaves_room_at_the_foot(name):
    angles = [angle for _, angle in round_seal(name, "专用章").ring]
    assert abs(sum(angles)) < 2
    assert all(-126 <= angle <= 126 for angle in angles)


@given(some.text("张王李赵一二三", min_size=1, max_size=6))
def test_a_personal_seal_holds_up_to_four_characters(name):
    assert [character for character, _, _ in square_seal(name).characters] == list(name[:4])


def test_a_drawing_becomes_the_address_of_a_picture():
    assert as_picture("<svg/>") == "data:image/svg+xml;base64,PHN2Zy8+"


def test_how_many_are_still_needed_is_not_how_many_may_act(app: Flask):
    asked = tuple((name, Text("理财小组成员", "Member")) for name in ("甲", "乙", "丙", "丁"))
    step = StepView("group", Text("会签", "Group"), "waiting", needed=2, missing=asked)
    drawn = fragment(app, "desk/_status.html", case=replace(specimens.case(), steps=(step,)))
    assert "还需2人，可由以下人员办理：" in drawn
    all_of_them = replace(step, needed=4)
    drawn = fragment(app, "desk/_status.html", case=replace(specimens.case(), steps=(all_of_them,)))
    assert "还差：" in drawn
    assert "还需" not in drawn
