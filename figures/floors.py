"""Floors: what a figure must not fall below (or rise above), pinned to its corpus.

`floors.toml` has one section a measure and figure:

    [drift.adjusted_rand_index]
    at_least = 0.8
    corpus = "3f2a…"
    reason = "0.91 measured on 2026-11-25; room for one item in ten"
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from typing import Any

from figures.fingerprint import ROOT
from figures.record import code_sha256, newest

KINDS = ("evaluate", "bench")


def floors(kind: str) -> dict[str, dict[str, dict[str, Any]]]:
    path = ROOT / kind / "floors.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def measures(kind: str) -> list[str]:
    return sorted(p.parent.name for p in (ROOT / kind).glob("*/measure.py"))


def troubles(kind: str, name: str) -> list[str]:
    """What is wrong with the newest figures of one measure; nothing when all is well."""
    again = f"Run `make {kind} ONLY={name}` and commit the new file."
    path = newest(ROOT / kind / name)
    if path is None:
        return [f"{kind}/{name} has no figures yet. {again}"]
    result = json.loads(path.read_text(encoding="utf-8"))
    found = []
    if code_sha256(result["code"]["paths"]) != result["code"]["sha256"]:
        changed = ", ".join(result["code"]["paths"])
        found.append(f"{changed} (or a kernel it imports) changed since {path.name}. {again}")
    for figure, floor in floors(kind).get(name, {}).items():
        found += below(f"{kind}/{name}: {figure}", floor, result, figure)
    return found


def below(
    where: str, floor: Mapping[str, Any], result: Mapping[str, Any], figure: str
) -> list[str]:
    """Compare one figure of one result file with its floor."""
    if figure not in result["figures"]:
        return [f"{where} has a floor but was not measured."]
    value = result["figures"][figure]["value"]
    found = []
    if floor.get("corpus", "") not in ("", result["corpus"]["sha256"]):
        found.append(f"{where} was measured on another corpus than its floor was set on.")
    if value < floor.get("at_least", value):
        found.append(f"{where} is {value:.4g}, its floor is {floor['at_least']}.")
    if value > floor.get("at_most", value):
        found.append(f"{where} is {value:.4g}, at most {floor['at_most']} is allowed.")
    return found
