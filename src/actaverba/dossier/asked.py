"""The parts of the question: in the analyst's words where the case gives them, else a part for
each method, in the words of its own question.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def parts_of(
    about: Mapping[str, Any], sections: list[dict[str, Any]], say: Any
) -> list[dict[str, Any]]:
    """Each part with its title and the names of its methods; every method that was run is in
    one, and so is one that the case names.

    A method that was not run and that no part names is in none: see `not_run`.
    """
    known = {s["name"]: s for s in sections}
    told = [
        {"title": part["title"], "methods": [m for m in part["methods"] if m in known]}
        for part in about.get("part") or []
    ]
    taken = {name for part in told for name in part["methods"]}
    rest = [s for s in sections if s["name"] not in taken]
    told += [
        {"title": s["question"], "methods": [s["name"]]}
        for s in rest
        if s["runs"] and s["chapter"] == "parts"
    ]
    if not any(known[name]["chapter"] == "hypotheses" for name in taken):
        weighing = [s["name"] for s in rest if s["chapter"] == "hypotheses"]
        told.append({"title": say("Hypotheses"), "methods": weighing})
    return [
        {
            "anchor": f"part-{n}",
            "title": part["title"],
            "methods": [{"name": name} for name in part["methods"]],
            "weighs": _weighs(part["methods"], known),
        }
        for n, part in enumerate(told, 1)
    ]


def not_run(parts: list[dict[str, Any]], sections: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The methods in no part, since they were not run."""
    taken = {method["name"] for part in parts for method in part["methods"]}
    return [{"name": s["name"]} for s in sections if s["name"] not in taken]


def _weighs(names: list[str], known: Mapping[str, Mapping[str, Any]]) -> bool:
    return not names or any(known[name]["chapter"] == "hypotheses" for name in names)
