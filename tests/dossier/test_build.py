from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

import pytest

from actaverba.dossier.build import edition as build
from actaverba.dossier.rows import Rows

Rowed = dict[str, list[dict[str, Any]]]
NOW = "2026-01-02T03:04:05Z"


def entry(edition: dict[str, Any], label: str) -> dict[str, Any]:
    [found] = [e for e in edition["evidence"] if e["label"] == label]
    return dict(found)


def section(edition: dict[str, Any], name: str) -> dict[str, Any]:
    [found] = [m for m in edition["methods"] if m["name"] == name]
    return dict(found)


def test_a_row_is_told_with_its_proof(edition: dict[str, Any]) -> None:
    told = entry(edition, "S2")
    assert {k: told[k] for k in told if k not in {"row_id", "row_hash", "cited_by", "cells"}} == {
        "anchor": "row-S2",
        "label": "S2",
        "table": "statements",
        "has_id": True,
        "heading": ["March 2024", "Someone", "two.example"],
        "text": "by @[masked], see https://x.com/[masked]",
        "lang": "",
        "url": "https://x.com/[masked]",
        "grade": {"reliability": [], "credibility": None},
        "exposure": {"host": "two.example", "kind": "unknown", "has_address": False},
        "coder": "ab",
        "coders": 1,
        "coding_confidence": "low",
        "captures": [],
        "source": {"name": "statements.csv", "line": 3, "sha256": "ab" * 32},
    }
    assert told["cells"][:3] == [
        {"column": "date", "value": "2024-03"},
        {"column": "speaker kind", "value": "other"},
        {"column": "speaker state", "value": "Germany"},
    ]
    assert told["cited_by"][0] == {
        "label": "statements 1",
        "anchor": section(edition, "statements")["runs"][0]["findings"][0]["anchor"],
    }


def test_grades_belong_to_source_and_item_and_captures_to_rows(edition: dict[str, Any]) -> None:
    told = entry(edition, "S1")
    assert told["grade"] == {
        "reliability": [{"code": "B", "of": "one.example", "by": ""}],
        "credibility": {"code": "2", "of": "S1", "by": ""},
    }
    assert told["captures"] == [
        {
            "url": "https://one.example/a",
            "archive_url": "https://archive.example/a",
            "captured_at": "2024-03-02T10:00:00Z",
            "sha256": "cd" * 32,
            "by": "ab",
            "tool": "",
            "kept": "",
        }
    ]


def test_every_row_that_is_cited_is_in_the_appendix(edition: dict[str, Any]) -> None:
    known = {(e["table"], e["row_id"]) for e in edition["evidence"]}
    runs = [r for m in edition["methods"] for r in m["runs"]]
    cited = {
        (row["table"], row["row_id"])
        for run in runs
        for finding in run["findings"]
        for row in finding["evidence"]["rows"]
    }
    assert cited <= known
    anchors = [e["anchor"] for e in edition["evidence"]]
    assert len(anchors) == len(set(anchors))
    leads = {row["href"] for r in runs for f in r["figures"] for row in f["rows"] if row["href"]}
    assert leads <= {f"#{a}" for a in anchors}
    assert {"#row-A01", "#row-S1", "#row-D1"} <= leads


def test_what_was_looked_at(edition: dict[str, Any]) -> None:
    tables = {t["table"]: t for t in edition["looked_at"]["tables"]}
    assert tables["relays"] == {
        "table": "relays",
        "dataset": "relays",
        "one_row_is": "one published item that passes a statement on",
        "rows": 14,
        "refused": 1,
        "files": 1,
        "sampling": "convenience",
        "sampling_stated": False,
    }
    assert edition["looked_at"]["refused"] == 1
    assert edition["looked_at"]["coders"][0] == {
        "table": "statements",
        "coders": [{"coder": "ab", "rows": 2}],
        "unnamed": 0,
    }


def test_gaps_are_counted(edition: dict[str, Any]) -> None:
    told = {(g["table"], g["text"]): (g["n"], g["of"]) for g in edition["gaps"]}
    assert told == {
        ("outlets", "reliability not graded"): (1, 2),
        ("statements", "credibility not graded"): (1, 2),
        ("statements", "whose page was not captured"): (1, 2),
        ("relays", "without a date"): (3, 14),
        ("relays", "credibility not graded"): (14, 14),
        ("relays", "not seen in full by the coder"): (14, 14),
        ("relays", "whose page was not captured"): (14, 14),
        ("deeds", "without a date"): (1, 2),
        ("deeds", "dated outside the period of the case"): (1, 2),
        ("deeds", "whose page was not captured"): (2, 2),
    }


def test_ratings_keep_evidence_that_is_not_there(edition: dict[str, Any]) -> None:
    there, gone = edition["hypotheses"]["ratings"]
    assert (there["evidence"], there["label"], there["rating"]) == ("deeds:D1", "D1", "CC")
    assert (gone["evidence"], gone["label"], gone["anchor"]) == ("deeds:D9", "", "")


def test_explanations_that_nobody_weighs_are_named(edition: dict[str, Any]) -> None:
    [run] = section(edition, "relay")["runs"]
    by_code = {e["explanation"]: e for e in run["explanations"]}
    assert by_code["reporting_lag"]["verdicts"] == []
    assert by_code["reporting_lag"]["label"] == "late reporting"
    weighed = [v for e in run["explanations"] for v in e["verdicts"]]
    assert weighed
    assert all(v["findings"][0]["label"].startswith("relay ") for v in weighed)


def test_an_empty_case_says_so(standin: Callable[..., Any]) -> None:
    made = build(standin({}, about={}), NOW)
    assert made["case"]["title"] is None
    assert [m["runs"] for m in made["methods"]] == [[] for _ in made["methods"]]
    assert made["evidence"] == []
    assert made["standards"][0] == {
        "point": 1,
        "name": "Question, scope, period, cut-off, gaps",
        "text": "Not stated: question, scope, period, cut-off.",
        "at": "looked-at",
    }
    assert [s["point"] for s in made["standards"]] == list(range(1, 19))


def test_a_public_account_is_named(standin: Callable[..., Any], rows: Rowed) -> None:
    about = {"public_figures": ["@private_person"]}
    made = build(standin(rows, about=about, ran=("statements",)), NOW)
    assert entry(made, "S2")["text"] == (
        "by @private_person, see https://x.com/private_person/status/1"
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_rows_changes_nothing_but_their_lines(
    standin: Callable[..., Any], rows: Rowed, edition: dict[str, Any], seed: int
) -> None:
    mixed = {name: random.Random(seed).sample(own, len(own)) for name, own in rows.items()}
    made = build(standin(mixed, ran=("statements", "relay", "drift", "ledger")), NOW)

    def without_lines(one: dict[str, Any]) -> str:
        copy = json.loads(json.dumps(one))
        copy.pop("id")
        for e in copy["evidence"]:
            e["source"].pop("line")
        return json.dumps(copy)

    assert without_lines(made) == without_lines(edition)


def test_ids_that_two_tables_share_lead_nowhere(standin: Callable[..., Any], rows: Rowed) -> None:
    twice = {**rows, "deeds": [{**rows["deeds"][0], "id": "S1"}]}
    found = Rows(standin(twice))
    assert found.key_of_id("S1") is None
    assert found.key_of_id("A01") is not None
    assert len(found.keys_of("deeds:S1")) == 1
