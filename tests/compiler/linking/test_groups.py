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


# -- effects -----------------------------------------------------------------------------------------------

BOOKING = """
group: booking
title: {zh: 记账, en: Booking}
facts:
  spent_before: {register: repair, match: {lamp: of_lamp}}
fields:
  share: {kind: money, title: {zh: 份额, en: Share}}
  of_lamp: {kind: ref, title: {zh: 路灯, en: Lamp}, to: register/lamp}
  lines:
    kind: table
    title: {zh: 行, en: Lines}
    fields:
      amount: {kind: money, title: {zh: 部分, en: Part}}
must:
  some: {that: share > 0, say: {zh: 太少, en: Too little}}
enters:
  spent: {at: submitted, when: share > 0, register: fund, row: {amount: =share, category: repair}}
  spent_back: {at: [refused, withdrawn], reverses: spent}
  parts:
    at: submitted
    register: repair
    each: lines
    when: amount < form.share
    row: {lamp: =form.of_lamp, amount: =amount}
  less:
    at: approved
    register: repair
    each: spent_before
    find: {entry_no: entry_no}
    change: {amount: =this.amount - form.share}
"""


def effects(made):
    assert made.problems == ()
    return {one.name: one for one in made.blueprint.forms["lamp"].enters}


def test_a_group_brings_its_effects_along():
    found = effects(with_group("{use: group/booking}", booking=BOOKING))
    assert list(found) == ["spent", "spent_back", "parts", "less", "out", "repairs"]
    assert found["spent_back"].reverses == "spent"


def test_the_effects_of_a_group_with_a_prefix_speak_of_its_own_names():
    one = effects(with_group("{use: group/booking, prefix: b_}", booking=BOOKING))
    spent, parts, less = one["b_spent"], one["b_parts"], one["b_less"]
    assert spent.when.source == "b_share > 0"
    assert dict(spent.row)["amount"].source == "b_share"
    assert dict(spent.row)["category"] == "repair"
    assert one["b_spent_back"].reverses == "b_spent"
    assert (parts.each, parts.when.source) == ("b_lines", "amount < form.b_share")
    assert dict(parts.row)["lamp"].source == "form.b_of_lamp"
    assert less.each == "b_spent_before"
    assert dict(less.find)["entry_no"].source == "entry_no"


def test_the_record_that_a_prefixed_group_changes_keeps_its_columns():
    """`this` is the record, though the group has a field of the column's name."""
    group = (
        "group: pay\ntitle: {zh: 付, en: Pay}\nfields:\n"
        "  amount: {kind: money, title: {zh: 金额, en: Amount}}\n"
        "enters:\n"
        "  up: {at: approved, register: repair, each: lines, find: {entry_no: number}, "
        "change: {amount: =this.amount + form.amount}}\n"
        "  down: {at: approved, of: up, change: {amount: =this.amount}}\n"
    ).replace(
        "enters:",
        "  lines:\n    kind: table\n    title: {zh: 行, en: Lines}\n"
        "    fields: {number: {kind: integer, title: {zh: 号, en: Number}}}\nenters:",
    )
    one = effects(with_group("{use: group/pay, prefix: b_}", pay=group))
    assert dict(one["b_up"].change)["amount"].source == "this.amount + form.b_amount"
    assert dict(one["b_down"].change)["amount"].source == "this.b_amount"


def test_a_demand_an_effect_and_a_look_up_of_a_group_may_be_left_out():
    made = with_group(
        "{use: group/booking, without: [some, parts, less, spent_before, lines]}", booking=BOOKING
    )
    assert set(effects(made)) == {"spent", "spent_back", "out", "repairs"}
    sheet = made.blueprint.forms["lamp"].sheet
    assert [one.name for one in sheet.must] == ["adds_up"]
    assert [one.name for one in sheet.facts] == ["earlier"]
    assert sheet.field("lines") is None


def test_with_a_prefix_they_are_left_out_by_the_names_the_group_gives_them():
    made = with_group("{use: group/booking, prefix: b_, without: [some, parts, less]}", booking=BOOKING)
    assert set(effects(made)) == {"b_spent", "b_spent_back", "out", "repairs"}
    assert [one.name for one in made.blueprint.forms["lamp"].sheet.must] == ["adds_up"]


def test_what_reverses_an_effect_that_is_left_out_is_found():
    made = with_group("{use: group/booking, without: [spent]}", booking=BOOKING)
    assert codes(made.problems) == ["TH204"]


def test_two_effects_of_one_name_are_a_clash():
    clash = BOOKING.replace("  spent:", "  out:").replace("reverses: spent", "reverses: out")
    assert set(codes(with_group("{use: group/booking}", booking=clash).problems)) == {"TH205"}


def test_a_step_books_nothing_so_no_group_of_its_own_does():
    step = "  head: {post: office_head, review: 2, within: 1 workday"
    texts = changed("packs/lamps/chains/lamp.yaml", step, step + ", fields: {extra: {use: group/booking}}")
    made = compiled({**texts, "base/booking.yaml": BOOKING})
    assert "TH240" in codes(made.problems)
