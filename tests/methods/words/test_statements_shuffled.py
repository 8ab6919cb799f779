"""Neither the order of the rows nor the names of the sides may change what is found."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from actaverba.methods.words.statements import statements

SIDES = ("FRA", "DEU", "ITA", "")
RENAMED = {"FRA": "JPN", "DEU": "BRA", "ITA": "EGY", "": ""}
DATES = ("", "2020", "2020-01", "2020-01-01", "2020-01-02", "2020-01-05", "2019-12-31")


def rows_of(size: int) -> st.SearchStrategy[list[dict[str, str]]]:
    row = st.fixed_dictionaries(
        {
            "speaker": st.sampled_from(("A", "B", "C")),
            "speaker_state": st.sampled_from(SIDES),
            "target_state": st.sampled_from(SIDES),
            "speech_act": st.sampled_from(("accuse", "deny", "")),
            "date": st.sampled_from(DATES),
            "time_utc": st.sampled_from(("", "08:00", "20:00")),
        }
    )
    return st.lists(row, min_size=1, max_size=size).map(
        lambda rows: [{**r, "id": f"S{n:02d}"} for n, r in enumerate(rows)]
    )


def tables(result: Any) -> dict[str, list[dict[str, Any]]]:
    return {name: table.to_pylist() for name, table in result.tables.items()}


@settings(max_examples=10)
@given(rows_of(8), st.integers(0, 1000))
def test_shuffled_rows_give_the_same_result(rows: list[dict[str, str]], seed: int) -> None:
    shuffled = random.Random(seed).sample(rows, len(rows))
    actual, expected = statements(shuffled), statements(rows)
    assert (tables(actual), actual.findings) == (tables(expected), expected.findings)


@settings(max_examples=10)
@given(rows_of(8))
def test_renamed_sides_are_followed(rows: list[dict[str, str]]) -> None:
    renamed = [{**r, **{c: RENAMED[r[c]] for c in ("speaker_state", "target_state")}} for r in rows]
    before, after = statements(rows), statements(renamed)

    def named(result: Any, names: dict[str, str]) -> set[tuple[Any, ...]]:
        return {
            (*(names.get(v, v) if isinstance(v, str) else v for v in row.values()),)
            for name in ("accusations", "replies", "timeline")
            for row in result.tables[name].to_pylist()
        }

    assert named(before, RENAMED) == named(after, {})
    told = [sorted((f.question, f.message, f.value, f.n) for f in r.findings if f.value is not None)
            for r in (before, after)]  # fmt: skip
    assert told[0] == told[1]


@settings(max_examples=10)
@given(rows_of(8))
def test_every_accusation_stands_in_one_direction(rows: list[dict[str, str]]) -> None:
    result = statements(rows)
    counted = sum(r["count"] for r in result.accusations.to_pylist())
    assert counted == sum(r["speech_act"] == "accuse" for r in rows)
    assert sum(r["count"] for r in result.acts.to_pylist()) == len(rows)
