"""Exposure categories of outlets, and what might speak for an attribution, by type.

Both are counts of coded rows. A category says whose an outlet is, not what it was told to
print; evidence of a type is evidence that someone could weigh, not an attribution.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from actaverba.dossier.clean import web_address
from actaverba.dossier.labels import column_name, natural, state
from actaverba.dossier.parts import Cited
from actaverba.dossier.rows import Row, Rows
from actaverba.engine.masking import masked
from actaverba.vocabulary.codes import code_list
from actaverba.vocabulary.messages import catalogue

ADDRESSES = ("url", "kind_basis_url")


def exposure(rows: Rows, cited: Cited, *, clear: frozenset[str], language: str) -> dict[str, Any]:
    """Each category with its outlets counted; those of the exposure matrix are named too."""
    say = catalogue(language).gettext
    outlets = sorted(rows.tables.get("outlets", []), key=lambda r: natural(str(r["host"])))
    known = code_list("outlet_kind")
    carried = Counter(str(r.get("host")) for r in rows.tables.get("relays", []))
    categories = []
    for code in known.codes.values():
        own = [r for r in outlets if r.get("kind") == code.code]
        is_named = bool(code.extra.get("eeas"))
        if not own and not is_named:
            continue
        categories.append(
            {
                "category": code.code,
                "name": say(code.label),
                "meaning": say(code.description),
                "in_matrix": is_named,
                "outlets": len(own),
                "with_address": sum(bool(r.get("kind_basis_url")) for r in own),
                "relays": sum(carried[str(r["host"])] for r in own),
                "named": [_named(r, cited, clear, language) for r in own] if is_named else [],
            }
        )
    hosts = {str(r["host"]) for r in outlets}
    return {
        "source": known.source,
        "version": known.version,
        "categories": categories,
        "not_coded": sum(n for host, n in carried.items() if host not in hosts),
    }


def _named(row: Row, cited: Cited, clear: frozenset[str], language: str) -> dict[str, Any]:
    key = ("outlets", str(row["row_id"]))
    cited.cite(key)
    basis = masked(str(row.get("kind_basis_url") or ""), clear)
    return {
        "table": key[0],
        "row_id": key[1],
        "outlet": masked(str(row["outlet"] or row["host"]), clear),
        "state": state(str(row["state"]), language) if row.get("state") else "",
        "basis": masked(str(row.get("kind_basis") or ""), clear),
        "basis_url": basis if web_address(basis) else "",
    }


def attribution(
    rows: Rows, about: Mapping[str, Any], *, held: Mapping[str, int], language: str
) -> dict[str, Any]:
    """Rows by type of evidence and by who can see it; nothing is attributed.

    Open is what has an address in the sheets. They have no column for sources that are bought
    or secret, so none is on record; bulk rows are counted without asking for an address.
    """
    say = catalogue(language).gettext
    types = []
    for code in code_list("attribution").codes.values():
        own = [r for name in code.tables for r in rows.tables.get(name, [])]
        bulk = sum(held.get(name, 0) for name in code.tables if name not in rows.tables)
        is_open = sum(any(r.get(a) for a in ADDRESSES) for r in own)
        types.append(
            {
                "type": code.code,
                "name": say(code.label),
                "asks": say(code.description),
                "rows": len(own) + bulk,
                "open": is_open,
                "no_address": len(own) + bulk - is_open,
                "proprietary": 0,
                "classified": 0,
                "tables": [
                    {"table": name, "rows": n}
                    for name in code.tables
                    if (n := len(rows.tables.get(name, [])) or held.get(name, 0))
                ],
                "stated": [
                    {"name": _name(key, say), "stated": bool(about.get(key))} for key in code.keys
                ],
            }
        )
    return {
        "source": code_list("attribution").source,
        "attributed": None,
        "judgements": held.get("judgements", 0),
        "types": types,
    }


def _name(key: str, say: Any) -> str:
    return say("Traffic Light Protocol") if key == "tlp" else column_name(key)
