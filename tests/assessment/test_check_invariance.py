"""What must not matter: order, names, rows about others; and what must change, and only that."""

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

from actaverba.assessment.check import check
from actaverba.engine.typed import typed

TABLES = ("claims", "predicates", "statements", "deeds", "deed_axes", "series", "relays")
Typed = dict[str, pa.Table]
Told = tuple[dict[str, list[dict[str, Any]]], list[Any]]
TURNED = {"for": "against", "against": "for", None: None}

compute: Callable[..., Any] = check.__wrapped__  # type: ignore[attr-defined]  # typed rows go in


@pytest.fixture(scope="module")
def case(request: pytest.FixtureRequest) -> Typed:
    folder: Path = request.getfixturevalue("serbia")
    made = {}
    for name in TABLES:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            made[name] = typed(name, list(csv.DictReader(lines)))
    return made


def told(case: Typed) -> Told:
    tables, findings = compute(**case)
    return {name: list(rows) for name, rows in tables.items()}, findings


def of_claims(said: Told) -> list[tuple[Any, ...]]:
    return [
        tuple(v for k, v in row.items() if k not in ("subject", "object", "coded_as"))
        for row in said[0]["claims"]
    ]


def with_rows(table: pa.Table, rows: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=table.schema)


@settings(max_examples=4)
@given(seed=st.integers(0, 10_000))
def test_shuffled_rows_change_nothing(case: Typed, seed: int) -> None:
    chance = random.Random(seed)
    shuffled = {
        name: table.take(chance.sample(range(table.num_rows), table.num_rows))
        for name, table in case.items()
    }
    assert told(shuffled) == told(case)


def exchanged(case: Typed, one: str, other: str) -> Typed:
    """Every mention of two states exchanged in the codes, in parties and in topics alike."""
    turn = {one: other, other: one}
    pattern = re.compile(rf"(?<![A-Za-z])({one}|{other})(?![A-Za-z])")
    coded = {"subject", "object", "actor", "counterpart", "pole", "state", "speaker_state", "via"}
    made = {}
    for name, table in case.items():
        rows = table.to_pylist()
        for row in rows:
            for column in coded & set(row):
                if row[column]:
                    row[column] = pattern.sub(lambda m: turn[m[0]], row[column])
        made[name] = with_rows(table, rows)
    return made


@pytest.mark.parametrize(("one", "other"), [("SRB", "UKR"), ("RUS", "USA"), ("SRB", "CHN")])
def test_exchanging_two_states_exchanges_nothing_but_their_names(
    case: Typed, one: str, other: str
) -> None:
    before, after = told(case), told(exchanged(case, one, other))
    # Membership is a fact of the vocabulary, so what hangs on it is left out.
    by_bloc = {
        row["claim"]
        for said in (before, after)
        for row in said[0]["record"]
        if "bloc" in row["subject_is"] + row["object_is"] or row["table"] == "blocs"
    }
    kept = [[row for row in of_claims(said) if row[0] not in by_bloc] for said in (before, after)]
    assert kept[0] == kept[1]
    assert len(kept[0]) > 80
    told_of = [
        [(f.subject, f.message, f.category, f.n, len(f.evidence)) for f in said[1]
         if f.subject not in by_bloc]
        for said in (before, after)
    ]  # fmt: skip
    assert told_of[0] == told_of[1]


def test_rows_about_others_create_nothing_about_these(case: Typed) -> None:
    others = exchanged(exchanged(case, "SRB", "NZL"), "UKR", "FJI")
    more = dict(case)
    for name in ("deeds", "deed_axes", "series"):
        rows = others[name].to_pylist()
        for row in rows:
            for column in ("id", "act"):
                if column in row:
                    row[column] = f"other-{row[column]}"
        mine = [r for r in rows if "NZL" in (r.get("actor"), r.get("counterpart"), r.get("state"))]
        if name == "deed_axes":
            mine = [r for r in rows if r["pole"] in ("FJI", "NZL")]
        more[name] = pa.concat_tables([case[name], with_rows(case[name], mine)])
    before, after = told(case), told(more)
    named = {r["id"] for r in after[0]["record"] if r["id"].startswith("other-")}
    assert named == set()
    assert before[0] == after[0]
    assert before[1] == after[1]


def flipped(case: Typed, act: str, pole: str) -> Typed:
    rows = case["deed_axes"].to_pylist()
    turned = {"toward": "away", "away": "toward"}
    for row in rows:
        if (row["act"], row["pole"]) == (act, pole):
            row["direction"] = turned[row["direction"]]
    return {**case, "deed_axes": with_rows(case["deed_axes"], rows)}


@pytest.mark.parametrize(
    ("act", "pole"),
    [
        ("un-vote-european-text-2025-02", "UKR"),
        ("kakhovka-aid-2023", "UKR"),
        ("gas-deal-2022", "RUS"),
        ("export-halt-2025-06", "UKR"),
    ],
)
def test_flipping_an_axis_changes_the_record_of_that_act_only(
    case: Typed, act: str, pole: str
) -> None:
    before, after = (
        {(r["claim"], r["record"]): r for r in told(c)[0]["record"]}
        for c in (case, flipped(case, act, pole))
    )
    assert before.keys() == after.keys()
    changed = {key for key in before if before[key] != after[key]}
    assert changed
    assert {record for _, record in changed} == {act}
    # Whoever asks about another pole is told the same, but for an act that is now unmixed.
    for key in changed:
        was, now = before[key]["speaks"], after[key]["speaks"]
        assert now in (TURNED[was], None) or was is None


def test_flipping_the_halt_turns_what_speaks_for_it(case: Typed) -> None:
    def halts(said: Told) -> dict[str, str]:
        return {
            r["claim"]: r["relation"]
            for r in said[0]["record"]
            if r["record"] == "export-halt-2025-06" and r["reason"] in ("toward", "away")
        }

    before, after = halts(told(case)), halts(told(flipped(case, "export-halt-2025-06", "UKR")))
    assert (before["C018"], after["C018"]) == ("supports", "contradicts")
    # A halt says nothing of the time before it, and this denial gives no start.
    assert "C042" not in before
    assert after["C042"] == "contradicts"
    assert (before["C073"], after["C073"]) == ("supports", "contradicts")


def test_flipping_the_polarity_turns_supporting_and_contradicting(case: Typed) -> None:
    rows = case["claims"].to_pylist()
    for row in rows:
        row["polarity"] = {"asserts": "denies", "denies": "asserts"}[row["polarity"]]
    turned = told({**case, "claims": with_rows(case["claims"], rows)})[0]["claims"]
    sides = {"only_for": "only_against", "only_against": "only_for"}
    for was, now in zip(told(case)[0]["claims"], turned, strict=True):
        assert (was["supporting"], was["contradicting"], sides.get(was["state"], was["state"])) == (
            now["contradicting"], now["supporting"], now["state"],
        )  # fmt: skip


def test_dropping_a_source_takes_away_what_only_it_reports(case: Typed) -> None:
    rows = case["deeds"].to_pylist()
    kept = [row for row in rows if row["id"] != "D123"]
    before, after = (
        {(r["claim"], r["record"]) for r in said[0]["record"]}
        for said in (told(case), told({**case, "deeds": with_rows(case["deeds"], kept)}))
    )
    assert after < before
    assert {record for _, record in before - after} == {"grad-rockets-reports-2023"}


def test_more_reports_of_an_act_change_no_count(case: Typed) -> None:
    rows = case["deeds"].to_pylist()
    again = [{**row, "id": f"{row['id']}b", "row_id": f"{row['row_id']}b"} for row in rows]
    more = {**case, "deeds": with_rows(case["deeds"], rows + again)}
    assert told(more)[0]["claims"] == told(case)[0]["claims"]


def test_without_deeds_and_figures_nothing_is_made_up(case: Typed) -> None:
    bare = told({**case, "deeds": None, "deed_axes": None, "series": None, "statements": None,
                 "predicates": None, "relays": None})  # fmt: skip
    assert {row["state"] for row in bare[0]["claims"]} == {"silent", "cannot_settle"}
    assert bare[0]["record"] == []
