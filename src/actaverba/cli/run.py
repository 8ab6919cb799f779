"""`acta run`: the methods that apply, one of them with its settings, or a plan of several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import actaverba
from actaverba.cli.asking import Asking
from actaverba.cli.findings import say_findings
from actaverba.cli.options import FILE, case_argument, json_option, now_option
from actaverba.cli.output import progress, say, say_json, say_table, say_wrapped, typed
from actaverba.cli.words import _
from actaverba.errors import MethodError

if TYPE_CHECKING:
    from actaverba.case.case import Case
    from actaverba.methods.run import Ran


@click.command(
    "run",
    cls=Asking,
    help=_(
        "Run the methods: all that apply and have no current result, or the one that is named."
        " The same question with the same rows and settings is not computed twice."
        "\n\n`acta run CASE METHOD --help` explains a method and its settings."
    ),
    examples=[
        "acta run my.case",
        "acta run my.case drift --json",
        "acta run my.case drift --help",
        "acta run my.case --plan plan.toml",
    ],
)
@case_argument
@click.argument("method", required=False)
@click.option("--again", is_flag=True, help=_("Compute anew what is stored already."))
@click.option(
    "--plan", metavar="FILE", type=FILE,
    help=_("A TOML file with [[run]] entries, each with method and settings, run in order."),
)  # fmt: skip
@json_option
@now_option
def command(
    case: Path, method: str | None, again: bool, plan: Path | None, as_json: bool,
    now: str | None, **settings: Any,
) -> None:  # fmt: skip
    """Run what is asked and print what became of it."""
    if plan is not None and method is not None:
        raise MethodError(
            _("a plan names its methods itself"), cure=_("Give either a method or --plan.")
        )
    opened = actaverba.open(case)
    ran: list[Ran] = []
    for asked, given in _steps(plan) if plan is not None else [(method, settings)]:
        ran += actaverba.run(opened, asked, settings=given, again=again, now=now, told=progress)
    if plan is None:
        ran = _in_order(ran)
    if as_json:
        _say_lines(opened, ran)
    else:
        _say_all(opened, ran, is_one=method is not None)


def _steps(plan: Path) -> Sequence[tuple[str, Mapping[str, Any]]]:
    """The steps of a plan; all are checked before any is run."""
    from actaverba.cli.plan import steps

    return steps(plan)


def _in_order(ran: Sequence[Ran]) -> list[Ran]:
    """In the order of the dossier, whatever order the needs of the methods made."""
    from actaverba.vocabulary.manifest import manifests

    order = list(manifests())
    return sorted(ran, key=lambda r: order.index(r.method))


def _result(case: Case, ran: Ran) -> dict[str, Any]:
    result = case.result(ran.method, ran.scope)
    assert result is not None, "a method that has run has a result"
    return result


def _say_lines(case: Case, ran: Sequence[Ran]) -> None:
    """One object a line; what did not apply is told on stderr, not in the stream."""
    for one in ran:
        if one.status == "skipped":
            progress(f"{one.method}: {one.why}")
        else:
            say_json(_result(case, one), indent=None)


def _say_all(case: Case, ran: Sequence[Ran], *, is_one: bool) -> None:
    told = {"computed": _("computed"), "stored": _("nothing has changed"),
            "skipped": _("left out")}  # fmt: skip
    results = {n: _result(case, r) for n, r in enumerate(ran) if r.status != "skipped"}
    if is_one:
        say_findings(results[0]["findings"])
        say()
    say_table(
        [_("method"), _("findings"), _("state")],
        [
            (r.method, len(results[n]["findings"]) if n in results else None, told[r.status])
            for n, r in enumerate(ran)
        ],
        right={1},
    )
    for r in ran:
        if r.why:
            say_wrapped(r.why, "  ")
    told_next = _("next: acta findings {case}, or acta dossier {case} -o dossier.html")
    if not results:
        told_next = _("no method applies yet; next: acta read {case} FOLDER")
    say(told_next.format(case=typed(case.path)))
