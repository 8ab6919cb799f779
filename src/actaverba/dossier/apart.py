"""Four questions that are kept apart: coordination, inauthenticity, intent, foreign link.

Each has an answer of its own, made of what is on record and of what is lacking. Where a
method answers one of them (its name or the question of a finding is the code of that one),
its findings stand there. Nothing here infers: it counts coded rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from actaverba.dossier.labels import Key
from actaverba.dossier.parts import Cited
from actaverba.dossier.rows import Row, Rows
from actaverba.vocabulary.codes import code_list
from actaverba.vocabulary.messages import catalogue

Told = tuple[str, list[Row]]
MIRROR = "mirror_network"


def kept_apart(
    rows: Rows, sections: list[dict[str, Any]], cited: Cited, *, held: Mapping[str, int],
    language: str,
) -> list[dict[str, Any]]:  # fmt: skip
    """One entry a question: its grade, what is on record, what is lacking, the rows.

    `held` counts the rows of bulk tables and the judgements.
    """
    say = catalogue(language).gettext
    on_record: dict[str, Callable[[], Told]] = {
        "coordination": lambda: _coordination(rows, held, say),
        "inauthenticity": lambda: _inauthenticity(rows, held, say),
        "intent": lambda: _intent(rows, held, say),
        "foreign_link": lambda: _foreign_link(rows, say),
    }
    told = []
    for code in code_list("conduct").codes.values():
        found = _found(code.code, sections)
        text, carried = on_record[code.code]()
        keys = [("outlets", str(row["row_id"])) for row in carried]
        for key in keys:
            cited.cite(key)
        told.append(
            {
                "question": code.code,
                "name": say(code.label).capitalize(),
                "asks": say(code.description),
                "kind": "fact",
                "grade": found[0]["grade"] if found else "not_enough_evidence",
                "text": text,
                "lacks": "" if found else say(code.lacks),
                "findings": found,
                "evidence": _evidence(keys),
            }
        )
    return told


def _evidence(keys: list[Key]) -> dict[str, Any]:
    return {
        "count": len(keys),
        "rows": [{"table": t, "row_id": row_id, "role": "coded"} for t, row_id in keys],
    }


def _found(code: str, sections: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The findings of methods that answer the question; of a method, those of its first run."""
    runs = ((s["name"], s["runs"][0]) for s in sections if s["runs"])
    return [
        {key: f[key] for key in ("label", "anchor", "text", "kind", "grade")}
        for name, run in runs
        for f in run["findings"]
        if code in (name.replace("-", "_"), str(f["question"]).replace(" ", "_"))
    ]


def _coordination(rows: Rows, held: Mapping[str, int], say: Any) -> Told:
    relays = rows.tables.get("relays", [])
    text = say(
        "On record: {n} coded items at {hosts} hosts pass statements on; shares and posts read:"
        " {posts}. To pass on the same statement is not yet to act together."
    ).format(
        n=len(relays),
        hosts=len({r["host"] for r in relays if r.get("host")}),
        posts=held.get("posts", 0) + held.get("shares", 0),
    )
    return text, []


def _inauthenticity(rows: Rows, held: Mapping[str, int], say: Any) -> Told:
    outlets = rows.tables.get("outlets", [])
    mirrors = [r for r in outlets if r.get("kind") == MIRROR]
    text = say(
        "On record: {n} of {of} outlets are coded as part of a mirror network; accounts read:"
        " {accounts}."
    ).format(n=len(mirrors), of=len(outlets), accounts=held.get("accounts", 0))
    return text, mirrors


def _intent(rows: Rows, held: Mapping[str, int], say: Any) -> Told:
    text = say(
        "On record: hypotheses {n}, ratings {ratings}, judgements {judged}. They are people's"
        " input, not a measurement."
    ).format(
        n=len(rows.tables.get("hypotheses", [])),
        ratings=len(rows.tables.get("ratings", [])),
        judged=held.get("judgements", 0),
    )
    return text, []


def _foreign_link(rows: Rows, say: Any) -> Told:
    ties = {c.code for c in code_list("outlet_kind").codes.values() if c.extra.get("eeas")}
    outlets = rows.tables.get("outlets", [])
    tied = [r for r in outlets if r.get("kind") in ties]
    text = say(
        "On record: {n} of {of} outlets are coded with a tie to a state, of any state;"
        " {based} of them with an address as basis."
    ).format(n=len(tied), of=len(outlets), based=sum(bool(r.get("kind_basis_url")) for r in tied))
    return text, tied
