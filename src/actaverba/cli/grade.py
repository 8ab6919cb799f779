"""`acta grade`: Admiralty grades of sources and of items, which are never merged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

import actaverba
from actaverba.cli.entries import target_of, text_of
from actaverba.cli.group import Command
from actaverba.cli.options import case_argument, json_option, now_option
from actaverba.cli.output import say, say_json, say_table, typed
from actaverba.cli.words import _


@click.command(
    "grade",
    cls=Command,
    help=_(
        "Grade the reliability (A-F) of an outlet or a speaker, or the credibility (1-6) of a"
        " statement or a relay. The latest grade counts, before the one of the coding sheet;"
        " all are kept, with reason and name. Reliability says nothing of an item, and"
        " credibility nothing of its source."
    ),
    examples=[
        'acta grade my.case outlets:example.org --reliability B --because "careful" --by AB',
        'acta grade my.case "speaker:Ministry of Trade" --reliability C --because "late" --by AB',
        'acta grade my.case relays:A001 --credibility 2 --because "fits the record" --by AB',
        "acta grade my.case --list",
    ],
)
@case_argument
@click.argument("target", metavar="TABLE:ID|speaker:NAME", required=False)
@click.option("--reliability", metavar="A-F", help=_("How reliable the source is."))
@click.option("--credibility", metavar="1-6", help=_("How credible the item is."))
@click.option("--because", metavar="TEXT", help=_("Why you grade so."))
@click.option("--by", metavar="NAME", help=_("Who grades."))
@click.option("is_list", "--list", is_flag=True, help=_("List all grades that were given."))
@json_option
@now_option
def command(
    case: Path, target: str | None, is_list: bool, as_json: bool, now: str | None, **asked: Any
) -> None:
    """Note one grade, or list them all."""
    about = target_of(target, asked, is_list=is_list, needed=("because", "by"))
    if about is None:
        _list(case, as_json=as_json)
        return
    told = actaverba.grade(case, about, now=now, **asked)
    if as_json:
        say_json(told)
        return
    say(_("{target}: {scale} {code}, by {name}; next: acta run {case} hypotheses").format(
        target=told["target"], scale=told["scale"], code=told["code"], name=told["by"],
        case=typed(case),
    ))  # fmt: skip


def _list(case: Path, *, as_json: bool) -> None:
    from actaverba.case.grades import grades

    found = grades(actaverba.open(case))
    if as_json:
        say_json(found)
        return
    if not found:
        say(_("no grade was given with `acta grade`"))
        return
    say_table(
        [_("no."), _("what"), _("scale"), _("grade"), _("counts"), _("by"), _("at"), _("because")],
        [
            (g["place"], g["target"], g["scale"], g["code"], g["counts"], g["by"], g["at"],
             text_of(g, "because"))
            for g in found
        ],
        right={0},
    )  # fmt: skip
