"""Which pairs of accounts meet more often than chance, with exact tails.

The test (leave group out) and its second condition (own reaction speed) are described in
`docs/explanation/coordination.md`; both were measured on simulated worlds before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from actaverba.kernels import coshare, evidence
from actaverba.kernels.components import components
from actaverba.kernels.tails import false_discovery
from actaverba.methods.words.coordination.candidates import FEWEST, Candidates, candidates
from actaverba.methods.words.coordination.law import Law, law
from actaverba.methods.words.coordination.shares import Shares

Codes = NDArray[np.int32]
Floats = NDArray[np.float64]

# Below this many shares leaving accounts out early loses teams and saves nothing.
PRUNE_FROM = 100_000
MOST_PAIRS = 2_000_000
MOST_PAIRS_PRUNED = 20_000
# Above this many pairs of sharers the exact number of tests is not counted.
COUNTABLE = 2_000_000_000
# Up to so many pairs of sharers of one object they are counted without being asked to.
COUNTED = 20_000_000
REJECTED_AT_FIRST = 100


@dataclass(frozen=True)
class Pairs:
    """Pairs of accounts, arrays of one length, sorted by (a, b), codes of `Shares.accounts`.

    `window` is the one with the smallest tail (seconds), `met` the objects they met at within
    it, `shared` all objects of both, `expected` how many meetings chance would have. `p` is the
    smallest tail times the number of windows; `p_reaction` the chance of as many meetings if
    each only reacts to publication at its own speed. `q` and `q_reaction` are false discovery
    rates: of `p`, and of the larger of both.
    """

    a: Codes
    b: Codes
    window: Codes
    met: Codes
    shared: Codes
    expected: Floats
    p: Floats
    p_reaction: Floats
    q: Floats
    q_reaction: Floats

    def where(self, chosen: NDArray[np.bool_]) -> Pairs:
        return Pairs(**{name: values[chosen] for name, values in vars(self).items()})

    def __len__(self) -> int:
        return int(self.a.size)


@dataclass(frozen=True)
class Searched:
    """The pairs that were tested exactly, how many tests count, and what was left out."""

    tested: Pairs
    tests: float
    is_counted: bool
    windows: tuple[int, ...]
    alpha: float
    accounts_left_out: int = 0
    objects_not_listed: int = 0
    most_lost: float = 0.0
    is_pruned: bool = False
    laws: tuple[Law, ...] = field(default=(), repr=False)
    group: Codes = field(default_factory=lambda: np.empty(0, np.int32), repr=False)

    @cached_property
    def reported(self) -> Pairs:
        """Those at the level `alpha` of the first test."""
        return self.tested.where(self.tested.q <= self.alpha)

    def again(self, keep: NDArray[np.bool_]) -> Searched:
        """The second pass: without the pairs of explained groups, with as many tests."""
        rest = self.tested.where(keep)
        return Searched(
            _at_rates(rest, self.tests), self.tests, self.is_counted, self.windows, self.alpha,
            self.accounts_left_out, self.objects_not_listed, self.most_lost, self.is_pruned,
            self.laws, self.group,
        )  # fmt: skip


def search(
    shares: Shares, *, windows: Sequence[int] = (10, 60, 600), alpha: float = 0.05,
    bound: str = "cheap", prune: bool | None = None,
) -> Searched:  # fmt: skip
    """Test all pairs of accounts that could be reported.

    `bound` is the number of tests: `cheap` (all pairs of accounts, or all pairs of sharers of
    an object if that is less) or `shared` (pairs that share two objects at least, counted).
    `prune`: leave accounts out that cannot reach the level; by default from 100,000 shares on.
    """
    laws = tuple(law(shares, w) for w in sorted(windows))
    is_pruned = shares.t.size >= PRUNE_FROM if prune is None else prune
    tests, is_counted = _tests(shares, bound)
    rejected = REJECTED_AT_FIRST
    while True:
        # A pair must reach the level in one window; each window counts as a test of its own.
        need = float(np.log(max(tests, 1.0) * len(laws) / (alpha * rejected)))
        found = _candidates(shares, laws, need=max(need, 0.0), prune=is_pruned)
        keys = np.unique(np.concatenate([one.keys for one in found]))
        tested, group = tested_exactly(shares, laws, keys, alpha, tests)
        reported = int((tested.q <= alpha).sum())
        if not is_pruned or reported <= rejected:
            break
        rejected = 4 * reported
    return Searched(
        tested, tests, is_counted, tuple(one.window for one in laws), alpha,
        min(one.accounts_left_out for one in found), max(one.objects_not_listed for one in found),
        max(one.most_lost for one in found), is_pruned, laws, group,
    )  # fmt: skip


def bound_for(shares: Shares, asked: str) -> str:
    """What `auto` means: pairs that share two objects are counted where that takes no time."""
    if asked != "auto":
        return asked
    sharers = float((shares.size * (shares.size - 1) / 2.0).sum())
    return "shared" if sharers <= COUNTED else "cheap"


def _candidates(
    shares: Shares, laws: Sequence[Law], *, need: float, prune: bool
) -> list[Candidates]:
    """Without pruning the widest window has all pairs of the others."""
    looked = laws if prune else laws[-1:]
    most = MOST_PAIRS_PRUNED if prune else MOST_PAIRS
    return [candidates(shares, one, need=need, prune=prune, most_pairs=most) for one in looked]


def _tests(shares: Shares, bound: str) -> tuple[float, bool]:
    accounts, size = len(shares.accounts), shares.size
    of_objects = float((size * (size - 1) / 2.0).sum())
    cheap = min(accounts * (accounts - 1) / 2.0, of_objects)
    if bound == "cheap" or of_objects > COUNTABLE:
        return max(cheap, 1.0), False
    rows, first = shares.by_account
    counted = coshare.pairs_with_two(shares.start, shares.account, first, shares.object[rows])
    return float(max(counted, 1)), True


def ledger(shares: Shares, one: Law, group: Codes) -> evidence.Ledger:
    """What the kernels need to weigh pairs at one window, groups left out of the law."""
    rows, first = shares.by_account
    keys, close, others = _outside(shares, one.window, group)
    return evidence.Ledger(
        first, shares.object[rows], shares.t[rows], one.near[rows], shares.size, one.close,
        one.pooled, group, keys, close, others,
    )  # fmt: skip


def _outside(
    shares: Shares, window: int, group: Codes
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """For each group and object of two members or more: the meetings of all other accounts."""
    rows, first = shares.by_account
    keys, close, others = [], [], []
    members = np.argsort(group, kind="stable")
    members = members[group[members] >= 0]
    for found in np.split(members, np.flatnonzero(np.diff(group[members])) + 1):
        if not found.size:
            continue
        inside = np.zeros(group.size, bool)
        inside[found] = True
        shared = np.concatenate([shares.object[rows[first[m] : first[m + 1]]] for m in found])
        objects, times = np.unique(shared, return_counts=True)
        objects = objects[times >= 2]
        near, n = coshare.close_without(
            shares.start, shares.account, shares.t, inside, objects, window
        )
        keys.append(np.int64(group[found[0]]) * shares.size.size + objects)
        close.append(near)
        others.append(n)
    empty = np.empty(0, np.int64)
    return (
        np.concatenate([empty, *keys]), np.concatenate([empty, *close]),
        np.concatenate([empty, *others]),
    )  # fmt: skip


def tested_exactly(
    shares: Shares, laws: Sequence[Law], keys: NDArray[np.int64], alpha: float, tests: float
) -> tuple[Pairs, Codes]:
    """The exact tests: provisional groups by the pooled law, then those left out of it."""
    a, b = (keys >> 32).astype(np.int32), (keys & 0xFFFFFFFF).astype(np.int32)
    alone = np.full(len(shares.accounts), -1, np.int32)
    first = _at_rates(_weighed(shares, laws, a, b, alone, pooled_only=True), tests)
    provisional = first.where(first.q <= alpha)
    group = components(provisional.a, provisional.b, len(shares.accounts))
    weighed = _at_rates(_weighed(shares, laws, a, b, group, pooled_only=False), tests)
    return _at_rates(_reacting(shares, weighed, weighed.q <= alpha), tests), group


def _reacting(shares: Shares, pairs: Pairs, asked: NDArray[np.bool_]) -> Pairs:
    """The second condition, for the pairs that the first one reports; 1 for the others."""
    some = pairs.where(asked)
    rows, first = shares.by_account
    lag = (shares.t - shares.published[shares.object])[rows]
    p_reaction = np.ones(len(pairs))
    p_reaction[asked] = evidence.react(
        first, shares.object[rows], lag, some.a, some.b, some.met, some.shared, some.window
    )
    return replace(pairs, p_reaction=p_reaction)


def _weighed(
    shares: Shares, laws: Sequence[Law], a: Codes, b: Codes, group: Codes, *, pooled_only: bool
) -> Pairs:
    """Each pair at the window where it is least likely; the number of windows is paid for."""
    nothing = np.ones(a.size)
    best = Pairs(
        a, b, np.full(a.size, laws[0].window, np.int32), np.zeros(a.size, np.int32),
        np.zeros(a.size, np.int32), nothing, nothing + 1, nothing, nothing, nothing,
    )  # fmt: skip
    for one in laws:
        book = ledger(shares, one, group)
        met, shared, expected, tail = evidence.weigh(book, a, b, one.window, pooled_only)
        # Pairs that meet less than three times are never reported.
        tail = np.where(met >= FEWEST, np.minimum(tail * len(laws), 1.0), 1.0)
        better = tail < best.p
        best = replace(
            best, window=np.where(better, np.int32(one.window), best.window),
            met=np.where(better, met, best.met), shared=shared,
            expected=np.where(better, expected, best.expected), p=np.where(better, tail, best.p),
        )  # fmt: skip
    return best


def _at_rates(pairs: Pairs, tests: float) -> Pairs:
    q = false_discovery(pairs.p, tests)
    q_reaction = false_discovery(np.maximum(pairs.p, pairs.p_reaction), tests)
    return replace(pairs, q=q, q_reaction=q_reaction)
