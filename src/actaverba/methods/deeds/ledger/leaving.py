"""Leaving one source out: how far the counts of an axis rest on a single source.

An act is lost only when every report of it comes from the source left out. This says how
thin the record is, not whether a source is right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from actaverba.methods.counting import grouped
from actaverba.methods.deeds.ledger.acts import AWAY, TOWARD, Standing, source, tally


@dataclass(frozen=True)
class Without:
    """An axis without one source: the acts that are lost, and how many are left."""

    source: str
    lost: tuple[Standing, ...]
    left: Mapping[str, int]


@dataclass(frozen=True)
class Range:
    """What leaving out one source at a time does to an axis; `most`: what matters most."""

    whole: Mapping[str, int]
    toward: tuple[int, int]
    away: tuple[int, int]
    most: tuple[Without, ...]


def leave_one_out(standing: Sequence[Standing]) -> list[Without]:
    """The axis without each of the sources that report on it, by name of the source."""
    sources = sorted({source(row) for one in standing for row in one.act.reports} - {""})
    alone = grouped(
        (one for one in standing if len(one.act.sources) == 1),
        lambda one: next(iter(one.act.sources)),
    )
    whole = tally(standing)
    return [_without(name, tuple(alone.get(name, ())), whole) for name in sources]


def _without(name: str, lost: tuple[Standing, ...], whole: Mapping[str, int]) -> Without:
    gone = tally(lost)
    return Without(name, lost, {way: n - gone[way] for way, n in whole.items()})


def over(standing: Sequence[Standing], without: Sequence[Without]) -> Range:
    """Fewest and most acts when one source is left out; all sources that tie for the most lost."""
    whole = tally(standing)
    ends = {
        way: (min(left), max(left))
        for way in (TOWARD, AWAY)
        for left in [[w.left[way] for w in without] or [whole[way]]]
    }
    worst = max((len(w.lost) for w in without), default=0)
    most = tuple(w for w in without if worst and len(w.lost) == worst)
    return Range(whole, ends[TOWARD], ends[AWAY], most)
