"""Families of versions: a row a family, a dot an item, grouped by language.

Items that could not be placed have a row of their own at the end, never a family.
"""

from __future__ import annotations

import gettext
from collections import Counter
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from actaverba.dossier.figures import Drawing, Row
from actaverba.dossier.figures._svg import WIDTH, colour, figure, joined, mark, tag, width, wrapped

ROLES = ("family", "group", "label", "name", "panel")

LEFT, GAP, DOT = 290, 11.0, 4.4
NAME_LINES, NAME_LINE = 3, 15
LINE = 20
HEAD = 26


def says(rows: Sequence[Row], words: gettext.NullTranslations) -> dict[str, Any]:
    """Numbers of items, families, items in the largest and without one, and the sentence."""
    placed = Counter((_panel(r), _family(r)) for r in rows if _family(r))
    told = {
        "n": len(rows),
        "families": len(placed),
        "largest": max(placed.values(), default=0),
        "unplaced": sum(not _family(r) for r in rows),
        "groups": len({_group(r) for r in rows}),
    }
    sentence = words.gettext(
        "{families} families; the largest has {largest} of {n} dots;"
        " {unplaced} could not be placed; {groups} languages."
    )
    return {**told, "says": sentence.format_map(told)}


def draw(rows: Sequence[Row], drawing: Drawing) -> Markup:
    """The rows of dots as SVG, one block of rows a panel."""
    still, marks, y = [], [], 6.0
    laid = []
    for panel in sorted({_panel(r) for r in rows}):
        own = [r for r in rows if _panel(r) == panel]
        laid.append((panel, [(f, _groups(own, f)) for f in _order(own)]))
    foot = (
        6
        + sum(
            (HEAD if panel else 0) + sum(_tall(groups) for _, groups in families)
            for panel, families in laid
        )
        + 22
    )
    for panel, families in laid:
        if panel:
            still.append(tag("text", panel, class_="label strong", x=0, y=y + 16))
            y += HEAD
        for place, (family, groups) in enumerate(families):
            still.append(_label(family, groups, y, drawing))
            paint = f"dot {colour(place)}" if family else "dot hollow"
            dots, texts = _dots(groups, y, paint, foot)
            marks += dots
            still += texts
            y += _tall(groups)
            still.append(tag("line", class_="rule", x1=0, x2=WIDTH, y1=y, y2=y))
    return figure(drawing, foot + 8, still=joined(still), marks=joined(marks))


def _panel(row: Row) -> str:
    return str(row.get("panel") or "")


def _family(row: Row) -> str:
    value = row.get("family")
    return "" if value is None else str(value)


def _group(row: Row) -> str:
    return str(row.get("group_name") or row.get("group") or "–")


def _order(rows: Sequence[Row]) -> list[str]:
    """Largest family first; what has none last."""
    sizes = Counter(_family(r) for r in rows)
    return sorted(sizes, key=lambda f: (f == "", -sizes[f], len(f), f))


def _groups(rows: Sequence[Row], family: str) -> list[tuple[str, list[Row]]]:
    own = [r for r in rows if _family(r) == family]
    sizes = Counter(_group(r) for r in own)
    return [
        (group, sorted((r for r in own if _group(r) == group), key=_place))
        for group in sorted(sizes, key=lambda g: (-sizes[g], g))
    ]


def _place(row: Row) -> tuple[str, str]:
    return (str(row.get("label") or ""), str(row.get("href") or ""))


def _walk(groups: list[tuple[str, list[Row]]]) -> list[tuple[str | Row, float, int]]:
    """Everything in the row with its place and line: a group's name, then its dots."""
    walked: list[tuple[str | Row, float, int]] = []
    x, line = float(LEFT), 0
    for group, rows in groups:
        lead = width(group, 12) + 6
        if x > LEFT and x + lead + min(len(rows), 12) * GAP > WIDTH:
            x, line = float(LEFT), line + 1
        walked.append((group, x, line))
        x += lead
        for row in rows:
            if x + GAP > WIDTH:
                x, line = LEFT + lead, line + 1
            walked.append((row, x, line))
            x += GAP
        x += 14
    return walked


def _tall(groups: list[tuple[str, list[Row]]]) -> float:
    named = (len(_name(groups)) + 1) * NAME_LINE
    lines = max((line for _, _, line in _walk(groups)), default=0) + 1
    return max(lines * LINE, named, 1.4 * LINE) + 12


def _name(groups: list[tuple[str, list[Row]]]) -> list[str]:
    """What a family prints, in as many lines as there is room for."""
    name = next((str(r["name"]) for _, own in groups for r in own if r.get("name")), "")
    return wrapped(name, 38, NAME_LINES) if name else []


def _label(family: str, groups: list[tuple[str, list[Row]]], y: float, drawing: Drawing) -> Markup:
    rows = [r for _, own in groups for r in own]
    say = drawing.words.gettext
    head = say("family {n}").format(n=family) if family else say("not placed")
    texts = [
        tag("text", text, class_="axis" if i else "label", x=0, y=y + 18 + i * NAME_LINE)
        for i, text in enumerate([head, *(_name(groups) if family else [])])
    ]
    number = tag("text", len(rows), class_="number", x=LEFT - 16, y=y + 18, text_anchor="end")
    return joined([*texts, number])


def _dots(
    groups: list[tuple[str, list[Row]]], y: float, paint: str, foot: float
) -> tuple[list[Markup], list[Markup]]:
    dots, texts = [], []
    for thing, x, line in _walk(groups):
        middle = y + 14 + line * LINE
        if isinstance(thing, str):
            texts.append(tag("text", thing, class_="axis", x=x, y=middle + 4))
        else:
            shape = tag("circle", class_=paint, cx=x + DOT, cy=middle, r=DOT)
            tip = str(thing.get("tip") or thing.get("label") or "")
            dots.append(mark(shape, tip, thing.get("href"), foot))
    return dots, texts
