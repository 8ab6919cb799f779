"""Which texts may be alike, without comparing each with each: MinHash in bands.

A signature has `BANDS * ROWS` numbers; two texts agree on each with about the chance of
their Jaccard. Texts that agree on a whole band are candidates. Signatures keep 8 bits a
number: a million take 126 MB, and two numbers agree by chance once in 256 times.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from actaverba.kernels.compiled import compiled
from actaverba.kernels.grams import runs

Points = NDArray[np.uint32]
Ints = NDArray[np.int64]
Signatures = NDArray[np.uint8]

BANDS, ROWS = 42, 3
SEED = 20240601
FEW_PARTNERS = 5


def factors() -> NDArray[np.uint32]:
    """The two numbers of each of the orders that the minima are taken in."""
    chance = np.random.Generator(np.random.PCG64(SEED))
    drawn = chance.integers(0, 2**32, (2, BANDS * ROWS), np.uint32)
    drawn[0] |= 1
    return drawn


@compiled
def sign(
    text: Points, core: Ints, factor: NDArray[np.uint32], size: int, into: Signatures, rows: Ints
) -> None:
    """Write the signature of each text of a block into its row."""
    longest = 0
    for r in range(core.shape[0]):
        longest = max(longest, core[r, 1] - core[r, 0])
    grams = np.empty(longest + 1, np.uint32)
    least = np.empty(factor.shape[1], np.uint32)
    times, plus = factor[0], factor[1]
    for r in range(core.shape[0]):
        n = runs(text, core[r, 0], core[r, 1], size, grams)
        least[:] = np.uint32(0xFFFFFFFF)
        for i in range(n):
            for k in range(least.size):
                value = np.uint32((grams[i] ^ plus[k]) * times[k])
                least[k] = min(least[k], value)
        for k in range(least.size):
            h = np.uint32(least[k] * np.uint32(0x9E3779B1))
            into[rows[r], k] = np.uint8(h >> np.uint32(24))


@compiled
def band_keys(signatures: Signatures, band: int) -> NDArray[np.uint64]:
    """The numbers of one band as one key a text."""
    keys = np.empty(signatures.shape[0], np.uint64)
    for r in range(keys.size):
        key = np.uint64(0)
        for k in range(band * ROWS, (band + 1) * ROWS):
            key = (key << np.uint64(8)) | np.uint64(signatures[r, k])
        keys[r] = key
    return keys


@compiled
def buckets(keys: NDArray[np.uint64], order: Ints) -> Ints:
    """Where each run of equal keys begins in their order, with one more at the end."""
    start = np.empty(order.size + 1, np.int64)
    n = 0
    for i in range(order.size):
        if i == 0 or keys[order[i]] != keys[order[i - 1]]:
            start[n] = i
            n += 1
    start[n] = order.size
    return start[: n + 1].copy()


@compiled
def _agree(signatures: Signatures, a: int, b: int) -> int:
    n = 0
    for k in range(signatures.shape[1]):
        n += signatures[a, k] == signatures[b, k]
    return n


@compiled
def _is_new(signatures: Signatures, a: int, b: int, band: int, chained: NDArray[np.uint64]) -> bool:
    """Has no earlier band brought the two together, as far as it lists all its pairs?"""
    for earlier in range(band):
        k = earlier * ROWS
        is_same = True
        for r in range(ROWS):
            is_same = is_same and signatures[a, k + r] == signatures[b, k + r]
        if is_same and not (chained[a] >> np.uint64(earlier)) & np.uint64(1):
            return False
    return True


@compiled
def pairs_of_band(
    signatures: Signatures, order: Ints, start: Ints, band: int, cap: int, least: int,
    chained: NDArray[np.uint64], partners: NDArray[np.int32], room: int,
) -> Ints:  # fmt: skip
    """Pairs (`a << 32 | b`) of one band that agree on at least `least` numbers.

    A bucket of more than `cap` texts gives only the pairs of its first text with the others;
    `chained` notes for each text in which bands it was in such a bucket. `partners` counts
    the pairs of each text; after `room` pairs only texts with few of them get more.
    """
    found = np.empty(1024, np.int64)
    n = 0
    for s in range(start.size - 1):
        low, high = start[s], start[s + 1]
        is_chained = high - low > cap
        last = low + 1 if is_chained else high
        for i in range(low, last):
            for j in range(i + 1, high):
                a, b = order[i], order[j]
                is_full = n >= room and min(partners[a], partners[b]) >= FEW_PARTNERS
                if is_full or not _is_new(signatures, a, b, band, chained):
                    continue
                if _agree(signatures, a, b) < least:
                    continue
                if n == found.size:
                    found = np.concatenate((found, np.empty(n, np.int64)))
                found[n] = (a << 32) | b if a < b else (b << 32) | a
                partners[a] += 1
                partners[b] += 1
                n += 1
        if is_chained:
            for i in range(low, high):
                chained[order[i]] |= np.uint64(1) << np.uint64(band)
    return found[:n]
