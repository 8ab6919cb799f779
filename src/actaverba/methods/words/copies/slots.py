"""Templates: versions of one text that differ in the same few places, by numbers or names.

Weather reports, petitions, birthday wishes and scores look exactly like copied campaigns; no
threshold of likeness tells them apart. What differs, and where, may.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from actaverba.methods.words.copies.words import Change, Words, changes

FEWEST_VERSIONS = 3
MOST_VERSIONS = 60
MOST_SLOTS = 10
MOST_FILLING = 5
OFTEN = 0.5
NUMBER, NAME, LINK, CHOICE = "number", "name", "link", "choice"


@dataclass(frozen=True)
class Template:
    """The fixed words with their slots; `kinds` says what fills each slot."""

    pattern: str
    kinds: tuple[str, ...]


def template(versions: Sequence[Words]) -> Template | None:
    """The template of some versions of a text, or None where they are not made from one.

    The places must be few, most versions must differ there, and what fills them must be
    numbers, names, links, or words chosen from few. At least half of the words are fixed.
    With fewer than three versions, or where names are not written large, it says None.
    """
    shown = [v for v in versions[:MOST_VERSIONS] if v.keys]
    if len(shown) < FEWEST_VERSIONS:
        return None
    base = shown[0]
    differing = [changes(base, other) for other in shown[1:]]
    slots = _places([c for found in differing for c in found])
    fixed = len(base.keys) - sum(high - low for low, high in slots)
    if not slots or len(slots) > MOST_SLOTS or 2 * fixed < len(base.keys):
        return None
    kinds = []
    for slot in slots:
        fillings = [tuple(base.shown[slot[0] : slot[1]])]
        fillings += [_filling(base, found, slot) for found in differing]
        if sum(f != fillings[0] for f in fillings[1:]) < OFTEN * len(differing):
            return None
        if max(map(len, fillings)) > MOST_FILLING:
            return None
        kind = _kind(fillings)
        if not kind:
            return None
        kinds.append(kind)
    return Template(_pattern(base, slots, kinds), tuple(kinds))


def _places(found: Sequence[Change]) -> list[tuple[int, int]]:
    """Where the versions differ, those that overlap or touch taken together."""
    merged: list[tuple[int, int]] = []
    for low, high in sorted({(c.low, c.high) for c in found}):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged


def _filling(base: Words, found: Sequence[Change], slot: tuple[int, int]) -> tuple[str, ...]:
    """What one version has in a slot."""
    low, high = slot
    put: list[str] = []
    at = low
    for change in found:
        if low <= change.low and change.high <= high:
            put += [*base.shown[at : change.low], *change.put]
            at = change.high
    return (*put, *base.shown[at:high])


def _kind(fillings: Sequence[tuple[str, ...]]) -> str:
    filled = [f for f in fillings if f]
    if all(any(map(_has_digit, f)) for f in filled):
        return NUMBER
    if all(w.lower().startswith(("http", "www.")) for f in filled for w in f):
        return LINK
    if all(_is_name(f) for f in filled):
        return NAME
    few = len(set(fillings)) * 2 <= len(fillings)
    return CHOICE if few and len(fillings) > FEWEST_VERSIONS else ""


def _has_digit(word: str) -> bool:
    return any(c.isdigit() for c in word)


def _is_name(filling: Sequence[str]) -> bool:
    """Do the words, small particles aside, begin large, or name an account or a tag?"""
    heads = [next((c for c in w if c.isalnum()), "") for w in filling]
    marks = [w[:1] in "@#" for w in filling]
    large = [h.isupper() or h.isdigit() or m for h, m in zip(heads, marks, strict=True)]
    return bool(large) and 2 * sum(large) >= len(large) and (large[0] or large[-1])


def _pattern(base: Words, slots: Sequence[tuple[int, int]], kinds: Sequence[str]) -> str:
    parts: list[str] = []
    at = 0
    for (low, high), kind in zip(slots, kinds, strict=True):
        parts += [*base.shown[at:low], f"⟨{kind}⟩"]
        at = high
    return " ".join([*parts, *base.shown[at:]])
