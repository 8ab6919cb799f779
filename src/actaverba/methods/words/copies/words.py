"""Where two versions of a text differ, word by word."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

MOST_WORDS = 400
MOST_LETTERS = 8_000
AROUND = 3


@dataclass(frozen=True)
class Words:
    """The words of a text as they are shown, and as they are compared."""

    shown: tuple[str, ...]
    keys: tuple[str, ...]
    is_cut: bool


@dataclass(frozen=True)
class Change:
    """Words `low` to `high` of the first version stand as `put` in the other."""

    low: int
    high: int
    put: tuple[str, ...]


def words(text: str) -> Words:
    """The first words of a text; in scripts without blanks each letter is one.

    Case, signs and what nobody sees make no difference.

    >>> words("Stop, NOW!").keys
    ('stop', 'now')
    """
    shown: list[str] = []
    keys: list[str] = []
    for raw in text[:MOST_LETTERS].split():
        for word in _parts(raw):
            if key := _key(word):
                shown.append("".join(c for c in word if c.isprintable()))
                keys.append(key)
    is_cut = len(text) > MOST_LETTERS or len(keys) > MOST_WORDS
    return Words(tuple(shown[:MOST_WORDS]), tuple(keys[:MOST_WORDS]), is_cut)


def changes(one: Words, other: Words) -> list[Change]:
    """The places where the second differs from the first."""
    from rapidfuzz.distance import Levenshtein

    found = []
    for step in Levenshtein.opcodes(one.keys, other.keys):
        if step.tag != "equal":
            put = other.shown[step.dest_start : step.dest_end]
            found.append(Change(step.src_start, step.src_end, put))
    return _merged(found)


def printed(one: Words, found: Sequence[Change]) -> str:
    """The changed places in their surroundings: `in [-May-]{+June+} this year`."""
    parts: list[str] = []
    at = 0
    for n, change in enumerate(found):
        low = max(at, change.low - AROUND)
        if low > at or (n == 0 and low > 0):
            parts.append("…")
        parts += one.shown[low : change.low]
        parts.append(marked(one.shown[change.low : change.high], change.put))
        following = found[n + 1].low if n + 1 < len(found) else len(one.shown)
        at = min(change.high + AROUND, following)
        parts += one.shown[change.high : at]
    if found and at < len(one.shown):
        parts.append("…")
    return " ".join(parts)


def marked(old: Sequence[str], new: Sequence[str]) -> str:
    """What goes and what comes.

    >>> marked(["May"], ["June", "2025"])
    '[-May-]{+June 2025+}'
    """
    gone = f"[-{' '.join(old)}-]" if old else ""
    come = f"{{+{' '.join(new)}+}}" if new else ""
    return gone + come


def _merged(found: list[Change]) -> list[Change]:
    """Changes that touch are one."""
    whole: list[Change] = []
    for change in found:
        if whole and change.low == whole[-1].high:
            last = whole.pop()
            change = Change(last.low, change.high, last.put + change.put)
        whole.append(change)
    return whole


def _parts(word: str) -> Sequence[str]:
    """The letters of a word in a script without blanks, else the word."""
    if any(c >= "\u0e00" and _has_no_blanks(c) for c in word):
        return list(word)
    return (word,)


def _has_no_blanks(c: str) -> bool:
    return c < "\u0f00" or "\u3040" <= c < "\u3100" or "\u3400" <= c < "\ua000"


@lru_cache(maxsize=50_000)
def _key(word: str) -> str:
    folded = unicodedata.normalize("NFKD", word[:200]).casefold()
    return "".join(c for c in folded if c.isalnum())
