"""Who sits at which post, and how do they get in?"""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path

import click

from townhall.cli.asked import Asked, asked
from townhall.cli.reader import command, option
from townhall.kernel.text import Text, counted
from townhall.office import appointing, signing_in

ENCODINGS = ("utf-8-sig", "gb18030")
"""In which a list may be written, in the order in which they are tried: GBK is a part of GB18030."""


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
    rows = listed(asked, file)
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


def listed(asked: Asked, file: Path) -> list[dict[str, str]]:
    """The rows of a list as a spreadsheet writes it: UTF-8, or what Chinese Windows takes for text."""
    written = file.read_bytes()
    for encoding in ENCODINGS:
        try:
            return list(csv.DictReader(io.StringIO(written.decode(encoding), newline=""), strict=True))
        except UnicodeDecodeError:
            continue
        except csv.Error as wrong:
            raise asked.failed(f"{file}不是CSV表：{wrong}。", f"{file} is no CSV list: {wrong}.") from wrong
    raise asked.failed(
        f"{file}既不是UTF-8也不是GB18030（GBK）编码，请另存为“CSV UTF-8”。",
        f"{file} is written neither in UTF-8 nor in GB18030 (GBK); save it as “CSV UTF-8”.",
    )


@command(
    "dismiss",
    "LOGIN不再任UNIT的POST，最后一天默认是今天。",
    "LOGIN leaves the POST at a UNIT; the last day is today unless said.",
)
@click.argument("login")
@click.argument("post")
@click.argument("unit")
@option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    zh="最后一天，如2026-01-31。",
    en="The last day, as 2026-01-31.",
)
@option(
    "--town",
    default=None,
    zh="哪个镇的，如zhanghe；两个镇都有这一任职时才要写。",
    en="Of which town, as zhanghe; only where the same is held in two.",
)
@asked
def dismiss(asked: Asked, login: str, post: str, unit: str, until: datetime | None, town: str | None) -> None:
    """Let somebody leave a post."""
    with asked.hall() as hall:
        last = until.date() if until else hall.today()
        ended = appointing.dismiss_from(hall, login, post, unit, last, town=town)
    click.echo(
        asked.say(
            Text(
                f"{login}任{unit}的{post}到{ended.until}为止；点名请其办理的事项由townhall work另行派办。",
                f"{login} holds the post {post} at {unit} until {ended.until}; what was asked of them by name"
                " others are asked by townhall work.",
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
    click.echo(
        asked.say(
            Text(
                f"{login}的密码已设好，此前的登录都已失效。",
                f"The password of {login} is set; their sessions have ended.",
            )
        )
    )
