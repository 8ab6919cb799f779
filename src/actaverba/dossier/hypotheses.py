"""Hypotheses and ratings as the analyst entered them: listed, not weighed."""

from __future__ import annotations

from typing import Any

from actaverba.dossier.labels import code_label, natural
from actaverba.dossier.parts import Cited
from actaverba.dossier.rows import Rows
from actaverba.engine.masking import masked


def hypotheses(rows: Rows, cited: Cited, clear: frozenset[str]) -> dict[str, Any]:
    """The hypotheses, and each rating with the row that it is about.

    A rating whose evidence is not in the case keeps its text and has no row.
    """
    listed = sorted(rows.tables.get("hypotheses", []), key=lambda r: natural(str(r["id"])))
    ratings = []
    for row in sorted(rows.tables.get("ratings", []), key=_place):
        keys = rows.keys_of(str(row["evidence"]))
        key = keys[0] if len(keys) == 1 else ("", "")
        if key[0]:
            cited.cite(key)
        ratings.append(
            {
                "hypothesis": row["hypothesis"],
                "evidence": row["evidence"],
                "table": key[0],
                "row_id": key[1],
                "rating": row["rating"],
                "rating_label": code_label(str(row["rating"] or ""), ("rating",)),
                "reason": masked(str(row.get("reason") or ""), clear),
                "by": row.get("by"),
                "at": str(row.get("at") or ""),
            }
        )
    return {
        "hypotheses": [
            {
                "id": r["id"],
                "text": masked(str(r["text"] or ""), clear),
                "short": masked(str(r.get("short") or ""), clear),
                "note": masked(str(r.get("note") or ""), clear),
            }
            for r in listed
        ],
        "ratings": ratings,
    }


def _place(row: Any) -> tuple[Any, ...]:
    return (natural(str(row["evidence"])), natural(str(row["hypothesis"])), str(row["row_id"]))
