"""A timeline: a dot an item, a row a kind, undated items in a column of their own.

What is known to the month or the year only is a bar over the days it may be. Rows with
`lead` are drawn as lines from top to bottom, for others to be seen against.
"""

from __future__ import annotations

import gettext
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup

from actaverba.dossier.figures import Drawing, Row
from actaverba.dossier.figures._svg import (
    TEXT,
    WIDTH,
    cut,
    figure,
    joined,
    mark,
    tag,
    width,
    wrapped,
)
from actaverba.dossier.figures._time import Line, day, swarm
from actaverba.vocabulary import printing

ROLES = ("date", "latest", "row", "label", "mark", "lead")

LEFT, UNDATED, AXIS = 172, 188, 330
DOT, GAP, PAD = 4.2, 9.4, 16
PER_LINE = 11
LINE = 15


def says(rows: Sequence[Row], words: gettext.NullTranslations) -> dict[str, Any]:
    """Counts of dated and undated items, first and last day, and the sentence."""
    items = [r for r in rows if not r.get("lead")]
    days = sorted(d for r in items if (d := day(r.get("date"))))
    told: dict[str, Any] = {
        "n": len(items),
        "dated": len(days),
        "undated": len(items) - len(days),
        "rows": len({_kind(r) for r in items}),
        "first": days[0].isoformat() if days else "",
        "last": days[-1].isoformat() if days else "",
    }
    sentence = words.gettext(
        "{dated} items with a date, from {first} to {last}, and {undated} without one;"
        " rows by kind, {rows} in all."
    )
    dates = {key: printing.date(told[key]) for key in ("first", "last")}
    return {**told, "says": sentence.format_map({**told, **dates})}


def draw(rows: Sequence[Row], drawing: Drawing) -> Markup:
    """The timeline as SVG."""
    items = sorted((r for r in rows if not r.get("lead")), key=_place)
    leads = sorted((r for r in rows if r.get("lead") and day(r.get("date"))), key=_place)
    line = _line([*items, *leads])
    shapes = _shapes(items)
    top = 12 + LINE * min(len(leads), 3) + (26 if shapes else 0)
    kinds = _order(items)
    still, marks, y = [_key(shapes, items, drawing)], [], float(top)
    foot = top + sum(_height(_of(items, k), line) for k in kinds) + 58
    for kind in kinds:
        own = _of(items, kind)
        tall = _height(own, line)
        y += tall
        still.append(_row_label(str(own[0].get("row_name") or kind), len(own), y, tall))
        marks += _dots(own, y - PAD / 2, line, shapes=shapes, foot=foot)
    lines, names = _lead_lines(leads, line, 26 if shapes else 0, y=y, foot=foot)
    still += [_axis(line, y), lines, _undated_head(drawing, y)]
    marks = names + marks
    return figure(drawing, foot + 10, still=joined(still), marks=joined(marks))


def _kind(row: Row) -> str:
    return str(row.get("row") or "")


def _of(items: list[Row], kind: str) -> list[Row]:
    return [r for r in items if _kind(r) == kind]


def _place(row: Row) -> tuple[Any, ...]:
    when = day(row.get("date"))
    return (when is None, when or date.min, str(row.get("label") or ""), str(row.get("href") or ""))


def _order(items: list[Row]) -> list[str]:
    """Most items first; what has no kind last."""
    kinds = {_kind(r) for r in items}
    return sorted(kinds, key=lambda k: (k == "", -len(_of(items, k)), k))


def _line(rows: Sequence[Row]) -> Line | None:
    days = [d for r in rows if (d := day(r.get("date")))]
    if not days:
        return None
    ends = [d for r in rows if day(r.get("date")) and (d := day(r.get("latest")))]
    first, last = min(days), max([*days, *ends])
    if last - first < timedelta(6):
        last = first + timedelta(6)
    return Line(first, last, AXIS, WIDTH - 48)


def _span(row: Row, line: Line) -> tuple[float, float]:
    start = day(row.get("date"))
    assert start
    end = day(row.get("latest")) or start
    return line.x(start), line.x(max(start, end))


def _levels(dated: list[Row], line: Line) -> tuple[list[int], list[int]]:
    """Levels of the dots, and of the bars above them."""
    spans = [_span(r, line) for r in dated]
    dots = swarm([a for a, b in spans if b - a < GAP], GAP)
    high = max(dots, default=-1) + 1
    bars = [high + i for i in range(sum(b - a >= GAP for a, b in spans))]
    return dots, bars


def _height(items: list[Row], line: Line | None) -> float:
    dated = [r for r in items if day(r.get("date"))]
    undated = -(-(len(items) - len(dated)) // PER_LINE)
    dots, bars = _levels(dated, line) if line else ([], [])
    most = max([*dots, *bars, undated - 1, 1]) + 1
    return most * GAP + PAD


def _shapes(items: list[Row]) -> dict[str, int]:
    """The places of the marks' values in the key, most frequent first; empty without marks."""
    values = Counter(str(r["mark_name"]) for r in items if r.get("mark_name"))
    return {v: n for n, v in enumerate(sorted(values, key=lambda v: (-values[v], v)))}


def _shape(place: int, x: float, y: float) -> Markup:
    """A dot for the first value, a ring for the second, then squares, doubled by colour."""
    paint = f"m{place % 5 + 1}"
    if place < 2:
        return tag("circle", class_=paint, cx=x, cy=y, r=DOT if place == 0 else DOT - 0.6)
    half = DOT - 0.8
    return tag("rect", class_=paint, x=x - half, y=y - half, width=2 * half, height=2 * half)


def _key(shapes: dict[str, int], items: list[Row], drawing: Drawing) -> Markup:
    """What the shapes say, with their numbers, on one line."""
    if not shapes:
        return Markup("")
    counts = Counter(str(r.get("mark_name") or "") for r in items)
    name = f"{drawing.mark_name}:"
    parts, x = [tag("text", name, class_="axis", x=0, y=16)], width(name, 12) + 12
    for value, place in shapes.items():
        text = f"{value} {counts[value]}"
        parts += [_shape(place, x, 12), tag("text", text, class_="axis", x=x + 9, y=16)]
        x += width(text, 12) + 32
    return joined(parts)


def _dots(
    items: list[Row], base: float, line: Line | None, *, shapes: dict[str, int], foot: float
) -> list[Markup]:
    drawn = []
    dated = [r for r in items if day(r.get("date"))]
    dots, bars = _levels(dated, line) if line else ([], [])
    for row in dated:
        assert line
        start, end = _span(row, line)
        if end - start < GAP:
            shape = _shape(_mark(row, shapes), start, base - dots.pop(0) * GAP)
        else:
            y = base - bars.pop(0) * GAP
            paint = f"m{_mark(row, shapes) % 5 + 1}"
            shape = tag("rect", class_=paint, x=start, y=y - 2, width=end - start, height=4, rx=2)
        drawn.append(mark(shape, _label(row), row.get("href"), foot))
    for i, row in enumerate(r for r in items if not day(r.get("date"))):
        x, y = UNDATED + i % PER_LINE * GAP + DOT, base - i // PER_LINE * GAP
        shape = _shape(_mark(row, shapes), x, y)
        drawn.append(mark(shape, _label(row), row.get("href"), foot))
    return drawn


def _mark(row: Row, shapes: dict[str, int]) -> int:
    return shapes.get(str(row.get("mark_name") or ""), 0)


def _label(row: Row) -> str:
    return str(row.get("tip") or row.get("label") or "")


def _row_label(kind: str, count: int, y: float, tall: float) -> Markup:
    lines = wrapped(kind or "–", 22)
    middle = y - tall / 2 - (len(lines) - 2) * LINE / 2
    texts = [
        tag("text", text, class_="label", x=0, y=middle + i * LINE) for i, text in enumerate(lines)
    ]
    number = tag("text", count, class_="number", x=LEFT, y=middle, text_anchor="end")
    rule = tag("line", class_="rule", x1=0, x2=WIDTH, y1=y, y2=y)
    return joined([*texts, number, rule])


def _axis(line: Line | None, y: float) -> Markup:
    if line is None:
        return Markup("")
    return joined(
        tag("line", class_="tick", x1=x, x2=x, y1=y, y2=y + 5)
        + tag("text", text, class_="axis", x=x, y=y + 20, text_anchor="middle")
        for x, text in line.ticks()
    )


def _undated_head(drawing: Drawing, y: float) -> Markup:
    return tag("text", drawing.words.gettext("no date"), class_="axis", x=UNDATED, y=y + 20)


def _lead_lines(
    leads: list[Row], line: Line | None, top: float, *, y: float, foot: float
) -> tuple[Markup, list[Markup]]:
    """The lines, and their names, which lead to their rows."""
    lines, names = [], []
    for i, row in enumerate(leads):
        when = day(row.get("date"))
        assert line
        assert when
        x, height = line.x(when), top + 12 + i % 3 * LINE
        lines.append(tag("line", class_="lead", x1=x, x2=x, y1=height + 4, y2=y))
        name = tag("text", cut(str(row.get("label") or ""), 24),
                   class_="label", x=x + 4 if x < WIDTH - 160 else x - 4, y=height + TEXT - 8,
                   text_anchor=None if x < WIDTH - 160 else "end")  # fmt: skip
        names.append(mark(name, _label(row), row.get("href"), foot))
    return joined(lines), names
