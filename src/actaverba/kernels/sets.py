"""Versions of a set: which printed lists of names may be the same one.

A version is a printed set to which many others are alike by Jaccard (names in both, by
names in either): the most printed one, then the most printed of those that are alike to none
so far. A set alike to two versions fits both, and is kept from standing between them as a
third that welds them. What a name is never counts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from actaverba.kernels.intervals import MOST_VERSIONS, SAME

# Only the most printed sets may stand for a version: what few print explains few.
MOST_SEEDS = 200


def set_versions(
    sets: Sequence[frozenset[str]],
    weights: Sequence[int],
    *,
    firsts: Sequence[int],
    alike: float,
    least: int,
) -> list[int]:
    """Which versions each set fits, as a bit mask; bit 0 is that of the most printed set.

    `weights` are numbers of items, at least `least` for a version; `firsts` any rank that
    tells equal sets apart without their names. Two sets are alike from a Jaccard of `alike`
    on. Sets are distinct.

    >>> both = [frozenset("ab"), frozenset("abc"), frozenset("xy")]
    >>> set_versions(both, [3, 2, 2], firsts=[0, 1, 2], alike=0.5, least=2)
    [1, 1, 2]
    """
    seeds = sorted(range(len(sets)), key=lambda i: (-weights[i], -len(sets[i]), firsts[i]))[
        :MOST_SEEDS
    ]
    near = _neighbours(sets, seeds, alike)
    masks = [0] * len(sets)
    bit = 0
    for seed in seeds:
        fresh = sum(weights[i] for i in near[seed] if not masks[i])
        if not masks[seed] and fresh >= max(least, 1) and bit < MOST_VERSIONS:
            for i in near[seed]:
                masks[i] |= 1 << bit
            bit += 1
    return masks


def _neighbours(
    sets: Sequence[frozenset[str]], seeds: Sequence[int], alike: float
) -> dict[int, list[int]]:
    """Per seed the sets alike to it, itself among them, by the names they share."""
    holds = defaultdict(list)
    for i, names in enumerate(sets):
        for name in names:
            holds[name].append(i)
    near = {}
    for seed in seeds:
        shared: Counter[int] = Counter()
        for name in sets[seed]:
            shared.update(holds[name])
        size = len(sets[seed])
        near[seed] = sorted(
            i for i, n in shared.items() if n >= alike * (size + len(sets[i]) - n) - SAME
        )
    return near
