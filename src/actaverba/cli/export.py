"""`acta export`: tables, results and findings for other programs."""

from __future__ import annotations

from pathlib import Path

import click

import actaverba
from actaverba.cli.group import Command
from actaverba.cli.options import FILE, case_argument
from actaverba.cli.output import say
from actaverba.cli.words import _


@click.command(
    "export",
    cls=Command,
    help=_(
        "Write everything current to a folder: tables, results, findings, evidence, other"
        " explanations, sources and runs, and a list of the files with their hashes."
        "\n\nThe key of the pseudonyms is never written. Handles in texts and addresses are"
        " masked, and refused rows stay inside, unless you say --raw. In CSV a cell that a"
        " spreadsheet would run as a formula begins with an apostrophe."
        "\n\ngexf writes networks alone, for Gephi: a file each, or the first one if you name a"
        " file that ends in .gexf."
    ),
    examples=[
        "acta export my.case --to csv -o tables/",
        "acta export my.case --to parquet -o tables/",
        "acta export my.case --to gexf -o networks/",
    ],
)
@case_argument
@click.option(
    "--to", type=click.Choice(["csv", "parquet", "gexf"]), default="csv", show_default=True,
    help=_("The format."),
)  # fmt: skip
@click.option(
    "-o", "--out", metavar="DIR", type=FILE, required=True,
    help=_("The folder, or a file that ends in .gexf."),
)  # fmt: skip
@click.option("--bom", is_flag=True, help=_("Begin CSV files with a mark, as Excel wants UTF-8."))
@click.option("--raw", is_flag=True, help=_("Unmasked, with refused rows: for your own use."))
def command(case: Path, to: str, out: Path, bom: bool, raw: bool) -> None:
    """Write the export and say where it is."""
    written = actaverba.export(case, to, out, bom=bom, raw=raw)
    if written == [out]:
        say(_one(case, out))
        return
    say(_("{n} files are in {out}; export.json lists them").format(n=len(written), out=out))


def _one(case: Path, out: Path) -> str:
    from actaverba.exports.networks import places

    first, *others = places(actaverba.open(case))
    told = _("{out} holds the network {name}; open it in Gephi").format(out=out, name=first)
    if others:
        told += _("; {n} more: name a folder").format(n=len(others))
    return told
