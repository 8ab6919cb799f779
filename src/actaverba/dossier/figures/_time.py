"""Days as places on a line, with ticks that say no more than they know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from actaverba.vocabulary import printing

# Steps a reader knows: days, then months.
DAYS = (1, 2, 7, 14)
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)


def day(value: object) -> date | None:
    """A date, from a date or from ISO text with at least a year; None is unknown."""
    if isinstance(value, date):
        return value
    text = str(value or "")[:10]
    if len(text) in {4, 7}:
        text += "-01-01"[len(text) - 4 :] if len(text) == 4 else "-01"
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@dataclass(frozen=True)
class Line:
    """A stretch of days drawn from `left` to `right`."""

    first: date
    last: date
    left: float
    right: float

    def x(self, when: date) -> float:
        days = max((self.last - self.first).days, 1)
        return self.left + (when - self.first).days / days * (self.right - self.left)

    def ticks(self, most: int = 8) -> list[tuple[float, str]]:
        """Places and labels of at most about `most` ticks."""
        span = (self.last - self.first).days
        for step in DAYS:
            if span / step <= most - 1:
                return [(self.x(d), printing.date(d.isoformat())) for d in self._days(step)]
        step = next((m for m in MONTHS if span / 30.4 / m <= most), MONTHS[-1])
        cut = 4 if step % 12 == 0 else 7
        return [(self.x(d), printing.date(d.isoformat()[:cut])) for d in self._months(step)]

    def _days(self, step: int) -> Iterator[date]:
        when = self.first
        while when <= self.last:
            yield when
            when += timedelta(step)

    def _months(self, step: int) -> Iterator[date]:
        months = self.first.year * 12 + self.first.month - 1
        months = -(-months // step) * step
        while months // 12 <= 9999:
            year, month = divmod(months, 12)
            if year < 1 or date(year, month + 1, 1) > self.last:
                return
            if date(year, month + 1, 1) >= self.first:
                yield date(year, month + 1, 1)
            months += step


def swarm(places: list[float], size: float) -> list[int]:
    """For marks at these places, in order, the lowest level where each meets no other.

    >>> swarm([0, 1, 20], 8)
    [0, 1, 0]
    """
    taken: list[list[float]] = []
    levels = []
    for place in places:
        level = 0
        while level < len(taken) and any(abs(place - other) < size for other in taken[level]):
            level += 1
        if level == len(taken):
            taken.append([])
        taken[level].append(place)
        levels.append(level)
    return levels
