"""What can be asked of Townhall on the command line?"""

from importlib.metadata import version

import click


@click.group()
@click.version_option(version("townhall"), prog_name="townhall")
def main() -> None:
    """Townhall: definitions become a running office."""
