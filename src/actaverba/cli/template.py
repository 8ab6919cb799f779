"""`acta template`: the files that a person fills in."""

from __future__ import annotations

from pathlib import Path

import click

from actaverba.cli.group import Command
from actaverba.cli.options import FILE
from actaverba.cli.output import say, typed
from actaverba.cli.words import _
from actaverba.errors import ActaError


@click.command(
    "template",
    cls=Command,
    help=_(
        "Write the files of a case, empty, with a codebook that explains each column and code."
        "\n\nAny spreadsheet program opens them; save as CSV in UTF-8. Nothing that is there"
        " already is written over."
    ),
    examples=["acta template mine/"],
)
@click.argument("folder", metavar="DIR", type=FILE)
def command(folder: Path) -> None:
    """Write the template and say what to do next."""
    from actaverba.vocabulary.templates import template_files

    texts = template_files()
    there = [name for name in texts if (folder / name).exists()]
    if there:
        raise ActaError(
            _("is there already"),
            where=str(folder / there[0]),
            cure=_("Choose another folder; what you filled in is never written over."),
        )
    for name, text in texts.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="")
    told = _("{n} files in {folder}: fill in what you have; next: acta new my.case, then"
             " acta read my.case {folder}")  # fmt: skip
    say(told.format(n=len(texts), folder=typed(folder)))
