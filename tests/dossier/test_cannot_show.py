"""What a dossier cannot show is said of its own rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from actaverba.dossier.build import edition as build

NOW = "2026-01-02T03:04:05Z"


def test_it_is_counted_in_the_rows(edition: dict[str, Any]) -> None:
    told = edition["cannot_show"]
    assert told["rows"][0].startswith("The rows were found by looking, so their number says as")
    assert [text.split(".")[0] for text in told["rows"][1:]] == [
        "One person (ab) coded all rows that name a coder",
        "Pages captured: 1, for 18 rows with an address",
        "Graded for reliability or credibility: 2 of 18 outlets, statements and items",
        "Seen in full by their coder: 0 of 14 items that pass a statement on",
    ]
    assert [m["name"] for m in told["methods"]] == ["statements", "relay", "drift", "ledger"]
    assert told["methods"][0]["limit"] == edition["methods"][0]["limits"][0]
    assert told["unanswered"] == [a["name"] for a in edition["kept_apart"]]
    assert told["note"] == ""


def test_what_is_not_lacking_is_not_said(
    standin: Callable[..., Any], rows: dict[str, list[dict[str, Any]]]
) -> None:
    whole = {
        "relays": [{**r, "text_seen": "full"} for r in rows["relays"]],
        "outlets": [{**r, "reliability": "B"} for r in rows["outlets"]],
    }
    made = build(standin(whole, about={"note": "a note"}), NOW)["cannot_show"]
    assert not [text for text in made["rows"] if text.startswith("Seen in full")]
    assert made["note"] == "a note"
    assert made["methods"] == []
