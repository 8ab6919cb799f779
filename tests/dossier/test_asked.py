"""The parts of the question: the analyst's where there are any, else one a method."""

from __future__ import annotations

from typing import Any

from actaverba.dossier.asked import not_run, parts_of


def section(name: str, *, chapter: str = "parts", ran: bool = True) -> dict[str, Any]:
    return {"name": name, "question": f"{name}?", "chapter": chapter, "runs": [1] if ran else []}


SECTIONS = [
    section("relay"), section("drift"), section("coordination", ran=False),
    section("hypotheses", chapter="hypotheses"),
]  # fmt: skip


def told(about: dict[str, Any], sections: list[dict[str, Any]]) -> list[tuple[str, str, bool]]:
    return [
        (p["title"], " ".join(m["name"] for m in p["methods"]), p["weighs"])
        for p in parts_of(about, sections, str)
    ]


def test_without_parts_each_method_that_was_run_is_one() -> None:
    assert told({}, SECTIONS) == [
        ("relay?", "relay", False), ("drift?", "drift", False),
        ("Hypotheses", "hypotheses", True),
    ]  # fmt: skip
    assert told({}, []) == [("Hypotheses", "", True)]


def test_the_analysts_parts_come_first_and_nothing_is_lost() -> None:
    about = {
        "part": [
            {"title": "Why", "methods": ["hypotheses"]},
            {"title": "How", "methods": ["drift", "gone", "coordination"]},
        ]
    }
    assert told(about, SECTIONS) == [
        ("Why", "hypotheses", True), ("How", "drift coordination", False),
        ("relay?", "relay", False),
    ]  # fmt: skip
    assert not_run(parts_of(about, SECTIONS, str), SECTIONS) == []
    assert not_run(parts_of({}, SECTIONS, str), SECTIONS) == [{"name": "coordination"}]


def test_anchors_are_by_place() -> None:
    assert [p["anchor"] for p in parts_of({}, SECTIONS, str)] == ["part-1", "part-2", "part-3"]
