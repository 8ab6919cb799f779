"""What could be found at all in these data: how often a pair would have to meet."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from actaverba.methods.words.coordination.candidates import FEWEST
from actaverba.methods.words.coordination.law import Law
from actaverba.methods.words.coordination.pairs import Searched
from actaverba.methods.words.coordination.shares import Shares


@dataclass(frozen=True)
class Power:
    """For one window: the chance that two sharers of an object meet within it (at the object of
    a middling share), and the fewest such meetings by which a pair, or each pair of a group of
    three, could be reported; None where no number would do."""

    window: int
    chance: float | None
    pair: int | None
    three: int | None


def power(shares: Shares, searched: Searched) -> list[Power]:
    """The fewest meetings that could be reported, window by window.

    It assumes accounts that share nothing but what they meet at, which is the best case: real
    accounts share more and need more meetings. It is a bound, not a rate of discovery; that
    comes from simulated worlds.
    """
    tests = max(searched.tests, 1.0) * len(searched.windows)
    need = float(np.log(tests / searched.alpha))
    return [
        Power(law.window, chance, _meetings(need, chance), _meetings(need - np.log(3.0), chance))
        for law in searched.laws
        for chance in [_middling(shares, law)]
    ]


def _middling(shares: Shares, law: Law) -> float | None:
    """The median over shares of the pooled chance of their objects with two sharers or more."""
    has_pairs = shares.size >= 2
    if not has_pairs.any():
        return None
    chance, size = law.pooled[has_pairs], shares.size[has_pairs]
    order = np.argsort(chance, kind="stable")
    shares_so_far = np.cumsum(size[order])
    return float(chance[order][np.searchsorted(shares_so_far, shares_so_far[-1] / 2)])


def _meetings(need: float, chance: float | None) -> int | None:
    if chance is None or chance >= 1.0:
        return None
    return max(int(np.ceil(max(need, 0.0) / -np.log(chance))), FEWEST)
