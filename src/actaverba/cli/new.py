"""`acta new`: an empty case."""

from __future__ import annotations

from pathlib import Path

import click

import actaverba
from actaverba.cli.group import Command
from actaverba.cli.options import case_argument, now_option
from actaverba.cli.output import say, typed
from actaverba.cli.words import _


@click.command(
    "new",
    cls=Command,
    help=_(
        "Make an empty case, one file with nothing in it."
        "\n\nHandles of accounts are replaced by pseudonyms while files are read; the key"
        " lies beside the case in a file of its own. Keep it there, and give it to nobody."
    ),
    examples=["acta new my.case", "acta new my.case --clear-names"],
)
@case_argument
@click.option(
    "--clear-names", is_flag=True, help=_("Keep handles as they are, for those who may hold them.")
)
@now_option
def command(case: Path, clear_names: bool, now: str | None) -> None:
    """Make the case and say what to do next."""
    actaverba.new(case, clear_names=clear_names, now=now)
    say(_("{case} is made; next: acta read {case} FOLDER").format(case=typed(case)))
