"""`acta hypotheses`: the matrix of competing hypotheses, on the screen or for a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

import actaverba
from actaverba.cli.group import Command
from actaverba.cli.options import FILE, case_argument, json_option
from actaverba.cli.output import say, say_json, say_table, say_wrapped, typed
from actaverba.cli.words import _, ngettext
from actaverba.vocabulary.codes import code_list

METHOD = "hypotheses"


@click.command(
    METHOD,
    cls=Command,
    help=_(
        "Show how each piece of evidence bears on each hypothesis, and what the sums say; or"
        " write the matrix as CSV for a spreadsheet. Edited, it is read back with"
        " `acta read CASE matrix.csv --by NAME`: cells that say something else become ratings"
        " of yours, and older ratings stay. `acta run CASE hypotheses` computes the sums."
        "\n\nLetters: CC very consistent, C consistent, N neutral, I inconsistent, II very"
        " inconsistent, NA not applicable. A blank cell is no rating."
    ),
    examples=[
        "acta hypotheses my.case",
        "acta hypotheses my.case -o matrix.csv",
        'acta read my.case matrix.csv --by "A. Analyst"',
    ],
)
@case_argument
@click.option("-o", "--out", metavar="FILE", type=FILE, help=_("Write the matrix to a CSV file."))
@click.option(
    "--by", metavar="NAME", default="",
    help=_("Show the ratings of this person only; unless given, the latest of all."),
)  # fmt: skip
@click.option("--bom", is_flag=True, help=_("Mark the CSV as UTF-8 for older spreadsheets."))
@json_option
def command(case: Path, out: Path | None, by: str, bom: bool, as_json: bool) -> None:
    """Print or write the matrix."""
    from actaverba.exports import matrix

    opened = actaverba.open(case)
    if out is not None:
        n = matrix.write(opened, out, by=by, bom=bom)
        told = ngettext(
            "{n} piece of evidence is in {file}; edit it, then: acta read {case} {file} --by NAME",
            "{n} pieces of evidence are in {file}; edit it, then: acta read {case} {file} --by"
            " NAME",
            n,
        )
        say(told.format(n=n, file=typed(out), case=typed(case)))
        return
    headers, rows = matrix.matrix(opened, by=by)
    result = opened.result(METHOD)
    if as_json:
        say_json(_told(headers, rows, result))
        return
    _say(headers, rows)
    say()
    _sums(case, result)


def _told(
    headers: Sequence[str], rows: Sequence[Sequence[str]], result: Mapping[str, Any] | None
) -> dict[str, Any]:
    return {
        "matrix": [dict(zip(headers, row, strict=True)) for row in rows],
        "result": result,
    }


def _say(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    n = 2 + (len(headers) - 2) // 3
    say_table([headers[0], *headers[2:n]], [[row[0], *row[2:n]] for row in rows])
    say()
    say("; ".join(f"{c.code} {_(c.label)}" for c in code_list("rating").codes.values()))


def _sums(case: Path, result: Mapping[str, Any] | None) -> None:
    """What the method says, if it has run; that the sum is no verdict comes with it."""
    if result is None:
        say(_("not added up yet; next: acta run {case} hypotheses").format(case=typed(case)))
        return
    if result["run"]["stale"]:
        say(_("these sums are stale; next: acta run {case} hypotheses").format(case=typed(case)))
    for finding in result["findings"]:
        if finding["question"] in ("order", "verdict", "hardly tested", "robustness"):
            say_wrapped(finding["text"], "")
    say(_("next: acta findings {case}, or acta hypotheses {case} -o matrix.csv").format(
        case=typed(case)
    ))  # fmt: skip
