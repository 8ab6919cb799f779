"""`acta judge`: what a person judges, with reason and name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

import actaverba
from actaverba.cli.entries import target_of, text_of
from actaverba.cli.group import Command
from actaverba.cli.options import case_argument, json_option, now_option
from actaverba.cli.output import say, say_json, say_wrapped, typed
from actaverba.cli.words import _
from actaverba.vocabulary import printing

SHORT = 8
NEEDED = ("term", "confidence", "because", "by")


@click.command(
    "judge",
    cls=Command,
    help=_(
        "Record what you judge of a finding (the first characters of its id) or of a hypothesis"
        " (its id): a term of ICD 203, apart from it your confidence, the reason and your name."
        " Judgements are only added: a later one of the same person on the same thing stands"
        " before the earlier one, which stays in the log. Where the thing has changed since,"
        " the list and the dossier say so."
        "\n\nTerms: almost_no_chance, very_unlikely, unlikely, roughly_even_chance, likely,"
        " very_likely, almost_certain."
    ),
    examples=[
        (
            "acta judge my.case 3f2a --that 'the site copied it' --term likely --confidence low"
            ' --because "same slip" --by AB'
        ),
        'acta judge my.case H3 --term likely --confidence low --because "two items" --by AB',
        "acta judge my.case --list",
    ],
)
@case_argument
@click.argument("target", metavar="FINDING|HYPOTHESIS", required=False)
@click.option(
    "--that",
    metavar="TEXT",
    help=_(
        "What you judge of the finding, as a sentence that can be true or not; a plain count"
        " is a fact of the record and has no likelihood."
    ),
)
@click.option("--term", metavar="TERM", help=_("One of the seven terms."))
@click.option("--confidence", metavar="low|medium|high", help=_("How sure you are of it."))
@click.option("--because", metavar="TEXT", help=_("Why you judge so."))
@click.option("--by", metavar="NAME", help=_("Who judges."))
@click.option(
    "--confidence-because", metavar="TEXT",
    help=_("Why the confidence is what it is, where that is another reason."),
)  # fmt: skip
@click.option("is_list", "--list", is_flag=True, help=_("List all judgements."))
@json_option
@now_option
def command(
    case: Path, target: str | None, is_list: bool, as_json: bool, now: str | None, **asked: Any
) -> None:
    """Note one judgement, or list them all."""
    about = target_of(target, asked, is_list=is_list, needed=NEEDED)
    if about is None:
        _list(case, as_json=as_json)
        return
    told = actaverba.judge(case, about, now=now, **asked)
    if told["is_count"]:
        say(
            _(
                "the finding is a count or list of coded rows, which has no likelihood; what it"
                " says is noted as judged. Say what you judge of it with --that TEXT."
            ),
            err=True,
        )
    if as_json:
        say_json(told)
        return
    _say(told)
    say(_("it stays in the log; next: acta dossier {case} -o dossier.html").format(
        case=typed(case)
    ))  # fmt: skip


def _list(case: Path, *, as_json: bool) -> None:
    from actaverba.case.judgements import judgements

    found = judgements(actaverba.open(case))
    if as_json:
        say_json(found)
        return
    if not found:
        say(_("no judgement recorded"))
    for told in found:
        _say(told)


def _say(told: Mapping[str, Any]) -> None:
    """The term and the confidence stand on lines of their own, never in one sentence."""
    target = str(told["target"])
    short = target[:SHORT] if told["target_kind"] == "finding" else target
    marks = [_("superseded by a later one")] if told["superseded"] else []
    marks += {"changed": [_("changed since judged")], "gone": [_("not in the case any more")]}.get(
        str(told["changed"]), []
    )
    say("  ".join([str(told["place"]), f"{told['target_kind']} {short}", *marks]))
    is_own = told["proposition"] or "proposition" in told["erased"]
    if is_own:
        judged = _("judged: that {text}").format(text=text_of(told, "proposition"))
        say_wrapped(judged, "    ")
    elif told["is_count"]:
        say(_("    judged: what the finding says"))
    say_wrapped(text_of(told, "said"), "    ")
    if told["changed"] == "changed":
        now = _("says now: {text}").format(text=told["says_now"])
        is_same = told["says_now"] == told["said"]
        say_wrapped(_("its ratings or figures are others now") if is_same else now, "    ")
    band = _("{term} ({low} to {high} %)").format(
        term=told["term_label"], low=_percent(told["low"]), high=_percent(told["high"])
    )
    say_wrapped(band, "    ")
    say_wrapped(_("because {text}").format(text=text_of(told, "because")), "    ")
    sure, why = _("confidence {level}"), text_of(told, "confidence_because")
    told_why = _("confidence {level}: {because}") if why else sure
    say_wrapped(told_why.format(level=told["confidence"], because=why), "    ")
    say_wrapped(_("by {name}, {at}").format(name=told["by"], at=told["at"]), "    ")


def _percent(share: float) -> str:
    return printing.number(round(share * 100))
