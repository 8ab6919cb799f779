"""Planted teams: the law with a team in the data is that of the whole data, counted anew."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pyarrow as pa
import pytest

import actaverba
from actaverba.methods.words.coordination.law import law
from actaverba.methods.words.coordination.pairs import search
from actaverba.methods.words.coordination.planted import Base, planted
from actaverba.methods.words.coordination.shares import Shares, first_shares
from actaverba.worlds.laws import Laws, Team, changed
from actaverba.worlds.world import world

SMALL = changed(
    Laws(),
    {
        "circulation.accounts": "200", "circulation.objects": "300",
        "circulation.largest": "60", "circulation.communities": "2",
    },
)  # fmt: skip
TEAM = Team(1, 6, 12, 60.0, 0.9)


@pytest.fixture(scope="module")
def shares() -> Shares:
    return first_shares(actaverba.typed("shares", world(3, kinds=[], laws=SMALL).shares))


@pytest.fixture(scope="module")
def base(shares: Shares) -> Base:
    return Base(shares, search(shares))


def whole(shares: Shares, base: Base) -> tuple[Shares, Shares, np.ndarray]:
    """The data with a team in them, written out and read as any table; the part that the
    team touches; and where its objects stand in the whole."""
    one = base.with_team(TEAM, np.random.default_rng(5))
    part = one.shares
    names = shares.objects.to_pylist()
    touched = [names[o] for o in one.touched]
    called = touched + [f"~new{n:02d}" for n in range(len(part.objects) - len(touched))]
    rest = ~np.isin(shares.object, one.touched)
    rows = [
        (names[o], f"b{a:05d}", int(t))
        for o, a, t in zip(shares.object[rest], shares.account[rest], shares.t[rest], strict=True)
    ]
    rows += [
        (called[o], f"p{a:05d}", int(t))
        for o, a, t in zip(part.object, part.account, part.t, strict=True)
    ]
    table = pa.table({
        "object_id": [r[0] for r in rows], "account_id": [r[1] for r in rows],
        "content_id": [f"c{n}" for n in range(len(rows))], "t": [r[2] for r in rows],
    })  # fmt: skip
    read = first_shares(actaverba.typed("shares", table))
    place = {name: n for n, name in enumerate(read.objects.to_pylist())}
    return read, part, np.array([place[name] for name in called])


@pytest.mark.parametrize("nth", [0, 1, 2])
def test_the_law_with_a_team_is_that_of_the_whole(shares: Shares, base: Base, nth: int) -> None:
    read, _, at = whole(shares, base)
    one = base.with_team(TEAM, np.random.default_rng(5))
    told = base._law(one, base.searched.laws[nth], base.sums[nth])
    wanted = law(read, base.searched.laws[nth].window)
    assert told.close.tolist() == wanted.close[at].tolist()
    assert told.pooled == pytest.approx(wanted.pooled[at], rel=1e-12)
    assert told.lowest == pytest.approx(wanted.lowest[at], rel=1e-12)


def test_a_team_shares_its_objects_and_decoys(base: Base) -> None:
    one = base.with_team(TEAM, np.random.default_rng(5))
    accounts = len(one.shares.accounts)
    mine = one.shares.account >= accounts - TEAM.accounts
    met = Counter(one.shares.object[mine].tolist())
    # Nine in ten of six members share each of twelve objects; half of these are new.
    new = [n for o, n in met.items() if o >= one.touched.size]
    assert (len(new), min(new) >= 3, one.members) == (6, True, 6)


def test_large_teams_are_found_and_small_ones_are_not(shares: Shares) -> None:
    found = planted(shares, search(shares), accounts=(3, 8), objects=(3, 15))
    told = {(p.accounts, p.objects, p.seconds): p.found / p.teams for p in found}
    assert len(found) == 12
    assert told[8, 15, 10] == 1.0
    assert told[3, 3, 600] == 0.0
    assert [(p.teams, 0.0 <= p.low <= p.high <= 1.0) for p in found] == [(20, True)] * 12


def test_the_same_seed_tells_the_same(shares: Shares) -> None:
    searched = search(shares)
    once, again, other = (
        planted(shares, searched, accounts=(4,), objects=(6,), seed=seed) for seed in (1, 1, 2)
    )
    assert once == again
    assert [p.teams for p in other] == [20, 20, 20]


def test_no_shares_have_no_power() -> None:
    table = pa.table({"object_id": ["o"], "account_id": ["a"], "content_id": ["c"], "t": [1]})
    empty = first_shares(actaverba.typed("shares", table.slice(1)))
    assert planted(empty, search(empty)) == []


def test_nothing_found_is_told_with_what_would_be() -> None:
    made = world(3, kinds=[], laws=SMALL)
    result = actaverba.coordination(made.shares, objects=made.objects)
    (finding, *_) = result.findings
    assert finding.message == "group.none"
    assert (finding.params["of"], finding.params["sizes"]) == (5, "5, 10, 20")
    ends = [one.split(" within ")[1] for one in finding.params["planted"]]
    assert ends == ["10 seconds", "60 seconds", "600 seconds"]
    assert result.planted.num_rows == 9
