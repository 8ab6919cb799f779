"""What else could explain that items print different versions.

Printed values show that versions differ, never why: no explanation is ruled out here.
"""

from __future__ import annotations

from collections import Counter

from actaverba.case.finding import Innocent
from actaverba.methods.counting import innocent, parts, text
from actaverba.methods.words.drift.grouping import Picture


def explanations(seen: Picture, *, credited: int = 0) -> tuple[Innocent, ...]:
    """Translation, editing at the source, reprint and excerpts, each with what speaks for it.

    `credited` is the number of items that credit one source for different families.
    """
    return (
        _translation(seen),
        _edited(credited),
        _reprint(seen),
        _excerpt(seen),
        innocent("coding", "not_examined", method="drift", message="innocent.coding"),
    )


def _translation(seen: Picture) -> Innocent:
    placed = [row for row in seen.relays if seen.names(row)]
    languages = {text(row, "language") for row in placed} - {""}
    both = {
        language
        for language in languages
        if len({n for r in placed if text(r, "language") == language for n in seen.names(r)}) > 1
    }
    if len(languages) < 2:
        return innocent(
            "translation", "not_examined", method="drift", message="innocent.one_language"
        )
    return innocent(
        "translation", "plausible", method="drift", message="innocent.translation",
        n=len(languages), both=len(both),
    )  # fmt: skip


def _edited(credited: int) -> Innocent:
    if credited:
        return innocent(
            "source_edited", "plausible", method="drift", message="innocent.edited", n=credited
        )
    return innocent("source_edited", "not_examined", method="drift", message="innocent.not_edited")


def _reprint(seen: Picture) -> Innocent:
    """Items of one family that credit the same source may all be reprints of it."""
    shared = 0
    for family in seen.families:
        by = Counter(credit for row in family.relays for credit in parts(row, "credits"))
        shared += sum(any(by[c] > 1 for c in parts(row, "credits")) for row in family.relays)
    if shared:
        return innocent(
            "syndicated_wire", "plausible", method="drift", message="innocent.reprint", n=shared
        )
    return innocent(
        "syndicated_wire", "not_examined", method="drift", message="innocent.no_reprint"
    )


def _excerpt(seen: Picture) -> Innocent:
    n = sum(text(row, "text_seen") != "full" for row in seen.relays)
    if n:
        return innocent(
            "excerpt_only", "plausible", method="drift", message="innocent.excerpt", n=n
        )
    return innocent("excerpt_only", "not_examined", method="drift", message="innocent.seen_in_full")
