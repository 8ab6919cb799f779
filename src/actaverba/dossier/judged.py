"""What people judged, as it stands in the log of the case, and the bands of the terms."""

from __future__ import annotations

from collections.abc import Mapping
from gettext import NullTranslations
from typing import Any

from markupsafe import Markup

from actaverba.case.judgements import judgements
from actaverba.dossier.figures import Drawing
from actaverba.dossier.figures._svg import WIDTH, figure, joined, tag, width
from actaverba.engine.masking import masked
from actaverba.vocabulary.codes import code_list

KEPT = ("place", "target_kind", "target", "term", "term_label", "low", "high", "confidence", "by",
        "at", "superseded", "changed", "digest", "erased", "erased_at")  # fmt: skip
TEXTS = ("said", "says_now", "because", "confidence_because", "erased_why")
TOP, TALL, GAP = 24, 16, 8.0


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


def ruler(judgement: Mapping[str, Any], drawing: Drawing) -> Markup:
    """All seven bands on one line from 0 to 100 %, with the judged one filled."""
    bands = list(code_list("icd203").codes.values())
    parts, used = [], -GAP
    for band in bands:
        left, right = WIDTH * band.low, WIDTH * band.high
        is_own = band.code == judgement["term"]
        look = "c1" if is_own else "band"
        parts.append(tag("rect", class_=look, x=left, y=TOP, width=right - left, height=TALL))
        room = width(band.label)
        start = min(max((left + right - room) / 2, 0.0), WIDTH - room)
        is_above = start >= used + GAP
        used = start + room if is_above else used
        parts.append(
            tag("text", band.label, class_="label strong" if is_own else "axis",
                x=start + room / 2, y=TOP - 8 if is_above else TOP + TALL + 15,
                text_anchor="middle")
        )  # fmt: skip
    for band in bands[1:]:
        x = WIDTH * band.low
        parts.append(tag("line", class_="tick", x1=x, x2=x, y1=TOP, y2=TOP + TALL + 22))
        percent = f"{band.low * 100:.0f} %"
        parts.append(
            tag("text", percent, class_="axis", x=x, y=TOP + TALL + 36, text_anchor="middle")
        )
    return figure(drawing, TOP + TALL + 44, still=joined(parts), marks=Markup(""))
