"""Neither the order of the rows nor the names of the poles may change what is counted."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from actaverba.methods.deeds.ledger import ledger
from actaverba.vocabulary.dates import span

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
            "standing": st.sampled_from(("", "done", "announced", "reported", "disputed")),
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


def found(reports: list[Any], coded: list[Any], *, poles: tuple[str, ...] = ()) -> Any:
    """The tables and findings of the plain function."""
    tables, findings = ledger.__wrapped__(reports, coded, poles=poles, further_axes=True)
    return {name: list(rows) for name, rows in tables.items()}, findings


@given(deeds, axes, st.integers(0, 1000))
def test_shuffled_rows_give_the_same_result(
    reports: list[Any], coded: list[Any], seed: int
) -> None:
    chance = random.Random(seed)
    given_rows = [typed(reports, "date"), typed(coded, "")]
    shuffled = [Typed(chance.sample(rows, len(rows))) for rows in given_rows]
    assert found(*shuffled) == found(*given_rows)


@given(deeds, axes)
def test_renamed_poles_are_followed(reports: list[Any], coded: list[Any]) -> None:
    def renamed(row: dict[str, str]) -> dict[str, str]:
        return {k: RENAMED.get(v, v) for k, v in row.items()}

    new = [[renamed(row) for row in rows] for rows in (reports, coded)]
    _, before = found(typed(reports, "date"), typed(coded, ""), poles=POLES)
    _, after = found(typed(new[0], "date"), typed(new[1], ""), poles=tuple(RENAMED.values()))
    told = [
        [(f.question, names.get(f.subject, f.subject), f.message, f.value, f.low, f.high, f.n)
         for f in findings]
        for findings, names in ((before, RENAMED), (after, {}))
    ]  # fmt: skip
    assert told[0] == told[1]


@given(deeds, axes)
def test_every_act_on_an_axis_is_counted_once_there(reports: list[Any], coded: list[Any]) -> None:
    result, _ = found(typed(reports, "date"), typed(coded, ""))
    names = {row["act"] for row in reports}
    on = {(row["act"], row["pole"]) for row in coded if row["act"] in names}
    assert {(row["act"], row["pole"]) for row in result["acts"]} == on
    ways = ("toward", "away", "neutral", "conflicting", "unconfirmed")
    counted = [row[way] for row in result["poles"] for way in ways]
    assert sum(counted) == len(result["acts"]) == len(on)
    assert {row["act"] for row in result["off_axis"]} == names - {act for act, _ in on}
    for row in result["poles"]:
        assert row["toward_low"] <= row["toward_high"] <= row["toward"]
