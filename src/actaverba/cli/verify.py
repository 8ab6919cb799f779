"""`acta verify`: whether a case is whole."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import click

import actaverba
from actaverba.cli.group import Command
from actaverba.cli.options import case_argument, json_option
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
        " methods: note it down. Exit code 4 where something does not hold."
    ),
    examples=["acta verify my.case", "acta verify my.case --json"],
)
@case_argument
@json_option
def command(case: Path, as_json: bool) -> None:
    """Print what holds and what does not."""
    report = actaverba.verify(case)
    if as_json:
        say_json(dataclasses.asdict(report))
    else:
        _say(case, report)
    if not report.ok:
        raise click.exceptions.Exit(CaseError.exit_code)


def _say(case: Path, report: Report) -> None:
    say_table([_("looked at"), _("number")], report.checked.items(), right={1})
    for trouble in (*report.troubles, *report.notes):
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


def _say_trouble(trouble: Trouble) -> None:
    say(f"{trouble.table} {trouble.row}".rstrip() + f": {trouble.what}")
    say_wrapped(trouble.cure, "    ")
