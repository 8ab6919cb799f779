"""`acta refused`: what was not let in, and the cure."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

import actaverba
from actaverba.cli.group import Command
from actaverba.cli.options import FILE, case_argument, json_option
from actaverba.cli.output import say, say_json, say_wrapped, typed
from actaverba.cli.words import _, ngettext

COLUMNS = ("file", "line", "column", "code", "message", "cure")


@click.command(
    "refused",
    cls=Command,
    help=_(
        "List every cell and record that was not let in, with file, line, column, reason and"
        " cure. The rest of each file is in the case. Mend the file and read it again."
        "\n\nThe record itself can hold names: it is printed or written only with --raw."
    ),
    examples=[
        "acta refused my.case",
        "acta refused my.case --json",
        "acta refused my.case --csv refused.csv",
    ],
)
@case_argument
@json_option
@click.option("as_csv", "--csv", metavar="FILE", type=FILE, help=_("Write them to a CSV file."))
@click.option("--raw", is_flag=True, help=_("Add the record as it could be read."))
def command(case: Path, as_json: bool, as_csv: Path | None, raw: bool) -> None:
    """Print or write the refusals."""
    columns = (*COLUMNS, "raw") if raw else COLUMNS
    refused = [{c: r[c] for c in columns} for r in actaverba.open(case).refused()]
    if as_csv is not None:
        _write(as_csv, columns, refused)
    if as_json:
        say_json(refused)
    elif as_csv is not None:
        say(_("{n} refusals are in {file}").format(n=len(refused), file=as_csv))
    else:
        _list(case, refused)


def _list(case: Path, refused: Sequence[Mapping[str, Any]]) -> None:
    if not refused:
        say(_("nothing was refused; next: acta run {case}").format(case=typed(case)))
        return
    for r in refused:
        place = [str(r["file"]), _("line {n}").format(n=r["line"]) if r["line"] else ""]
        place.append(_("column {name}").format(name=r["column"]) if r["column"] else "")
        say(f"{', '.join(filter(None, place))}: {r['message']}")
        say_wrapped(str(r["cure"] or ""), "    ")
        if r.get("raw"):
            say(f"    {r['raw']}")
    told = ngettext(
        "{n} refusal; mend the file and read it again: acta read {case} FILE",
        "{n} refusals; mend the files and read them again: acta read {case} FILE",
        len(refused),
    )
    say(told.format(n=len(refused), case=typed(case)))


def _write(place: Path, columns: Sequence[str], refused: Sequence[Mapping[str, Any]]) -> None:
    from actaverba.exports.cells import safe_cell

    with place.open("w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out)
        lines.writerow(columns)
        lines.writerows([safe_cell(r[c]) for c in columns] for r in refused)
