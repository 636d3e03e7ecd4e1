"""What can be asked of Townhall on the command line?"""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from townhall import bootstrap
from townhall.compiler.kinds import KINDS
from townhall.compiler.vocabulary import schema_for
from townhall.kernel.problems import Problem
from townhall.kernel.text import LOCALES, Locale, Text
from townhall.office import appointing, demonstrating, publishing, signing_in, working
from townhall.office.verifying import verify as verify_cases
from townhall.ports.hall import Hall
from townhall.record.refusals import Refused
from townhall.rehearsal.demo import DEMO_PASSWORD, build_demo
from townhall.rehearsal.playing import Failure, play
from townhall.settings import BadSetting, Settings

DEMO_SEED = 2026


@click.group()
@click.version_option(version("townhall"), prog_name="townhall")
@click.option("--locale", type=click.Choice(LOCALES), default=None, help="Language of messages (zh or en).")
@click.pass_context
def main(context: click.Context, locale: Locale | None) -> None:
    """Townhall: definitions become a running office."""
    try:
        settings = Settings.from_environment(os.environ)
    except BadSetting as wrong:
        raise click.ClickException(str(wrong)) from wrong
    context.obj = _Asked(settings, locale or settings.locale)


class _Asked:
    """What every command gets: the settings, the reader's language, a console."""

    def __init__(self, settings: Settings, locale: str) -> None:
        self.settings = settings
        self.locale: Locale = "en" if locale == "en" else "zh"
        self.console = Console(stderr=True)

    def say(self, text: Text) -> str:
        """The words in the reader's language."""
        return text.in_locale(self.locale)

    @contextmanager
    def hall(self) -> Iterator[Hall]:
        """An open hall; what it refuses is said in words."""
        opened = bootstrap.open_hall(self.settings)
        try:
            yield opened
        except Refused as refused:
            raise click.ClickException(self.say(refused.say)) from refused
        finally:
            opened.close()

    @contextmanager
    def progress(self) -> Iterator[_Bars]:
        """Progress bars for work over two seconds."""
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=self.console) as drawn:
            yield _Bars(drawn, self.locale)


class _Bars:
    """Draws one bar for each kind of work that reports."""

    def __init__(self, drawn: Progress, locale: Locale) -> None:
        self._drawn, self._locale = drawn, locale
        self._bars: dict[str, Any] = {}

    def step(self, title: Text, done: int, total: int) -> None:
        """So much of it is done."""
        words = title.in_locale(self._locale)
        if words not in self._bars:
            self._bars[words] = self._drawn.add_task(words, total=total)
        self._drawn.update(self._bars[words], completed=done, total=total)


asked = click.make_pass_decorator(_Asked)


# -- definitions -----------------------------------------------------------------------------------------


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text")
@asked
def check(asked: _Asked, paths: tuple[Path, ...], form: str) -> None:
    """Tell every problem of the definitions, with its place and a way out.

    PATHS are folders of definitions; the shipped ones are checked when none is given. A folder is checked
    together with the shipped definitions it builds on.
    """
    plugged = bootstrap.catalog(asked.settings)
    found = bootstrap.problems(_roots(asked.settings, paths), plugged)
    if form == "json":
        click.echo(json.dumps([_as_json(one, asked.locale) for one in found], ensure_ascii=False, indent=1))
    else:
        for one in found:
            click.echo(one.line(asked.locale))
        click.echo(asked.say(_verdict(len(found))), err=True)
    sys.exit(1 if found else 0)


def _roots(settings: Settings, paths: tuple[Path, ...]) -> tuple[Path, ...]:
    shipped = settings.definitions_directory.resolve()
    own = tuple(path for path in paths if not path.resolve().is_relative_to(shipped))
    return (settings.definitions_directory, *own)


def _verdict(count: int) -> Text:
    if not count:
        return Text("没有问题。", "No problems.")
    return Text(f"共{count}个问题。", f"{count} problems.")


def _as_json(one: Problem, locale: Locale) -> dict[str, Any]:
    mark = one.mark
    return {
        "file": mark.file,
        "line": mark.line,
        "column": mark.column,
        "code": one.code,
        "message": one.sentence(locale),
    }


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--town", "only", default=None, help="Only the scenarios of this town.")
@asked
def test(asked: _Asked, paths: tuple[Path, ...], only: str | None) -> None:
    """Play the scenarios (of the shipped definitions, or below PATHS) on the real office, in memory."""
    plugged = bootstrap.catalog(asked.settings)
    roots = _roots(asked.settings, paths)[1:]
    failures: list[Failure] = []
    played = 0
    for town in bootstrap.towns(asked.settings, *roots):
        if only not in (None, town):
            continue
        found = bootstrap.compiled(asked.settings, plugged, town, *roots)
        _stop_at_problems(asked, found.problems)
        production = bootstrap.production(asked.settings, plugged, found)
        with asked.progress() as bars:
            for number, scenario in enumerate(found.scenarios, 1):
                if _is_asked_for(scenario.file, paths, asked.settings):
                    failures.extend(play(scenario, production))
                    played += 1
                bars.step(Text(f"{town} 情景演练", f"{town} scenarios"), number, len(found.scenarios))
    for one in failures:
        click.echo(f"{one.place} {one.scenario}: {asked.say(one.say)}")
    if not played:
        raise click.ClickException(asked.say(Text("那里没有情景。", "There are no scenarios there.")))
    passed = played - len(failures)
    click.echo(f"{passed} passed, {len(failures)} failed")
    sys.exit(1 if failures else 0)


def _is_asked_for(file: str, paths: tuple[Path, ...], settings: Settings) -> bool:
    """Whether a scenario's file (named from its root of definitions) lies at or below one of the paths."""
    places = [(root / file).resolve() for root in _roots(settings, paths)]
    found = [place for place in places if place.exists()]
    return not paths or any(place.is_relative_to(path.resolve()) for place in found for path in paths)


def _stop_at_problems(asked: _Asked, problems: Iterable[Problem]) -> None:
    lines = [one.line(asked.locale) for one in problems]
    if lines:
        click.echo("\n".join(lines))
        raise click.ClickException(asked.say(_verdict(len(lines))))


@main.command()
@click.argument("kind", type=click.Choice(sorted(KINDS)), required=False)
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), help="Write all schemas there.")
@asked
def schema(asked: _Asked, kind: str | None, into: Path | None) -> None:
    """Give the JSON Schema of a KIND of definition, or all of them, for editors."""
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


@main.command()
@click.argument("town")
@click.option(
    "--from", "since", type=click.DateTime(("%Y-%m-%d",)), help="First day in force (default today)."
)
@click.option("--approved-by", required=True, help="Who approved it.")
@click.option("--note", default="", help="What changed, in a line.")
@asked
def publish(asked: _Asked, town: str, since: Any, approved_by: str, note: str) -> None:
    """Compile TOWN, rehearse its scenarios, and put the release in force."""
    plugged = bootstrap.catalog(asked.settings)
    if town not in bootstrap.towns(asked.settings):
        raise click.ClickException(asked.say(Text(f"没有叫{town}的镇。", f"No town is called {town}.")))
    found = bootstrap.compiled(asked.settings, plugged, town)
    _stop_at_problems(asked, found.problems)
    production = bootstrap.production(asked.settings, plugged, found)
    failures = [failure for scenario in found.scenarios for failure in play(scenario, production)]
    if failures:
        for one in failures:
            click.echo(f"{one.place} {one.scenario}: {asked.say(one.say)}")
        raise click.ClickException(
            asked.say(Text("情景演练没有通过,未发布。", "Scenarios failed; nothing was published."))
        )
    with asked.hall() as hall:
        publication = publishing.publish(
            hall,
            production.release,
            production.blueprint,
            since=since.date() if since else hall.today(),
            approved_by=approved_by,
            note=note,
        )
    click.echo(f"{publication.town} {publication.release[:12]} {publication.effective_from}")


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@asked
def appoint(asked: _Asked, file: Path) -> None:
    """Put people at posts from a CSV FILE, all or nothing.

    Columns: login, name, phone, town, post, portfolio, unit, since, responsible_for (unit codes apart by
    spaces). A login that is known already gets a further post.
    """
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    with asked.hall() as hall:
        added = appointing.appoint_rows(hall, rows)
    click.echo(
        asked.say(
            Text(
                f"新增{added.people}人,任职{added.holdings}项。请用 townhall password 设置密码。",
                f"{added.people} people added, {added.holdings} posts filled. Set passwords with "
                "townhall password.",
            )
        )
    )


@main.command()
@click.argument("login")
@asked
def password(asked: _Asked, login: str) -> None:
    """Set the password of LOGIN; all their sessions end."""
    new = click.prompt(asked.say(Text("新密码", "New password")), hide_input=True, confirmation_prompt=True)
    with asked.hall() as hall:
        signing_in.reset_password(hall, login, new)


# -- running ---------------------------------------------------------------------------------------------


@main.command()
@asked
def migrate(asked: _Asked) -> None:
    """Bring the database to this version's tables."""
    bootstrap.prepare_database(asked.settings)
    click.echo(asked.say(Text("数据库已就绪。", "The database is ready.")))


@main.command()
@click.option("--host", default="127.0.0.1")
@click.option("--port", default=8000)
@click.option("--workers", default=2)
@asked
def serve(asked: _Asked, host: str, port: int, workers: int) -> None:
    """Serve the web pages until stopped."""
    bootstrap.prepare_database(asked.settings)
    os.execv(sys.executable, _server(host, port, workers))  # noqa: S606  # our own arguments


def _server(host: str, port: int, workers: int) -> list[str]:
    return [
        sys.executable,
        "-m",
        "gunicorn",
        "--worker-class",
        "gthread",
        "--workers",
        str(workers),
        "--threads",
        "8",
        "--bind",
        f"{host}:{port}",
        "--access-logfile",
        "/dev/null",
        "townhall.wsgi:application()",
    ]


@main.command()
@click.option("--once", is_flag=True, help="One round, then stop.")
@click.option("--every", default=30, help="Seconds between rounds.")
@asked
def work(asked: _Asked, once: bool, every: int) -> None:
    """Do what is due: end publicity, ask again where a post was empty."""
    with asked.hall() as hall:
        while True:
            hall.attend()
            done = working.work(hall)
            for case, why in done.stuck:
                click.echo(f"{case}: {why}", err=True)
            if done.ended or done.asked_again or once:
                click.echo(
                    asked.say(
                        Text(
                            f"结束公示{done.ended}件,重新派办{done.asked_again}件",
                            f"{done.ended} publicities ended, {done.asked_again} cases asked again",
                        )
                    )
                )
            if once:
                return
            time.sleep(every)


@main.command()
@click.option("--seed", default=DEMO_SEED, help="The same number makes the same town.")
@click.option("--host", default="127.0.0.1")
@click.option("--port", default=8000)
@click.option("--no-serve", is_flag=True, help="Only make the database.")
@asked
def demo(asked: _Asked, seed: int, host: str, port: int, no_serve: bool) -> None:
    """Make the demo town (in a database where nobody holds a post yet) and serve it."""
    bootstrap.prepare_database(asked.settings)
    with asked.hall() as hall:
        if not demonstrating.is_demo(hall):
            _make_demo(asked, hall, seed)
    if no_serve:
        return
    address = f"http://{host}:{port}"
    click.echo(asked.say(Text(f"演示已就绪:{address}", f"The demo is ready: {address}")))
    click.echo(
        asked.say(Text(f"所有演示人员的密码:{DEMO_PASSWORD}", f"Password of everyone: {DEMO_PASSWORD}"))
    )
    environment = {
        **os.environ,
        "TOWNHALL_PUBLIC_BASE_URL": os.environ.get("TOWNHALL_PUBLIC_BASE_URL", address),
    }
    worker = subprocess.Popen(  # our own program
        [sys.executable, "-m", "townhall.cli", "work", "--every", "5"], env=environment
    )
    try:
        subprocess.run(_server(host, port, 2), env=environment, check=False)  # noqa: S603  # our own program
    finally:
        worker.terminate()
        worker.wait()


def _make_demo(asked: _Asked, hall: Hall, seed: int) -> None:
    plugged = bootstrap.catalog(asked.settings)
    since = date(hall.today().year - 1, 1, 1)
    with hall.archive(read_only=True) as archive:
        founded = archive.towns()
    for town in bootstrap.towns(asked.settings):
        if town in founded:
            continue
        found = bootstrap.compiled(asked.settings, plugged, town)
        _stop_at_problems(asked, found.problems)
        production = bootstrap.production(asked.settings, plugged, found)
        publishing.found_town(hall, production.release, production.blueprint, since=since)
    with asked.progress() as bars:
        summary = build_demo(hall, seed=seed, progress=bars)
    click.echo(asked.say(summary.say))


@main.command()
@asked
def verify(asked: _Asked) -> None:
    """Check every case's chain of events, and that each case is what its events tell."""
    with asked.hall() as hall, asked.progress() as bars:
        found = verify_cases(hall, lambda done, total: bars.step(Text("核验", "Verifying"), done, total))
    for one in found.breaks:
        click.echo(f"{one.case} #{one.seq} {one.why}")
    click.echo(
        asked.say(
            Text(
                f"核验{found.cases}件、{found.events}条记录,发现{len(found.breaks)}处断裂",
                f"{found.cases} cases, {found.events} events verified, {len(found.breaks)} breaks",
            )
        )
    )
    sys.exit(1 if found.breaks else 0)


if __name__ == "__main__":
    main()
