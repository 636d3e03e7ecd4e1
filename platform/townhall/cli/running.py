"""How is the office kept running: its tables, its pages, its worker, its trail?"""

from __future__ import annotations

import os
import sys
import time

import click

from townhall.cli.asked import Asked, asked
from townhall.cli.reader import command, option
from townhall.cli.serving import free_port, server
from townhall.kernel.text import Text, counted
from townhall.office import working
from townhall.office.verifying import BROKEN
from townhall.office.verifying import verify as verify_cases


@command("migrate", "让数据库的表合于这个版本。", "Bring the database to this version's tables.")
@asked
def migrate(asked: Asked) -> None:
    """Make or change tables."""
    asked.prepare_database()
    click.echo(asked.say(Text("数据库已就绪。", "The database is ready.")))


@command("serve", "提供网页，直到停止。", "Serve the web pages until stopped.")
@option("--host", default="127.0.0.1", zh="在哪个地址上。", en="On which address.")
@option("--port", default=8000, zh="在哪个端口上。", en="On which port.")
@option("--workers", default=2, zh="几个进程。", en="How many processes.")
@asked
def serve(asked: Asked, host: str, port: int, workers: int) -> None:
    """Become the web server."""
    free_port(asked, host, port)
    asked.prepare_database()
    with asked.hall():  # what stands in the way is said here once, not by each process
        pass
    os.execv(sys.executable, server(host, port, workers))  # noqa: S606  # our own arguments


@command(
    "work",
    "办到期的事：结束公示，岗位曾空缺的重新派办。",
    "Do what is due: end publicity, ask again where a post was empty.",
)
@option("--once", is_flag=True, zh="只办一轮。", en="One round, then stop.")
@option("--every", default=30, zh="每轮间隔几秒。", en="Seconds between rounds.")
@asked
def work(asked: Asked, once: bool, every: int) -> None:
    """Come round again and again."""
    with asked.hall() as hall:
        while True:
            hall.attend()
            done = working.work(hall)
            for case, why in done.stuck:
                click.echo(f"{case}: {why}", err=True)
            if done.ended or done.asked_again or once:
                ended = counted(done.ended, "publicity", "publicities")
                again = counted(done.asked_again, "case")
                click.echo(
                    asked.say(
                        Text(
                            f"结束公示{done.ended}件，重新派办{done.asked_again}件。",
                            f"{ended} ended, {again} asked again.",
                        )
                    )
                )
            if once:
                return
            time.sleep(every)


@command(
    "verify",
    "核验每件事的记录链，以及每件事是否就是记录所说的样子。",
    "Check every case's chain of events, and that each case is what its events tell.",
)
@asked
def verify(asked: Asked) -> None:
    """Verify; leaves with 1 where a chain is broken."""
    with asked.hall() as hall, asked.progress() as bars:
        found = verify_cases(hall, lambda done, total: bars.step(Text("核验", "Verifying"), done, total))
    for one in found.breaks:
        click.echo(f"{one.case} #{one.seq} {one.why}: {asked.say(BROKEN[one.why])}")
    cases, events = counted(found.cases, "case"), counted(found.events, "event")
    click.echo(
        asked.say(
            Text(
                f"核验{found.cases}件、{found.events}条记录，发现{len(found.breaks)}处断裂。",
                f"{cases}, {events} verified, {counted(len(found.breaks), 'break')}.",
            )
        )
    )
    sys.exit(1 if found.breaks else 0)
