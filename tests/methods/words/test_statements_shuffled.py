"""Neither the order of the rows nor the names of the sides may change what is found."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from actaverba.methods.words.statements import statements
from actaverba.vocabulary.dates import span

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


class Typed(list[dict[str, Any]]):
    """Rows as a method gets them: the typed table's `to_pylist`, without its cost."""

    def to_pylist(self) -> list[dict[str, Any]]:
        return list(self)


def typed(rows: list[dict[str, str]], date: str) -> Typed:
    """Unknown cells as null, each date with its days, and a row id that stays with the row."""
    made = Typed()
    for number, row in enumerate(rows):
        cells: dict[str, Any] = {name: cell or None for name, cell in row.items()}
        days = span(row[date]) if row.get(date) else (None, None, None)
        ends = (f"{date}_earliest", f"{date}_latest", f"{date}_precision")
        cells |= dict(zip(ends, days, strict=True))
        made.append({**cells, "row_id": f"{number:04d}"})
    return made


def found(rows: list[Any]) -> Any:
    """The tables and findings of the plain function."""
    tables, findings = statements.__wrapped__(rows, accusing_acts=("accuse",), reply_days=7)
    return {name: list(made) for name, made in tables.items()}, findings


@given(rows_of(8), st.integers(0, 1000))
def test_shuffled_rows_give_the_same_result(rows: list[dict[str, str]], seed: int) -> None:
    given_rows = typed(rows, "date")
    shuffled = Typed(random.Random(seed).sample(given_rows, len(rows)))
    assert found(shuffled) == found(given_rows)


@given(rows_of(8))
def test_renamed_sides_are_followed(rows: list[dict[str, str]]) -> None:
    renamed = [{**r, **{c: RENAMED[r[c]] for c in ("speaker_state", "target_state")}} for r in rows]
    before, after = found(typed(rows, "date")), found(typed(renamed, "date"))

    def named(result: Any, names: dict[str, str]) -> set[tuple[Any, ...]]:
        return {
            (*(names.get(v, v) if isinstance(v, str) else v for v in row.values()),)
            for name in ("accusations", "replies", "timeline")
            for row in result[0][name]
        }

    assert named(before, RENAMED) == named(after, {})
    told = [sorted((f.question, f.message, f.value, f.n) for f in r[1] if f.value is not None)
            for r in (before, after)]  # fmt: skip
    assert told[0] == told[1]


@given(rows_of(8))
def test_every_accusation_stands_in_one_direction(rows: list[dict[str, str]]) -> None:
    result, _ = found(typed(rows, "date"))
    counted = sum(r["count"] for r in result["accusations"])
    assert counted == sum(r["speech_act"] == "accuse" for r in rows)
    assert sum(r["count"] for r in result["acts"]) == len(rows)
