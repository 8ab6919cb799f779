"""Power: which teams the method would find in these very data, planted one at a time.

A team gets accounts of its own that share, besides, as many popular objects as accounts here do,
each on its own. Half of what it moves circulates here already, and the rest is new. All that
its shares change in the law of chance is counted again, so each team is tested as it would be by
a run on the data with that team in them, and with no other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
from numpy.random import Generator
from numpy.typing import NDArray

from actaverba.kernels import coshare
from actaverba.kernels.components import components
from actaverba.kernels.evidence import PSEUDO_PAIRS
from actaverba.kernels.proportions import wilson
from actaverba.methods.words.coordination.law import LEAST, Law
from actaverba.methods.words.coordination.pairs import Searched, tested_exactly
from actaverba.methods.words.coordination.shares import Shares
from actaverba.worlds.circulation import between
from actaverba.worlds.laws import Team
from actaverba.worlds.teams import TAKEN_UP, moves

Ints = NDArray[np.int64]
Codes = NDArray[np.int32]
Floats = NDArray[np.float64]

ACCOUNTS = (3, 5, 10, 20)
OBJECTS = (5, 10, 20)
TAKES = 0.9
CIRCULATING = 0.5
FEWEST = 3
MOST_DECOYS = 50
# Teams of each size that are planted: as many as a few seconds allow, within these.
MOST_TIMES, LEAST_TIMES = 20, 10
ROWS_OF_A_SIZE = 500_000
SEED = 20_230_102


@dataclass(frozen=True)
class Planted:
    """Of `teams` teams of so many accounts that moved so many objects within so many seconds,
    how many were found, and the 95 % interval of their share."""

    accounts: int
    objects: int
    seconds: int
    teams: int
    found: int
    low: float
    high: float


def planted(
    shares: Shares, searched: Searched, *, accounts: Sequence[int] = ACCOUNTS,
    objects: Sequence[int] = OBJECTS, seed: int = SEED, least: int = FEWEST,
) -> list[Planted]:  # fmt: skip
    """How many planted teams would be found, by accounts, objects and seconds.

    A team is found when `least` of its accounts or more hang together by pairs that meet more
    often than chance and more often than their own speed of reaction has it. It assumes that
    nothing on record explains the team, and that nine of ten members take part each time.
    """
    if not shares.t.size:
        return []
    base = Base(shares, searched)
    made = []
    cells = [(n, k, s) for s in searched.windows for n in accounts for k in objects]
    for n, k, s in cells:
        rule = Team(1, n, k, float(s), TAKES, circulating=CIRCULATING)
        times, rows, found = 0, 0, 0
        while times < MOST_TIMES and (times < LEAST_TIMES or rows < ROWS_OF_A_SIZE):
            one = base.with_team(rule, np.random.default_rng([seed, n, k, s, times]))
            found += base.finds(one, least)
            times, rows = times + 1, rows + one.shares.t.size
        made.append(Planted(n, k, s, times, found, *wilson(found, times)))
    return made


@dataclass(frozen=True)
class WithTeam:
    """The shares of all objects that a team touches; its accounts are the last ones. `touched`
    are the objects as the data number them; those that are new come after."""

    shares: Shares
    touched: Ints
    members: int


class Base:
    """The data as they are, and what a planted team changes in them."""

    def __init__(self, shares: Shares, searched: Searched) -> None:
        self.shares = shares
        self.searched = searched
        self.activity = np.minimum(np.bincount(shares.account), MOST_DECOYS)
        self.activity = self.activity[self.activity > 0]
        self.sums = [_sums(shares.size, one.close) for one in searched.laws]

    def with_team(self, rule: Team, chance: Generator) -> WithTeam:
        """A team among those who share the same objects."""
        all_ = self.shares
        known = round(rule.objects * rule.circulating)
        each = chance.choice(self.activity, rule.accounts)
        drawn = chance.integers(0, all_.t.size, known + int(each.sum()))
        when = between(all_.object.astype(np.int64), all_.t, drawn, chance)
        begins = np.concatenate([when[:known], self._moments(rule.objects - known, chance)])
        taken, new = np.unique(all_.object[drawn[:known]], return_inverse=True)
        touched = np.unique(all_.object[drawn]).astype(np.int64)
        fresh = touched.size + np.arange(rule.objects - known)
        team_objects = np.concatenate([np.searchsorted(touched, taken)[new], fresh])
        at, who, late = moves(rule, rule.objects, chance)
        decoys = np.searchsorted(touched, all_.object[drawn[known:]])
        rows = _rows_of(all_.start, touched)
        names, others = np.unique(all_.account[rows], return_inverse=True)
        objects = np.concatenate([
            np.searchsorted(touched, all_.object[rows]), team_objects[at], decoys,
        ])  # fmt: skip
        accounts = np.concatenate([
            others, names.size + who, names.size + np.repeat(np.arange(rule.accounts), each),
        ])  # fmt: skip
        t = np.concatenate([all_.t[rows], np.floor(begins[at] + late), np.floor(when[known:])])
        published = np.concatenate([
            all_.published[touched],
            np.floor(begins[known:] - chance.exponential(TAKEN_UP, fresh.size)),
        ])  # fmt: skip
        is_known = np.concatenate([
            all_.published_known[touched],
            chance.random(fresh.size) < all_.published_known.mean(),
        ])  # fmt: skip
        made = _first(objects, accounts, t.astype(np.int64), published, is_known)
        return WithTeam(made, touched, rule.accounts)

    def _moments(self, n: int, chance: Generator) -> Floats:
        drawn = chance.integers(0, self.shares.t.size, n)
        moments: Floats = self.shares.t[drawn] + chance.uniform(-1800.0, 1800.0, n)
        return moments

    def finds(self, one: WithTeam, least: int) -> bool:
        """Whether the team hangs together in what is reported."""
        shares, n = one.shares, len(one.shares.accounts)
        a, b = np.triu_indices(one.members, 1)
        first = n - one.members
        keys = ((a + first).astype(np.int64) << 32) | (b + first)
        laws = [
            self._law(one, law, sums)
            for law, sums in zip(self.searched.laws, self.sums, strict=True)
        ]
        everyone = len(self.shares.accounts)
        tests = self.searched.tests * ((everyone + one.members) / everyone) ** 2
        alpha = self.searched.alpha
        tested, _ = tested_exactly(shares, laws, keys, alpha, tests)
        moving = tested.q_reaction <= alpha
        group = components(tested.a[moving], tested.b[moving], n)
        return int(np.bincount(group[group >= 0], minlength=1).max()) >= least

    def _law(self, one: WithTeam, law: Law, sums: tuple[Floats, Floats]) -> Law:
        """The law of chance with the team in the data: only touched objects change."""
        shares = one.shares
        near = coshare.near(shares.start, shares.t, law.window)
        total = np.concatenate([[0], np.cumsum(near, dtype=np.int64)])
        close = (total[shares.start[1:]] - total[shares.start[:-1]]) // 2
        gone = _sums(self.shares.size[one.touched], law.close[one.touched])
        come = _sums(shares.size, close)
        rates, counts = (was - old + new for was, old, new in zip(sums, gone, come, strict=True))
        means = np.maximum(rates / np.maximum(counts, 1.0), LEAST)
        pairs = shares.size * (shares.size - 1) / 2.0
        pooled = np.where(shares.size >= 2, means[_size_class(shares.size)], LEAST)
        shrunk = (close + PSEUDO_PAIRS * pooled) / (pairs + PSEUDO_PAIRS)
        return replace(
            law, near=near, close=close, pooled=pooled, lowest=np.minimum(pooled, shrunk)
        )


def _size_class(size: Ints) -> Ints:
    found: Ints = np.frexp(size.astype(float))[1].astype(np.int64)
    return found


def _sums(size: Ints, close: Ints) -> tuple[Floats, Floats]:
    """For each size class the sum of close pairs by all pairs, and the number of objects."""
    has_pairs = size >= 2
    of = _size_class(size[has_pairs])
    rate = close[has_pairs] / (size[has_pairs] * (size[has_pairs] - 1) / 2.0)
    sums: Floats = np.bincount(of, weights=rate, minlength=64).astype(float)
    counts: Floats = np.bincount(of, minlength=64).astype(float)
    return sums, counts


def _rows_of(start: Ints, objects: Ints) -> Ints:
    """All shares of some objects."""
    size = start[objects + 1] - start[objects]
    ends = np.cumsum(size)
    rows: Ints = np.arange(int(size.sum())) + np.repeat(start[objects] - ends + size, size)
    return rows


def _first(
    objects: Ints, accounts: Ints, t: Ints, published: Floats, is_known: NDArray[np.bool_]
) -> Shares:
    """The first share of each account of each object, as the method sees them."""
    order = np.lexsort((accounts, t, objects))
    objects, t = objects[order], t[order]
    who: Codes = accounts[order].astype(np.int32)
    n = int(who.max()) + 1
    start = np.searchsorted(objects, np.arange(published.size + 1))
    first = coshare.first_of_each(start, who, n)
    objects, who, t = objects[first], who[first], t[first]
    start = np.searchsorted(objects, np.arange(published.size + 1))
    # What is not known to be published when is so with its first share.
    seen = t[np.minimum(start[:-1], t.size - 1)]
    since = np.where(is_known, published.astype(np.int64), seen)
    nameless = pa.nulls(published.size), pa.nulls(n)
    return Shares(
        objects.astype(np.int32), who, t, np.arange(t.size), start, *nameless, since, is_known
    )
