"""Neither order nor names nor rows about others change what is set side by side."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actaverba.engine.typed import typed
from actaverba.methods.deeds.sanctions_trade import sanctions_trade
from actaverba.vocabulary.manifest import manifest

Typed = dict[str, pa.Table]
compute: Callable[..., Any] = sanctions_trade.__wrapped__  # type: ignore[attr-defined]  # typed in


@pytest.fixture(scope="module")
def case(request: pytest.FixtureRequest) -> Typed:
    folder: Path = request.getfixturevalue("serbia")
    made = {}
    for name in ("series", "deeds", "deed_axes", "claims"):
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            made[name] = typed(name, list(csv.DictReader(lines)))
    return made


def told(case: Typed, **asked: Any) -> tuple[dict[str, list[dict[str, Any]]], list[Any]]:
    tables, findings = compute(**case, **manifest("sanctions-trade").read_settings(asked))
    return {name: list(rows) for name, rows in tables.items()}, findings


def changed(case: Typed, change: Callable[[str, list[dict[str, Any]]], Any]) -> Typed:
    return {
        name: pa.Table.from_pylist(change(name, table.to_pylist()), schema=table.schema)
        for name, table in case.items()
    }


@settings(max_examples=6)
@given(seed=st.integers(0, 10_000))
def test_shuffled_rows_change_nothing(case: Typed, seed: int) -> None:
    chance = random.Random(seed)
    assert told(changed(case, lambda _, rows: chance.sample(rows, len(rows)))) == told(case)


def renamed(text: str, turn: dict[str, str]) -> str:
    pattern = re.compile(rf"(?<![A-Za-z])({'|'.join(turn)})(?![A-Za-z])")
    return pattern.sub(lambda found: turn[found[0]], text)


COLUMNS = ("state", "counterpart", "actor", "pole", "subject", "object")


@pytest.mark.parametrize(("one", "other"), [("SRB", "UKR"), ("RUS", "CHN"), ("RUS", "SRB")])
def test_exchanging_two_states_exchanges_their_names(case: Typed, one: str, other: str) -> None:
    turn = {one: other, other: one}

    def exchange(_: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [
            {k: renamed(v, turn) if k in COLUMNS and v else v for k, v in row.items()}
            for row in rows
        ]

    def key(row: dict[str, Any]) -> str:
        return repr(sorted((k, str(v)) for k, v in row.items()))

    before, after = told(case)[0], told(changed(case, exchange))[0]
    for name, rows in before.items():
        back = [
            {k: renamed(v, turn) if k in ("state", "sanctioned") else v for k, v in row.items()}
            for row in after[name]
        ]
        assert sorted(back, key=key) == sorted(rows, key=key)


def test_rows_about_others_change_nothing_about_these(case: Typed) -> None:
    turn = {"SRB": "NZL", "RUS": "FJI", "CHN": "TON", "EU": "UN"}

    def more(name: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        others = []
        for row in rows:
            row = {k: renamed(v, turn) if k in COLUMNS and v else v for k, v in row.items()}
            others.append({k: f"o-{v}" if k in ("id", "act") else v for k, v in row.items()})
        pairs = (("NZL", "FJI"), ("NZL", "TON"), ("NZL", "UN"))
        keep = [r for r in others if (r.get("state"), r.get("counterpart")) in pairs]
        return rows + (keep if name == "series" else others if name != "claims" else [])

    before, after = told(case), told(changed(case, more))
    mine = {pair for row in before[0]["states"] if (pair := (row["sanctioned"], row["state"]))}
    for name, rows in before[0].items():
        assert [r for r in after[0][name] if (r["sanctioned"], r["state"]) in mine] == rows
    # The first sentence and the one about firms count everybody.
    everybody = ("all", "firms and bodies")
    old = {(f.question, f.subject): f for f in before[1] if f.subject not in everybody}
    new = {(f.question, f.subject): f for f in after[1]}
    assert {key: new[key] for key in old} == old
