"""Worlds: the same seed gives the same bytes, and what is planted is there as its law says."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from actaverba.errors import BadSetting
from actaverba.worlds.laws import KINDS, Laws, OnRecord, changed
from actaverba.worlds.world import World, without_metadata, world

SMALL = changed(
    Laws(),
    {
        "circulation.accounts": "120", "circulation.objects": "200", "circulation.largest": "40",
        "news.accounts": "30", "news.fewest": "8", "news.most": "12", "news.bursts": "3",
        "follower.pairs": "4", "follower.leader_shares": "3", "fan.accounts": "8",
        "wire.accounts": "6", "alert.accounts": "5", "crosspost.owners": "3", "boost.accounts": "4",
        "scheduler.accounts": "5", "habit.accounts": "6",
    },
)  # fmt: skip


def kind_of(made: World) -> dict[str, str]:
    return dict(zip(made.truth["account"].to_pylist(), made.truth["kind"].to_pylist(), strict=True))


def of_team(made: World, team: str) -> dict[str, list[tuple[str, int]]]:
    """For each object the shares of a team's accounts."""
    members = set(
        made.truth.filter(pa.compute.equal(made.truth["team"], team))["account"].to_pylist()
    )
    found: dict[str, list[tuple[str, int]]] = {}
    for row in made.shares.select(["object_id", "account_id", "t"]).to_pylist():
        if row["account_id"] in members:
            found.setdefault(row["object_id"], []).append((row["account_id"], row["t"]))
    return found


def test_the_same_seed_gives_the_same_world() -> None:
    one, other, third = world(7, laws=SMALL), world(7, laws=SMALL), world(8, laws=SMALL)
    assert one == other
    assert one.shares != third.shares


def test_all_kinds_live_in_a_world_in_their_numbers() -> None:
    truth = kind_of(world(7, laws=SMALL))
    assert Counter(truth.values()) == {
        # Four accounts of the background are followed.
        "background": 116, "follower": 8, "habit": 6, "scheduler": 5, "news": 30, "fan": 8,
        "wire": 6, "feed": 10, "crosspost": 9, "alert": 5, "strong": 60, "weak": 36, "slow": 24,
        "jitter": 30, "boost": 4,
    }  # fmt: skip
    assert set(truth.values()) == set(KINDS)


def test_an_account_shares_an_object_once_and_names_match() -> None:
    made = world(7, laws=SMALL)
    rows = list(
        zip(
            made.shares["object_id"].to_pylist(), made.shares["account_id"].to_pylist(), strict=True
        )
    )
    assert len(rows) == len(set(rows))
    assert {o for o, _ in rows} <= set(made.objects["object_id"].to_pylist())
    assert {a for _, a in rows} <= set(made.accounts["account"].to_pylist())
    assert made.truth["account"].to_pylist() == made.accounts["account"].to_pylist()


def test_a_team_moves_within_its_window() -> None:
    law = replace(SMALL.strong, teams=1, accounts=4, objects=6, takes=1.0, decoys=0)
    made = world(3, kinds=["strong"], laws=replace(SMALL, strong=law))
    spans = sorted(
        max(t for _, t in shares) - min(t for _, t in shares)
        for shares in of_team(made, "strong1").values()
    )
    assert (len(spans), max(spans) <= 10) == (6, True)


def test_schedulers_share_on_the_quarter_hour() -> None:
    made = world(3, kinds=["scheduler"], laws=SMALL)
    kinds = kind_of(made)
    rows = made.shares.select(["account_id", "t"]).to_pylist()
    late = {r["t"] % 900 for r in rows if kinds[r["account_id"]] == "scheduler"}
    assert late == {0, 1, 2}


def test_what_is_on_record_can_be_taken_away() -> None:
    full, bare = world(5, laws=SMALL), world(5, laws=without_metadata(SMALL))
    assert full.shares == bare.shares
    assert full.truth == bare.truth
    told = ("owner", "disclosed_automation", "host")
    assert all(bare.accounts[c].null_count == len(bare.accounts) for c in told)
    assert all(full.accounts[c].null_count < len(full.accounts) for c in told)
    less = world(5, laws=replace(SMALL, on_record=replace(OnRecord(), removed=0.4)))
    kept = len(less.objects) - less.objects["published"].null_count
    assert 0.4 < kept / len(less.objects) < 0.75


def test_leaving_a_kind_out_leaves_what_came_before_as_it_was() -> None:
    def before(made: World) -> list[tuple[Any, ...]]:
        kinds = kind_of(made)
        names = made.shares["account_id"].to_pylist()
        return sorted(
            t for t, a in zip(made.shares["t"].to_pylist(), names, strict=True)
            if kinds[a] == "background"
        )  # fmt: skip

    assert before(world(5, kinds=["fan"], laws=SMALL)) == before(
        world(5, kinds=["weak"], laws=SMALL)
    )


def test_names_say_nothing_of_the_truth() -> None:
    made = world(7, laws=SMALL)
    planted = np.array([p == "yes" for p in made.truth["planted"].to_pylist()])
    rank = np.argsort(np.argsort(made.truth["account"].to_pylist()))
    # Of 357 accounts 154 are planted, all made last; by name they stand anywhere.
    assert abs(rank[planted].mean() / planted.size - 0.5) < 0.1


@pytest.mark.parametrize(
    ("name", "value"),
    [("weak.acounts", "3"), ("weak", "3"), ("weak.accounts", "-1"), ("weak.accounts", "few")],
)
def test_a_setting_that_is_none_is_refused(name: str, value: str) -> None:
    with pytest.raises(BadSetting):
        changed(Laws(), {name: value})


def test_a_kind_that_is_none_is_refused() -> None:
    with pytest.raises(BadSetting) as refused:
        world(1, kinds=["week"], laws=SMALL)
    assert "weak" in refused.value.cure
