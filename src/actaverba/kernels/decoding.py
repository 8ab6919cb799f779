"""Bytes of UTF-8 to code points, and these to what they become when texts are compared."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from actaverba.kernels.compiled import compiled
from actaverba.kernels.folding import COVERED, LETTER

Bytes = NDArray[np.uint8]
Points = NDArray[np.uint32]

LATE_LETTERS = 0x33480  # what comes after stands for nothing that can be read
HANGUL = (0x1100, 19, 0x1161, 21, 0x11A7, 28, 0xAC00)


@compiled
def decode(data: Bytes, low: int, high: int, into: Points) -> int:
    """UTF-8 to code points; a broken byte is left out."""
    n = 0
    i = low
    while i < high:
        first = data[i]
        more = 0 if first < 0x80 else 1 if first < 0xE0 else 2 if first < 0xF0 else 3
        code = np.uint32(first) if more == 0 else np.uint32(first & (0x3F >> more))
        i += 1
        for _ in range(more):
            if i < high:
                code = np.uint32((code << 6) | np.uint32(data[i] & 0x3F))
                i += 1
        into[n] = code
        n += 1
    return n


@compiled
def _put(
    point: int, alike: int, kind: int, n: int, plain: Points, seen: Points, kinds: Bytes
) -> int:
    """Add a code point; jamo that form a syllable become it."""
    lead, leads, vowel, vowels, tail, tails, first = HANGUL
    if n and vowel <= point < vowel + vowels and lead <= plain[n - 1] < lead + leads:
        block = first + ((plain[n - 1] - lead) * vowels + point - vowel) * tails
        plain[n - 1] = seen[n - 1] = block
        return n
    is_open = n > 0 and first <= plain[n - 1] < 0xD7A4 and (plain[n - 1] - first) % tails == 0
    if is_open and tail < point < tail + tails:
        plain[n - 1] = seen[n - 1] = plain[n - 1] + (point - tail)
        return n
    plain[n], seen[n], kinds[n] = point, alike, kind
    return n + 1


@compiled
def fold(
    points: Points, length: int, start: NDArray[np.int32], plain_of: Points, alike_of: Points,
    kind_of: Bytes, plain: Points, seen: Points, kinds: Bytes,
) -> int:  # fmt: skip
    """Write what the code points become; how many that are."""
    n = 0
    for i in range(length):
        c = points[i]
        if c >= COVERED:
            if c < LATE_LETTERS:
                n = _put(c, c, LETTER, n, plain, seen, kinds)
            continue
        for j in range(start[c], start[c + 1]):
            n = _put(plain_of[j], alike_of[j], kind_of[j], n, plain, seen, kinds)
    return n
