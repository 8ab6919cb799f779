"""Versions of a set: which printed lists of names may be the same one.

A version is a printed set to which many others are alike by Jaccard (names in both, by
names in either). Versions are found greedily, the set that explains the most items first.
A set alike to two versions fits both and welds nothing; what a set is called never counts.
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
    """Which versions each set fits, as a bit mask; bit 0 is the version of most items.

    `weights` are numbers of items, `firsts` any rank that tells equal sets apart without
    their names. Two sets are alike from a Jaccard of `alike` on. Sets are distinct.

    >>> both = [frozenset("ab"), frozenset("abc"), frozenset("xy")]
    >>> set_versions(both, [3, 2, 4], firsts=[0, 1, 2], alike=0.5, least=2)
    [1, 1, 2]
    """
    seeds = sorted(range(len(sets)), key=lambda i: (-weights[i], -len(sets[i]), firsts[i]))[
        :MOST_SEEDS
    ]
    near = _neighbours(sets, seeds, alike)
    gain = {seed: sum(weights[i] for i in near[seed]) for seed in seeds}
    holders = defaultdict(list)
    for seed in seeds:
        for i in near[seed]:
            holders[i].append(seed)
    masks = [0] * len(sets)
    explained: set[int] = set()
    for bit in range(MOST_VERSIONS):
        # Seeds stand in order of weight, and the first of equals wins.
        best = max(seeds, key=lambda seed: gain[seed], default=None)
        if best is None or gain[best] < max(least, 1):
            break
        for i in near[best]:
            masks[i] |= 1 << bit
            if i not in explained:
                explained.add(i)
                for seed in holders[i]:
                    gain[seed] -= weights[i]
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
