"""`acta forget`: rows are erased, in all their versions, for good."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path

import click

import actaverba
from actaverba.cli.group import Command
from actaverba.cli.options import case_argument, json_option, now_option
from actaverba.cli.output import say, say_json, say_wrapped, typed
from actaverba.cli.words import _, ngettext


@click.command(
    "forget",
    cls=Command,
    help=_(
        "Erase rows from a case, for good: in all their versions, from the history, and with"
        " the runs that may quote them. They stay out when the same file is read again. That"
        " rows were erased, when and why stays; what they said does not."
        "\n\nGive one of --account, --row and --file. Copies of the case, dossiers and exports"
        " made before are not changed: take them back yourself."
    ),
    examples=[
        'acta forget my.case --account @someone --why "asked for it"',
        'acta forget my.case --row relays:A001 --why "names a private person"',
        'acta forget my.case --file posts.jsonl --why "kept too long"',
    ],
)
@case_argument
@click.option("--account", metavar="HANDLE", help=_("All rows of this account."))
@click.option("--row", metavar="TABLE:ID", help=_("This one row."))
@click.option(
    "source", "--file", metavar="NAME",
    help=_("All rows that stand in this file, in any version, and in no other."),
)  # fmt: skip
@click.option("--why", metavar="TEXT", required=True, help=_("The reason; it stays in the case."))
@json_option
@now_option
def command(
    case: Path, account: str | None, row: str | None, source: str | None, why: str,
    as_json: bool, now: str | None,
) -> None:  # fmt: skip
    """Erase, and say how much it was and what is out of reach."""
    done = actaverba.forget(case, account=account, row=row, source=source, why=why, now=now)
    if as_json:
        say_json(dataclasses.asdict(done))
        return
    for sentence in done.said:
        say_wrapped(sentence, "")
    _say_still_named(done.still_named)
    if done.judged:
        told = ngettext(
            "of {n} judgement or grade a text was blanked; the log still holds",
            "of {n} judgements and grades texts were blanked; the log still holds",
            done.judged,
        )
        say(told.format(n=done.judged))
    if not (done.versions or done.refused or done.judged):
        say(_("no such row is in {case}; nothing was erased").format(case=typed(case)))
        return
    told = ngettext(
        "{n} row erased ({versions} in all versions), {refused} refusals blanked, {runs} runs"
        " taken out; next: acta run {case}",
        "{n} rows erased ({versions} in all versions), {refused} refusals blanked, {runs} runs"
        " taken out; next: acta run {case}",
        done.rows,
    )
    say(told.format(
        n=done.rows, versions=done.versions, refused=done.refused, runs=done.runs,
        case=typed(case),
    ))  # fmt: skip


def _say_still_named(counts: Mapping[str, int]) -> None:
    for table, n in counts.items():
        told = ngettext(
            "{n} row of {table} stays and names an erased row by its id",
            "{n} rows of {table} stay and name an erased row by its id",
            n,
        )
        say(told.format(n=n, table=table))
