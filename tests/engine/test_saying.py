"""Are values said as a reader would write them: options by title, records by label, shares in percent?"""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from tests.engine.desk import Desk
from tests.engine.specimens import (
    BEIJING,
    LINES,
    MOVES,
    NOW,
    TODAY,
    VILLAGE,
    blueprint,
    catalog,
    chain,
    demand,
    fact,
    field,
    form,
    param,
    post,
    sheet,
)
from townhall.engine.rows import EntryRow
from townhall.engine.saying import offered, said, sentence, shown
from townhall.engine.standing import standing
from townhall.engine.world import World
from townhall.kernel.expressions import template
from townhall.kernel.marks import NOWHERE
from townhall.kernel.text import Text
from townhall.kernel.values import Duration, Period
from townhall.record.cases import Case
from townhall.record.entries import Entry
from townhall.record.trail import Actor
from townhall.spec.fields import Option

ROAD = Entry(
    "lines", "home", VILLAGE, {"name": "道路", "state": "live", "approved": Decimal(7)}, key="road", number=1
)
SHAPE = sheet(
    field("amount", "money"),
    field(
        "kind",
        "choice",
        options=(Option("fire", Text("火灾", "Fire")), Option("other", Text("其他", "Other"))),
    ),
    field(
        "kinds",
        "choices",
        options=(Option("fire", Text("火灾", "Fire")), Option("other", Text("其他", "Other"))),
    ),
    field("place", "unit"),
    field("line", "ref", to="register/lines"),
    field("lines", "ref", to="register/lines", many=True),
    field("share", "percent"),
    field("ok", "bool"),
    field("rows", "table", columns=(field("kind", "choice", options=("a",)), field("days", "integer"))),
    facts=[fact("found", "lines", state="'live'")],
)
VALUES = {
    "amount": Decimal("1234.5"),
    "kind": "fire",
    "kinds": ("fire", "other"),
    "place": VILLAGE,
    "line": "road",
    "lines": ("road", "well"),
    "share": Decimal("0.125"),
    "ok": True,
    "rows": ({"kind": "a", "days": 2},),
}
PARAMS = {
    "share": param("share", "percent", (TODAY, Decimal("0.3"))),
    "wait": param("wait", "duration", (TODAY, Duration(7, "workday"))),
    "cap": param("cap", "money", (TODAY, Decimal(200))),
    "level": replace(
        param("level", "choice", (TODAY, "town")), options=(Option("town", Text("镇", "Town")),)
    ),
    "none": param("none", "money"),
}


def say(words, locale="zh", row=None, step=None, values=VALUES):
    way = chain(step or post("head"))
    one = Desk(blueprint(way, replace(form(), sheet=SHAPE), (MOVES, LINES), params=PARAMS), rows=(ROAD,))
    blank = Case("c", "home", "request", "", "", VILLAGE, Actor("clerk", "clerk"), NOW, TODAY)

    def told(now):
        at = standing(now, blank, values)
        scope = at.sheet if row is None else at.sheet.rows(SHAPE.field("rows"))[row]
        if step is not None:
            scope = at.step_scope(at.route.step("head"), {"vote": "yes"})
        found = sentence(template(words, NOWHERE), scope, locale)
        at.world.settle()
        return found

    return one.gathered(told)


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        ("{amount}元", "1,234.50元", "1,234.50元"),
        ("{kind}", "火灾", "Fire"),
        ("{form.kind}", "火灾", "Fire"),
        ("{kinds}", "火灾、其他", "火灾、其他"),
        ("{place}", "甲村", "First village"),
        ("{line}", "道路", "道路"),
        ("{lines}", "道路、well", "道路, well"),
        ("{line.state}", "live(中)", "Live"),
        ("{line.approved}", "7.00", "7.00"),
        ("{share}", "12.5%", "12.5%"),
        ("{ok}", "是", "Yes"),
        ("{ok and true}", "是", "yes"),
        ("{param.share}", "30%", "30%"),
        ("{param.wait}", "7 个工作日", "7 workdays"),
        ("{param.cap}", "200.00", "200.00"),
        ("{param.level}", "镇", "Town"),
        ("{param.none}", "", ""),
        ("{amount * 2}", "2,469.00", "2,469.00"),
        ("{unit.name}{case.unit}", f"甲村{VILLAGE}", f"甲村{VILLAGE}"),
        ("{today}", "2026-04-08", "2026-04-08"),
        ("{count(rows)}", "1", "1"),
        ("{first(found)}", "道路", "道路"),
        ("plain", "plain", "plain"),
    ],
)
def test_sentences(words, zh, en):
    assert say(words) == zh
    expected = "Fire; Other" if words == "{kinds}" else en
    assert say(words, "en") == expected


def test_in_a_row_names_are_its_columns():
    assert say("{kind} {days} {form.kind}", row=0) == "a(中) 2 火灾"


def test_at_a_step_names_are_its_own_and_the_forms():
    vote = sheet(field("vote", "choice", options=("yes",)))
    assert say("{vote} {kind} {step.head.vote}", step=post("head", sheet=vote)) == "yes(中) 火灾 "


def test_what_is_unknown_is_left_blank():
    assert say("[{kind}{line}{lines}{place}{amount}]", values={}) == "[]"


def test_a_record_that_is_gone_is_said_by_its_key():
    assert say("{line}", values={"line": "well"}) == "well"


def test_both_languages_are_said():
    one = Desk(blueprint(chain(post("head")), replace(form(), sheet=SHAPE), params=PARAMS))
    blank = Case("c", "home", "request", "", "", VILLAGE, Actor("clerk", "clerk"), NOW, TODAY)
    at = standing(one.circumstances({}), blank, VALUES)
    assert said(demand("x", "true", "{kind}").say, at.sheet) == Text("火灾", "Fire")


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (None, "", ""),
        (True, "是", "yes"),
        (False, "否", "no"),
        (3, "3", "3"),
        (Decimal("3"), "3.00", "3.00"),
        (Decimal("0.3333"), "0.3333", "0.3333"),
        (Decimal("123456789012345678901234567890.12"), "123,456,789,012,345,678,901,234,567,890.12", None),
        (datetime(2026, 4, 8, 9, 5, tzinfo=BEIJING), "2026-04-08 09:05", None),
        (date(2026, 4, 8), "2026-04-08", None),
        (Period(2026, 4), "2026-04", None),
        (("a", 1), "a、1", "a, 1"),
    ],
)
def test_values_of_formulas_that_are_no_field(value, zh, en):
    assert shown(value) == zh
    assert shown(value, "en") == (zh if en is None else en)


def test_a_record_without_a_label_is_said_by_its_key():
    there = World(blueprint(chain(post("head"))), NOW, TODAY, {}, catalog())
    assert shown(EntryRow(ROAD, replace(LINES, label=None), there)) == "road"
    assert shown(EntryRow(replace(ROAD, values={}), LINES, there)) == ""


@pytest.mark.parametrize(
    ("beside", "zh", "en"),
    [
        ((), "道路", "道路"),
        (("approved",), "道路（7.00）", "道路 (7.00)"),
        (("approved", "code", "state"), "道路（7.00，live(中)）", "道路 (7.00, Live)"),
    ],
)
def test_a_picker_tells_namesakes_apart(beside, zh, en):
    there = World(blueprint(chain(post("head"))), NOW, TODAY, {}, catalog())
    row = EntryRow(ROAD, replace(LINES, beside=beside), there)
    assert (offered(row, "zh"), offered(row, "en")) == (zh, en)
