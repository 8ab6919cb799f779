"""The evidence appendix: every row that something on the page rests on, with its proof."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from actaverba.case.custody import held
from actaverba.dossier.clean import language_tag
from actaverba.dossier.labels import Key, anchors, by_label, column_name, label, value
from actaverba.dossier.rows import Rows
from actaverba.engine.masking import masked
from actaverba.errors import InputError
from actaverba.vocabulary import printing
from actaverba.vocabulary.schema import Column, table

FIRST = ("statements", "deeds", "claims")
MAIN = ("text", "summary", "printed", "reason", "basis", "description")
BESIDE = frozenset({"url", "credibility", "reliability", "coder", "by", "coding_confidence"})
HEAD_DATES = ("date", "published", "from")
PLAIN_NAMES = ("outlet", "speaker", "host")  # said well enough without their column
HEAD_NAMES = (*PLAIN_NAMES, "actor", "counterpart", "predicate", "indicator", "field", "pole")


def appendix(
    rows: Rows, cited: Iterable[Key], *, clear: frozenset[str], language: str
) -> list[Any]:
    """One entry a row, in the order of the page, with anchor and label."""
    full = rows.full(cited)
    named = {key: _called(key[0], row, clear) for key, row in full.items()}
    places = anchors(named)
    proofs = _captures(rows, clear)
    coders = _coders(rows)
    kinds = {str(r["host"]): r for r in rows.tables.get("outlets", [])}
    entries = []
    ordered = by_label(named.items())
    ordered.sort(key=lambda key: FIRST.index(key[0]) if key[0] in FIRST else len(FIRST))
    for key in ordered:
        row = full[key]
        shown = _cells(key[0], row, clear, language)
        entries.append(
            {
                "anchor": places[key],
                "label": named[key],
                "table": key[0],
                "row_id": key[1],
                "has_id": "id" in row,
                **shown,
                "grade": rows.grades.of(key[0], row),
                "exposure": _exposure(key[0], row, kinds),
                "coder": row.get("coder") or row.get("by"),
                "coders": len(coders[key[0]]),
                "coding_confidence": row.get("coding_confidence"),
                "captures": proofs.get(key, []),
                "source": {
                    "name": row.get("source"),
                    "line": row.get("line"),
                    "sha256": row.get("source_sha256"),
                },
                "row_hash": str(row.get("row_hash") or ""),
            }
        )
    return entries


def _called(name: str, row: Mapping[str, Any], clear: frozenset[str]) -> str:
    """The row's own label; an outlet at a bare number has a name that says more."""
    own = label(name, row)
    is_number = name == "outlets" and re.fullmatch(r"[\d.:]+", own)
    return masked(str(row.get("outlet") or own), clear) if is_number else own


def _captures(rows: Rows, clear: frozenset[str]) -> dict[Key, list[dict[str, str]]]:
    found: dict[Key, list[dict[str, str]]] = defaultdict(list)
    names = ("url", "archive_url", "captured_at", "sha256", "by", "tool")
    originals = held(rows.case)
    for row in rows.tables.get("captures", []):
        for key in rows.keys_of(str(row.get("row") or "")):
            proof = {name: masked(str(row.get(name) or ""), clear) for name in names}
            proof["captured_at"] = _utc(row) or proof["captured_at"]
            kept = originals.get((key[1], proof["sha256"]), "")
            found[key].append({**proof, "kept": kept})
    return {k: sorted(v, key=lambda p: (p["captured_at"], p["sha256"])) for k, v in found.items()}


def _utc(row: Mapping[str, Any]) -> str:
    """When a page was captured, in UTC whatever offset it was written with."""
    seconds = row.get("captured_at_t")
    if seconds is None:
        return ""
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")


def _exposure(name: str, row: Mapping[str, Any], kinds: Mapping[str, Any]) -> dict[str, Any] | None:
    """The category of the outlet that carries the row; None where the row has no host."""
    host = str(row.get("host") or "")
    if not host or name == "outlets":
        return None
    outlet = kinds.get(host, {})
    return {
        "host": host,
        "kind": outlet.get("kind"),
        "has_address": bool(outlet.get("kind_basis_url")),
    }


def _coders(rows: Rows) -> dict[str, set[str]]:
    named: dict[str, set[str]] = defaultdict(set)
    for name, own in rows.tables.items():
        named[name] = {str(r["coder"]) for r in own if r.get("coder")}
    return named


def _cells(
    name: str, row: Mapping[str, Any], clear: frozenset[str], language: str
) -> dict[str, Any]:
    """The heading, the main text, the address and the other cells of a row."""
    try:
        columns = {c.name: c for c in table(name).columns}
    except InputError:
        columns = {}
    texts = {
        c.name: masked(value(c, row.get(c.name), language), clear)
        for c in columns.values()
        if row.get(c.name) not in (None, "")
    }
    main = next((m for m in MAIN if m in texts), "")
    when = next((str(row[d]) for d in HEAD_DATES if row.get(d)), "")
    heading = [printing.date(when)] if _is_date(when) else []
    own = label(name, row)
    heading += [texts[h] for h in HEAD_NAMES if h in texts and texts[h] != own]
    told = {main, "id", *BESIDE, *(h for h in PLAIN_NAMES if h in texts)}
    url = masked(str(row.get("url") or ""), clear)
    return {
        "heading": heading,
        "text": texts.get(main, ""),
        "lang": language_tag(str(row.get("language") or "")),
        "url": url,
        "cells": [
            {"column": column_name(c), "value": _iso(columns[c], row, text)}
            for c, text in texts.items()
            if c not in told
        ],
    }


def _iso(column: Column, row: Mapping[str, Any], text: str) -> str:
    given = row.get(column.name)
    return given.isoformat() if isinstance(given, date) else text


def _is_date(text: str) -> bool:
    return len(text) >= 4 and text[:4].isdecimal() and text[4:5] in ("", "-")
