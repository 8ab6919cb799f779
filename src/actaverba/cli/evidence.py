"""`acta evidence`: the rows that carry a finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import actaverba
from actaverba.cli.findings import say_findings
from actaverba.cli.group import Command
from actaverba.cli.options import case_argument, json_option
from actaverba.cli.output import say, say_json, say_table, say_wrapped
from actaverba.cli.words import _

if TYPE_CHECKING:
    from actaverba.case.case import Case

SHORT = 12
PLACE = ("source", "dataset", "line", "source_sha256", "row_hash", "url")
CAPTURE = ("url", "archive_url", "captured_at", "sha256", "by", "tool")


@click.command(
    "evidence",
    cls=Command,
    help=_(
        "Show the rows that carry a finding: id, table, file and line, hashes, address, and"
        " what each does there. The first characters of the finding's id are enough."
    ),
    examples=["acta evidence my.case 3f2a91c0", "acta evidence my.case 3f2a91c0 --json"],
)
@case_argument
@click.argument("finding")
@json_option
def command(case: Path, finding: str, as_json: bool) -> None:
    """Print a finding with its evidence."""
    opened = actaverba.open(case)
    told = _told(opened, opened.evidence(finding))
    if as_json:
        say_json(told)
        return
    say_findings([told["finding"]])
    _other_explanations(told["finding"])
    say()
    _list(told["rows"])


def _told(case: Case, found: Mapping[str, Any]) -> dict[str, Any]:
    """The finding, and its rows in the order of the evidence, with their places."""
    rows = {(t, str(r["row_id"])): r for t, some in found["rows"].items() for r in some}
    captures = _captures(case)
    told = []
    for cited in found["finding"]["evidence"]["rows"]:
        row = rows.get((cited["table"], str(cited["row_id"])), {})
        told.append({
            **cited,
            **{name: row.get(name) for name in PLACE},
            "capture": captures.get(f"{cited['table']}:{cited['id']}"),
            "row": row,
        })  # fmt: skip
    return {"finding": found["finding"], "count": found["finding"]["evidence"]["count"],
            "rows": told}  # fmt: skip


def _captures(case: Case) -> dict[str, dict[str, Any]]:
    """Proof of pages by `table:id`."""
    return {
        str(c["row"]): {name: c.get(name) for name in CAPTURE}
        for c in case.table("captures").to_pylist()
    }


def _other_explanations(finding: Mapping[str, Any]) -> None:
    for i in finding["innocent"]:
        name, status = (str(i[k]).replace("_", " ") for k in ("explanation", "status"))
        say_wrapped(f"{name}: {status}. {i['why']}", "    ")


def _list(rows: Sequence[Mapping[str, Any]]) -> None:
    if not rows:
        say(_("no row is cited: the finding says that something is missing"))
        return
    head = [_("id"), _("table"), _("role"), _("file"), _("line"), _("row hash"), _("page"), "url"]
    say_table(
        head,
        [
            (r["id"], r["table"], r["role"], r["source"] or _("not current"), r["line"],
             str(r["row_hash"] or "")[:SHORT],
             _("captured") if r["capture"] else _("not captured"), r["url"])
            for r in rows
        ],
        right={4},
    )  # fmt: skip
