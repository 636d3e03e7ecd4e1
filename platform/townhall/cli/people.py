"""Who sits at which post, and how do they get in?"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import click

from townhall.cli.asked import Asked, asked
from townhall.cli.reader import command
from townhall.kernel.text import Text, counted
from townhall.office import appointing, signing_in


@command(
    "appoint",
    "按CSV表任职：要么全部办成，要么一个不动。\n\n列：login、name、phone、town、post、portfolio、unit、since、"
    "responsible_for（单位代码，空格隔开）。已有的login加一个岗位。",
    "Put people at posts from a CSV FILE, all or nothing.\n\nColumns: login, name, phone, town, post,"
    " portfolio, unit, since, responsible_for (unit codes apart by spaces). A login that is known already"
    " gets a further post.",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@asked
def appoint(asked: Asked, file: Path) -> None:
    """Put people at posts."""
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    with asked.hall() as hall:
        added = appointing.appoint_rows(hall, rows)
    people = counted(added.people, "person", "people")
    click.echo(
        asked.say(
            Text(
                f"新增{added.people}人，任职{added.holdings}项。请用townhall password设置密码。",
                f"{people} added, {counted(added.holdings, 'post')} filled. Set passwords with townhall"
                " password.",
            )
        )
    )


@command(
    "password", "给LOGIN设新密码；其所有登录随即失效。", "Set the password of LOGIN; all their sessions end."
)
@click.argument("login")
@asked
def password(asked: Asked, login: str) -> None:
    """Set a password."""
    new = click.prompt(asked.say(Text("新密码", "New password")), hide_input=True, confirmation_prompt=True)
    with asked.hall() as hall:
        signing_in.reset_password(hall, login, new)
