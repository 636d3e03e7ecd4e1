"""Do all widgets on one page satisfy axe, and send under their names what a person put in?"""

from jinja2 import DictLoader, Environment, StrictUndefined

from tests.plugins.built_in import EXAMPLES, built_in, field_of
from townhall.kernel.text import Text

KINDS = sorted(EXAMPLES)
GROUPS = {"bool", "choice", "choices"}
OPTIONS = [("cash", "现金", False), ("village_card", "村务卡", True)]


def page(**state) -> str:
    environment = Environment(
        loader=DictLoader(built_in().widget_templates()), autoescape=True, undefined=StrictUndefined
    )
    controls = []
    for kind in KINDS:
        context = {
            "field": field_of(kind, help=Text("提示", "Hint")),
            "name": kind,
            "id": f"f-{kind}",
            "value": "",
            "locale": "zh",
            "complaints": ["请填写"],
            "required": True,
            "calculated": False,
            "disabled": False,
            "options": OPTIONS if kind in GROUPS else [],
            "picker_url": "/pick",
        } | state
        control = environment.get_template(f"widgets/{kind}.html").render(context)
        label = f"<span>{kind}</span>" if kind in GROUPS else f"<label for='f-{kind}'>{kind}</label>"
        controls.append(
            f"<div>{label}<p id='f-{kind}-hint'>提示</p><p id='f-{kind}-error'>请填写</p>{control}</div>"
        )
    return (
        "<!doctype html><html lang='zh'><title>控件</title><main><h1>控件</h1>"
        f"<form>{''.join(controls)}<button>提交</button></form></main></html>"
    )


def test_axe_finds_nothing_serious(desk, axe_script):
    tab = desk.new_page()
    for state in ({}, {"options": OPTIONS}, {"calculated": True}, {"value": "k", "label": "某人"}):
        tab.set_content(page(**state))
        tab.evaluate(axe_script)
        found = tab.evaluate(
            "async () => (await axe.run()).violations.filter(each => ['serious', 'critical']"
            ".includes(each.impact)).map(each => [each.id, ...each.nodes.map(node => node.html)])"
        )
        assert found == [], state


def test_what_is_put_in_is_sent_and_read(desk):
    tab = desk.new_page()
    tab.set_content(page())
    tab.fill("#f-money", "12,345。6元")
    tab.fill("#f-date", "2026-03-05")
    tab.fill("#f-datetime", "2026-03-05T09:30")
    tab.fill("#f-period", "2026-04")
    tab.check("#f-bool input[value=false]")
    tab.check("#f-choices input[value=cash]")
    tab.check("#f-choice input[value=cash]")
    sent = tab.evaluate("[...new FormData(document.forms[0]).entries()].filter(each => each[1] !== '')")
    given: dict[str, list[str]] = {}
    for name, value in sent:
        if isinstance(value, str):
            given.setdefault(name, []).append(value)
    shown = {
        name: kind.shown(kind.read(raw, field_of(name)), field_of(name), "zh")
        for name, raw in given.items()
        if (kind := built_in().kinds[name])
    }
    assert shown == {
        "money": "12,345.60",
        "date": "2026-03-05",
        "datetime": "2026-03-05 09:30",
        "period": "2026-04",
        "bool": "否",
        "choice": "现金",
        "choices": "现金、村务卡",
    }
