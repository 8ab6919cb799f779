"""Exchanging two states also exchanges who does what to whom: direction is not lost.

`test_neutrality` compares lists and sentences without their order, since lists may run by code.
So a method that turned a pair round for one state only would pass there. Here what stands in one
record of a finding, `[who, whom, how often]`, keeps its order.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from tests import test_neutrality as neutral

exchanged_vocabulary = neutral.exchanged_vocabulary
PAIRED = ["statements", "ledger"]


def records(value: Any) -> list[str]:
    """Every list in a value that holds a name and a number, or two names: as it stands."""
    if isinstance(value, dict):
        return [r for inner in value.values() for r in records(inner)]
    if not isinstance(value, list):
        return []
    is_record = any(isinstance(v, str) for v in value) and any(
        isinstance(v, int | float) for v in value
    )
    inside = [r for inner in value for r in records(inner)]
    return [json.dumps(value, sort_keys=True), *inside] if is_record else inside


def paired(name: str, swap: Callable[[str], str], tables: Any, poles: list[str]) -> Counter[Any]:
    result, _ = neutral.run(name, tables, poles=poles)
    return Counter(
        (f.question, f.message, record)
        for f in result.findings
        for record in records(neutral.swapped_back(json.loads(json.dumps(f.params)), swap))
    )


@pytest.mark.parametrize(("one", "other"), [("RUS", "SRB")])
@pytest.mark.parametrize("name", PAIRED)
def test_who_and_whom_are_exchanged_and_not_turned_round(
    name: str, one: str, other: str, exchanged_vocabulary: Callable[[Any], None]
) -> None:
    tables = neutral.given()
    before = paired(name, str, tables, neutral.POLES)
    swap = neutral.swapper(one, other)
    turned = {
        table: [{c: swap(text) if text else text for c, text in row.items()} for row in rows]
        for table, rows in tables.items()
    }
    exchanged_vocabulary(swap)
    assert paired(name, swap, turned, [swap(p) for p in neutral.POLES]) == before


def test_records_are_found_in_both_methods() -> None:
    """Else the test above would say nothing."""
    found = {name: paired(name, str, neutral.given(), neutral.POLES) for name in PAIRED}
    assert all(found.values()), {name: len(f) for name, f in found.items()}
