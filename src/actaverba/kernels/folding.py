"""What each character becomes when texts are compared: tables for `plain_text`.

Compatibility forms are resolved (NFKD), case is folded, marks that only adorn a letter and
characters that nobody sees are dropped. Vowel signs of scripts that write with them stay.
The tables depend on the characters that Python's own Unicode data knows.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

SPACE, POINT, LETTER, LATIN, DIGIT, SIGN = range(6)

COVERED = 0x20000
# Ideographs and syllables stand for themselves; asking Python for each would only cost time.
THEMSELVES = ((0x3400, 0xA000), (0xAC00, 0xD7A4), (0xD800, 0xF900), (0x18800, 0x1AFF0))
UNSEEN = frozenset({0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0, *range(0x180B, 0x1810)})
APOSTROPHES = frozenset("'`´‘’‛ʼʹ＇")
KEPT_MARKS = frozenset({0, 8, 9})  # vowel signs, kana voicing, signs that join consonants


@dataclass(frozen=True)
class Folding:
    """Character `c` becomes `plain[start[c]:start[c + 1]]`; `alike` is the same with letters
    that look Latin read as Latin; `kind` is one of the numbers above. Characters from
    `COVERED` on stand for themselves."""

    start: NDArray[np.int32]
    plain: NDArray[np.uint32]
    alike: NDArray[np.uint32]
    kind: NDArray[np.uint8]


@cache
def folding(look_alike: tuple[tuple[str, str], ...]) -> Folding:
    """The tables, with pairs of a letter and the Latin one it looks like."""
    latin = dict(look_alike)
    start = np.zeros(COVERED + 1, np.int32)
    plain: list[int] = []
    alike: list[int] = []
    kind: list[int] = []
    for code in range(COVERED):
        for letter, seen_as, what in _becomes(code, latin):
            plain.append(letter)
            alike.append(seen_as)
            kind.append(what)
        start[code + 1] = len(plain)
    return Folding(
        start, np.array(plain, np.uint32), np.array(alike, np.uint32), np.array(kind, np.uint8)
    )


def _becomes(code: int, latin: Mapping[str, str]) -> Iterator[tuple[int, int, int]]:
    for low, high in THEMSELVES:
        if low <= code < high:
            yield code, code, LETTER
            return
    here = chr(code)
    if here in APOSTROPHES or code in UNSEEN:
        return
    for part in unicodedata.normalize("NFKD", here):
        if _is_dropped(part):
            continue
        for letter in part.casefold():
            if unicodedata.category(letter)[0] == "M" and letter != part:
                continue  # casefolding a dotted capital i leaves a dot
            yield ord(letter), ord(latin.get(part, letter)), _kind(letter)


def _is_dropped(part: str) -> bool:
    category = unicodedata.category(part)
    if category in ("Cf", "Me") or ord(part) in UNSEEN:
        return True
    if category == "Cc":
        return not part.isspace()
    is_selector = 0xFE00 <= ord(part) <= 0xFE0F
    return category[0] == "M" and (is_selector or unicodedata.combining(part) not in KEPT_MARKS)


def _kind(letter: str) -> int:
    category = unicodedata.category(letter)
    if letter.isspace() or category == "Cc":
        return SPACE
    if category[0] == "L":
        return LATIN if unicodedata.name(letter, "").startswith("LATIN") else LETTER
    return {"N": DIGIT, "M": SIGN}.get(category[0], POINT)
