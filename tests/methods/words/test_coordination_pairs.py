"""The evidence of pairs: the law of chance, exact tests, and what order may not change."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from actaverba.methods.words.coordination.pairs import Searched, search
from actaverba.methods.words.coordination.shares import Shares, first_shares

TEAM = [f"team{n}" for n in range(5)]


def world(seed: int = 1, *, shares: int = 3000, team_objects: int = 8) -> pa.Table:
    """Shares of 300 accounts of 200 objects by chance, and a team that moves within 10 s."""
    rng = np.random.default_rng(seed)
    objects = rng.integers(0, 200, shares)
    begun = rng.integers(0, 1_000_000, 200)
    rows = [
        (f"o{o:03}", f"a{a:03}", int(t))
        for o, a, t in zip(
            objects, rng.integers(0, 300, shares),
            begun[objects] + rng.exponential(30_000, shares), strict=True,
        )
    ]  # fmt: skip
    for o in range(team_objects):
        at = int(begun[o]) + 5000 * (o + 1)
        rows += [(f"o{o:03}", name, at + int(rng.integers(0, 10))) for name in TEAM]
    return pa.table({
        "object_id": [r[0] for r in rows], "account_id": [r[1] for r in rows],
        "content_id": [f"c{n}" for n in range(len(rows))],
        "object_kind": pa.nulls(len(rows), pa.string()), "t": [r[2] for r in rows],
    })  # fmt: skip


def named(shares: Shares, found: Searched) -> set[tuple[str, str]]:
    names = shares.accounts.to_pylist()
    pairs = found.reported
    return {(names[a], names[b]) for a, b in zip(pairs.a, pairs.b, strict=True)}


@pytest.mark.parametrize("bound", ["cheap", "shared"])
@pytest.mark.parametrize("prune", [False, True])
def test_a_team_is_found_and_nobody_else(bound: str, prune: bool) -> None:
    shares = first_shares(world())
    found = search(shares, bound=bound, prune=prune)
    expected = {(a, b) for a in TEAM for b in TEAM if a < b}
    assert named(shares, found) == expected


@pytest.mark.parametrize("seed", range(5))
def test_nothing_is_found_where_everyone_moves_alone(seed: int) -> None:
    shares = first_shares(world(seed, team_objects=0))
    assert len(search(shares).reported) == 0


def test_the_order_of_rows_means_nothing() -> None:
    table = world()
    shuffled = table.take(np.random.default_rng(5).permutation(table.num_rows))
    one, other = (search(first_shares(t)).reported for t in (table, shuffled))
    for name, values in vars(one).items():
        assert values.tolist() == vars(other)[name].tolist(), name


def test_first_shares_count_and_what_is_dropped_is_counted() -> None:
    table = pa.table({
        "object_id": ["b", "a", "a", "a", "a"], "account_id": ["x", "y", "x", "y", "z"],
        "content_id": ["1", "2", "3", "4", "a"], "object_kind": ["url"] * 4 + ["repost"],
        "t": [5, 9, 7, 8, 1],
    })  # fmt: skip
    shares = first_shares(table, kinds=["url"])
    assert shares.objects.to_pylist() == ["a", "b"]
    assert shares.place.tolist() == [2, 3, 0]
    assert shares.dropped == {"own_post": 1, "other_kind": 0, "repeated": 1}
    assert shares.published.tolist() == [7, 5]


def test_publication_is_taken_from_the_objects_where_known() -> None:
    table = world().slice(0, 50)
    objects = pa.table({"object_id": [table["object_id"][0].as_py()], "published_t": [12]})
    shares = first_shares(table, objects)
    assert shares.published_known.sum() == 1
    assert shares.published[shares.published_known].tolist() == [12]


def test_an_object_that_everyone_shares_makes_no_explosion() -> None:
    n = 5000
    viral = pa.table({
        "object_id": ["viral"] * n, "account_id": [f"v{k}" for k in range(n)],
        "content_id": [f"v{k}" for k in range(n)], "object_kind": pa.nulls(n, pa.string()),
        "t": [k % 600 for k in range(n)],
    })  # fmt: skip
    shares = first_shares(pa.concat_tables([world(), viral]))
    found = search(shares)
    assert found.objects_not_listed == 1
    assert named(shares, found) == {(a, b) for a in TEAM for b in TEAM if a < b}


def test_no_share_at_all() -> None:
    shares = first_shares(world().slice(0, 0))
    assert len(search(shares).tested) == 0
