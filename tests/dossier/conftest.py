"""A case in memory for the dossier: typed tables, real methods, nothing on disk."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import duckdb
import pytest

from actaverba.case import layout
from actaverba.dossier.build import edition as build
from actaverba.engine.typed import typed
from actaverba.vocabulary.manifest import manifests
from actaverba.vocabulary.messages import render
from actaverba.vocabulary.schema import table, tables_of

SHA = "ab" * 32
NOW = "2026-01-02T03:04:05Z"


class Standin:
    """What the dossier asks of a case, answered from rows in memory."""

    def __init__(
        self,
        rows: Mapping[str, list[dict[str, Any]]],
        about: Mapping[str, Any],
        ran: tuple[str, ...],
    ) -> None:
        self.about = about
        self.given = rows
        self.typed = {t.name: _typed(t.name, rows.get(t.name, [])) for t in tables_of("case")}
        self.ran = {name: self._run(name) for name in ran}

    def info(self) -> dict[str, Any]:
        filled = [name for name, rows in self.given.items() if rows]
        return {
            "about": self.about,
            "pseudonyms": "keyed",
            "tables": {name: len(self.given[name]) for name in filled},
            "datasets": {
                name: {"sampling": "convenience", "stated": name == "statements"} for name in filled
            },
            "sources": [
                {"id": name, "name": f"{name}.csv", "dataset": name, "table": name, "sha256": SHA,
                 "rows": len(self.given[name]), "refused": 1 if name == "relays" else 0,
                 "encoding": "utf-8", "said": [], "link": None, "read_at": NOW}
                for name in filled
            ],
            "runs": [r["run"] for r in self.ran.values()],
        }  # fmt: skip

    @contextmanager
    def reading(self) -> Iterator[Any]:
        """A connection to an empty case, for what the dossier asks beside rows."""
        with duckdb.connect() as con:
            layout.create(con)
            yield con

    def tables(self, names: list[str]) -> dict[str, Any]:
        return {name: self.typed[name] for name in names}

    def rows(self, name: str, row_ids: list[str]) -> list[dict[str, Any]]:
        found = self.typed[name].to_pylist()
        return [
            {**{k: _plain(v) for k, v in row.items()},
             "source": f"{name}.csv", "line": n + 2, "source_sha256": SHA}
            for n, row in enumerate(found)
            if str(row["row_id"]) in row_ids
        ]  # fmt: skip

    def refused(self) -> list[dict[str, Any]]:
        return []

    def result(self, method: str, scope: str = "") -> dict[str, Any] | None:
        return self.ran.get(method) if scope == "" else None

    def _run(self, name: str) -> dict[str, Any]:
        import actaverba

        method = manifests()[name]
        done = getattr(actaverba, method.function)(*[self.typed[i.table] for i in method.inputs])
        run = {"id": f"{name:0<32}", "method": name, "method_version": method.version, "scope": "",
               "settings": dict(done.settings), "seed": None, "software": "0", "ran_at": NOW,
               "inputs": {i.table: "0" * 32 for i in method.inputs},
               "stale": name == "relay"}  # fmt: skip
        findings = [_finding(method, f) for f in done.findings]
        return {"run": run, "results": dict(done.tables), "findings": findings}


TYPED: dict[str, Any] = {}


def _typed(name: str, rows: list[dict[str, Any]]) -> Any:
    """Typed once for the same rows, since many tests share them."""
    key = json.dumps([name, rows])
    if key not in TYPED:
        TYPED[key] = typed(name, _columns(name, rows))
    return TYPED[key]


def _columns(name: str, rows: list[dict[str, Any]]) -> Any:
    import pyarrow as pa

    return pa.table({c: pa.array([r.get(c) for r in rows], pa.string()) for c in table(name).names})


def _plain(value: Any) -> Any:
    return str(value) if type(value).__name__ in {"UUID", "date"} else value


def _finding(method: Any, f: Any) -> dict[str, Any]:
    kept = ("question", "subject", "message", "params", "value", "low", "high", "unit",
            "category", "n", "base_rate", "grade", "observed_or_inferred")  # fmt: skip

    def say(message: str) -> str:
        known = method.messages.get(message)
        return message if known is None else render(known, f.params)

    rows = [{"table": e.table, "row_id": str(e.row_id), "id": "", "role": e.role}
            for e in f.evidence]  # fmt: skip
    return {
        **{k: getattr(f, k) for k in kept},
        "id": str(f.id(method.name, "")), "method": method.name, "scope": "", "stale": False,
        "text": say(f.message), "evidence": {"count": len(rows), "rows": rows},
        "innocent": [{"explanation": i.explanation, "status": i.status, "why": say(i.why)}
                     for i in f.innocent],
    }  # fmt: skip


HOSTILE = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def hostile_rows() -> dict[str, list[dict[str, Any]]]:
    """A small case with everything in it that should not hurt."""
    outlets = [
        {"outlet": HOSTILE, "host": "one.example", "state": "FRA", "kind": "private",
         "kind_basis": HOSTILE, "reliability": "B"},
        {"outlet": "Two", "host": "two.example", "kind": "unknown", "kind_basis": "not looked up"},
    ]  # fmt: skip
    statements = [
        {"id": "S1", "date": "2024-03-01", "speaker": HOSTILE, "speaker_kind": "other",
         "speaker_state": "FRA", "target": "x", "target_state": "DEU", "channel": "other",
         "speech_act": "accuse", "stance": "-2", "summary": "قال إن <b>السفينة</b> غادرت",
         "url": "https://one.example/a", "host": "one.example", "credibility": "2",
         "coding_confidence": "high", "coder": "ab"},
        {"id": "S2", "date": "2024-03", "speaker": "Someone", "speaker_kind": "other",
         "speaker_state": "DEU", "target": "y", "target_state": "FRA", "channel": "other",
         "speech_act": "deny", "stance": "0", "summary": "by @private_person, see "
         "https://x.com/private_person/status/1", "url": "https://x.com/private_person/status/1",
         "host": "two.example", "coding_confidence": "low", "coder": "ab"},
    ]  # fmt: skip
    relays = [
        {"id": f"A{n:02}", "statement": "S1", "host": "one.example" if n % 3 else "two.example",
         "published": f"2024-03-{n:02}" if n % 4 else "", "language": ("fr", "ar", "de")[n % 3],
         "url": f"https://one.example/{n}", "credits": HOSTILE if n == 1 else "AFP",
         "keeps_attribution": "yes", "text_seen": "excerpt", "coding_confidence": "high",
         "coder": "ab", "note": HOSTILE if n == 2 else ""}
        for n in range(1, 15)
    ]  # fmt: skip
    relay_fields = [
        {"relay": f"A{n:02}", "field": "tonnes", "printed": HOSTILE if n == 1 else f"{n % 2} 000 t",
         "value": str(1000 + 9000 * (n % 2)), "hedge": "exact", "unit": "TONNES", "coder": "ab"}
        for n in range(1, 15)
    ]  # fmt: skip
    return {
        "outlets": outlets,
        "statements": statements,
        "relays": relays,
        "fields": [{"field": "tonnes", "kind": "quantity", "unit": "TONNES",
                    "description": "weight"}],
        "relay_fields": relay_fields,
        "deeds": [
            {"id": "D1", "act": "port-call", "date": "2023", "actor": "FRA", "counterpart": "DEU",
             "kind": "visit", "summary": HOSTILE, "url": "https://one.example/d",
             "coding_confidence": "high", "coder": "ab"},
            {"id": "D2", "act": HOSTILE, "date": "", "actor": "FRA", "counterpart": "USA",
             "kind": "visit", "summary": "plain", "url": "https://one.example/d",
             "coding_confidence": "high", "coder": "ab"},
        ],
        "deed_axes": [
            {"act": "port-call", "pole": "DEU", "direction": "toward", "basis": "b", "coder": "ab"},
            {"act": HOSTILE, "pole": "USA", "direction": "away", "basis": "b", "coder": "ab"},
        ],
        "hypotheses": [{"id": "H1", "text": HOSTILE}, {"id": "H2", "text": "plain", "note": "n"}],
        "ratings": [
            {"hypothesis": "H1", "evidence": "deeds:D1", "rating": "CC", "reason": HOSTILE,
             "by": "ab", "at": "2024-04-01"},
            {"hypothesis": "H2", "evidence": "deeds:D9", "rating": "I", "reason": "r",
             "by": "ab", "at": "2024-04-01"},
        ],
        "captures": [
            {"row": "statements:S1", "url": "https://one.example/a",
             "archive_url": "https://archive.example/a", "captured_at": "2024-03-02T10:00:00Z",
             "sha256": "cd" * 32, "by": "ab"},
        ],
    }  # fmt: skip


ABOUT = {
    "title": HOSTILE, "question": "Who said <i>what</i>?", "poles": ["DEU", "USA"],
    "period": {"from": "2024-01-01", "to": "2024-12-31"}, "authors": ["ab", "cd"], "tlp": "GREEN",
}  # fmt: skip
ALL = ("statements", "relay", "drift", "ledger")


@pytest.fixture(scope="session")
def standin() -> Callable[..., Any]:
    """Make a case in memory from rows by table; `ran` names the methods that were run."""

    def make(
        rows: Mapping[str, list[dict[str, Any]]], *, about: Mapping[str, Any] = ABOUT,
        ran: tuple[str, ...] = (),
    ) -> Any:  # fmt: skip
        return Standin(rows, about, ran)

    return make


@pytest.fixture(scope="session")
def hostile() -> str:
    """A text that tries to leave its place."""
    return HOSTILE


@pytest.fixture(scope="session")
def rows() -> dict[str, list[dict[str, Any]]]:
    """The rows of the small hostile case."""
    return hostile_rows()


@pytest.fixture(scope="session")
def edition(rows: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """The edition of the small hostile case, with every method run."""
    return build(Standin(rows, ABOUT, ALL), NOW)


@pytest.fixture
def page_of(browser: Any, tmp_path: Any) -> Iterator[Callable[..., Any]]:
    """Open a page of given HTML in Chromium; what it logs and asks for is kept on it."""
    opened = []

    def show(html: str, *, width: int = 1280, scheme: str = "light", at: str = "") -> Any:
        file = tmp_path / "d.html"
        file.write_text(html, encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        opened.append(context)
        page = context.new_page()
        page.said, page.asked = [], []
        page.on("console", lambda m: page.said.append(m.text))
        page.on("pageerror", lambda e: page.said.append(str(e)))
        page.on("request", lambda r: page.asked.append(r.url))
        page.goto(file.as_uri() + at)
        return page

    yield show
    for context in opened:
        context.close()
