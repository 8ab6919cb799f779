"""Bars: counts with their labels, longest first, each with its number at the end."""

from __future__ import annotations

import gettext
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from actaverba.dossier.figures import Drawing, Row
from actaverba.dossier.figures._svg import WIDTH, figure, joined, mark, tag, wrapped
from actaverba.vocabulary import printing

ROLES = ("label", "count", "group")

LEFT, ROW, MOST, LETTERS = 330, 24, 40, 46


def says(rows: Sequence[Row], words: gettext.NullTranslations) -> dict[str, Any]:
    """The sum, the number of bars and the longest, and the sentence."""
    ordered = _ordered(rows)
    top = ordered[0] if ordered else {"label": "", "count": 0}
    told = {
        "n": sum(_count(r) for r in rows),
        "bars": len(rows),
        "most": _name(top),
        "most_count": _count(top),
    }
    sentence = words.gettext(
        "{bars} bars that add up to {n}; the longest has {most_count}: {most}."
    )
    return {**told, "says": sentence.format_map(told)}


def draw(rows: Sequence[Row], drawing: Drawing) -> Markup:
    """The bars as SVG; beyond the fortieth the rest is said, not drawn."""
    ordered = _ordered(rows)
    shown, rest = ordered[:MOST], ordered[MOST:]
    longest = max([_count(r) for r in shown], default=0) or 1
    foot = len(shown) * ROW + (30 if rest else 18)
    still, marks = [], []
    for i, row in enumerate(shown):
        y = i * ROW + 6
        length = _count(row) / longest * (WIDTH - LEFT - 80)
        name = wrapped(_name(row), LETTERS, 1)[0]
        still.append(tag("text", name, class_="label", x=LEFT - 10, y=y + 13, text_anchor="end"))
        number = printing.number(_count(row))
        still.append(tag("text", number, class_="number", x=LEFT + length + 7, y=y + 13))
        shape = tag("rect", class_="block", x=LEFT, y=y, width=max(length, 1.0), height=ROW - 7)
        marks.append(mark(shape, f"{_name(row)} · {number}", row.get("href"), foot))
    if rest:
        text = drawing.words.gettext("and {n} shorter bars, in the table").format(n=len(rest))
        still.append(tag("text", text, class_="axis", x=LEFT, y=len(shown) * ROW + 16))
    still.append(tag("line", class_="tick", x1=LEFT, x2=LEFT, y1=2, y2=len(shown) * ROW))
    return figure(drawing, foot + 6, still=joined(still), marks=joined(marks))


def _name(row: Row) -> str:
    return str(row.get("label_name") or row.get("label") or "–")


def _count(row: Row) -> float | int:
    value = row.get("count") or 0
    return int(value) if float(value).is_integer() else float(value)


def _ordered(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda r: (-_count(r), str(r.get("label") or "")))
