"""The edition: everything the page shows, as plain data in one fixed order.

It renders and computes no method: what was not run is said to be missing, and what is
stale is said to be stale. The page is drawn from the edition alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actaverba.case.custody_edition import sealed
from actaverba.dossier import about as said
from actaverba.dossier.apart import kept_apart
from actaverba.dossier.appendix import appendix
from actaverba.dossier.asked import not_run, parts_of
from actaverba.dossier.beside import beside
from actaverba.dossier.cannot_show import cannot_show
from actaverba.dossier.clean import cleaned
from actaverba.dossier.configuration import configuration
from actaverba.dossier.exposure import attribution, exposure
from actaverba.dossier.hypotheses import hypotheses
from actaverba.dossier.judged import judged
from actaverba.dossier.labels import Key
from actaverba.dossier.marks import legend
from actaverba.dossier.parts import Cited, Parts
from actaverba.dossier.rows import Rows
from actaverba.dossier.since import changes, noted
from actaverba.dossier.standards import standards
from actaverba.engine.masking import public_names
from actaverba.version import VERSION
from actaverba.vocabulary.manifest import manifests
from actaverba.vocabulary.messages import catalogue

FORMAT = "actaverba edition 1"


def edition(
    case: Any, now: str | None = None, *, since: Mapping[str, Any] | None = None,
    language: str = "en",
) -> dict[str, Any]:  # fmt: skip
    """The edition of a case, as a dictionary that JSON can hold.

    `now` is printed as the time of the edition; the same case and the same `now` give the
    same edition. With `since`, an earlier edition, it says what has changed from that one.
    It assumes that the case does not change while it is read.
    """
    info = case.info()
    about: Mapping[str, Any] = info.get("about") or {}
    rows = Rows(case)
    cited = Cited()
    clear = public_names(about, (r["host"] for r in rows.tables.get("outlets", [])))
    parts = Parts(rows, cited, clear, language)
    found = [(m, _results(case, info, m.name)) for m in manifests().values()]
    # Nobody misses what only imitates another program.
    sections = [parts.section(m, runs) for m, runs in found if runs or not m.peer_of]
    rated = hypotheses(rows, cited, clear)
    told = [{**j, "kind": "judgement"} for j in judged(case, clear)]
    rated["beside"] = beside(told, sections, catalogue(language))
    held = {**(info.get("tables") or {}), "judgements": len(told)}
    apart = kept_apart(rows, sections, cited, held=held, language=language)
    exposed = exposure(rows, cited, clear=clear, language=language)
    for key in sorted(parts.figures.keys):
        cited.cite(key)
    evidence = appendix(rows, cited.by, clear=clear, language=language)
    _link(sections, rated, told, evidence=evidence, cited=cited)
    _point_all(evidence, apart, exposed)
    asked = parts_of(about, sections, catalogue(language).gettext)
    made = {
        "format": FORMAT,
        "language": language,
        "made": now,
        "software": VERSION,
        "marks": legend(catalogue(language).gettext),
        "case": said.case_facts(about, language),
        "pseudonyms": info.get("pseudonyms"),
        "judgements": told,
        "cannot_show": cannot_show(info, rows, sections, apart, language=language),
        **_looked(info, rows, about, language),
        "parts": asked,
        "not_run": not_run(asked, sections),
        "methods": sections,
        "kept_apart": apart,
        "exposure": exposed,
        "attribution": attribution(rows, about, held=held, language=language),
        "hypotheses": rated,
        "configuration": configuration(sections),
        "evidence": evidence,
        "standards": standards(
            rows, sections, about, judged=bool(told), is_first=since is None, language=language
        ),
        **noted(case, rows, clear),
        "changes": None,
    }
    if since is not None:
        made["changes"] = changes(since, cleaned(made), case, clear)
    return sealed(cleaned(made))


def _looked(
    info: Mapping[str, Any], rows: Rows, about: Mapping[str, Any], language: str
) -> dict[str, Any]:
    return {
        "looked_at": said.looked_at(info, rows),
        "gaps": said.gaps(rows, about, language),
        "gaps_in_short": said.gaps_in_short(rows, about, language),
        "data_protection": said.data_protection(rows, about, language),
    }


def _results(case: Any, info: Mapping[str, Any], method: str) -> list[dict[str, Any]]:
    """The current runs of a method: the default question first, then the others by scope."""
    scopes = {str(r["scope"]) for r in info.get("runs") or [] if r["method"] == method}
    found = (case.result(method, scope) for scope in sorted(scopes))
    return [result for result in found if result is not None]


def _link(
    sections: list[dict[str, Any]], rated: dict[str, Any], told: list[dict[str, Any]], *,
    evidence: list[Any], cited: Cited,
) -> None:  # fmt: skip
    """Put anchors and labels of the evidence wherever a row is named, and the way back."""
    by_key: dict[Key, dict[str, Any]] = {(e["table"], e["row_id"]): e for e in evidence}
    finding_at: dict[str, dict[str, str]] = {}
    for run in (run for section in sections for run in section["runs"]):
        for finding in run["findings"]:
            finding_at[finding["id"]] = {"label": finding["label"], "anchor": finding["anchor"]}
            for row in finding["evidence"]["rows"]:
                _point(row, by_key.get((row["table"], row["row_id"])))
        for figure in run["figures"]:
            for row in figure["rows"]:
                key = row.pop("key")
                entry = by_key.get((key[0], key[1])) if key else None
                row["href"] = f"#{entry['anchor']}" if entry else None
                row["tip"] = _tip(row, entry)
    for row in rated["ratings"]:
        _point(row, by_key.get((row["table"], row["row_id"])))
    for judgement in told:
        judgement["at_finding"] = finding_at.get(judgement["target"])
    for key, entry in by_key.items():
        entry["cited_by"] = [finding_at[f] for f in cited.by.get(key, [])]


def _point_all(evidence: list[Any], apart: list[dict[str, Any]], exposed: dict[str, Any]) -> None:
    by_key: dict[Key, dict[str, Any]] = {(e["table"], e["row_id"]): e for e in evidence}
    named = (row for category in exposed["categories"] for row in category["named"])
    for row in (*(row for one in apart for row in one["evidence"]["rows"]), *named):
        _point(row, by_key.get((row["table"], row["row_id"])))


def _point(row: dict[str, Any], entry: Mapping[str, Any] | None) -> None:
    row["anchor"] = entry["anchor"] if entry else ""
    row["label"] = entry["label"] if entry else ""


def _tip(row: Mapping[str, Any], entry: Mapping[str, Any] | None) -> str:
    own = str(row.get("label") or "")
    if entry is None:
        return own
    first = [own] if own and own != entry["label"] else []
    return " · ".join([*first, entry["label"], *entry["heading"], *filter(None, [entry["text"]])])
