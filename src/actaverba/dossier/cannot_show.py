"""What the whole dossier cannot show: said of this case, from its rows and its methods.

Each sentence stands only where it is true of the case. It says what is lacking, not whom the
lack would help.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from actaverba.dossier import about as said
from actaverba.dossier.rows import Rows
from actaverba.vocabulary.messages import catalogue

UNSEEN = "text_seen"


def cannot_show(
    info: Mapping[str, Any], rows: Rows, sections: Sequence[Mapping[str, Any]],
    apart: Sequence[Mapping[str, Any]], *, language: str,
) -> dict[str, Any]:  # fmt: skip
    """What is lacking in the rows, what nobody measured, the case's own note, the methods'
    first limits."""
    about: Mapping[str, Any] = info.get("about") or {}
    return {
        "rows": _of_the_rows(info, rows, language),
        "unanswered": [a["name"] for a in apart if a["grade"] == "not_enough_evidence"],
        "note": str(about.get("note") or ""),
        "methods": [
            {"name": s["name"], "question": s["question"], "limit": s["limits"][0]}
            for s in sections
            if s["runs"] and s["limits"]
        ],
    }


def _of_the_rows(info: Mapping[str, Any], rows: Rows, language: str) -> list[str]:
    say = catalogue(language).gettext
    told = [_found(info, say), _coded(rows, say), _captured(rows, say), _graded(rows, say)]
    seen = [r for own in rows.tables.values() for r in own if UNSEEN in r]
    whole = sum(r[UNSEEN] == "full" for r in seen)
    if whole < len(seen):
        told.append(
            say("Seen in full by their coder: {n} of {of} items that pass a statement on. What an"
                " item does not say in the excerpt may stand in the rest."
                ).format(n=whole, of=len(seen))
        )  # fmt: skip
    return [text for text in told if text]


def _found(info: Mapping[str, Any], say: Any) -> str:
    datasets: Mapping[str, Mapping[str, Any]] = info.get("datasets") or {}
    if any((d.get("sampling") or "convenience") == "convenience" for d in datasets.values()):
        return str(
            say("The rows were found by looking, so their number says as much about the search as"
                " about the matter: no share, trend or rate is told, and what was never looked for"
                " cannot be counted here.")
        )  # fmt: skip
    return ""


def _coded(rows: Rows, say: Any) -> str:
    by = {c["coder"] for t in said.coders(rows) for c in t["coders"]}
    if not by:
        return str(say("No row names its coder, and no agreement was measured."))
    if len(by) == 1:
        return str(
            say("One person ({name}) coded all rows that name a coder. Whether another would code"
                " them alike was not measured.").format(name=next(iter(by)))
        )  # fmt: skip
    return str(say("Each row was coded by one person. Whether another would code it alike was not"
                   " measured."))  # fmt: skip


def _captured(rows: Rows, say: Any) -> str:
    of = sum(bool(r.get("url")) for own in rows.tables.values() for r in own if "row" not in r)
    n = len(rows.tables.get("captures", []))
    if not of or n >= of:
        return ""
    return str(
        say("Pages captured: {n}, for {of} rows with an address. What a page said that was not"
            " captured cannot be proved from here.").format(n=n, of=of)
    )  # fmt: skip


def _graded(rows: Rows, say: Any) -> str:
    own = {name: rows.tables.get(name, []) for name in ("outlets", "statements", "relays")}
    of = sum(map(len, own.values()))
    n = of - sum(rows.grades.missing(name, r) for name, r in own.items())
    if not of or n == of:
        return ""
    return str(
        say("Graded for reliability or credibility: {n} of {of} outlets, statements and items. The"
            " others count alike, good or poor.").format(n=n, of=of)
    )  # fmt: skip
