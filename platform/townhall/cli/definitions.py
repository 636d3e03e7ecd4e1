"""What can be asked about definitions: are they sound, do they do what they say, put them in force?"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from townhall import bootstrap
from townhall.cli.asked import Asked, asked, verdict
from townhall.cli.reader import command, option
from townhall.cli.rehearsing import Rehearsed, rehearsed, told_failures
from townhall.compiler.kinds import KINDS
from townhall.compiler.vocabulary import schema_for
from townhall.kernel.problems import Problem
from townhall.kernel.text import Locale, Text
from townhall.office import publishing


@command(
    "check",
    "检查定义，逐条说明问题在哪里、怎么改。\n\nPATHS是定义的文件夹；不写就检查自带的。一个文件夹和它所依据的自带定义一起检查。",
    "Tell every problem of the definitions, with its place and a way out.\n\nPATHS are folders of"
    " definitions; the shipped ones are checked when none is given. A folder is checked together with"
    " the shipped definitions it builds on.",
)
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    zh="给人读（text），或给程序读（json）。",
    en="For people (text) or for programs (json).",
)
@asked
def check(asked: Asked, paths: tuple[Path, ...], form: str) -> None:
    """Tell every problem; leaves with 1 where there is one."""
    plugged = bootstrap.catalog(asked.settings)
    shipped = asked.settings.definitions_directory
    own = tuple(path for path in paths if not path.resolve().is_relative_to(shipped.resolve()))
    with asked.progress() as bars:
        told = bootstrap.checked(
            (shipped, *own),
            plugged,
            lambda done, total: bars.step(Text("检查各镇", "Towns checked"), done, total),
        )
    found = told.problems
    if form == "json":
        click.echo(json.dumps([_as_json(one, asked.locale) for one in found], ensure_ascii=False, indent=1))
    else:
        for one in found:
            click.echo(one.line(asked.locale))
        if told.idle:
            click.echo(asked.say(_idle(told.idle)), err=True)
        click.echo(asked.say(verdict(len(found))), err=True)
    sys.exit(1 if found else 0)


def _idle(packs: tuple[str, ...]) -> Text:
    """A note, no mistake: packs that are checked and that nobody works by."""
    return Text(
        f"说明：没有乡镇采用这些包：{'、'.join(packs)}。要采用，请写进towns/<镇>/town.yaml的packs。",
        f"Note: no town adopts {', '.join(packs)}. To adopt one, name it in packs of towns/<town>/town.yaml.",
    )


def _as_json(one: Problem, locale: Locale) -> dict[str, Any]:
    mark = one.mark
    return {
        "file": mark.file,
        "line": mark.line,
        "column": mark.column,
        "code": one.code,
        "message": one.sentence(locale),
    }


@command(
    "test",
    "演练情景：在真正的办事流程上、在内存里，逐步走一遍。\n\nPATHS是文件夹或单个情景；不写就演自带的全部。",
    "Play scenarios on the real office, in memory.\n\nPATHS are folders or single scenarios; all of the"
    " shipped ones are played when none is given.",
)
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@option("--town", "only", default=None, zh="只演这个镇的。", en="Only the scenarios of this town.")
@asked
def test(asked: Asked, paths: tuple[Path, ...], only: str | None) -> None:
    """Play scenarios; leaves with 1 where one fails."""
    found = rehearsed(asked, paths, only)
    told_failures(asked, found.failures)
    click.echo(asked.say(found.say))
    sys.exit(1 if found.failures else 0)


@command(
    "schema",
    "给出某种定义的JSON Schema，供编辑器提示和检查；不写KIND就给全部。",
    "Give the JSON Schema of a KIND of definition, or all of them, for editors.",
)
@click.argument("kind", type=click.Choice(sorted(KINDS)), required=False)
@option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    zh="全部写到这个文件夹。",
    en="Write all schemas there.",
)
@asked
def schema(asked: Asked, kind: str | None, into: Path | None) -> None:
    """Write schemas out."""
    plugged = bootstrap.catalog(asked.settings)
    wanted = (kind,) if kind else tuple(sorted(KINDS))
    if into is not None:
        into.mkdir(parents=True, exist_ok=True)
    for one in wanted:
        text = json.dumps(schema_for(one, plugged), ensure_ascii=False, indent=2)
        if into is None:
            click.echo(text)
        else:
            (into / f"{one}.schema.json").write_text(text + "\n", encoding="utf-8")
            click.echo(str(into / f"{one}.schema.json"))


@command(
    "publish",
    "编译TOWN的定义，演练全部情景，然后发布生效。",
    "Compile TOWN, rehearse its scenarios, and put the release in force.",
)
@click.argument("town")
@option(
    "--from",
    "since",
    type=click.DateTime(("%Y-%m-%d",)),
    zh="从哪天起生效（不写就是今天）。",
    en="First day in force (default today).",
)
@option("--approved-by", required=True, zh="谁批准的。", en="Who approved it.")
@option("--note", default="", zh="改了什么，一句话。", en="What changed, in a line.")
@asked
def publish(asked: Asked, town: str, since: datetime | None, approved_by: str, note: str) -> None:
    """Put a release in force, if it has no problem and every scenario goes as it says."""
    known = bootstrap.towns(asked.settings)
    if town not in known:
        raise asked.failed(
            f"没有叫{town}的镇。有：{'、'.join(known)}。",
            f"No town is called {town}. There are: {', '.join(known)}.",
        )
    plugged = bootstrap.catalog(asked.settings)
    found = bootstrap.compiled(asked.settings, plugged, town)
    asked.stop_at(found.problems)
    production = bootstrap.production(asked.settings, plugged, found)
    played = Rehearsed()
    with asked.progress() as bars:
        played.play_all(found.scenarios, production, bars, town)
    if played.failures:
        told_failures(asked, played.failures)
        raise asked.failed("情景演练没有通过，未发布。", "Scenarios failed; nothing was published.")
    with asked.hall() as hall:
        publication = publishing.publish(
            hall,
            production.release,
            production.blueprint,
            since=since.date() if since else hall.today(),
            approved_by=approved_by,
            note=note,
        )
    title, day = production.blueprint.town.title, publication.effective_from
    release = publication.release[:12]
    click.echo(
        asked.say(
            Text(
                f"{title.zh}（{publication.town}）的新版定义{release}自{day}起生效。",
                f"Release {release} of {title.en} ({publication.town}) is in force from {day} on.",
            )
        )
    )
