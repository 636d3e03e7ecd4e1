"""Do masks show what they declare, and never more?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plugins.built_in import built_in
from townhall.ports.kits import examine_mask

SEEN = {
    "plain": {"王䶮": "王䶮", "": ""},
    "hidden": {"990101195001010010": "•••", "王䶮": "•••", "": "•••"},
    "surname": {
        "张三": "张*",
        "张小三": "张*三",
        "欧阳娜娜": "欧**娜",
        "𠮷䶮": "𠮷*",
        "张 三": "张*",
        "阿卜杜·热合曼": "阿**曼",
        "张": "*",
        "": "",
    },
    "surname_only": {"张三": "张**", "欧阳娜娜": "欧**", "张": "**", "": ""},
    "surname_if_person": {
        "张小三": "张*三",
        "张三、李小四": "张*、李*四",
        "张三(户主)": "张*",
        "阿卜杜·热合曼": "阿**曼",
        "双喜建材有限公司": "双喜建材有限公司",
        "双喜建材有限公司、张三": "双喜建材有限公司、张*",
        "": "",
    },
    "first6_last4": {
        "990101195001010010": "990101********0010",
        "6222 0000 0000 0000 008": "622200********0008",
        "13800138000": "****8000",
        "1234567": "****",
        "": "",
    },
    "last4": {"6222000000000000008": "****0008", "123": "****", "": ""},
    "reveal_logged": {"990101195001010010": "990101********0010"},
    "village_group": {
        "湖北省荆门市漳河镇凤凰村三组12号": "湖北省荆门市漳河镇凤凰村三组",
        "漳河镇凤凰村村委会第2小组": "漳河镇凤凰村第2小组",
        "漳河镇凤凰村12号三组": "漳河镇凤凰村",
        "双喜社区3组4栋501": "双喜社区3组",
        "张村镇李家村二组5号": "张村镇李家村二组",
        "象山大道12号": "•••",
        "": "",
    },
}
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
DIGITS_6 = st.text("0123456789", min_size=6, max_size=9)
DIGITS = st.text("0123456789", min_size=1, max_size=24)


def test_every_mask_is_tested_and_has_a_title_in_both_languages():
    catalog = built_in()
    assert sorted(catalog.masks) == sorted(SEEN)
    assert sorted(catalog.mask_titles) == sorted(SEEN)
    assert all(title.zh and title.en for title in catalog.mask_titles.values())


@pytest.mark.parametrize("name", sorted(SEEN))
def test_a_mask_stands_the_kit(name):
    examine_mask(built_in().masks[name], SEEN[name])


@given(one=st.text(), other=st.text())
def test_hidden_tells_two_values_apart_never(one, other):
    hidden = built_in().masks["hidden"]
    assert hidden(one) == hidden(other)


@given(name=st.text(HAN, min_size=2, max_size=12), inner=st.text(HAN, min_size=1, max_size=10))
def test_a_name_shows_its_ends_at_most(name, inner):
    seen = built_in().masks["surname"](name)
    assert len(seen.replace("*", "")) <= (1 if len(name) == 2 else 2)
    if len(name) > 2:
        assert built_in().masks["surname"](name[0] + inner + inner + name[-1]) in (
            f"{name[0]}**{name[-1]}",
            f"{name[0]}*{name[-1]}",
        )


@given(name=st.text(HAN, min_size=2, max_size=4))
def test_whoever_may_be_a_person_is_masked(name):
    assert "*" in built_in().masks["surname_if_person"](name)


@given(number=DIGITS, mask=st.sampled_from(["first6_last4", "last4", "reveal_logged"]))
def test_a_number_never_shows_more_than_two_thirds_nor_its_length(number, mask):
    seen = built_in().masks[mask](number)
    shown = seen.replace("*", "")
    assert len(shown) <= (4 if mask == "last4" else 10)
    assert len(shown) * 3 <= len(number) * 2
    assert seen.count("*") in (4, 8)


@given(front=DIGITS_6, middle=DIGITS_6, other=DIGITS_6, back=DIGITS_6)
def test_what_lies_between_cannot_be_told(front, middle, other, back):
    mask = built_in().masks["first6_last4"]
    assert mask(front + middle + back) == mask(front + other + back)


@given(house=st.text("0123456789号栋单元室张王", min_size=1, max_size=20))
def test_an_address_never_shows_the_house(house):
    assert built_in().masks["village_group"](f"漳河镇凤凰村三组{house}") == "漳河镇凤凰村三组"
