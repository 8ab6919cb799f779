"""`acta dossier`: the one page that shows it all."""

from __future__ import annotations

from pathlib import Path

import click

import actaverba
from actaverba.cli.group import Command
from actaverba.cli.options import FILE, case_argument, json_option, now_option
from actaverba.cli.output import say, say_json, say_wrapped, typed
from actaverba.cli.words import _


@click.command(
    "dossier",
    cls=Command,
    help=_(
        "Write the dossier: one HTML file that needs no network, and beside it the same"
        " content as JSON. It runs nothing: parts that are missing or stale are said to be so."
    ),
    examples=[
        "acta dossier my.case -o dossier.html",
        "acta dossier my.case -o second.html --since dossier.json",
    ],
)
@case_argument
@click.option("-o", "--out", metavar="FILE", type=FILE, required=True, help=_("The page to write."))
@click.option(
    "--since", metavar="OLD.json", type=FILE,
    help=_("The JSON of an earlier edition: what has changed from it is listed, and why."),
)  # fmt: skip
@json_option
@now_option
def command(case: Path, out: Path, since: Path | None, as_json: bool, now: str | None) -> None:
    """Write page and edition and say where they are."""
    page, edition = actaverba.dossier(case, out, since=since, now=now)
    if as_json:
        say_json({"dossier": str(page), "edition": str(edition)})
        return
    old = _not_current(case)
    if old:
        told = _("not run, or stale: {methods}; the page says so. To change it: acta run {case}")
        say_wrapped(told.format(methods=", ".join(old), case=typed(case)), "")
    say(_("{page} is written, and {edition} beside it; open it in a browser").format(
        page=page, edition=edition.name
    ))  # fmt: skip


def _not_current(case: Path) -> list[str]:
    """The methods whose part of the page is missing or stale, and that would run."""
    from actaverba.methods.run import lacking
    from actaverba.vocabulary.manifest import manifests

    opened = actaverba.open(case)
    with opened.reading():
        current = {r["method"] for r in opened.runs() if not r["stale"]}
        waiting = [m for m in manifests().values() if m.name not in current and not m.peer_of]
        return [m.name for m in waiting if not lacking(opened, m)]
