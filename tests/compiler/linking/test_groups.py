"""What do groups come to: changed, cut, prefixed, with their demands and look-ups?"""

from tests.compiler.packs import changed, codes, compiled

FORM = "packs/lamps/forms/lamp.yaml"


def with_group(use, **groups):
    texts = changed(FORM, "  money: {use: group/money}", f"  money: {{use: group/money}}\n  extra: {use}")
    texts.update({f"base/{name}.yaml": text for name, text in groups.items()})
    return compiled(texts)


BANK = """
group: bank
title: {zh: 银行, en: Bank}
facts:
  same: {register: fund, match: {amount: share}, where: amount > this.share and day < today}
fields:
  share: {kind: money, title: {zh: 份额, en: Share}, min: 0.01}
  double: {kind: money, title: {zh: 双倍, en: Double}, is: share * 2 + form.share}
  lines:
    kind: table
    title: {zh: 行, en: Lines}
    fields:
      part: {kind: money, title: {zh: 部分, en: Part}, max: form.share}
      half: {kind: money, title: {zh: 一半, en: Half}, is: part / 2}
must:
  adds: {that: sum(lines.part) <= share and count(same) == 0, say: "{share}不足{{整}}"}
"""


def test_a_group_becomes_a_section_with_its_demands_and_look_ups():
    made = with_group("{use: group/bank}", bank=BANK)
    assert made.problems == ()
    sheet = made.blueprint.forms["lamp"].sheet
    assert [section.name for section in sheet.sections] == ["payee", "money", "extra"]
    assert [one.name for one in sheet.sections[2].fields] == ["share", "double", "lines"]
    assert sheet.sections[2].title.en == "Bank"
    assert {one.name for one in sheet.must} == {"adds_up", "adds"}
    assert {one.name for one in sheet.facts} == {"earlier", "same"}


def test_but_changes_keys_and_without_drops_fields():
    made = with_group(
        "{use: group/bank, title: {zh: 甲, en: One}, but: {share: {required: urgent}}, without: [double]}",
        bank=BANK,
    )
    section = made.blueprint.forms["lamp"].sheet.sections[2]
    assert section.title.zh == "甲"
    assert [one.name for one in section.fields] == ["share", "lines"]
    assert section.fields[0].required.source == "urgent"
    assert section.fields[0].minimum.source == "0.01"


def test_a_prefix_lets_a_group_stand_twice():
    twice = """  money: {use: group/money}
  one: {use: group/bank}
  two: {use: group/bank, prefix: b_, but: {share: {required: amount > 0}}}
"""
    texts = changed(FORM, "  money: {use: group/money}\n", twice)
    made = compiled({**texts, "base/bank.yaml": BANK})
    assert made.problems == ()
    sheet = made.blueprint.forms["lamp"].sheet
    assert sheet.field("b_double").calculated.source == "b_share * 2 + form.b_share"
    assert sheet.field("b_share").required.source == "amount > 0"
    assert sheet.field("share").required is False
    lines = sheet.field("b_lines")
    assert lines.column("part").maximum.source == "form.b_share"
    assert lines.column("half").calculated.source == "part / 2"
    demand = next(one for one in sheet.must if one.name == "b_adds")
    assert demand.that.source == "sum(b_lines.part) <= b_share and count(b_same) == 0"
    assert demand.say.zh.parts[1:] == ("不足{整}",)
    fact = sheet.fact("b_same")
    assert fact.match[0][1].source == "b_share"
    assert fact.where.source == "amount > this.b_share and day < today"


def test_without_a_prefix_twice_is_a_clash():
    texts = changed(
        FORM, "  money: {use: group/money}", "  money: {use: group/money}\n  again: {use: group/money}"
    )
    assert set(codes(compiled(texts).problems)) == {"TH205"}


def test_a_missing_group_leaves_its_names_unquestioned():
    """The form uses `amount` in demands, effects and its gist; the group that has it does not read."""
    texts = {"base/money.yaml": "group: money\n\tfields: {}\n"}
    assert codes(compiled(texts).problems) == ["TH101"]


def test_titles_come_from_the_words_of_base_and_of_the_pack():
    own = {"packs/lamps/words.yaml": "words: lamps\nlabels: {category: {zh: 灯的类别, en: Kind of lamp}}\n"}
    assert compiled().blueprint.forms["lamp"].field("category").title.zh == "类别"
    assert compiled(own).blueprint.forms["lamp"].field("category").title.zh == "灯的类别"
    assert compiled(own).blueprint.registers["fund"].column("category").title.zh == "类别"
