"""How do records that were kept before get into the books?"""

from __future__ import annotations

from pathlib import Path

import click

from townhall.cli.asked import Asked, asked
from townhall.cli.lists import listed
from townhall.cli.reader import command
from townhall.kernel.text import Text, counted
from townhall.office import entering


@command(
    "enter",
    "把原有的记录按CSV表登记到TOWN的台账REGISTER：要么全部登记，要么一行不登。\n\n列名用台账的列名或它的中文名；"
    "先登account、budget、household、person，再登引用它们的台账。",
    "Enter records kept before into a REGISTER of a TOWN from a CSV FILE, all or nothing.\n\nColumns are"
    " called as in the register, or by their titles. Begin with account, budget, household and person;"
    " registers that refer to them follow.",
)
@click.argument("town")
@click.argument("register")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@asked
def enter(asked: Asked, town: str, register: str, file: Path) -> None:
    """Enter records."""
    rows = listed(asked, file)
    with asked.hall() as hall:
        number = entering.enter_rows(hall, town, register, rows)
    click.echo(
        asked.say(
            Text(f"已登记{number}行到{register}。", f"{counted(number, 'row')} entered into {register}.")
        )
    )
