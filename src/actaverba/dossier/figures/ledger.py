"""A ledger: years across, acts toward a pole above the line, acts away from it below.

One panel a pole, all with one scale; each square is one act. Acts that are neutral, or
coded both ways, stand on the line as diamonds, and those that nobody confirms as hollow
ones; acts without a year have a column of their own at the left.
"""

from __future__ import annotations

import gettext
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from actaverba.dossier.figures import Drawing, Row
from actaverba.dossier.figures._svg import WIDTH, colour, cut, figure, joined, mark, tag, width
from actaverba.dossier.figures._time import day

ROLES = ("year", "panel", "direction", "label")

LEFT, SIDE, SIZE = 150, 130, 9.0
PITCH = 10.5
HEAD, KEY = 12, 22
UNDATED = 10
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10000)
UP_DOWN = ("toward", "away")
UNCONFIRMED = "unconfirmed"
WAYS = (*UP_DOWN, "neutral", "conflicting", UNCONFIRMED)


def says(rows: Sequence[Row], words: gettext.NullTranslations) -> dict[str, Any]:
    """Counts by direction, poles and years, and the sentence."""
    ways = Counter(_way(r) for r in rows)
    years = sorted(y for r in rows if (y := _year(r)) is not None)
    poles = Counter(_name(r) for r in rows)
    told = {
        "n": len(rows), **{way: ways[way] for way in WAYS}, "poles": len(poles),
        "first": years[0] if years else "", "last": years[-1] if years else "",
        "undated": len(rows) - len(years),
    }  # fmt: skip
    each = "; ".join(
        words.gettext("{pole}: {toward} toward, {away} away").format(
            pole=pole,
            toward=sum(_name(r) == pole and _way(r) == "toward" for r in rows),
            away=sum(_name(r) == pole and _way(r) == "away" for r in rows),
        )
        for pole, _ in sorted(poles.items(), key=lambda p: (-p[1], p[0]))
    )
    return {**told, "says": f"{each}."}


@dataclass(frozen=True)
class _Grid:
    """Where years stand, the same in every panel."""

    first: int
    wide: float

    @property
    def across(self) -> int:
        """Marks beside each other in one year; one place is left for those on the line."""
        return max(int(self.wide // PITCH) - 1, 1)

    def x(self, year: int | None) -> float:
        return LEFT if year is None else LEFT + SIDE + (year - self.first) * self.wide + 2

    def room(self, year: int | None) -> int:
        return UNDATED if year is None else self.across


def draw(rows: Sequence[Row], drawing: Drawing) -> Markup:
    """The panels as SVG."""
    poles = _order(rows, drawing.order)
    years = [y for r in rows if (y := _year(r)) is not None]
    span = range(min(years), max(years) + 1) if years else range(1)
    grid = _Grid(span[0], (WIDTH - LEFT - SIDE) / len(span))
    up, down = (_most(rows, way, grid) for way in UP_DOWN)
    tall = max((up + down) * PITCH + HEAD + 26, 80)
    foot = KEY + len(poles) * tall + 40
    still: list[Any] = [_key(rows, drawing)]
    marks = []
    for place, pole in enumerate(poles):
        base = KEY + place * tall + HEAD + up * PITCH + 6
        own = [r for r in rows if _pole(r) == pole]
        still.append(_panel(own, pole, base, drawing))
        for shape, row in _marks(own, grid, base, colour(place)):
            marks.append(mark(shape, str(row.get("tip") or ""), row.get("href"), foot))
    if years:
        still.append(_years(span, grid, KEY + len(poles) * tall))
    if len(years) < len(rows):
        say = drawing.words.gettext
        still.append(tag("text", say("no year"), class_="axis", x=LEFT,
                         y=KEY + len(poles) * tall))  # fmt: skip
    return figure(drawing, foot + 8, still=joined(still), marks=joined(marks))


def _key(rows: Sequence[Row], drawing: Drawing) -> Markup:
    """What the marks say: only those that are drawn."""
    say = drawing.words.gettext
    found = {_way(r) for r in rows}
    looks = (
        ({"toward"}, tag("rect", class_="c8 full", x=0, y=4, width=8, height=8), say("toward")),
        ({"away"}, tag("rect", class_="c8 open", x=0, y=4, width=8, height=8), say("away")),
        ({"neutral", "conflicting"}, _diamond(0, 8, "on-line"), say("neutral or both ways")),
        ({UNCONFIRMED}, _diamond(0, 8, "hollow"), say("reported, not confirmed")),
    )
    parts, x = [], 0.0
    for ways, shape, text in looks:
        if ways & found:
            name = tag("text", text, class_="axis", x=14, y=12)
            parts.append(tag("g", shape, name, transform=f"translate({x:.0f} 0)"))
            x += width(text, 12) + 40
    return joined(parts)


def _pole(row: Row) -> str:
    return str(row.get("panel") or "")


def _name(row: Row) -> str:
    return str(row.get("panel_name") or _pole(row))


def _way(row: Row) -> str:
    return str(row.get("direction") or "neutral")


def _year(row: Row) -> int | None:
    value = row.get("year")
    if isinstance(value, int | float):
        return int(value)
    when = day(value)
    return when.year if when else None


def _order(rows: Sequence[Row], order: Sequence[str]) -> list[str]:
    """Poles in the order of the case, then all others by name."""
    found = {_pole(r) for r in rows}
    return [*(p for p in order if p in found), *sorted(found - set(order))]


def _most(rows: Sequence[Row], way: str, grid: _Grid) -> int:
    """The highest stack of one direction in any panel."""
    stacks = Counter((_pole(r), _year(r)) for r in rows if _way(r) == way)
    return max((-(-n // grid.room(year)) for (_, year), n in stacks.items()), default=1)


def _marks(own: list[Row], grid: _Grid, base: float, paint: str) -> Iterator[tuple[Markup, Row]]:
    """The marks of one panel, year by year."""
    cells: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for row in sorted(own, key=_place):
        way = _way(row) if _way(row) in UP_DOWN else ""
        year = _year(row)
        cells[-1 if year is None else year, way].append(row)
    for (year, way), rows in sorted(cells.items(), key=lambda c: c[0]):
        known = None if year == -1 else year
        left, room = grid.x(known), grid.room(known)
        for nth, row in enumerate(rows):
            if not way:
                look = "hollow" if _way(row) == UNCONFIRMED else "on-line"
                yield _diamond(left + room * PITCH + nth * 3, base, look), row
            else:
                level = nth // room
                above = way == "toward"
                y = base - (level + 1) * PITCH if above else base + 1.5 + level * PITCH
                look = f"{paint} {'full' if above else 'open'}"
                x = left + nth % room * PITCH
                yield tag("rect", class_=look, x=x, y=y, width=SIZE - 1, height=SIZE - 1), row


def _place(row: Row) -> tuple[str, str]:
    return (str(row.get("label") or ""), str(row.get("href") or ""))


def _diamond(left: float, base: float, look: str) -> Markup:
    middle, half = left + SIZE / 2, SIZE / 2
    corners = ((0, -half), (half, 0), (0, half), (-half, 0))
    points = " ".join(f"{middle + x:.1f},{base + y:.1f}" for x, y in corners)
    return tag("polygon", class_=look, points=points)


def _panel(own: list[Row], pole: str, base: float, drawing: Drawing) -> Markup:
    say = drawing.words.gettext
    counts = Counter(_way(r) for r in own)
    name = _name(own[0]) or pole
    open_ = counts[UNCONFIRMED]
    others = len(own) - counts["toward"] - counts["away"]
    on_line = say("{n} on line, {open} unconfirmed") if open_ else say("{n} on the line")
    return joined([
        tag("text", cut(name, 20), class_="label strong", x=0, y=base - 20),
        tag("text", say("{n} toward").format(n=counts["toward"]), class_="axis", x=0, y=base - 4),
        tag("text", say("{n} away").format(n=counts["away"]), class_="axis", x=0, y=base + 13),
        tag("text", on_line.format(n=others, open=open_), class_="axis", x=0, y=base + 29)
        if others else "",
        tag("line", class_="tick", x1=LEFT, x2=WIDTH, y1=base, y2=base),
    ])  # fmt: skip


def _years(span: range, grid: _Grid, y: float) -> Markup:
    step = next((s for s in STEPS if grid.wide * s >= 46), STEPS[-1])
    return joined(
        tag("text", year, class_="axis", x=grid.x(year), y=y) for year in span if year % step == 0
    )
