"""Does a seal show every character and every member once, within its rim?"""

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townhall.web.seals import OUTER, WIDEST_RING, petal_seal, round_seal, square_seal

NAMES = st.text("漳河镇刘院村民委员会理财小组甲乙丙丁", min_size=1, max_size=24)


@given(NAMES)
def test_a_units_name_stands_in_order_symmetric_about_the_top(name: str):
    seal = round_seal(name, "财务专用章")
    assert "".join(one for one, _ in seal.ring) == name
    angles = [angle for _, angle in seal.ring]
    assert angles == sorted(angles)
    assert abs(angles[0] + angles[-1]) < 0.2
    assert angles[-1] - angles[0] <= WIDEST_RING + 1
    assert 0 < seal.size <= 13


def test_a_seal_without_a_name_can_be_drawn():
    assert round_seal("").ring == ()
    assert square_seal("").characters == ()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王", "王"),
        ("王明", "王明"),
        ("王小明", "王小明"),
        ("欧阳小明", "欧阳小明"),
        ("一二三四五", "一二三四"),
    ],
)
def test_a_persons_seal_is_read_from_the_right(name: str, shown: str):
    characters = square_seal(name).characters
    assert "".join(one for one, _, _ in characters) == shown
    columns = [x for _, x, _ in characters]
    assert columns == sorted(columns, reverse=True)
    assert len({(x, y) for _, x, y in characters}) == len(shown)


@given(st.lists(NAMES, max_size=9), st.lists(NAMES, max_size=9))
def test_every_member_has_a_piece_those_who_stamped_first(signed: list[str], missing: list[str]):
    petals = petal_seal(signed, missing).petals
    assert [one.name for one in petals] == signed + missing
    assert [one.is_stamped for one in petals] == [True] * len(signed) + [False] * len(missing)
    assert all(hypot(one.x, one.y - 3) < OUTER for one in petals)
    assert len({one.path for one in petals}) == len(petals)
