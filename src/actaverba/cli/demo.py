"""`acta demo`: the bundled case and its dossier, from nothing."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import click

import actaverba
from actaverba.cli.group import Command
from actaverba.cli.options import FILE, now_option
from actaverba.cli.output import progress, say
from actaverba.cli.words import _

NAME = "serbia-2025"


@click.command(
    "demo",
    cls=Command,
    help=_(
        "Build the bundled case and its dossier in a folder, and print both paths. A case of"
        " that name that stands there is removed and made anew."
    ),
    examples=["acta demo -o demo"],
)
@click.option("-o", "--out", metavar="DIR", type=FILE, required=True, help=_("The folder."))
@now_option
def command(out: Path, now: str | None) -> None:
    """Read, run, write; then say where it is."""
    out.mkdir(parents=True, exist_ok=True)
    place = out / f"{NAME}.case"
    if place.exists():
        say(_("{case} was there; it is made anew").format(case=place), err=True)
        place.unlink()
        place.with_name(f"{place.name}.key").unlink(missing_ok=True)
    case = actaverba.new(place, now=now)
    with resources.as_file(resources.files("actaverba") / "cases" / NAME) as folder:
        report = actaverba.read(case, [folder], now=now, told=progress)
    for failed in report.failed:
        raise failed.error
    actaverba.run(case, now=now, told=progress)
    page, _edition = actaverba.dossier(case, out / "dossier.html", now=now)
    say(str(place))
    say(str(page))
