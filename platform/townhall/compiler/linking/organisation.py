"""Do posts, departments, hooks, params and calendars speak of things that exist?"""

from __future__ import annotations

from datetime import date

from townhall.compiler.building.params import param_value
from townhall.compiler.linking.groups import flat
from townhall.compiler.linking.later import note_later
from townhall.compiler.linking.linker import Linker
from townhall.compiler.linking.scopes import case_roots, options_of, sheet_names
from townhall.compiler.linking.sheets import Sheets
from townhall.compiler.marked import Map, items_of
from townhall.compiler.reading import Definition
from townhall.kernel.marks import Mark
from townhall.spec.catalog import Unreadable
from townhall.spec.towns import UNIT_KINDS


def check_post(linker: Linker, sheets: Sheets, definition: Definition) -> None:
    """A post sits at kinds of unit that exist and keeps its distance from posts that exist."""
    body = definition.body
    kinds = UNIT_KINDS | set(linker.library.names("department"))
    for key in ("at", "responsible_for"):
        for kind, mark in items_of(body, key):
            if kind not in kinds and not linker.is_excused(f"department/{kind}"):
                linker.unknown(str(kind), mark, kinds)
    for key in ("not_with", "not_related_to"):
        for name, mark in items_of(body, key):
            linker.find("post", name, mark)
    if "superior" in body:
        sheets.post(body, "superior")


def check_hook(sheets: Sheets, definition: Definition, body: Map) -> None:
    """A hook that runs by hand: who answers, what may be answered, what is entered."""
    linker = sheets.linker
    if note_later(linker, "hook", body):
        return
    if "manual" not in body["modes"]:
        linker.note("TH223", body.value_mark("modes"), what=f"modes: {', '.join(body['modes'])}")
        return
    for key in ("answered_by", "outcomes"):
        if key not in body:
            linker.note("TH110", definition.mark, key=key)
    if "answered_by" in body:
        sheets.post(body, "answered_by")
    returns = body.get("returns")
    if isinstance(returns, Map):
        fields = [(name, one) for name, one, _ in flat(returns)]
        names = sheet_names(sheets.types, fields, {}, case_roots(sheets.types))
        names = names.with_roots(choice=options_of(body.get("outcomes") or ()))
        for name, one in fields:
            sheets.field(name, one, names)


def check_param(linker: Linker, sheets: Sheets, definition: Definition) -> None:
    """A param's values are of its kind, from days that exist."""
    body = definition.body
    if body["kind"] == "choice" and "of" not in body:
        linker.note("TH110", definition.mark, key="of")
        return
    for day, one in body["dated"].maps():
        check_day(linker, day, body["dated"].key_mark(day))
        try:
            value = param_value(sheets.types.bench, body, one["value"])
        except Unreadable as failed:
            said = failed.say
            linker.note(
                "TH239", one.value_mark("value"), name=definition.name, found=one["value"],
                why_zh=said.zh, why=said.en,
            )  # fmt: skip
        except ValueError:
            linker.note(
                "TH126", one.value_mark("value"), found=one["value"],
                wanted_zh="一段时间，如 7 days、3 workdays",
                wanted="a stretch of time such as 7 days, 3 workdays",
            )  # fmt: skip
        else:
            if isinstance(value, bool) != (body["kind"] == "bool"):
                linker.note("TH305", one.value_mark("value"), word=one["value"], wanted=body["kind"])


def check_calendar(linker: Linker, definition: Definition) -> None:
    """A calendar's days exist."""
    body = definition.body
    check_day(linker, str(body["until"]), body.value_mark("until"))
    for key in ("holidays", "extra_workdays"):
        for day, mark in items_of(body, key):
            check_day(linker, str(day), mark)
    both = set(body.get("holidays") or ()) & set(body.get("extra_workdays") or ())
    for day in sorted(both):
        linker.note("TH258", body.key_mark("extra_workdays"), day=day)


def check_day(linker: Linker, written: str, mark: Mark) -> bool:
    """Whether a day is in the calendar at all."""
    try:
        date.fromisoformat(written)
    except ValueError:
        linker.note("TH126", mark, found=written, wanted_zh="一个真实的日期", wanted="a day that exists")
        return False
    return True
