"""The meetings of reported pairs: two accounts at one object within the window of the pair."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from actaverba.kernels.carried import carried
from actaverba.methods.words.coordination.groups import Groups
from actaverba.methods.words.coordination.pairs import Pairs, Searched, ledger
from actaverba.methods.words.coordination.shares import Shares

Codes = NDArray[np.int32]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# Above this many meetings (half a gigabyte) those with the first partners stand for all.
MOST_MEETINGS = 10_000_000
FIRST_PARTNERS = 256


@dataclass(frozen=True)
class Meetings:
    """One entry a meeting, sorted by pair and object: `key` is the pair (`a << 32 | b`), `share_a`
    and `share_b` the two shares (as `Shares` has them), `chance` that of a meeting there."""

    key: Ints
    object: Codes
    share_a: Ints
    share_b: Ints
    t_a: Ints
    t_b: Ints
    chance: Floats

    def group(self, groups: Groups) -> Codes:
        """The group of each meeting, -1 for none."""
        keys = key_of(groups.pairs)
        if not keys.size:
            return np.full(self.key.size, -1, np.int32)
        at = np.minimum(np.searchsorted(keys, self.key), keys.size - 1)
        return np.where(keys[at] == self.key, groups.of[at], -1).astype(np.int32)


def key_of(pairs: Pairs) -> Ints:
    return (pairs.a.astype(np.int64) << 32) | pairs.b


def meetings(shares: Shares, searched: Searched) -> Meetings:
    """All meetings of all reported pairs, each at the window of its pair.

    Where these are too many, of each account only those with its first partners by name.
    """
    reported = searched.reported
    partners = most_partners(reported)
    if partners:
        reported = reported.where(_first_partners(reported, partners))
    rows, _ = shares.by_account
    found = [_nothing()]
    for law in searched.laws:
        some = reported.where(reported.window == law.window)
        if not len(some):
            continue
        book = ledger(shares, law, searched.group)
        of_pair, at_a, at_b, chance = carried(book, some.a, some.b, some.met, law.window)
        found.append((key_of(some)[of_pair], rows[at_a], rows[at_b], chance))
    key, share_a, share_b, chance = (np.concatenate(part) for part in zip(*found, strict=True))
    of = shares.object[share_a]
    order = np.lexsort((of, key))
    share_a, share_b = share_a[order], share_b[order]
    return Meetings(
        key[order], of[order], share_a, share_b, shares.t[share_a], shares.t[share_b],
        chance[order],
    )  # fmt: skip


def most_partners(reported: Pairs) -> int:
    """With how many partners the meetings of an account are looked at; 0 is with all."""
    if int(reported.met.sum(dtype=np.int64)) <= MOST_MEETINGS:
        return 0
    partners = FIRST_PARTNERS
    while partners > 1:
        some = reported.met[_first_partners(reported, partners)]
        if int(some.sum(dtype=np.int64)) <= MOST_MEETINGS:
            break
        partners //= 2
    return partners


def _first_partners(pairs: Pairs, partners: int) -> NDArray[np.bool_]:
    return (_nth(pairs.a, pairs.b) < partners) | (_nth(pairs.b, pairs.a) < partners)


def _nth(account: Codes, other: Codes) -> Ints:
    """The place of each pair among those of one of its accounts, by the other."""
    order = np.lexsort((other, account))
    ranked = account[order]
    begins = np.flatnonzero(np.concatenate([[True], ranked[1:] != ranked[:-1]]))
    nth = np.empty(account.size, np.int64)
    nth[order] = np.arange(account.size) - np.repeat(
        begins, np.diff(np.append(begins, account.size))
    )
    return nth


def _nothing() -> tuple[Ints, Ints, Ints, Floats]:
    empty = np.empty(0, np.int64)
    return empty, empty, empty, np.empty(0)
