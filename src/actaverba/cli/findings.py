"""`acta findings`: what was found, sentence by sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import click

import actaverba
from actaverba.cli.group import Command
from actaverba.cli.options import case_argument, json_option
from actaverba.cli.output import asked, cell, say, say_json, say_wrapped, typed, width
from actaverba.cli.words import _, ngettext
from actaverba.vocabulary.manifest import manifests

SHORT = 8


@click.command(
    "findings",
    cls=Command,
    help=_(
        "List what was found: one sentence each, with its id, the number of rows it rests on"
        " and how well it is carried. A stale one was computed from rows or settings that have"
        " changed since."
    ),
    examples=["acta findings my.case", "acta findings my.case --json"],
)
@case_argument
@json_option
def command(case: Path, as_json: bool) -> None:
    """Print all current findings."""
    found = actaverba.open(case).findings()
    if as_json:
        say_json(found)
        return
    if not found:
        say(_("nothing was found yet; next: acta run {case}").format(case=typed(case)))
        return
    say_findings(found)
    told = ngettext("{n} finding", "{n} findings", len(found)).format(n=len(found))
    say()
    say(_("{told}; next: acta evidence {case} {id}").format(
        told=told, case=typed(case), id=found[0]["id"][:SHORT]
    ))  # fmt: skip


def _heading(method: str, scope: str) -> str:
    known = manifests().get(method)
    question = f"{method}: {_(known.question)}" if known else method
    return f"{question} ({asked(scope)})" if scope else question


def say_findings(found: Sequence[Mapping[str, Any]]) -> None:
    """Print findings by method and scope, each with id, n, grade and sentence."""
    wide = max((width(cell(f["n"])) for f in found), default=0)
    for nth, ((method, scope), several) in enumerate(
        groupby(found, key=lambda f: (f["method"], f["scope"]))
    ):
        if nth:
            say()
        say(_heading(str(method), str(scope)))
        for f in several:
            marks = [
                str(f["id"])[:SHORT],
                "n " + " " * (wide - width(cell(f["n"]))) + cell(f["n"]),
                str(f["grade"]).replace("_", " "),
                *([_("stale")] if f["stale"] else []),
            ]
            say("  " + "  ".join(marks))
            say_wrapped(str(f["text"]), "    ")
