"""Which units does a town come to?"""

from tests.compiler.packs import SHIPPED, catalog, changed, codes, compiled
from townhall.compiler.linking.towns import _named, unit_code
from townhall.compiler.reading import Source
from townhall.compiler.release import compile_town

TOWN = "towns/hill/town.yaml"


def test_the_units_are_those_above_the_departments_and_the_list():
    town = compiled().blueprint.town
    assert [(one.code, one.kind, one.title.zh, one.parent) for one in town.units] == [
        ("990101", "district", "示例区", None),
        ("990101-bureau", "bureau", "财政局", "990101"),
        ("990101001000", "town", "山前镇", "990101"),
        ("990101001-office", "office", "财政所", "990101001000"),
        ("990101001201", "village", "石桥村", "990101001000"),
        ("990101001202", "village", "梨园村", "990101001000"),
        ("990101001001", "community", "河东社区", "990101001000"),
    ]
    assert town.within == "county"
    assert town.packs == (("lamps", "1.2.0"),)


def test_units_of_its_own_come_after_the_list():
    coop = """packs: [lamps]
units:
  990101001-coop:
    kind: coop
    title: {zh: 合作社, en: Cooperative}
    parent: "990101001201"
    provisional: true
"""
    unit = compiled(changed(TOWN, "packs: [lamps]", coop)).blueprint.town.units[-1]
    assert (unit.code, unit.parent, unit.provisional) == ("990101001-coop", "990101001201", True)
    assert unit.title.en == "Cooperative"


def test_a_unit_is_of_a_kind_that_exists():
    texts = changed(TOWN, "packs: [lamps]", "packs: [lamps]\nunits:\n  x-1: {kind: villag, title: 甲}")
    assert codes(compiled(texts).problems) == ["TH201"]


def test_names_on_the_list_become_titles():
    assert _named("刘院村村民委员会") == ("village", "刘院村")
    assert _named("刘院村委会") == ("village", "刘院村")
    assert _named("南门社区居民委员会") == ("community", "南门社区")
    assert _named("漳河林场") == ("village", "漳河林场")


def test_a_town_of_nine_digits_is_filled_up_to_twelve():
    assert unit_code({"code": "420802102", "level": "town"}) == "420802102000"
    assert unit_code({"code": "420899", "level": "district"}) == "420899"


def test_the_demo_town_has_its_villages():
    town = compile_town(Source.read((SHIPPED,)), "zhanghe", catalog()).blueprint.town
    kinds = [one.kind for one in town.units]
    assert kinds.count("village") == 38
    assert kinds.count("community") == 5
    assert kinds.count("coop") == 8
    assert [one.kind for one in town.upward("420802102201")] == ["village", "town", "district"]
    assert len({one.code for one in town.units}) == len(town.units)
