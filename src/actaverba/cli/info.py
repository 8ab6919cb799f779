"""`acta info`: what a case is and holds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

import actaverba
from actaverba.cli.group import Command
from actaverba.cli.options import case_argument, json_option
from actaverba.cli.output import asked, say, say_json, say_table, say_wrapped, typed
from actaverba.cli.words import _

SHORT = 12


@click.command(
    "info",
    cls=Command,
    help=_(
        "Show what a case is and holds: its question, the files that were read, the rows of"
        " each table, what was refused, and which methods have run."
    ),
    examples=["acta info my.case", "acta info my.case --json"],
)
@case_argument
@json_option
def command(case: Path, as_json: bool) -> None:
    """Print the facts of a case."""
    info = actaverba.open(case).info()
    if as_json:
        say_json(info)
        return
    _head(info)
    _files(info)
    _tables(info)
    _runs(info)
    say()
    say(_next(case, info))


def _head(info: Mapping[str, Any]) -> None:
    about = info["about"]
    say_wrapped(str(about.get("title") or info["case"]), "")
    if about.get("question"):
        say_wrapped(str(about["question"]), "  ")
    say(_("made {when}, names {how}, schema {version}").format(
        when=info["created_at"], how=info["pseudonyms"], version=info["schema_version"]
    ))  # fmt: skip


def _files(info: Mapping[str, Any]) -> None:
    say()
    if not info["sources"]:
        say(_("no file was read"))
        return
    head = [_("file"), _("table"), _("rows"), _("refused"), _("encoding"), _("sampling"), "sha256"]
    datasets = info["datasets"]
    say_table(
        head,
        [
            (s["name"], s["table"], s["rows"], s["refused"], s["encoding"],
             datasets.get(s["dataset"], {}).get("sampling"), s["sha256"][:SHORT])
            for s in info["sources"]
        ],
        right={2, 3},
    )  # fmt: skip


def _tables(info: Mapping[str, Any]) -> None:
    if info["tables"]:
        say()
        say_table([_("table"), _("current rows")], info["tables"].items(), right={1})


def _runs(info: Mapping[str, Any]) -> None:
    say()
    if not info["runs"]:
        say(_("no method has run"))
        return
    say_table(
        [_("method"), _("version"), _("asked"), _("ran"), _("state")],
        [
            (r["method"], r["method_version"], asked(r["scope"]) or _("the default"), r["ran_at"],
             _("stale") if r["stale"] else _("current"))
            for r in info["runs"]
        ],
    )  # fmt: skip


def _next(case: Path, info: Mapping[str, Any]) -> str:
    if not info["sources"]:
        return _("next: acta read {case} FOLDER").format(case=typed(case))
    if not info["runs"] or any(r["stale"] for r in info["runs"]):
        return _("next: acta run {case}").format(case=typed(case))
    told = _("{n} findings; next: acta findings {case}")
    return told.format(n=info["findings"], case=typed(case))
