"""Neither the order of the rows nor the names of the poles may change what is counted."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from actaverba.methods.deeds.ledger import ledger

POLES = ("FRA", "DEU", "ITA")
RENAMED = {"FRA": "JPN", "DEU": "BRA", "ITA": "EGY"}
ACTS = ("one", "two", "three")

deeds = st.lists(
    st.fixed_dictionaries(
        {
            "act": st.sampled_from(ACTS),
            "date": st.sampled_from(("", "2020", "2020-01", "2020-01-05", "2021-03-01")),
            "actor": st.sampled_from(POLES),
            "kind": st.sampled_from(("visit", "trade")),
            "url": st.sampled_from(("", "https://a.example/", "https://b.example/")),
        }
    ),
    min_size=1,
    max_size=8,
).map(lambda rows: [{**row, "id": f"D{n:02d}"} for n, row in enumerate(rows)])

axes = st.lists(
    st.fixed_dictionaries(
        {
            "act": st.sampled_from(ACTS),
            "pole": st.sampled_from(POLES),
            "direction": st.sampled_from(("toward", "away", "neutral")),
        }
    ),
    max_size=8,
)


def tables(result: Any) -> dict[str, list[dict[str, Any]]]:
    return {name: table.to_pylist() for name, table in result.tables.items()}


@settings(max_examples=15)
@given(deeds, axes, st.integers(0, 1000))
def test_shuffled_rows_give_the_same_result(
    reports: list[Any], coded: list[Any], seed: int
) -> None:
    chance = random.Random(seed)
    shuffled = [chance.sample(rows, len(rows)) for rows in (reports, coded)]
    actual, expected = ledger(*shuffled), ledger(reports, coded)
    assert (tables(actual), actual.findings) == (tables(expected), expected.findings)


@settings(max_examples=15)
@given(deeds, axes)
def test_renamed_poles_are_followed(reports: list[Any], coded: list[Any]) -> None:
    def renamed(row: dict[str, str]) -> dict[str, str]:
        return {k: RENAMED.get(v, v) for k, v in row.items()}

    before = ledger(reports, coded, poles=POLES)
    after = ledger(
        [renamed(row) for row in reports],
        [renamed(row) for row in coded],
        poles=[RENAMED[pole] for pole in POLES],
    )
    told = [
        [(f.question, names.get(f.subject, f.subject), f.message, f.value, f.low, f.high, f.n)
         for f in result.findings]
        for result, names in ((before, RENAMED), (after, {}))
    ]  # fmt: skip
    assert told[0] == told[1]


@settings(max_examples=15)
@given(deeds, axes)
def test_every_act_on_an_axis_is_counted_once_there(reports: list[Any], coded: list[Any]) -> None:
    result = tables(ledger(reports, coded))
    names = {row["act"] for row in reports}
    on = {(row["act"], row["pole"]) for row in coded if row["act"] in names}
    assert {(row["act"], row["pole"]) for row in result["acts"]} == on
    counted = [row["toward"] + row["away"] + row["neutral"] + row["conflicting"]
               for row in result["poles"]]  # fmt: skip
    assert sum(counted) == len(result["acts"]) == len(on)
    assert {row["act"] for row in result["off_axis"]} == names - {act for act, _ in on}
    for row in result["poles"]:
        assert row["toward_low"] <= row["toward_high"] <= row["toward"]
