"""Peer mode: row for row what the R package gives, in its order; and tables it was not tried on."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq
import pytest

import actaverba
from actaverba.errors import BadSetting, InputError
from actaverba.methods.words.coortweet.edges import above

FUZZ = Path(__file__).parent / "coortweet_fuzz"
NOW = "2026-06-30T12:00:00Z"
TABLES = ("groups", "edges", "accounts", "objects", "flag", "fast")
BASELINES = {
    "tw10_mp5": {"time_window": 10, "min_participation": 5},
    "tw10_mp5_loops": {"time_window": 10, "min_participation": 5, "remove_loops": False},
    "tw60_mp2": {"time_window": 60, "min_participation": 2},
}


def differing(ours: pa.Table, theirs: pa.Table) -> list[str]:
    """Where two tables differ, in the columns of theirs; floats to 13 digits."""
    theirs = theirs.drop_columns([c for c in ("case", "row") if c in theirs.column_names])
    if ours.num_rows != theirs.num_rows:
        return [f"{ours.num_rows} rows, {theirs.num_rows} expected"]
    return [
        f"{name}[{row}] is {one!r}, {other!r} expected"
        for name in theirs.column_names
        for row, (one, other) in enumerate(
            zip(ours[name].to_pylist(), theirs[name].to_pylist(), strict=True)
        )
        if not is_same(one, other)
    ]


def is_same(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-13)
    return bool(one == other)


def shares(text: str) -> list[dict[str, Any]]:
    """`object account content time` a line."""
    names = ("object_id", "account_id", "content_id", "t")
    rows = [dict(zip(names, line.split(), strict=True)) for line in text.strip().splitlines()]
    return [{**row, "t": int(row["t"])} for row in rows]


def rows(table: pa.Table) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in table.to_pylist()]


@pytest.mark.parametrize("name", BASELINES)
def test_the_baselines(data: Path, name: str) -> None:
    folder = data / "coordination"
    found = actaverba.cooRTweet(
        pq.read_table(folder / "russian_coord_tweets.parquet"), **BASELINES[name]
    )
    for table in ("groups", "edges", "accounts", "objects"):
        theirs = pq.read_table(folder / f"coortweet_russian_{name}_{table}.parquet")
        assert differing(getattr(found, table), theirs) == []


def fuzz() -> Iterator[tuple[dict[str, Any], dict[str, pa.Table]]]:
    stored = {name: pq.read_table(FUZZ / f"{name}.parquet") for name in ("inputs", *TABLES)}
    for case in pq.read_table(FUZZ / "params.parquet").to_pylist():
        number = case.pop("case")
        yield case, {n: t.filter(pc.equal(t["case"], number)) for n, t in stored.items()}


def test_what_r_made_of_random_tables() -> None:
    wrong, tried = [], 0
    for number, (settings, stored) in enumerate(fuzz()):
        found = actaverba.cooRTweet(stored["inputs"], **settings)
        for name in TABLES:
            wrong += [(number, name, d) for d in differing(getattr(found, name), stored[name])]
        tried += 1
    assert (tried, wrong[:5]) == (180, [])


TIED = """
    o a 1 10
    o b 2 10
    o c 3 10
"""


def test_ties_follow_the_accounts_as_they_first_appear() -> None:
    found = actaverba.cooRTweet(shares("x c 9 99" + TIED), min_participation=1)
    assert rows(found.groups) == [
        ("o", "3", "1", 0, "c", "a"),
        ("o", "3", "2", 0, "c", "b"),
        ("o", "1", "2", 0, "a", "b"),
    ]
    assert [row[:3] for row in rows(found.edges)] == [("a", "c", 1), ("b", "c", 1), ("a", "b", 1)]


def test_participation_counts_rows_and_asks_one_of_the_two() -> None:
    found = actaverba.cooRTweet(shares(
        """
        o a 1 0
        p a 1 500
        o b 2 5
        q b 3 900
        """
    ), min_participation=2)  # fmt: skip
    # One object together; a has two rows in the one post that pairs, b only one.
    assert rows(found.groups) == [("o", "1", "2", 5, "a", "b")]
    assert actaverba.cooRTweet(shares("o a 1 0\no b 2 5"), min_participation=2).groups.num_rows == 0


def test_a_repeated_row_is_a_repeated_share() -> None:
    found = actaverba.cooRTweet(
        shares("o a 1 0\no b 2 3\no b 2 3"), min_participation=1, remove_loops=False
    )
    assert rows(found.groups) == [
        ("o", "1", "2", 3, "a", "b"),
        ("o", "1", "2", 3, "a", "b"),
        ("o", "2", "2", 0, "b", "b"),
    ]
    assert [row[:4] for row in rows(found.edges)] == [("a", "b", 2, 3.0), ("b", "b", 1, 0.0)]


def test_symmetry_compares_earlier_with_later_posts() -> None:
    found = actaverba.cooRTweet(shares("o a 1 0\no b 2 3\np b 3 50\np a 4 51\np a 5 52"))
    # a has posts 1, 4, 5 and b has 2, 3; earlier posts are 1 and 3, later ones 2, 4, 5.
    (edge,) = found.edges.to_pylist()
    assert (edge["n_content_id"], edge["n_content_id_y"]) == (2, 3)
    assert edge["edge_symmetry_score"] == 2 / 3
    assert edge["object_ids"] == "o,p"


def test_the_window_is_inclusive_and_the_loops_go() -> None:
    given = shares("o a 1 0\no b 2 10\no c 3 21\no o o 5\nx a o 7\no a 4 1")
    found = actaverba.cooRTweet(given, time_window=10, min_participation=1)
    assert rows(found.groups) == [("o", "4", "2", 9, "a", "b"), ("o", "1", "2", 10, "a", "b")][::-1]


@pytest.mark.parametrize(
    ("weights", "quantile", "expected"),
    [
        ([1, 1, 1, 2], 0.5, [False, False, False, True]),
        ([3, 3, 3], 0.5, [False] * 3),
        ([1, 2, 3, 4], 0.5, [False, False, True, True]),
        ([4, 1, 3, 2], 0.9, [True, False, False, False]),
        ([5], 0.0, [False]),
        ([], 0.5, []),
    ],
)
def test_the_threshold_is_relative(
    weights: list[int], quantile: float, expected: list[bool]
) -> None:
    import numpy as np

    assert above(np.array(weights, np.int64), quantile).tolist() == expected


@pytest.mark.parametrize(
    "given", [[], shares("o a 1 0"), shares("o a 1 0\no b 2 999"), shares("o a 1 0\np b 2 0")]
)
def test_nothing_found_is_empty_tables(given: list[dict[str, Any]]) -> None:
    found = actaverba.cooRTweet(given, fast_window=5, subgraph=3)
    assert {name: found.tables[name].num_rows for name in TABLES} == dict.fromkeys(TABLES, 0)
    assert [f.message for f in found.findings] == ["pairs.none"]
    assert found.edges.schema.field("weight_threshold").type == pa.int64()


def test_tables_of_others_and_their_types() -> None:
    import pandas
    import polars

    plain = [
        {"object_id": 7, "account_id": n % 3, "content_id": n, "timestamp_share": 1000 + n}
        for n in range(9)
    ]
    texts = [{k: v if k == "timestamp_share" else str(v) for k, v in r.items()} for r in plain]
    expected = rows(actaverba.cooRTweet(texts).edges)
    large = pa.schema([(c, pa.large_string()) for c in list(plain[0])[:3]]
                      + [("timestamp_share", pa.timestamp("us", "UTC"))])  # fmt: skip
    coded = pa.Table.from_pylist(texts)
    coded = coded.set_column(0, "object_id", coded["object_id"].dictionary_encode())
    timed = pa.Table.from_pylist(texts).cast(pa.schema(
        [*[pa.field(c, pa.large_string()) for c in list(plain[0])[:3]],
         pa.field("timestamp_share", pa.timestamp("s"))]
    )).cast(large)  # fmt: skip
    given = [plain, pa.Table.from_pylist(plain), pandas.DataFrame(texts), polars.DataFrame(texts),
             coded, timed]  # fmt: skip
    assert [rows(actaverba.cooRTweet(table).edges) for table in given] == [expected] * len(given)
    assert expected


def test_part_of_a_second_and_empty_cells_are_refused() -> None:
    row = {"object_id": "o", "account_id": "a", "content_id": "1", "timestamp_share": 1.5}
    with pytest.raises(InputError):
        actaverba.cooRTweet(pa.Table.from_pylist([row]))
    with pytest.raises(InputError):
        actaverba.cooRTweet([{**row, "timestamp_share": 1, "account_id": None}])


MIXED = "o b 1 0\no B 2 1\no é 3 2\no _ 4 3\np é 5 50\np b 6 51"


def test_names_are_put_in_the_order_of_bytes_or_of_the_locale() -> None:
    by_bytes = actaverba.cooRTweet(shares(MIXED), min_participation=1)
    root = actaverba.cooRTweet(shares(MIXED), min_participation=1, collation="root")
    ends = [[(row["from"], row["to"]) for row in f.edges.to_pylist()] for f in (by_bytes, root)]
    # As R 4.2.2 gives them with ICU's collation off and on; accounts are by bytes in both.
    assert ends == [
        [("B", "b"), ("b", "é"), ("B", "é"), ("b", "_"), ("B", "_"), ("_", "é")],
        [("b", "B"), ("b", "é"), ("B", "é"), ("b", "_"), ("B", "_"), ("_", "é")],
    ]
    assert root.accounts["account_id"].to_pylist() == ["B", "_", "b", "é"]


def test_a_name_with_commas_falls_into_parts() -> None:
    given = shares("u,v a 1 0\nu,v b 2 1\nv a 3 50\nv b 4 51\n,w, a 5 90\n,w, b 6 91")
    found = actaverba.cooRTweet(given)
    assert found.edges["object_ids"].to_pylist() == ["u,v,v,,w,"]
    assert rows(found.objects) == [("u", 1), ("v", 1), ("", 1), ("w", 1)]


def test_too_many_pairs_are_refused_before_they_are_made() -> None:
    crowd = pa.table({
        "object_id": ["viral"] * 100_000,
        "account_id": [str(n) for n in range(100_000)],
        "content_id": [f"c{n}" for n in range(100_000)],
        "t": [0] * 100_000,
    })  # fmt: skip
    with pytest.raises(BadSetting, match="4,999,950,000 pairs") as refused:
        actaverba.cooRTweet(crowd, min_participation=1)
    assert "'viral'" in str(refused.value)


def test_subgraphs() -> None:
    given = shares(
        """
        o a 1 0
        o b 2 2
        p a 3 100
        p b 4 101
        q b 5 200
        q c 6 209
        r c 7 300
        r d 8 309
        """
    )
    full = actaverba.cooRTweet(given, min_participation=1, fast_window=3, edge_weight=0)
    assert [row[:4] for row in rows(full.fast)] == [
        ("c", "d", 1, None), ("b", "c", 1, None), ("a", "b", 2, 2),
    ]  # fmt: skip
    one = actaverba.cooRTweet(given, min_participation=1, subgraph=1)
    assert [row[:3] for row in rows(one.edges)] == [("a", "b", 2)]
    assert one.accounts["account_id"].to_pylist() == ["a", "b"]
    assert rows(one.objects) == [("o", 1), ("p", 1)]
    with pytest.raises(BadSetting, match="needs a fast window"):
        actaverba.cooRTweet(given, subgraph=2)


def test_far_times_and_other_orders() -> None:
    far = "o a 1 -4000000000000000000\no b 2 -3999999999999999999\np a 3 4000000000000000000"
    found = actaverba.cooRTweet(shares(far), min_participation=1)
    assert rows(found.groups) == [("o", "1", "2", 1, "a", "b")]
    given = shares("o a 1 0\no b 2 3\no c 3 4\np c 4 9\np a 5 10")
    shuffled = random.Random(1).sample(given, len(given))
    pairs = [
        {frozenset(row[4:6]) for row in rows(actaverba.cooRTweet(g, min_participation=1).groups)}
        for g in (given, shuffled)
    ]
    assert pairs[0] == pairs[1]


def written(folder: Path, case: pa.Table) -> Path:
    folder.mkdir()
    table = case.rename_columns(["t" if n == "timestamp_share" else n for n in case.column_names])
    arrow_csv.write_csv(table, folder / "shares.csv")
    return folder / "shares.csv"


def test_a_case_keeps_the_order_of_its_lines(tmp_path: Path, new_case: Callable[..., Any]) -> None:
    settings, stored = next(c for c in fuzz() if c[1]["groups"].num_rows > 100)
    given = stored["inputs"].select(["object_id", "account_id", "content_id", "timestamp_share"])
    case = new_case(clear_names=True)
    actaverba.read(case, written(tmp_path / "in", given), table="shares", now=NOW)
    (ran,) = actaverba.run(case, "cooRTweet", settings=settings, now=NOW)
    results = case.result("cooRTweet", ran.scope)["results"]
    wrong = {n: differing(results[n], stored[n])[:3] for n in TABLES}
    assert wrong == {n: [] for n in TABLES}


def test_pseudonyms_change_names_and_ends_only(
    tmp_path: Path, new_case: Callable[..., Any]
) -> None:
    settings, stored = next(c for c in fuzz() if c[1]["groups"].num_rows > 100)
    given = stored["inputs"].select(["object_id", "account_id", "content_id", "timestamp_share"])
    case = new_case()
    actaverba.read(case, written(tmp_path / "in", given), table="shares", now=NOW)
    (ran,) = actaverba.run(case, "cooRTweet", settings=settings, now=NOW)
    results = case.result("cooRTweet", ran.scope)["results"]
    unnamed = ["object_id", "content_id", "content_id_y", "time_delta"]
    assert differing(results["groups"], stored["groups"].select(unnamed)) == []
    names = dict(zip(stored["groups"]["account_id"].to_pylist(),
                     results["groups"]["account_id"].to_pylist(), strict=True))  # fmt: skip
    names |= dict(zip(stored["groups"]["account_id_y"].to_pylist(),
                      results["groups"]["account_id_y"].to_pylist(), strict=True))  # fmt: skip
    theirs = [
        ({names[e["from"]], names[e["to"]]}, e["weight"]) for e in stored["edges"].to_pylist()
    ]
    ours = [({e["from"], e["to"]}, e["weight"]) for e in results["edges"].to_pylist()]
    assert ours == theirs
