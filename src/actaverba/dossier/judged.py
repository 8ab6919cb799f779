"""What people judged, as it stands in the log of the case, and the bands of the terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from gettext import NullTranslations
from typing import Any

from markupsafe import Markup

from actaverba.case.judgements import judgements
from actaverba.dossier.figures import Drawing
from actaverba.dossier.figures._svg import joined, small, tag
from actaverba.engine.masking import masked
from actaverba.vocabulary.codes import code_list

KEPT = ("place", "target_kind", "target", "term", "term_label", "low", "high", "confidence", "by",
        "at", "superseded", "changed", "digest", "erased", "erased_at", "is_count")  # fmt: skip
TEXTS = ("said", "proposition", "says_now", "because", "confidence_because", "erased_why")
LONG, EDGE, TALL, NEAR = 220, 12, 12, 0.11
NAMES, LINE = 132, 19


def judged(case: Any, clear: frozenset[str]) -> list[dict[str, Any]]:
    """Every judgement in the order in which they were made."""
    return [
        {
            **{name: entry[name] for name in KEPT},
            **{name: masked(str(entry[name] or ""), clear) for name in TEXTS},
        }
        for entry in judgements(case)
    ]


def banded(judgement: Mapping[str, Any], words: NullTranslations) -> str:
    """The term with its band, without which it is never printed."""
    return words.gettext("{term} ({low} to {high} %)").format(
        term=judgement["term_label"],
        low=round(judgement["low"] * 100),
        high=round(judgement["high"] * 100),
    )


def strip(judgement: Mapping[str, Any], drawing: Drawing) -> Markup:
    """A small line from 0 to 100 % with the judged band filled; its term stands beside it."""
    bands = list(code_list("icd203").codes.values())
    parts = []
    for band in bands:
        look = "c1" if band.code == judgement["term"] else "band"
        x = EDGE + LONG * band.low
        wide = LONG * (band.high - band.low)
        parts.append(tag("rect", class_=look, x=x, y=0, width=wide, height=TALL))
    ends = {0.0, 0.5, 1.0, judgement["low"], judgement["high"]}
    for place in sorted(ends):
        if place in (judgement["low"], judgement["high"]) or all(
            abs(place - own) >= NEAR for own in (judgement["low"], judgement["high"])
        ):
            x = EDGE + LONG * place
            parts.append(tag("line", class_="tick", x1=x, x2=x, y1=TALL, y2=TALL + 4))
            parts.append(tag("text", f"{place * 100:.0f}", class_="axis", x=x, y=TALL + 16,
                             text_anchor="middle"))  # fmt: skip
    return small(drawing, (LONG + 2 * EDGE, TALL + 20), joined(parts))


def ruler(judged_terms: Sequence[str], drawing: Drawing) -> Markup:
    """All seven terms, a line each, with their bands on one scale; the judged ones filled."""
    parts: list[Any] = []
    foot = LINE * len(code_list("icd203").codes) + 6
    for nth, band in enumerate(code_list("icd203").codes.values()):
        is_own = band.code in judged_terms
        y = nth * LINE
        x, wide = NAMES + LONG * band.low, LONG * (band.high - band.low)
        rail = tag("line", class_="rule", x1=NAMES, x2=NAMES + LONG, y1=y + 11, y2=y + 11)
        bar = tag("rect", class_="c1" if is_own else "band", x=x, y=y + 5, width=wide, height=12)
        name = tag("text", band.label, class_="label strong" if is_own else "axis", x=0, y=y + 15)
        parts += [rail, bar, name]
    for place in sorted({e for b in code_list("icd203").codes.values() for e in (b.low, b.high)}):
        x = NAMES + LONG * place
        low = place in (0.0, 0.2, 0.45, 0.8)
        parts.append(tag("line", class_="tick", x1=x, x2=x, y1=foot - 4, y2=foot + 2))
        parts.append(tag("text", f"{place * 100:.0f}", class_="axis", x=x,
                         y=foot + (14 if low else 27), text_anchor="middle"))  # fmt: skip
    return small(drawing, (NAMES + LONG + EDGE, foot + 32), joined(parts))
