"""What the dossier says of the case before any finding: what was asked, looked at, missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from actaverba.dossier.labels import natural, place, state
from actaverba.dossier.rows import Row, Rows
from actaverba.vocabulary.messages import catalogue
from actaverba.vocabulary.schema import Table, table, tables

SAID = ("authors", "reviewer", "funding", "tlp", "licence", "retention", "public_figures",
        "right_of_reply", "corrections")  # fmt: skip
SOURCE = ("id", "name", "dataset", "table", "sha256", "rows", "refused", "encoding", "said",
          "link", "read_at")  # fmt: skip
GRADED = ("reliability", "credibility")
NO_GAPS = frozenset({"captures", "fields", "predicates", "hypotheses", "ratings"})


def case_facts(about: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The case in the words of `case.toml`; what is empty there is None here."""
    period = about.get("period") or {}
    return {
        "title": _text(about.get("title")),
        "question": _text(about.get("question")),
        "scope": _text(about.get("scope")),
        "period": {k: _text(period.get(k)) for k in ("from", "to", "focus_from", "focus_to")},
        "cut_off": _text(about.get("cut_off")),
        "poles": [
            {"code": str(p), "name": state(str(p), language)} for p in about.get("poles") or []
        ],
        "note": _text(about.get("note")),
        **{key: _text(about.get(key)) for key in SAID},
    }


def _text(value: Any) -> str | None:
    if isinstance(value, list | tuple):
        return "; ".join(str(v) for v in value) or None
    return str(value) if value not in (None, "") else None


def looked_at(info: Mapping[str, Any], rows: Rows) -> dict[str, Any]:
    """Rows by dataset and table with their sampling, the files, and who coded them."""
    sources = sorted(
        ({key: s.get(key) for key in SOURCE} for s in info.get("sources") or []),
        key=lambda s: (place(str(s["table"])), str(s["dataset"]), str(s["name"]), str(s["id"])),
    )
    datasets: Mapping[str, Mapping[str, Any]] = info.get("datasets") or {}
    counted: dict[tuple[str, str], Counter[str]] = {}
    for source in sources:
        if source["table"] in tables():
            pair = (str(source["table"]), str(source["dataset"]))
            counted.setdefault(pair, Counter()).update(
                rows=int(source["rows"] or 0), refused=int(source["refused"] or 0), files=1
            )
    return {
        "tables": [
            {
                "table": name,
                "dataset": dataset,
                "one_row_is": table(name).one_row_is,
                "rows": int((info.get("tables") or {}).get(name, 0))
                if sum(other == name for other, _ in counted) == 1
                else counts["rows"],
                "refused": counts["refused"],
                "files": counts["files"],
                "sampling": (datasets.get(dataset) or {}).get("sampling"),
                "sampling_stated": bool((datasets.get(dataset) or {}).get("stated")),
            }
            for (name, dataset), counts in counted.items()
        ],
        "sources": sources,
        "refused": sum(int(s["refused"] or 0) for s in sources),
        "coders": coders(rows),
    }


def data_protection(rows: Rows, about: Mapping[str, Any], language: str) -> list[str]:
    """Whom the page names, what is masked, and what a person who is named can ask for."""
    say = catalogue(language).gettext
    speakers = {r["speaker"] for r in rows.tables.get("statements", []) if r.get("speaker")}
    not_stated = say("not stated")
    return [
        say("Named in clear: speakers as coded ({n}), outlets, and who coded, captured, graded and"
            " judged.").format(n=len(speakers)),
        say("Account names are named only where they belong to a coded outlet or the case names"
            " them as public."),
        say("On what ground and how long the data are kept: {kept}."
            ).format(kept=_text(about.get("retention")) or not_stated),
        say("Where a person who is named can ask for a correction: {where}."
            ).format(where=_text(about.get("corrections")) or not_stated),
        say("A row can be erased with `acta forget CASE ROW`; the next edition is without it."),
    ]  # fmt: skip


def coders(rows: Rows) -> list[dict[str, Any]]:
    """Per table with a coder: who coded how many rows, and how many rows name nobody."""
    told = []
    for name in sorted(rows.tables, key=place):
        own = rows.tables[name]
        column = next((c for c in ("coder", "by") if c in table(name).names), None)
        if not own or column is None or name == "captures":
            continue
        named = Counter(str(r[column]) for r in own if r.get(column))
        told.append(
            {
                "table": name,
                "coders": [{"coder": c, "rows": named[c]} for c in sorted(named, key=natural)],
                "unnamed": len(own) - sum(named.values()),
            }
        )
    return told


def gaps(rows: Rows, about: Mapping[str, Any], language: str) -> list[dict[str, Any]]:
    """What is missing in the rows, counted: undated, not graded, not captured, not seen whole."""
    return [gap for gap in _all_gaps(rows, about, language) if gap["n"]]


def gaps_in_short(rows: Rows, about: Mapping[str, Any], language: str) -> list[dict[str, Any]]:
    """The same over all tables that can have the gap, for the top of the page."""
    told: dict[str, dict[str, Any]] = {}
    for gap in _all_gaps(rows, about, language):
        one = told.setdefault(gap["text"], {"text": gap["text"], "n": 0, "of": 0})
        one["n"] += gap["n"]
        one["of"] += gap["of"]
    return [one for one in told.values() if one["n"]]


def _all_gaps(rows: Rows, about: Mapping[str, Any], language: str) -> list[dict[str, Any]]:
    return [
        {"table": name, "text": text, "n": n, "of": len(rows.tables[name])}
        for name in sorted(rows.tables, key=place)
        if rows.tables[name] and name not in NO_GAPS
        for text, n in _gaps(rows, table(name), about, language)
    ]


def _gaps(
    rows: Rows, known: Table, about: Mapping[str, Any], language: str
) -> list[tuple[str, int]]:
    say = catalogue(language).gettext
    own = rows.tables[known.name]
    found = []
    for column in ("date", "published"):
        if column in known.names:
            found.append((say("without a date"), _empty(own, column)))
            found.append(
                (say("dated outside the period of the case"), _outside(own, column, about))
            )
    if "reliability" in known.names:
        found.append((say("reliability not graded"), rows.grades.missing(known.name, own)))
    if "credibility" in known.names:
        found.append((say("credibility not graded"), rows.grades.missing(known.name, own)))
    if "text_seen" in known.names:
        unseen = sum(r.get("text_seen") != "full" for r in own)
        found.append((say("not seen in full by the coder"), unseen))
    if "reporter" in known.names:
        found.append((say("without the name of who counted"), _empty(own, "reporter")))
    if "coder" in known.names:
        found.append((say("without the name of a coder"), _empty(own, "coder")))
    if "url" in known.names:
        found.append((say("whose page was not captured"), _not_captured(rows, known.name)))
    return found


def _empty(own: list[Row], column: str) -> int:
    return sum(r.get(column) in (None, "") for r in own)


def _outside(own: list[Row], column: str, about: Mapping[str, Any]) -> int:
    period = about.get("period") or {}
    first, last = (_day(period.get(k)) for k in ("from", "to"))
    if first is None or last is None:
        return 0
    ends = [(_day(r.get(f"{column}_earliest")), _day(r.get(f"{column}_latest"))) for r in own]
    return sum(bool(a and b and (b < first or a > last)) for a, b in ends)


def _day(value: Any) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _not_captured(rows: Rows, name: str) -> int:
    proved = {
        key for r in rows.tables.get("captures", []) for key in rows.keys_of(str(r.get("row")))
    }
    return sum((name, str(r["row_id"])) not in proved for r in rows.tables[name])
