"""What can be asked of Townhall on the command line?"""

from __future__ import annotations

import os
from importlib.metadata import version

import click

from townhall.cli.asked import Asked
from townhall.cli.books import enter
from townhall.cli.definitions import check, publish, schema, test
from townhall.cli.demo import demo
from townhall.cli.explaining import explain
from townhall.cli.people import appoint, dismiss, password
from townhall.cli.reader import SpokenGroup, language, option
from townhall.cli.running import migrate, serve, verify, work
from townhall.kernel.text import LOCALES, Locale, Text
from townhall.settings import BadSetting, Settings

HELP = Text(
    "Townhall：把定义变成运行中的办事大厅。用townhall 命令 --help看每个命令。",
    "Townhall: definitions become a running office. See each command with townhall COMMAND --help.",
)


@click.group(cls=SpokenGroup, spoken=HELP)
@click.version_option(version("townhall"), prog_name="townhall")
@option(
    "--locale",
    type=click.Choice(LOCALES),
    default=None,
    is_eager=True,
    zh="用哪种语言：zh或en（不写就用环境的语言）。",
    en="Which language: zh or en (that of the shell when it is not given).",
)
@click.pass_context
def main(context: click.Context, locale: Locale | None) -> None:
    """What every command starts from."""
    spoken = locale or language(os.environ)
    try:
        settings = Settings.from_environment(os.environ)
    except BadSetting as wrong:
        said = Text(f"{wrong.variable}：{wrong.zh}", str(wrong))
        raise click.ClickException(said.in_locale(spoken)) from wrong
    context.obj = Asked(settings, spoken)


COMMANDS = (
    check, explain, test, schema, publish, appoint, dismiss, password, enter, migrate, serve, work, demo,
    verify,
)  # fmt: skip
for one in COMMANDS:
    main.add_command(one)
