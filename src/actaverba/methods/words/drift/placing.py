"""Why an item stands where it stands, or nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from actaverba.methods.counting import Row, text
from actaverba.methods.words.drift.grouping import Picture
from actaverba.methods.words.naming import spoken
from actaverba.vocabulary.manifest import manifest
from actaverba.vocabulary.messages import render

Reason = Literal[
    "placed", "two_families", "silent", "unmeasured", "not_taking_part", "no_family",
    "several", "rare", "mixed",
]  # fmt: skip
NOT_PLACED: tuple[Reason, ...] = (
    "silent", "unmeasured", "not_taking_part", "no_family", "several", "rare", "mixed",
)  # fmt: skip


def kind_of(row: Row, kinds: Mapping[str, str]) -> str:
    """Kind of the outlet where an item stands; unknown where it is not coded."""
    return kinds.get(text(row, "host")) or "unknown"


def reason(seen: Picture, row: Row) -> Reason:
    """In one word where an item stands, or what keeps it from a family."""
    place, relay = seen.place(row), text(row, "id")
    if place.families:
        return "placed" if len(place.families) == 1 else "two_families"
    stated = [f for f in seen.asked if relay in f.values]
    if not stated:
        return "silent"
    printed = [f for f in seen.taking_part if relay in f.measured]
    if not printed:
        other = any(relay in f.measured for f in stated)
        return "not_taking_part" if other else "unmeasured"
    if not seen.families:
        return "no_family"
    if len(place.fits) > 1:
        return "several"
    # A value that too few print fits no version; else all values are known, not together.
    asked = [f for f in printed if f in seen.telling] or printed
    known = all(any(seen.mask(f, v) for v in f.measured[relay]) for f in asked)
    return "mixed" if known else "rare"


def why(seen: Picture, row: Row) -> str:
    """The reason as a sentence, with what the item prints."""
    code = reason(seen, row)
    relay = text(row, "id")
    fits = seen.named(seen.place(row).fits)
    said = []
    for field in seen.taking_part:
        words = [v.words for v in field.measured.get(relay, [])]
        if words:
            said.append(f"{spoken(field.label)}: {' + '.join(dict.fromkeys(words))}")
    params = {"families": fits, "printed": "; ".join(said)}
    return render(manifest("drift").messages[f"why.{code}"], params)
