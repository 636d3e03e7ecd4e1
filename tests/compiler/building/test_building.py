"""Does a blueprint promise exactly what was written?"""

from datetime import date
from decimal import Decimal

from tests.compiler.packs import changed, compiled
from townhall.kernel.text import Text
from townhall.kernel.values import Duration
from townhall.spec.chains import PostReference
from townhall.spec.fields import Option
from townhall.spec.registers import FacetName

PARAMS = "base/params.yaml"


def blueprint(texts=None):
    made = compiled(texts)
    assert made.problems == ()
    return made.blueprint


def test_a_form():
    form = blueprint().forms["lamp"]
    assert (form.pack, form.code, form.starts) == ("lamps", "LD-01", "lamp")
    assert form.start.posts == ("clerk",)
    assert form.offers == {"payment": {"amount": "amount", "category": "category"}}
    assert form.field("payee").to == "person"
    assert form.field("payee").required is True
    assert form.field("in_full").calculated.source == "in_words(amount)"
    assert form.field("category").options[0] == Option("repair", Text("维修", "Repair"))
    assert form.field("parts").column("cost").calculated.source == "count * price"
    assert [section.name for section in form.sheet.sections] == ["payee", "money"]
    assert form.gist.formulas[0].source == "payee.name"
    assert form.sheet.must[0].say.en.formulas[0].source == "amount"


def test_effects():
    out, repairs = blueprint().forms["lamp"].enters
    assert out.at == ("pay.paid",)
    assert out.register == "fund"
    row = dict(out.row)
    assert row["org"].source == "case.unit"
    assert row["category"] == "repair"
    assert (repairs.each, dict(repairs.row)["amount"].source) == ("parts", "cost")


def test_a_mapped_facet():
    texts = changed(
        "packs/lamps/forms/lamp.yaml", "offers: {payment: {}}", "offers: {payment: {amount: total}}"
    )
    texts["packs/lamps/forms/lamp.yaml"] = texts["packs/lamps/forms/lamp.yaml"].replace(
        "  money: {use: group/money}\n",
        "  money: {use: group/money}\n  total: {kind: money, title: 合计, is: amount * 2}\n",
    )
    assert blueprint(texts).forms["lamp"].offers["payment"] == {"amount": "total", "category": "category"}


def test_a_chain():
    chain = blueprint().chains["lamp"]
    leader, notice = chain.step("leader"), chain.step("notice")
    assert leader.posts == (PostReference("leader", "money"),)
    assert leader.when.source == "amount >= param.large or not urgent"
    assert (leader.review, leader.mode) == (3, "any")
    assert (notice.page, notice.open_for.source) == ("lamp_notice", "param.publicity")
    assert chain.step("head").within.source == "workdays(2)"
    assert [step.path for step in chain.walk()] == [
        "director", "head", "leader", "notice", "pay", "pay.make", "pay.bank",
    ]  # fmt: skip


def test_what_a_chain_gives_is_outcomes_and_values():
    texts = {
        **changed(
            "base/payment.yaml",
            "gives: {paid: [bank.ok], failed: [bank.failed]}",
            "gives: {paid: bank.ok, failed: [bank.failed], slip: =bank.slip}",
        ),
        **changed(
            "packs/lamps/chains/lamp.yaml",
            "steps:\n  director",
            "gives: {paid: pay.paid, slip: [=pay.slip]}\none_body: 试点\nsteps:\n  director",
        ),
    }
    made = blueprint(texts)
    lamp, pay = made.chains["lamp"], made.chains["lamp"].step("pay")
    assert pay.gives == (("paid", ("bank.ok",)), ("failed", ("bank.failed",)))
    assert pay.values == (("slip", ("bank.slip",)),)
    assert lamp.gives == (("paid", ("pay.paid",)),)
    assert lamp.values == (("slip", ("pay.slip",)),)
    assert lamp.one_body == Text("试点", "试点")
    assert made.chains["payment"].values == pay.values
    assert made.chains["payment"].one_body is None


def test_the_options_that_may_be_chosen():
    texts = changed("base/money.yaml", "of: dict/category, ", "of: dict/category, only: [relief, repair], ")
    field = blueprint(texts).forms["lamp"].field("category")
    assert [one.name for one in field.options] == ["repair", "relief", "other"]
    assert [one.name for one in field.offered] == ["repair", "relief"]
    assert field.option("other") is not None
    assert dict(field.settings) == {}
    unchanged = blueprint().forms["lamp"].field("category")
    assert unchanged.offered == unchanged.options


def test_registers_know_what_they_are_looked_up_by():
    registers = blueprint().registers
    assert registers["person"].matched == (("person_no",),)
    assert registers["fund"].matched == (("org",),)
    assert registers["repair"].matched == (("lamp",),)
    assert registers["lamp"].facts[0].match[0][1].source == "this"
    assert registers["person"].label == "name"
    assert registers["lamp"].column("spent").calculated.source == "sum(paid.amount)"


def test_facets():
    assert blueprint().facets["payment"].names == (
        FacetName("amount", "money"),
        FacetName("category", "choice", dictionary="category"),
    )


def test_a_page_column_is_the_field_it_leads_to():
    page = blueprint().pages["lamp_notice"]
    first, second = page.columns
    assert (first.path, first.field.name, first.mask) == (("payee", "name"), "name", "person_name")
    assert (second.name, second.field.kind, second.mask) == ("amount", "money", None)
    assert page.objections.to == "watcher"
    assert page.objections.answer_within.source == "workdays(5)"
    assert page.of_form == "lamp"


def test_the_page_of_a_facet_shows_each_form_by_its_own_names():
    texts = {
        **changed(
            "packs/lamps/forms/lamp.yaml", "offers: {payment: {}}", "offers: {payment: {amount: total_cost}}"
        ),
        "packs/lamps/pages/paid.yaml": (
            "pages:\n  paid:\n    title: {zh: 付款公示, en: Paid}\n    of: facet/payment\n"
            "    columns: {amount: {}, category: {}}\n"
        ),
    }
    texts["packs/lamps/forms/lamp.yaml"] = texts["packs/lamps/forms/lamp.yaml"].replace(
        "  money: {use", "  total_cost: {kind: money, title: {zh: 总价, en: Total}}\n  money: {use"
    )
    page = blueprint(texts).pages["paid"]
    assert (page.of_form, page.of_register, page.columns) == (None, None, ())
    assert [one.name for one in page.columns_of("lamp")] == ["total_cost", "category"]
    assert page.columns_of("lamp")[0].field.title.en == "Total"


def test_a_column_inherits_the_mask_of_its_field():
    texts = changed("packs/lamps/pages/lamp_notice.yaml", "payee.name: {mask: person_name}", "payee.name: {}")
    assert blueprint(texts).pages["lamp_notice"].columns[0].mask == "person_name"


def test_params_have_typed_values_in_order_of_days():
    params = blueprint().params
    assert [(one.since, one.value) for one in params["large"].dated] == [
        (date(2026, 1, 1), Decimal(10000)),
        (date(2026, 7, 1), Decimal(8000)),
    ]
    assert params["publicity"].on(date(2026, 4, 1)) == Duration(7, "day")
    assert params["publicity"].on(date(2025, 4, 1)) is None


def test_params_of_every_kind():
    texts = {
        "base/more.yaml": "params:\n"
        "  share: {kind: percent, dated: {2026-01-01: {value: 30%, source: 甲}}}\n"
        "  times: {kind: number, dated: {2026-01-01: {value: 1.5, source: 甲}}}\n"
        "  people: {kind: integer, dated: {2026-01-01: {value: 3, source: 甲}}}\n"
        "  strict: {kind: bool, dated: {2026-01-01: {value: false, source: 甲}}}\n"
        "  level:\n    kind: choice\n    of: {town: 镇, district: 区}\n"
        "    dated: {2026-01-01: {value: town, source: 甲}}\n"
        "  from_day: {kind: date, dated: {2026-01-01: {value: 2026-02-03, source: 甲}}}\n"
    }
    values = {name: one.dated[0].value for name, one in blueprint(texts).params.items()}
    assert values["share"] == Decimal("0.3")
    assert values["times"] == Decimal("1.5")
    assert values["people"] == 3
    assert values["strict"] is False
    assert values["level"] == "town"
    assert values["from_day"] == date(2026, 2, 3)


def test_a_decision_table_is_one_formula():
    texts = changed(
        "packs/lamps/forms/lamp.yaml",
        "  urgent: {kind: bool, title: {zh: 紧急, en: Urgent}}\n",
        "  urgent:\n    kind: bool\n    title: 紧急\n    first_true:\n"
        "      dear: {when: amount > 100, is: true}\n"
        '      cheap: {when: amount > 10, is: payee.name == "x"}\n'
        "      rest: {is: false}\n",
    )
    source = '(true) if (amount > 100) else (payee.name == "x") if (amount > 10) else (false)'
    assert blueprint(texts).forms["lamp"].field("urgent").calculated.source == source


def test_a_calendar_of_several_years():
    texts = {
        "base/y1.yaml": "calendar: y2026\nuntil: 2026-12-31\nholidays: [2026-10-01]\n",
        "base/y2.yaml": "calendar: y2027\nuntil: 2027-12-31\nextra_workdays: [2027-01-02]\n",
    }
    calendar = blueprint(texts).calendar
    assert calendar.until == date(2027, 12, 31)
    assert not calendar.is_workday(date(2026, 10, 1))
    assert calendar.is_workday(date(2027, 1, 2))
    assert blueprint().calendar.until is None


def test_posts_and_departments():
    made = blueprint()
    assert made.posts["leader"].portfolios == (("money", Text("财政", "Money")),)
    assert made.posts["watcher"].supervises_only
    assert made.posts["cashier"].pays
    assert made.departments["bureau"].of == "district"


def test_hooks_and_masks():
    made = blueprint()
    assert made.hooks["bank"].answered_by == "cashier"
    assert made.hooks["bank"].outcomes == (("ok", Text("成功", "Paid")), ("failed", Text("失败", "Failed")))
    assert made.masks["person_name"].function_for("anyone") == "surname"
    assert made.masks["person_name"].function_for("staff") == "plain"


def test_settings_of_a_plug_in_kind_are_kept():
    """Keys the language does not know belong to the kind."""
    form = blueprint().forms["lamp"]
    assert form.field("amount").settings == {}
