"""Worlds with planted teams: which are found, and how many groups are false; a peer beside."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import actaverba
from actaverba.kernels.components import components
from actaverba.kernels.proportions import wilson
from actaverba.worlds.laws import INDEPENDENT, PLANTED
from actaverba.worlds.world import World, world
from evaluate.coordination.lookalikes import laws_of
from evaluate.coordination.seen import FEWEST, seen, truth_of
from figures.record import Figure


@dataclass
class Tally:
    """Teams by kind, members of theirs, and groups a world that are no team's."""

    teams: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    members: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)
    false: list[int] = field(default_factory=list)
    tied: list[int] = field(default_factory=list)


def tallied(record: str, seeds: Iterable[int], *, bound: str = "auto") -> Tally:
    """What is found in worlds with all kinds and all teams."""
    told = Tally()
    for seed in seeds:
        one = seen(world(seed, laws=laws_of(record)), bound=bound)
        for team, (kind, size) in one.teams().items():
            members = one.found(team)
            told.teams[kind] += 1
            told.found[kind] += members > 0
            told.members[kind] += size
            told.shown[kind] += members
        kinds = Counter(group.kind for group in one.standing())
        told.false.append(sum(kinds[kind] for kind in INDEPENDENT))
        told.tied.append(kinds.total() - told.false[-1] - sum(kinds[kind] for kind in PLANTED))
    return told


def mean(some: Sequence[float], note: str = "") -> Figure:
    """A mean over worlds with its 95 % interval (normal; at least 30 worlds)."""
    half = 1.96 * statistics.stdev(some) / math.sqrt(len(some)) if len(some) > 1 else 0.0
    middle = statistics.fmean(some)
    return Figure(middle, max(middle - half, 0.0), middle + half, n=len(some), note=note)


def figures(told: Tally, name: str) -> dict[str, Figure]:
    made = {}
    for kind in PLANTED:
        k, n = told.found[kind], told.teams[kind]
        share = told.shown[kind] / told.members[kind]
        note = f"{share:.2f} of their members stand in such a group"
        made[f"{name}_teams_{kind}"] = Figure(k / n, *wilson(k, n), n=n, note=note)
    made[f"{name}_false_groups_a_world"] = mean(
        told.false, "three accounts or more that each act alone, not explained"
    )
    made[f"{name}_tied_groups_a_world"] = mean(
        told.tied, "not planted, but tied: owners, fans, followers who are not on record as such"
    )
    return made


def peer(seeds: Sequence[int], *, window: int, quantile: float) -> dict[str, Figure]:
    """CooRTweet on the same worlds: pairs of teams among its flagged edges, edges between
    accounts that act alone, and groups that hang together by flagged edges."""
    hit: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    found: Counter[str] = Counter()
    teams: Counter[str] = Counter()
    edges, groups = [], []
    for seed in seeds:
        made = world(seed)
        truth = truth_of(made)
        flagged = _flagged(made, window=window, quantile=quantile)
        between = [(truth[a], truth[b]) for a, b in flagged]
        edges.append(sum({a[0], b[0]} <= set(INDEPENDENT) for a, b in between))
        hit.update(a[0] for a, b in between if a == b and a[1])
        members = Counter(t for t in truth.values() if t[1] and t[0] in PLANTED)
        for (kind, _), n in members.items():
            pairs[kind] += math.comb(n, 2)
            teams[kind] += 1
        parts = _parts(flagged, truth)
        groups.append(sum(_is_false(part) for part in parts))
        for team in members:
            found[team[0]] += any(
                part[team] >= FEWEST and 2 * part[team] >= part.total() for part in parts
            )
    name = f"coortweet_{window}s_q{round(100 * quantile)}"
    made_figures = {
        f"{name}_teams_{kind}": Figure(
            found[kind] / teams[kind], *wilson(found[kind], teams[kind]), n=teams[kind],
            note=f"{hit[kind] / pairs[kind]:.2f} of their pairs are flagged",
        )
        for kind in PLANTED
    }  # fmt: skip
    made_figures[f"{name}_false_edges_a_world"] = mean(edges, "both accounts act alone")
    made_figures[f"{name}_false_groups_a_world"] = mean(groups)
    return made_figures


def _flagged(made: World, *, window: int, quantile: float) -> list[tuple[str, str]]:
    result = actaverba.cooRTweet(
        made.shares, time_window=window, min_participation=2, edge_weight=quantile
    )
    table = result.edges.select(["from", "to", "weight_threshold"]).to_pylist()
    return [(row["from"], row["to"]) for row in table if row["weight_threshold"]]


def _parts(
    flagged: Sequence[tuple[str, str]], truth: dict[str, tuple[str, str]]
) -> list[Counter[tuple[str, str]]]:
    """What hangs together by flagged edges, three accounts or more."""
    import numpy as np

    names = sorted({name for pair in flagged for name in pair})
    code = {name: n for n, name in enumerate(names)}
    a = np.array([code[x] for x, _ in flagged], np.int32)
    b = np.array([code[y] for _, y in flagged], np.int32)
    of = components(a, b, len(names))
    parts: dict[int, Counter[tuple[str, str]]] = {}
    for name, group in zip(names, of.tolist(), strict=True):
        parts.setdefault(group, Counter())[truth[name]] += 1
    return [part for part in parts.values() if part.total() >= FEWEST]


def _is_false(part: Counter[tuple[str, str]]) -> bool:
    """Most of its accounts act alone."""
    alone = sum(n for (kind, _), n in part.items() if kind in INDEPENDENT)
    return 2 * alone > part.total()
