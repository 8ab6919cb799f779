"""Worlds without teams: how often innocent look-alikes give a group that stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from actaverba.kernels.proportions import wilson
from actaverba.worlds.laws import INNOCENT, Laws
from actaverba.worlds.world import world
from evaluate.coordination.seen import seen
from figures.record import Figure

# What timing separates, wire and alert by the speed of each account's reaction.
SEPARATED = ("background", "habit", "scheduler", "news", "wire", "alert")
# How much of what would be on record is removed.
RECORDS = {"all": 0.0, "part": 0.4, "none": 1.0}


@dataclass
class Counted:
    """Worlds with one kind of look-alike, and those in which any group stood."""

    kind: str
    record: str
    worlds: int = 0
    standing: int = 0
    explained: int = 0

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.standing, self.worlds)


def laws_of(record: str) -> Laws:
    laws = Laws()
    return replace(laws, on_record=replace(laws.on_record, removed=RECORDS[record]))


def counted(kind: str, record: str, seeds: Iterable[int]) -> Counted:
    """Worlds of background and one kind: any group that stands counts, whoever is in it."""
    told = Counted(kind, record)
    for seed in seeds:
        groups = seen(world(seed, kinds=[kind], laws=laws_of(record))).groups
        told.worlds += 1
        told.standing += any(group.stands for group in groups)
        told.explained += bool(groups) and not any(group.stands for group in groups)
    return told


def all_kinds(record: str, seeds: Iterable[int]) -> list[Counted]:
    """Worlds in which all kinds live together: a group counts for the kind of most members."""
    told = {kind: Counted(kind, record) for kind in INNOCENT}
    for seed in seeds:
        groups = seen(world(seed, kinds=INNOCENT, laws=laws_of(record))).groups
        standing = {group.kind for group in groups if group.stands}
        for kind, one in told.items():
            one.worlds += 1
            one.standing += kind in standing
    return list(told.values())


def figure(one: Counted) -> Figure:
    note = f"in {one.explained} more all groups were explained" if one.explained else ""
    return Figure(one.standing / one.worlds, *one.interval, n=one.worlds, note=note)


def worst(some: Iterable[Counted]) -> Figure:
    """The kind of most worlds with a group that stands."""
    one = max(some, key=lambda c: (c.standing / c.worlds, c.kind))
    note = f"the worst kind: {one.kind}, record: {one.record}"
    return Figure(one.standing / one.worlds, *one.interval, n=one.worlds, note=note)
