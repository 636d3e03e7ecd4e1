"""Is it told of every value where it is written, who changed it and why, and which floor bounds it?"""

from datetime import date

import pytest

from tests.compiler.packs import SHIPPED, catalog, changed, sound_texts
from townhall.compiler.checking import checker_for
from townhall.compiler.explaining import Explained, explained
from townhall.compiler.finding import Lost
from townhall.compiler.gathering import gathered
from townhall.compiler.reading import Source

DAY = date(2026, 8, 1)


def explain(path, town="hill", day=DAY, texts=None) -> Explained | Lost:
    source = Source.of(texts or sound_texts())
    shelf = gathered(source, checker_for(catalog()))
    found, _ = explained(shelf, source.tables, town, path, catalog(), day)
    return found


@pytest.fixture(scope="module")
def shipped():
    source = Source.read((SHIPPED,))
    shelf = gathered(source, checker_for(catalog()))
    return lambda path, town="shuangxi", day=DAY: explained(shelf, source.tables, town, path, catalog(), day)[
        0
    ]


def test_what_a_town_set_is_told_with_what_the_pack_wrote():
    found = explain("chain/lamp/steps/head/within")
    assert isinstance(found, Explained)
    assert found.value == "2 workdays"
    assert (str(found.written.mark), found.written.home, found.written.of) == (
        "towns/hill/overlay.yaml:7:10", "overlay", "town/hill",
    )  # fmt: skip
    (change,) = found.changes
    assert (change.what, change.by, change.was) == ("set", "town/hill", "1 workday")
    assert str(change.was_at) == "packs/lamps/chains/lamp.yaml:5:48"


def test_what_nobody_changed_stands_in_its_pack():
    found = explain("chain/lamp/steps/head/post")
    assert isinstance(found, Explained)
    assert (found.written.definition, found.written.home, found.written.of) == ("chain/lamp", "pack", "lamps")
    assert found.changes == found.floors == ()


def test_a_param_is_told_with_its_days():
    found = explain("param/large")
    assert isinstance(found, Explained)
    assert [(str(one.since), one.value, one.in_force) for one in found.dated] == [
        ("2026-01-01", 10000, False),
        ("2026-07-01", 8000, True),
    ]
    assert [one.written.home for one in found.dated] == ["base", "overlay"]
    before = explain("param/large", day=date(2026, 6, 30))
    assert isinstance(before, Explained)
    assert [one.in_force for one in before.dated] == [True, False]
    never = explain("param/large", day=date(2025, 1, 1))
    assert isinstance(never, Explained)
    assert not any(one.in_force for one in never.dated)


def test_a_floor_is_told_with_who_set_it(shipped):
    found = shipped("mask/person_name/anyone")
    (floor,) = found.floors
    assert (floor.by, floor.path, floor.says.en) == (
        "district/zhanghe_new_area", "mask/person_name", "may only become stricter",
    )  # fmt: skip
    assert floor.mark.file == "towns/zhanghe_new_area/floor.yaml"
    assert floor.why.zh
    (tier,) = shipped("param/tier_2").floors
    assert tier.says.zh == "不高于10000"


def test_a_field_of_a_group_is_told_with_its_group_and_the_groups_floor(shipped):
    found = shipped("form/village_fund_payment/fields/handler/required")
    assert [one.definition for one in found.through] == ["group/evidence"]
    assert found.written.definition == "group/evidence"
    assert [one.path for one in found.floors] == ["group/evidence/fields/handler"]


def test_what_is_changed_in_a_shared_chain_is_told_where_it_is_inserted(shipped):
    found = shipped("chain/village_payment/steps/town/specialist/within")
    assert found.value == "2 workdays"
    assert [one.by for one in found.changes] == ["town/shuangxi"]
    assert shipped("chain/village_payment/steps/town/specialist/within", "zhanghe").changes == ()


def test_of_a_map_every_part_is_told(shipped):
    found = shipped("form/village_fund_payment/fields/told")
    assert [key for key, _, _ in found.parts] == ["kind", "title", "of", "required"]
    assert {written.of for _, _, written in found.parts} == {"town/shuangxi"}


def test_what_is_not_there_is_lost(shipped):
    assert isinstance(shipped("form/village_fund_payment/fields/told", "zhanghe"), Lost)


def test_what_is_wrong_with_the_towns_overlay_is_told_beside():
    texts = {
        **sound_texts(),
        **changed("packs/lamps/chains/lamp.yaml", "within: 1 workday", "within: 3 workdays"),
    }
    source = Source.of(texts)
    shelf = gathered(source, checker_for(catalog()))
    found, problems = explained(shelf, source.tables, "hill", "chain/lamp/steps/head/within", catalog(), DAY)
    assert isinstance(found, Explained)
    assert found.value == "3 workdays"
    assert [one.code for one in problems] == ["TH402"]
