"""`acta verify`: whether a case is whole."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import click

import actaverba
from actaverba.cli.group import Command
from actaverba.cli.options import FILE, case_argument, json_option, now_option
from actaverba.cli.output import say, say_json, say_table, say_wrapped, typed
from actaverba.cli.words import _, ngettext
from actaverba.errors import CaseError

if TYPE_CHECKING:
    from actaverba.case.report import Report, Trouble


@click.command(
    "verify",
    cls=Command,
    help=_(
        "Go through a whole case: that it holds only what a case holds, that each row still"
        " says what was read, that results belong to runs and evidence to rows, and that"
        " linked files have not changed."
        "\n\nThe digest is the same for everyone who read the same files and ran the same"
        " methods: note it down. Every original of a page that was attached is hashed again."
        "\n\nWith --against, the JSON beside an earlier dossier, it also compares: the heads of"
        " the logs must be entries of the logs now, rows, settings and findings must follow from"
        " those of then. Corrections that the case keeps account of are told and are no trouble."
        "\n\nExit code 4 where something does not hold, also against the edition."
    ),
    examples=[
        "acta verify my.case",
        "acta verify my.case --json",
        "acta verify my.case --against dossier.json",
    ],
)
@case_argument
@click.option("--against", metavar="OLD.json", type=FILE, help=_("The JSON of an earlier edition."))
@click.option(
    "--by", metavar="NAME",
    help=_("Note in the custody log that you looked at the originals, and how they stood."),
)  # fmt: skip
@json_option
@now_option
def command(
    case: Path, against: Path | None, by: str | None, as_json: bool, now: str | None
) -> None:
    """Print what holds and what does not."""
    report = actaverba.verify(case, against=against, by=by, now=now)
    if as_json:
        say_json(dataclasses.asdict(report))
    else:
        _say(case, report)
    if not report.ok:
        raise click.exceptions.Exit(CaseError.exit_code)


def _say(case: Path, report: Report) -> None:
    say_table([_("looked at"), _("number")], report.checked.items(), right={1})
    for note in report.notes:
        _say_trouble(note, _("note: "))
    for trouble in report.troubles:
        _say_trouble(trouble)
    say(_("digest {digest}").format(digest=report.digest))
    if report.ok:
        say(
            _("{case} is whole; compare the digest with the one you noted").format(case=typed(case))
        )
    else:
        told = ngettext(
            "{case} is not whole: {n} trouble", "{case} is not whole: {n} troubles",
            len(report.troubles),
        )  # fmt: skip
        say(told.format(case=typed(case), n=len(report.troubles)))


def _say_trouble(trouble: Trouble, kind: str = "") -> None:
    say(kind + f"{trouble.table} {trouble.row}".rstrip() + f": {trouble.what}")
    if trouble.cure:
        say_wrapped(trouble.cure, "    ")
