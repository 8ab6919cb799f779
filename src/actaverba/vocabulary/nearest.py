"""The nearest known words to one that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

LONGEST = 80


def shown(word: str) -> str:
    """A word of others as a message quotes it: escaped, and cut where it is long.

    >>> shown("a" * 100) == "'" + "a" * 80 + "…'"
    True
    """
    return repr(word if len(word) <= LONGEST else f"{word[:LONGEST]}…")


def nearest(word: str, known: Iterable[str], most: int = 3) -> list[str]:
    """Up to `most` known words that look like `word`, nearest first.

    >>> nearest("offical", ["official", "private"])
    ['official']
    """
    by_folded = {k.casefold(): k for k in known}
    return [
        by_folded[k] for k in get_close_matches(word[:LONGEST].casefold(), by_folded, most, 0.6)
    ]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`Did you mean x or y? ` with a trailing space, or nothing.

    >>> did_you_mean("offical", ["official", "private"])
    'Did you mean official? '
    """
    close = nearest(word, known)
    return f"Did you mean {' or '.join(close)}? " if close else ""
