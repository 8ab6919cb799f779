"""A world like given shares keeps activity, popularity and moments, and nobody's company."""

from __future__ import annotations

from collections import Counter

import pyarrow as pa
import pytest

from actaverba.errors import NotApplicable
from actaverba.worlds.laws import Laws, changed
from actaverba.worlds.like import world_like

ROWS = [
    (f"o{o}", f"a{a}", 1000 * o + 37 * a * a) for o in range(12) for a in range(8) if (o + a) % 3
]


def shares(rows: list[tuple[str, str, int]]) -> pa.Table:
    return pa.table({
        "object_id": [o for o, _, _ in rows],
        "account_id": [a for _, a, _ in rows],
        "content_id": [f"c{n}" for n in range(len(rows))],
        "t": [t for _, _, t in rows],
    })  # fmt: skip


def sizes(table: pa.Table, column: str) -> list[int]:
    return sorted(Counter(table[column].to_pylist()).values())


def test_activity_popularity_and_moments_stay() -> None:
    given = shares(ROWS)
    made = world_like(given, 1, kinds=[])
    assert sizes(made.shares, "account_id") == sizes(given, "account_id")
    assert sizes(made.shares, "object_id") == sizes(given, "object_id")
    assert sorted(made.shares["t"].to_pylist()) == sorted(given["t"].to_pylist())
    assert set(made.truth["kind"].to_pylist()) == {"background"}


def test_the_order_of_rows_changes_nothing_and_an_own_post_is_no_share() -> None:
    own = shares([*ROWS, ("o1", "a9", 5)])
    own = own.set_column(2, "content_id", [[*own["content_id"].to_pylist()[:-1], "o1"]])
    assert world_like(own.slice(0), 3) == world_like(own.take(list(range(len(own)))[::-1]), 3)
    assert world_like(own, 3, kinds=[]) == world_like(shares(ROWS), 3, kinds=[])


def test_teams_are_planted_in_it() -> None:
    few = changed(Laws(), {"weak.teams": "1", "weak.accounts": "3", "weak.objects": "4"})
    made = world_like(shares(ROWS), 1, kinds=["weak"], laws=few)
    assert Counter(made.truth["kind"].to_pylist()) == {"background": 8, "weak": 3}


def test_no_shares_have_no_shape() -> None:
    with pytest.raises(NotApplicable):
        world_like(shares([]).cast(shares(ROWS).schema), 1)
