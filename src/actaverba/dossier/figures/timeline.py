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
DOT, PAD = 4.2, 4
GAPS = (9.4, 8.0, 6.8, 5.8, 5.0, 4.2)
HIGH = 260  # of the rows together, so that the figure leaves room on a screen
LINE = 15


def says(rows: Sequence[Row], words: gettext.NullTranslations) -> dict[str, Any]:
    """Counts of dated and undated items, first and last day, and the sentence."""
    items = [r for r in rows if not r.get("lead")]
    days = sorted(items, key=_place)[: sum(bool(day(r.get("date"))) for r in items)]
    told: dict[str, Any] = {
        "n": len(items),
        "dated": len(days),
        "undated": len(items) - len(days),
        "rows": len({_kind(r) for r in items}),
        "first": _told(days[0]) if days else "",
        "last": _told(days[-1]) if days else "",
    }
    sentence = words.gettext(
        "{dated} items with a date, from {first} to {last}, and {undated} without one;"
        " rows by kind, {rows} in all."
    )
    dates = {key: printing.date(told[key]) for key in ("first", "last")}
    return {**told, "says": sentence.format_map({**told, **dates})}


def _told(row: Row) -> str:
    """The date with the precision it has: what may be any day of a month is a month."""
    start, end = day(row.get("date")), day(row.get("latest"))
    assert start
    text = start.isoformat()
    if end is None or end == start:
        return text
    return text[:7] if (end.year, end.month) == (start.year, start.month) else text[:4]


def draw(rows: Sequence[Row], drawing: Drawing) -> Markup:
    """The timeline as SVG."""
    items = sorted((r for r in rows if not r.get("lead")), key=_place)
    leads = sorted((r for r in rows if r.get("lead") and day(r.get("date"))), key=_place)
    line = _line([*items, *leads])
    shapes = _shapes(items)
    kinds = _order(items)
    gap = _gap([_of(items, k) for k in kinds], line)
    key = _key(shapes, items, drawing)
    top = 30 + (LINE * min(len(leads), 3) + 4 if leads else 0)
    still, marks, y = [key], [], float(top)
    foot = top + sum(_height(_of(items, k), line, gap) for k in kinds) + 36
    for kind in kinds:
        own = _of(items, kind)
        tall = _height(own, line, gap)
        y += tall
        still.append(_row_label(own, y, tall))
        marks += _dots(own, y - PAD / 2 - gap / 2 + 1, line, gap=gap, shapes=shapes, foot=foot)
    lines, names = _lead_lines(leads, line, 26, y=y, foot=foot)
    still += [_axis(line, y), lines, _undated_head(drawing, y)]
    marks = names + marks
    return figure(drawing, foot + 6, still=joined(still), marks=joined(marks))


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


def _levels(dated: list[Row], line: Line, gap: float) -> tuple[list[int], list[int]]:
    """Levels of the dots, and of the bars above them."""
    spans = [_span(r, line) for r in dated]
    dots = swarm([a for a, b in spans if b - a < GAPS[0]], gap)
    high = max(dots, default=-1) + 1
    bars = [high + i for i in range(sum(b - a >= GAPS[0] for a, b in spans))]
    return dots, bars


def _per_line(gap: float) -> int:
    """Undated items beside each other."""
    return int((AXIS - UNDATED - 24) / gap)


def _height(items: list[Row], line: Line | None, gap: float) -> float:
    dated = [r for r in items if day(r.get("date"))]
    undated = -(-(len(items) - len(dated)) // _per_line(gap))
    dots, bars = _levels(dated, line, gap) if line else ([], [])
    most = max([*dots, *bars, undated - 1, 0]) + 1
    return max(most * gap, LINE * len(_lines(items))) + PAD


def _gap(rows: list[list[Row]], line: Line | None) -> float:
    """The widest distance of marks at which the rows are low enough; else the narrowest."""
    fits = (g for g in GAPS if sum(_height(own, line, g) for own in rows) <= HIGH)
    return next(fits, GAPS[-1])


def _shapes(items: list[Row]) -> dict[str, int]:
    """The places of the marks' values in the key, most frequent first; empty without marks."""
    values = Counter(str(r["mark_name"]) for r in items if r.get("mark_name"))
    return {v: n for n, v in enumerate(sorted(values, key=lambda v: (-values[v], v)))}


def _shape(place: int, x: float, y: float, gap: float = GAPS[0]) -> Markup:
    """A dot for the first value, a ring for the second, then squares, doubled by colour."""
    paint = f"m{place % 5 + 1}"
    dot = DOT * gap / GAPS[0] + 0.2
    if place < 2:
        return tag("circle", class_=paint, cx=x, cy=y, r=dot if place == 0 else dot - 0.6)
    half = dot - 0.8
    return tag("rect", class_=paint, x=x - half, y=y - half, width=2 * half, height=2 * half)


def _key(shapes: dict[str, int], items: list[Row], drawing: Drawing) -> Markup:
    """What the shapes and bars say, with their numbers, on one line."""
    counts = Counter(str(r.get("mark_name") or "") for r in items)
    name = f"{drawing.mark_name}:" if shapes else ""
    parts, x = [tag("text", name, class_="axis", x=0, y=16)] if name else [], width(name, 12) + 12
    for value, place in shapes.items():
        text = f"{value} {counts[value]}"
        parts += [_shape(place, x, 12), tag("text", text, class_="axis", x=x + 9, y=16)]
        x += width(text, 12) + 32
    coarse = [r for r in items if day(r.get("date")) and len(_told(r)) < len("2025-05-29")]
    if coarse:
        say = drawing.words.gettext("bar: day not known, month or year is")
        parts.append(tag("rect", class_="m3", x=x, y=10, width=22, height=4, rx=2))
        parts.append(tag("text", say, class_="axis", x=x + 29, y=16))
    return joined(parts)


def _dots(
    items: list[Row], base: float, line: Line | None, *, gap: float, shapes: dict[str, int],
    foot: float,
) -> list[Markup]:  # fmt: skip
    drawn = []
    dated = [r for r in items if day(r.get("date"))]
    dots, bars = _levels(dated, line, gap) if line else ([], [])
    for row in dated:
        assert line
        start, end = _span(row, line)
        if end - start < GAPS[0]:
            shape = _shape(_mark(row, shapes), start, base - dots.pop(0) * gap, gap)
        else:
            y = base - bars.pop(0) * gap
            paint = f"m{_mark(row, shapes) % 5 + 1}"
            high = min(4.0, gap - 2)
            shape = tag("rect", class_=paint, x=start, y=y - high / 2, width=end - start,
                        height=high, rx=high / 2)  # fmt: skip
        drawn.append(mark(shape, _label(row), row.get("href"), foot))
    across = _per_line(gap)
    for i, row in enumerate(r for r in items if not day(r.get("date"))):
        x, y = UNDATED + i % across * gap + DOT, base - i // across * gap
        shape = _shape(_mark(row, shapes), x, y, gap)
        drawn.append(mark(shape, _label(row), row.get("href"), foot))
    return drawn


def _mark(row: Row, shapes: dict[str, int]) -> int:
    return shapes.get(str(row.get("mark_name") or ""), 0)


def _label(row: Row) -> str:
    return str(row.get("tip") or row.get("label") or "")


def _lines(items: list[Row]) -> list[str]:
    """The name of a row in at most two lines."""
    name = str(items[0].get("row_name") or _kind(items[0])) if items else ""
    return wrapped(name or "–", 22)


def _row_label(items: list[Row], y: float, tall: float) -> Markup:
    lines, count = _lines(items), len(items)
    middle = y - tall / 2 + 4.5 - (len(lines) - 1) * LINE / 2
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
        told = f"{row.get('label') or ''}, {printing.date(_told(row))}"
        name = tag("text", cut(told, 30),
                   class_="label", x=x + 4 if x < WIDTH - 190 else x - 4, y=height + TEXT - 8,
                   text_anchor=None if x < WIDTH - 190 else "end")  # fmt: skip
        names.append(mark(name, _label(row), row.get("href"), foot))
    return joined(lines), names
