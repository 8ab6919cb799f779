"""What has changed from an earlier edition to this one, and why, as far as the case knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actaverba.case.custody_edition import books, heads, refusals
from actaverba.dossier import since_rows, since_runs
from actaverba.dossier.labels import label
from actaverba.dossier.rows import Rows
from actaverba.dossier.since_pair import Pair
from actaverba.engine.masking import masked


def noted(case: Any, rows: Rows, clear: frozenset[str]) -> dict[str, Any]:
    """What an edition notes for later ones: heads of logs, every row by id and hash, refusals."""
    return {
        "logs": heads(case),
        "rows": {
            name: {
                str(r["row_id"]): [str(r["row_hash"]), masked(label(name, r), clear)]
                for r in sorted(own, key=lambda r: str(r["row_id"]))
            }
            for name, own in sorted(rows.tables.items())
            if own
        },
        "refused": refusals(case),
        **books(case),
    }


def changes(
    old: Mapping[str, Any], new: Mapping[str, Any], case: Any, clear: frozenset[str]
) -> dict[str, Any]:
    """Groups of entries, in the order of the work; a group without entries is left out."""
    pair = Pair(old, new, case, clear)
    say = pair.say
    groups = [
        ("case", say("What the case says of itself"), since_runs.case_facts(pair)),
        ("rows_new", say("New rows"), since_rows.rows_new(pair)),
        ("rows_corrected", say("Corrected rows"), since_rows.rows_corrected(pair)),
        ("rows_gone", say("Rows that are gone"), since_rows.rows_gone(pair)),
        ("refused", say("Refused cells and records"), since_rows.refused(pair)),
        ("methods", say("Versions of methods"), since_runs.methods(pair)),
        ("settings", say("Settings"), since_runs.settings(pair)),
        ("findings", say("Findings"), since_runs.findings(pair)),
        ("judgements", say("Judgements"), since_runs.judgements(pair)),
        ("logs", say("Logs"), since_runs.logs(pair)),
    ]
    return {
        "since": {"id": old["id"], "made": old.get("made")},
        "groups": [
            {"kind": kind, "title": title, "entries": entries}
            for kind, title, entries in groups
            if entries
        ],
    }
