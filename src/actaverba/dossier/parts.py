"""The sections of the methods, driven wholly by their manifests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actaverba.case.judgements import value_digest
from actaverba.dossier.drawn import Figures
from actaverba.dossier.labels import Key, code_label
from actaverba.dossier.marks import kind_of
from actaverba.dossier.rows import Rows
from actaverba.engine.masking import masked
from actaverba.vocabulary.codes import code_list
from actaverba.vocabulary.manifest import Manifest
from actaverba.vocabulary.messages import catalogue, render

MOST_ROWS = 150
KEPT = ("method", "scope", "question", "subject", "value", "low", "high", "unit", "category", "n",
        "base_rate", "observed_or_inferred")  # fmt: skip


def N_(text: str) -> str:  # noqa: N802 the name by which texts are collected
    return text


PARTS = {
    "words": N_("Words"),
    "deeds": N_("Deeds"),
    "campaign": N_("Campaign"),
    "assessment": N_("Assessment"),
}


def _weighs(method: Manifest) -> bool:
    """Whether a method is about the hypotheses, which have a section of their own."""
    return any(i.table == "hypotheses" for i in method.inputs)


class Cited:
    """The rows that the page cites so far, each with the findings that cite it."""

    def __init__(self) -> None:
        self.by: dict[Key, list[str]] = {}

    def cite(self, key: Key, finding: str = "") -> None:
        citing = self.by.setdefault(key, [])
        if finding and finding not in citing:
            citing.append(finding)


class Parts:
    """Makes the section of one method after the other."""

    def __init__(self, rows: Rows, cited: Cited, clear: frozenset[str], language: str) -> None:
        self.figures = Figures(rows, clear, language)
        self.cited = cited
        self.clear = clear
        self.language = language

    def section(self, method: Manifest, runs: list[dict[str, Any]]) -> dict[str, Any]:
        """A method with its current runs, the one with the default question first."""
        say = catalogue(self.language).gettext
        return {
            "name": method.name,
            "version": method.version,
            "part": method.part,
            "chapter": "hypotheses" if _weighs(method) else "parts",
            "part_name": say(PARTS.get(method.part, method.part)),
            "question": say(method.question),
            "summary": say(method.summary),
            "assumptions": [say(t) for t in method.assumptions],
            "limits": [say(t) for t in method.limits],
            "references": list(method.references),
            "runs": [self.run(method, r, nth) for nth, r in enumerate(runs, 1)],
        }

    def run(self, method: Manifest, result: Mapping[str, Any], nth: int) -> dict[str, Any]:
        """One run; findings are called by method and place, `drift 3`, or `drift 2.3`."""
        run = result["run"]
        say = catalogue(self.language).gettext
        why = {s.name.replace("-", "_"): s.why for s in method.settings}
        before = f"{method.name} " if nth == 1 else f"{method.name} {nth}."
        findings = [
            {"label": f"{before}{place}", **self.finding(method, f)}
            for place, f in enumerate(result["findings"], 1)
        ]
        return {
            "id": str(run["id"]),
            "scope": run["scope"],
            "settings": [
                {"name": k, "value": v, "why": say(why[k]) if k in why else ""}
                for k, v in sorted(run["settings"].items())
            ],
            "seed": run["seed"],
            "inputs": [{"table": k, "digest": v} for k, v in sorted(run["inputs"].items())],
            "software": run["software"],
            "ran_at": run["ran_at"],
            "method_version": run["method_version"],
            "stale": bool(run["stale"]),
            "findings": findings,
            "explanations": self.explanations(method, findings),
            "figures": [
                self.figures.figure(method, declared, result["results"], place)
                for place, declared in enumerate(method.figures)
            ],
            "tables": [self.table(t, result["results"]) for t in method.results],
        }

    def finding(self, method: Manifest, given: Mapping[str, Any]) -> dict[str, Any]:
        for row in given["evidence"]["rows"]:
            self.cited.cite((row["table"], str(row["row_id"])), str(given["id"]))
        return {
            "id": str(given["id"]),
            "anchor": f"f-{str(given['id'])[:13]}",
            "kind": kind_of(given),
            "text": masked(self._text(method, given), self.clear),
            **{name: given.get(name) for name in KEPT},
            "grade": given["grade"],
            "says": value_digest(given),
            "stale": bool(given.get("stale")),
            "evidence": {
                "count": given["evidence"]["count"],
                "rows": [
                    {"table": r["table"], "row_id": str(r["row_id"]), "role": r["role"]}
                    for r in given["evidence"]["rows"]
                ],
            },
            "innocent": [dict(i) for i in given.get("innocent", [])],
        }

    def _text(self, method: Manifest, given: Mapping[str, Any]) -> str:
        message, params = str(given.get("message")), given.get("params")
        if message in method.messages and params is not None:
            return render(method.messages[message], params, self.language)
        return str(given["text"])

    def explanations(
        self, method: Manifest, findings: list[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        """Every innocent explanation of the vocabulary, with what the method says of it.

        One that no finding weighs and the manifest does not name is not examined.
        """
        told = []
        for code in code_list("explanation").codes.values():
            verdicts: dict[tuple[str, str], list[dict[str, str]]] = {}
            for finding in findings:
                for said in finding["innocent"]:
                    if said["explanation"] == code.code:
                        verdict = (said["status"], masked(str(said["why"]), self.clear))
                        where = {"label": finding["label"], "anchor": finding["anchor"]}
                        verdicts.setdefault(verdict, []).append(where)
            told.append(
                {
                    "explanation": code.code,
                    "label": code.label,
                    "description": code.description,
                    "how": method.explanations.get(code.code),
                    "statuses": sorted({status for status, _ in verdicts}) or ["not_examined"],
                    "verdicts": [
                        {"status": s, "label": code_label(s, ("status",)), "why": w, "findings": f}
                        for (s, w), f in sorted(verdicts.items())
                    ],
                }
            )
        return told

    def table(self, declared: Any, results: Mapping[str, Any]) -> dict[str, Any]:
        """A result table, as far as it is printed; the CSV export has all of it."""
        whole = results[declared.name]
        columns = [dict(c) for c in declared.columns]
        return {
            "name": declared.name,
            "one_row_is": declared.one_row_is,
            "columns": columns,
            "count": whole.num_rows,
            "rows": [
                [self._cell(row[c["name"]]) for c in columns]
                for row in whole.slice(0, MOST_ROWS).to_pylist()
            ],
        }

    def _cell(self, value: Any) -> Any:
        if isinstance(value, str):
            return masked(value, self.clear)
        if value is None or isinstance(value, bool | int | float):
            return value
        return value.isoformat() if hasattr(value, "isoformat") else str(value)
