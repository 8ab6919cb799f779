"""The command `acta`: a thin face over the public functions of the package."""

from __future__ import annotations

import click

from actaverba.cli.group import Acta
from actaverba.cli.words import _
from actaverba.version import VERSION


@click.group(
    cls=Acta,
    context_settings={"max_content_width": 100},
    help=_(
        "Puts public words beside public acts: files are read into a case, methods find what"
        " can be counted and compared, and a dossier shows it with its evidence."
        "\n\nStart with `acta demo -o demo`. `acta COMMAND --help` explains a command."
    ),
)
@click.version_option(VERSION, prog_name="acta", help=_("Show the version and exit."))
def main() -> None:
    """The entry point; each command stands in a module of its own name."""
