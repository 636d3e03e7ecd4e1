"""How is the demo town made and shown?"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from datetime import date

import click

from townhall import bootstrap
from townhall.cli.asked import Asked, asked
from townhall.cli.reader import command, option
from townhall.cli.serving import free_port, server
from townhall.kernel.text import Text
from townhall.office import demonstrating, publishing
from townhall.ports.hall import Hall
from townhall.rehearsal.demo import DEMO_PASSWORD, build_demo

DEMO_SEED = 2026


@command(
    "demo",
    "建一个演示镇（在还没有人任职的数据库里），并打开网页。",
    "Make the demo town (in a database where nobody holds a post yet) and serve it.",
)
@option("--seed", default=DEMO_SEED, zh="同一个数造出同一个镇。", en="The same number makes the same town.")
@option("--host", default="127.0.0.1", zh="在哪个地址上。", en="On which address.")
@option("--port", default=8000, zh="在哪个端口上。", en="On which port.")
@option("--no-serve", is_flag=True, zh="只建数据库。", en="Only make the database.")
@asked
def demo(asked: Asked, seed: int, host: str, port: int, no_serve: bool) -> None:
    """Make the demo town and serve it, with a worker beside it."""
    if not no_serve:
        free_port(asked, host, port)
    asked.prepare_database()
    with asked.hall() as hall:
        if not demonstrating.is_demo(hall):
            _make(asked, hall, seed)
    if no_serve:
        return
    address = f"http://{host}:{port}"
    click.echo(asked.say(Text(f"演示已就绪：{address}", f"The demo is ready: {address}")))
    click.echo(
        asked.say(Text(f"所有演示人员的密码：{DEMO_PASSWORD}", f"Password of everyone: {DEMO_PASSWORD}"))
    )
    environment = {
        **os.environ,
        "TOWNHALL_PUBLIC_BASE_URL": os.environ.get("TOWNHALL_PUBLIC_BASE_URL", address),
    }
    worker = [sys.executable, "-m", "townhall.cli", "work", "--every", "5"]
    until_stopped(environment, server(host, port, 2), worker)


def until_stopped(environment: Mapping[str, str], *commands: list[str]) -> None:
    """Run programs beside each other until the first ends or somebody stops us; none outlives us."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    started = [subprocess.Popen(one, env=environment) for one in commands]  # noqa: S603  # our own programs
    try:
        started[0].wait()
    finally:
        for one in started:
            one.terminate()
        for one in started:
            one.wait()


def _make(asked: Asked, hall: Hall, seed: int) -> None:
    plugged = bootstrap.catalog(asked.settings)
    since = date(hall.today().year - 1, 1, 1)
    with hall.archive(read_only=True) as archive:
        founded = archive.towns()
    for town in bootstrap.towns(asked.settings):
        if town in founded:
            continue
        found = bootstrap.compiled(asked.settings, plugged, town)
        asked.stop_at(found.problems)
        production = bootstrap.production(asked.settings, plugged, found)
        publishing.found_town(hall, production.release, production.blueprint, since=since)
    with asked.progress() as bars:
        summary = build_demo(hall, seed=seed, progress=bars)
    click.echo(asked.say(summary.say))
