"""What must not matter: order of rows, names, and scale."""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actaverba.methods.method import Result
from actaverba.methods.words.drift import drift
from actaverba.methods.words.drift.grouping import Picture, Settings, picture
from actaverba.methods.words.drift.placing import reason
from actaverba.methods.words.drift.stated import stated_fields
from actaverba.vocabulary.hedges import interval
from actaverba.vocabulary.manifest import manifest
from actaverba.vocabulary.messages import render

Rows = list[dict[str, Any]]
Case = tuple[Rows, Rows, Rows]
HEDGES = ["exact", "about", "more than", "up to", "vague"]

items = st.lists(
    st.lists(
        st.tuples(
            st.sampled_from(["f", "g", "h"]),
            st.sampled_from([1, 2, 3, 10, 20, 100]),
            st.sampled_from(HEDGES),
        ),
        max_size=4,
    ),
    min_size=1,
    max_size=14,
)


def case(drawn: list[list[tuple[str, int, str]]], *, by: int = 1, name: str = "") -> Case:
    """Two quantities and a set; `by` multiplies quantities, `name` renames everything."""
    relays, cells = [], []
    for i, values in enumerate(drawn):
        relay = f"R{i:02d}"
        host = f"{name or 'z'}.example"
        relays.append({"id": relay, "statement": "S", "host": host, "url": f"https://{host}/{i}"})
        for field, value, hedge in values:
            if field == "h":
                states = [f"{name}s{value % 3}", f"{name}s{value % 5}"]
                said = {"value": ";".join(dict.fromkeys(states)), "printed": None}
            else:
                place = "low" if hedge == "vague" else "value"
                said = {place: str(value * by), "hedge": hedge, "printed": f"{hedge} {value}"}
            cells.append({"relay": relay, "field": f"{name}{field}", **said})
    fields = [
        {"field": f"{name}{f}", "kind": k}
        for f, k in (("f", "quantity"), ("g", "quantity"), ("h", "name_set"))
    ]
    return relays, cells, fields


def seen(made: Case) -> Picture:
    """The picture of the one statement, from rows as they are when typed."""
    relays, cells, fields = made
    for row in relays:
        row |= {"row_id": row["id"], "published_earliest": None, "published_latest": None}
    for row in cells:
        ends = interval(row.get("value"), row.get("low"), hedge=row.get("hedge"))
        row |= {"interval_low": ends[0], "interval_high": ends[1]}
    ids = sorted(row["id"] for row in relays)
    stated = stated_fields(fields, cells, relays=ids)
    ordered = sorted(relays, key=lambda row: str(row["id"]))
    chosen = Settings(1, 0.05, 0.25, 0.5, 0.5, 1.05, True)
    return picture("S", ordered, stated, named=[], settings=chosen)


def standing(made: Case) -> dict[str, tuple[list[str], str]]:
    """Relay to its families and the reason."""
    found = seen(made)
    return {row["id"]: (found.names(row), reason(found, row)) for row in found.relays}


@given(items, st.integers(0, 9))
def test_order_names_and_scale_change_nothing(
    drawn: list[list[tuple[str, int, str]]], seed: int
) -> None:
    plain = standing(case(drawn))
    mixed = case(drawn)
    for rows in mixed:
        random.Random(seed).shuffle(rows)
    assert standing(mixed) == plain
    assert standing(case(drawn, by=7)) == plain
    # Names that turn the order of the fields and of the sets round.
    renamed = case(drawn, name="q")
    swap = {"qf": "zz", "qg": "yy", "qh": "aa"}
    turned = {f"qs{i}": f"s{9 - i}" for i in range(9)}
    for row in renamed[1] + renamed[2]:
        row["field"] = swap[row["field"]]
    for row in renamed[1]:
        if row["field"] == "aa":
            row["value"] = ";".join(turned[name] for name in row["value"].split(";"))
    assert standing(renamed) == plain


@given(items)
def test_an_item_stands_in_two_families_only_with_two_values(
    drawn: list[list[tuple[str, int, str]]],
) -> None:
    for relay, (families, _) in standing(case(drawn)).items():
        if len(families) > 1:
            printed = [field for field, _, _ in drawn[int(relay[1:])]]
            assert len(printed) > len(set(printed))


def groups(result: Result) -> dict[str, list[tuple[str | None, str]]]:
    found = defaultdict(list)
    for row in result.placement.to_pylist():
        found[row["relay"]].append((row["family"], row["reason"]))
    return dict(found)


def read(folder: Path) -> Case:
    def rows(name: str) -> Rows:
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            return [{k: v or None for k, v in row.items()} for row in csv.DictReader(file)]

    return rows("relays"), rows("relay_fields"), rows("fields")


@pytest.mark.parametrize("asked", [[], ["shells", "rounds"]])
def test_the_bundled_case_renamed_and_seven_times_as_large(serbia: Path, asked: list[str]) -> None:
    relays, cells, fields = read(serbia)
    plain = drift(relays, cells, fields, fields=asked)
    name = {f["field"]: f"x{len(fields) - i:02d}" for i, f in enumerate(fields)}
    state = {"POL": "USA", "CZE": "AUS", "BGR": "ZWE", "NGA": "AFG", "KEN": "YEM"}
    kind = {f["field"]: f["kind"] for f in fields}
    for row in fields:
        row["field"] = name[row["field"]]
    for row in relays:
        row["host"] = row["host"][::-1].replace(".", "-") + ".example"
    for row in cells:
        quantity = kind[row["field"]] == "quantity"
        row["field"] = name[row["field"]]
        for column in ("value", "low", "high"):
            if quantity and row[column] is not None:
                row[column] = str(7 * int(row[column]))
        if not quantity and row["value"]:
            row["value"] = ";".join(state.get(v, v) for v in row["value"].split(";"))
    again = drift(relays, cells, fields, fields=[name[f] for f in asked])
    assert groups(again) == groups(plain)
    assert [f.message for f in again.findings] == [f.message for f in plain.findings]
    messages = manifest("drift").messages
    assert all(render(messages[f.message], f.params) for f in again.findings)
