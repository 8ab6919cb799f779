"""Versions of a number: which printed numbers may mean the same one.

Each printed number is an interval. A version is a point of the axis that many intervals
hold; versions are found greedily, the point that explains the most items first, then the
one that explains the most of the rest. A wide interval that holds two such points fits
both, and so never welds them into one: that is how a chain of overlaps is kept apart.

Only the order of the ends and the ratio of exact numbers count, so scale does not matter.
Ends that only touch do not overlap. An end that is itself the printed number (`closed`)
belongs to its interval: "more than 5" stands beside "5" as well as beside "7".
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

# Two numbers nearer than this are the same number computed in two ways.
SAME = 1e-9
MOST_VERSIONS = 60


@dataclass(frozen=True)
class Span:
    """One printed number: its ends, and whether an end is itself what was printed."""

    low: float
    high: float
    closed_low: bool = False
    closed_high: bool = False

    @property
    def exact(self) -> bool:
        return self.low == self.high


def number_versions(
    spans: Sequence[Span], weights: Sequence[int], *, least: int, rounding: float = 1.0
) -> list[int]:
    """Which versions each span fits, as a bit mask; bit 0 is the version of most items.

    `weights` are numbers of items; a version explains at least `least` items that no
    earlier one explains. Exact numbers whose ratio to a more printed one is below
    `rounding` count as that one. Spans are distinct; their order changes nothing.

    >>> number_versions([Span(5, 5), Span(4, 6.25), Span(10, 50)], [3, 2, 4], least=2)
    [1, 1, 2]
    """
    places = _places(_rounded(spans, weights, rounding))
    points = _points(places)
    ranges = [(bisect_left(points, low), bisect_right(points, high)) for low, high in places]
    chosen = _cover(ranges, weights, len(points), least)
    return [
        sum(1 << bit for bit, point in enumerate(chosen) if low <= point < high)
        for low, high in ranges
    ]


def _rounded(spans: Sequence[Span], weights: Sequence[int], rounding: float) -> list[Span]:
    """Exact numbers widened to all those that are the same but for rounding."""
    printed: dict[float, int] = {}
    for span, weight in zip(spans, weights, strict=True):
        if span.exact:
            printed[span.low] = printed.get(span.low, 0) + weight
    numbers = sorted(printed)
    home: dict[float, Span] = {}
    for number in sorted(numbers, key=lambda v: (-printed[v], v)):
        if number not in home:
            near = _near(numbers, number, rounding)
            free = [n for n in near if n not in home]
            together = Span(free[0], free[-1], closed_low=True, closed_high=True)
            home |= dict.fromkeys(free, together)
    return [home[span.low] if span.exact else span for span in spans]


def _near(numbers: Sequence[float], number: float, rounding: float) -> Sequence[float]:
    factor = max(rounding - SAME, 1.0)
    low, high = sorted((number / factor, number * factor))
    return numbers[bisect_left(numbers, low) : bisect_right(numbers, high)]


def _places(spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Spans on whole numbers: an open end stands just inside its place on the axis."""
    rank: dict[float, int] = {}
    before = -math.inf
    for end in sorted({end for span in spans for end in (span.low, span.high)}):
        same = end - before <= SAME * abs(end)
        rank[end] = rank[before] if same else len(rank)
        before = end
    places = []
    for span in spans:
        low, high = 3 * rank[span.low], 3 * rank[span.high]
        if low < high:
            low, high = low + (not span.closed_low), high - (not span.closed_high)
        places.append((low, high))
    return places


def _points(places: Sequence[tuple[int, int]]) -> list[int]:
    """One point for each largest set of spans that all overlap: ends that follow a start."""
    events = sorted({(low, 0) for low, _ in places} | {(high, 1) for _, high in places})
    return [
        place
        for (place, is_end), (_, was_end) in zip(events[1:], events[:-1], strict=True)
        if is_end and not was_end
    ]


def _cover(
    ranges: Sequence[tuple[int, int]], weights: Sequence[int], points: int, least: int
) -> list[int]:
    """Points that explain the most items not yet explained, until fewer than `least` are."""
    everything = _weight_at(ranges, weights, points)
    left = list(range(len(ranges)))
    chosen: list[int] = []
    while left and len(chosen) < MOST_VERSIONS:
        gain = _weight_at([ranges[i] for i in left], [weights[i] for i in left], points)
        best = max(range(points), key=lambda p: (gain[p], everything[p], -p))
        if gain[best] < max(least, 1):
            break
        chosen.append(best)
        left = [i for i in left if not ranges[i][0] <= best < ranges[i][1]]
    return chosen


def _weight_at(ranges: Sequence[tuple[int, int]], weights: Sequence[int], points: int) -> list[int]:
    steps = [0] * (points + 1)
    for (low, high), weight in zip(ranges, weights, strict=True):
        steps[low] += weight
        steps[high] -= weight
    return list(accumulate(steps))[:points]
