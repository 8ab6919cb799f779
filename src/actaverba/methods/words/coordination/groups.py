"""Groups of accounts: what hangs together by reported pairs, in two passes.

Pairs that meet more often than chance and more often than their own speed of reaction has it
form groups first. What only the law of chance reports forms groups of a second sort: accounts
that each react to publication at a speed of their own. Groups that are explained are set aside,
and the rest is tested again with as many tests: many real dependences would loosen the false
discovery rate for everyone else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from actaverba.kernels.bridges import between_cores
from actaverba.kernels.components import components
from actaverba.methods.words.coordination.pairs import Pairs, Searched

Codes = NDArray[np.int32]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Groups:
    """Groups of one pass: `of` gives the group of each pair (-1 for none), `is_reaction` the
    groups of the second sort. `inside` and `crowd` give the group of each account by sort."""

    pairs: Pairs
    of: Codes
    is_reaction: Flags
    inside: Codes
    crowd: Codes
    nth_pass: int
    alpha: float

    def __len__(self) -> int:
        return int(self.is_reaction.size)

    def members(self) -> tuple[Codes, Codes]:
        """Groups and accounts, sorted by both; an account may stand in two groups."""
        has = self.of >= 0
        both = np.concatenate([self.pairs.a[has], self.pairs.b[has]]).astype(np.int64)
        keys = np.unique((np.tile(self.of[has], 2).astype(np.int64) << 32) | both)
        return (keys >> 32).astype(np.int32), (keys & 0xFFFFFFFF).astype(np.int32)

    def within(self, a: Codes, b: Codes, some: Flags) -> Flags:
        """Which pairs of accounts lie within one of some groups."""
        inside = np.zeros(a.size, bool)
        for of in (self.inside, self.crowd):
            same = (of[a] >= 0) & (of[a] == of[b])
            inside[same] |= some[of[a][same]]
        return inside


def formed(pairs: Pairs, alpha: float, *, accounts: int, least: int, nth_pass: int) -> Groups:
    """The groups of pairs that are reported at `alpha`, numbered by their first accounts.

    Accounts in a group of the first sort with `least` accounts form none of the second.
    """
    is_reported = pairs.q <= alpha
    moves = pairs.q_reaction <= alpha
    inside = _hanging_together(pairs, moves, pairs.q_reaction, accounts)
    groups = int(inside.max(initial=-1)) + 1
    same = is_reported & (inside[pairs.a] >= 0) & (inside[pairs.a] == inside[pairs.b])
    size = np.bincount(inside[inside >= 0], minlength=groups)
    stands = inside >= 0
    stands[stands] = size[inside[stands]] >= least
    rest = is_reported & ~same & ~stands[pairs.a] & ~stands[pairs.b]
    # Where own speeds are even less likely than chance they explain nothing: such a pair lies
    # just below the level by the first test, just above it by both, and belongs to no group.
    rest &= pairs.p_reaction > pairs.p
    crowd = _hanging_together(pairs, rest, pairs.q, accounts)
    crowd[crowd >= 0] += groups
    of = np.full(len(pairs), -1, np.int32)
    of[same] = inside[pairs.a[same]]
    near = rest & (crowd[pairs.a] == crowd[pairs.b])
    of[near] = crowd[pairs.a[near]]
    total = max(int(crowd.max(initial=-1)) + 1, groups)
    return Groups(pairs, of, np.arange(total) >= groups, inside, crowd, nth_pass, alpha)


def _hanging_together(pairs: Pairs, some: Flags, rate: Floats, accounts: int) -> Codes:
    """The part of each account by some pairs. Where two groups in which everything lies on
    circles hang together by a single pair, or a string of pairs, the weakest is cut: among
    many reported pairs a few are false."""
    a, b = pairs.a[some], pairs.b[some]
    keep = ~between_cores(a, b, rate[some], accounts)
    return components(a[keep], b[keep], accounts)


def in_two_passes(
    searched: Searched, explained: Callable[[Groups], Flags], *, accounts: int, least: int
) -> list[tuple[Groups, Flags]]:
    """The groups of both passes and which of them count: of the first the explained ones, of
    the second all. `explained` says which groups of a pass are explained."""
    first = formed(searched.tested, searched.alpha, accounts=accounts, least=least, nth_pass=1)
    aside = explained(first)
    gone = first.within(searched.tested.a, searched.tested.b, aside)
    again = searched.again(~gone)
    second = formed(again.tested, searched.alpha, accounts=accounts, least=least, nth_pass=2)
    return [(first, aside), (second, np.ones(len(second), bool))]
