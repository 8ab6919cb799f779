"""Which pairs of accounts are worth an exact test: those that could reach the level at all.

A pair can have no smaller p value than the product of the smallest chances at the objects it
met at. Accounts that cannot reach the level whatever they are paired with are left out first,
again and again until nothing changes; then pairs are listed object by object and summed. An
object at which too many meet is not listed: pairs found elsewhere still count it, but a pair that
needs it to reach the level is lost. How many such objects there are, and the most evidence that
one of them could carry, is told.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from actaverba.kernels import coshare
from actaverba.methods.words.coordination.law import Law
from actaverba.methods.words.coordination.shares import Shares

FEWEST = 3
# Leaving a group out of the law may make a chance smaller than its lowest; this is the slack.
SLACK = np.log(10.0)


@dataclass(frozen=True)
class Candidates:
    """Keys of pairs (`a << 32 | b`), and what was left out on the way to them."""

    keys: NDArray[np.int64]
    accounts_left_out: int
    objects_not_listed: int
    most_lost: float


def candidates(
    shares: Shares, law: Law, *, need: float, prune: bool, most_pairs: int
) -> Candidates:
    """The pairs that met at three objects at least and could reach `need` (in nats).

    `most_pairs` is the number of close pairs above which an object is not listed.
    Without `prune` no account is left out and every pair that met three times is taken.
    """
    keep = np.ones(shares.t.size, bool)
    evidence = -np.log(law.lowest)
    left_out = 0
    if prune:
        keep, left_out = _able(shares, law, evidence, need - SLACK)
        shares = shares.only(keep)
        keep = np.ones(shares.t.size, bool)
    per_object = coshare.close_pairs_per_object(shares.start, shares.t, keep, law.window)
    wanted = (per_object > 0) & (per_object <= most_pairs)
    hot = per_object > most_pairs
    keys, objects = coshare.list_pairs(
        shares.start, shares.account, shares.t, keep, wanted, law.window,
        int(per_object[wanted].sum()),
    )  # fmt: skip
    found = _reaching(keys, evidence[objects], need - SLACK if prune else 0.0, bool(hot.any()))
    lost = float(evidence[hot].max()) if hot.any() else 0.0
    return Candidates(found, left_out, int(hot.sum()), lost)


def _able(
    shares: Shares, law: Law, evidence: NDArray[np.float64], need: float
) -> tuple[NDArray[np.bool_], int]:
    """Shares of accounts that could reach `need` with some other account that could."""
    accounts = len(shares.accounts)
    able = np.ones(accounts, bool)
    keep = np.ones(shares.t.size, bool)
    while True:
        most, times = coshare.reach(
            shares.start, shares.account, shares.t, keep, evidence, law.window, accounts
        )
        still = able & (most >= need) & (times >= FEWEST)
        if still.sum() == able.sum():
            return keep, int(accounts - able.sum())
        able = still
        keep = able[shares.account]


def _reaching(
    keys: NDArray[np.int64], evidence: NDArray[np.float64], need: float, has_hot: bool
) -> NDArray[np.int64]:
    """The pairs that meet three times at least and whose evidence adds up to `need`."""
    order = np.argsort(keys, kind="stable")
    ranked = keys[order]
    if not ranked.size:
        return ranked
    first = np.flatnonzero(np.concatenate([[True], ranked[1:] != ranked[:-1]]))
    times = np.diff(np.concatenate([first, [ranked.size]]))
    # A meeting at an object that is not listed may be the third one.
    enough = times >= (FEWEST - 1 if has_hot else FEWEST)
    if need > 0:
        enough &= np.add.reduceat(evidence[order], first) >= need
    return ranked[first[enough]]
