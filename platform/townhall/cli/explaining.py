"""Where does an effective value come from: said in words for a person, or as JSON for a program?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from townhall import bootstrap
from townhall.cli.asked import Asked, asked, verdict
from townhall.cli.reader import command, option
from townhall.compiler.explaining import Bound, Change, Explained, Written
from townhall.compiler.finding import Lost
from townhall.compiler.marked import plain
from townhall.kernel.marks import Mark
from townhall.kernel.text import Locale, Text

LONGEST = 72
"""Characters of a value in a list."""

HOMES = {
    "base": Text("各业务包共用的{what}", "{what}, which all packs share"),
    "pack": Text("业务包{of}的{what}", "{what} of the pack {of}"),
    "town": Text("{of}自己的文件", "the file of {of} itself"),
    "overlay": Text("{of}的覆盖", "the overlay of {of}"),
}
DID = {
    "set": Text("{by}改成了现在的样子", "{by} changed it"),
    "add": Text("{by}加上的", "{by} added it"),
    "remove": Text("{by}去掉了其中一项", "{by} took something out"),
}


@command(
    "explain",
    "说明定义里一处的值从哪里来：写在哪个文件第几行、哪个镇改过、为什么改、受哪条底线约束。\n\nPATH是路径，如param/tier_2、"
    "chain/town_payment/steps/specialist/within、form/village_fund_payment/fields/amount/required。",
    "Tell where an effective value comes from: its file and line, which town changed it and why, and the"
    " floor that bounds it.\n\nPATH is a path such as param/tier_2,"
    " chain/town_payment/steps/specialist/within or form/village_fund_payment/fields/amount/required.",
)
@click.argument("path")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@option(
    "--town",
    default=None,
    zh="只说这个镇的（不写就说各镇的）。",
    en="Only this town (all of them when not given).",
)
@option(
    "--on",
    "day",
    type=click.DateTime(("%Y-%m-%d",)),
    zh="按哪一天说（不写就是今天）。",
    en="For which day (default today).",
)
@option("--json", "as_json", is_flag=True, zh="给程序读。", en="For programs.")
@asked
def explain(
    asked: Asked, path: str, paths: tuple[Path, ...], town: str | None, day: datetime | None, as_json: bool
) -> None:
    """Explain one path; leaves with 1 where it leads nowhere."""
    settings = asked.settings
    known = bootstrap.towns(settings, *paths)
    if town is not None and town not in known:
        raise asked.failed(
            f"没有叫{town}的镇。有：{'、'.join(known)}。",
            f"No town is called {town}. There are: {', '.join(known)}.",
        )
    on = day.date() if day is not None else bootstrap.today()
    found, problems = bootstrap.explained(settings, (town,) if town else known, path, on, *paths)
    told = [one for one in found if isinstance(one, Explained)]
    if not told:
        raise click.ClickException(
            asked.say(_lost(path, next(one for one in found if isinstance(one, Lost))))
        )
    if as_json:
        click.echo(json.dumps([_as_json(one) for one in told], ensure_ascii=False, indent=1))
    else:
        click.echo("\n\n".join("\n".join(_lines(asked, same, on)) for same in _alike(told)))
    if problems:
        click.echo(asked.say(verdict(problems)), err=True)


def _lost(path: str, lost: Lost) -> Text:
    """A path that leads nowhere."""
    listed = "、".join(lost.known), ", ".join(lost.known)
    if not lost.holder:
        return Text(
            f"没有“{lost.part}”。路径以种类和名称开头，是不是指：{listed[0]}？",
            f"There is no '{lost.part}'. A path begins with a kind and a name. Did you mean: {listed[1]}?",
        )
    return Text(
        f"路径“{path}”在“{lost.part}”断了：{lost.holder}里没有它。这里有：{listed[0]}。",
        f"The path '{path}' stops at '{lost.part}': {lost.holder} does not hold it. There is: {listed[1]}.",
    )


def _alike(told: Sequence[Explained]) -> list[list[Explained]]:
    """Towns for which the same is to be said, together."""
    found: dict[tuple[Any, ...], list[Explained]] = {}
    for one in told:
        said = (str(plain(one.value)), one.written, one.changes, one.floors, one.dated)
        found.setdefault(tuple(map(repr, said)), []).append(one)
    return list(found.values())


def _lines(asked: Asked, same: Sequence[Explained], on: date) -> Iterator[str]:
    """What is said of a path for towns that are alike."""
    one, say = same[0], asked.say
    gap = "、" if asked.locale == "zh" else ", "
    title = f" {say(one.title)}" if one.title else ""
    towns = gap.join(say(other.town_title) for other in same)
    yield say(Text(f"{one.path}{title}（{towns}）", f"{one.path}{title} ({towns})"))
    if one.dated:
        yield from _dated(asked, one, on)
    elif one.parts:
        yield say(Text(f"写在：{_place(one.written).zh}", f"written in: {_place(one.written).en}"))
        for key, value, written in one.parts:
            yield f"  {key}: {_short(value, asked.locale)}  {written.mark}"
    else:
        yield say(
            Text(f"现在是：{_short(one.value, asked.locale)}", f"it is: {_short(one.value, asked.locale)}")
        )
        yield say(Text(f"写在：{_place(one.written).zh}", f"written in: {_place(one.written).en}"))
    for through in one.through:
        yield say(
            Text(
                f"经由：{through.definition}（{through.mark}）",
                f"through: {through.definition} ({through.mark})",
            )
        )
    for change in one.changes:
        yield from _change(asked, change)
    for floor in one.floors:
        yield _floor(asked, floor)


def _dated(asked: Asked, one: Explained, on: date) -> Iterator[str]:
    """The values of a param, each with its day; which of them is in force."""
    now = next((dated for dated in one.dated if dated.in_force), None)
    value = "—" if now is None else _short(now.value, asked.locale)
    yield asked.say(Text(f"{on}起作用的值：{value}", f"in force on {on}: {value}"))
    for dated in one.dated:
        place, value = _place(dated.written), _short(dated.value, asked.locale)
        yield asked.say(
            Text(
                f"  自{dated.since}起 {value}（{dated.source}），写在{place.zh}",
                f"  from {dated.since} on {value} ({dated.source}), written in {place.en}",
            )
        )


def _change(asked: Asked, one: Change) -> Iterator[str]:
    """What an overlay did, and why."""
    did = DID[one.what]
    yield asked.say(
        Text(
            f"改动：{did.zh.format(by=one.by)}（{one.mark}，{one.path}）",
            f"change: {did.en.format(by=one.by)} ({one.mark}, {one.path})",
        )
    )
    if one.was_at is not None:
        was = _short(one.was, asked.locale)
        yield asked.say(Text(f"  原来是：{was}（{one.was_at}）", f"  it was: {was} ({one.was_at})"))
    if one.why:
        yield asked.say(Text(f"  因为：{one.why.zh}", f"  because: {one.why.en}"))


def _floor(asked: Asked, one: Bound) -> str:
    """A floor in words."""
    why_zh, why_en = (f"：{one.why.zh}", f": {one.why.en}") if one.why else ("", "")
    return asked.say(
        Text(
            f"底线：{one.by}规定{one.path}{one.says.zh}（{one.mark}）{why_zh}",
            f"floor: {one.by} says that {one.path} {one.says.en} ({one.mark}){why_en}",
        )
    )


def _place(one: Written) -> Text:
    """Where something is written, and whose that is."""
    home = HOMES[one.home]
    words = {"of": one.of, "what": one.definition or one.mark.file}
    return Text(f"{one.mark}，{home.zh.format(**words)}", f"{one.mark}, {home.en.format(**words)}")


def _short(value: Any, locale: Locale) -> str:
    """A value in one line, as a definition writes it."""
    if isinstance(value, str):
        said = " ".join(value.split())
    elif isinstance(value, Mapping) and "zh" in value:
        said = str(value.get(locale) or value["zh"])
    else:
        said = json.dumps(plain(value), ensure_ascii=False)
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"


def _as_json(one: Explained) -> dict[str, Any]:
    return {
        "path": one.path,
        "town": one.town,
        "value": plain(one.value),
        "written": _written(one.written),
        "through": [_written(through) for through in one.through],
        "changes": [
            {
                "path": change.path, "what": change.what, "by": change.by, "why": _both(change.why),
                "was": plain(change.was), "was_at": _mark(change.was_at), **(_mark(change.mark) or {}),
            }
            for change in one.changes
        ],
        "floors": [
            {
                "path": floor.path, "says": _both(floor.says), "by": floor.by, "why": _both(floor.why),
                **(_mark(floor.mark) or {}),
            }
            for floor in one.floors
        ],
        "dated": [
            {
                "from": dated.since.isoformat(), "value": plain(dated.value), "source": dated.source,
                "in_force": dated.in_force, "written": _written(dated.written),
            }
            for dated in one.dated
        ],
    }  # fmt: skip


def _written(one: Written) -> dict[str, Any]:
    return {"definition": one.definition, "home": one.home, "of": one.of, **(_mark(one.mark) or {})}


def _mark(one: Mark | None) -> dict[str, Any] | None:
    return None if one is None else {"file": one.file, "line": one.line, "column": one.column}


def _both(one: Text) -> dict[str, str]:
    return {"zh": one.zh, "en": one.en}
