"""Groups of a network as discs that do not overlap, each with its own nodes inside."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from actaverba.kernels.compiled import compiled
from actaverba.kernels.layout import SEED, places
from actaverba.kernels.network import Codes, Floats, Network

# Room around the nodes of a group, in distances between two of its nodes.
EDGE = 0.9
# Cosine and sine of the golden angle: trials in these directions fill a plane evenly.
TURN_X, TURN_Y = -0.7373688780783197, 0.6754902942615238
# A page is wider than it is high.
STRETCH = 2.1


@dataclass(frozen=True)
class Packed:
    """Where nodes and discs lie; the unit is about the distance of two nodes of a group."""

    x: Floats
    y: Floats
    disc_x: Floats
    disc_y: Floats
    radius: Floats


def packed(given: Network, label: Codes, *, seed: int = SEED) -> Packed:
    """Discs of groups, groups with edges between them near each other, as far as there is room.

    `label` numbers the groups by size, the largest 0 (`communities.by_size`). Where a disc lies
    and how far it lies from another means nothing by itself.
    """
    sizes = np.bincount(label)
    radius = np.sqrt(sizes) * 0.62 + EDGE
    disc_x, disc_y = _discs(given, label, radius, seed=seed)
    x, y = np.empty(label.size), np.empty(label.size)
    order = np.argsort(label, kind="stable")
    local = np.empty(label.size, np.int32)
    local[order] = np.arange(label.size) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    is_inside = label[given.a] == label[given.b]
    by_group = np.argsort(label[given.a[is_inside]], kind="stable")
    a, b = given.a[is_inside][by_group], given.b[is_inside][by_group]
    weight = given.weight[is_inside][by_group]
    ends = np.searchsorted(label[a], np.arange(sizes.size + 1))
    for g, members in enumerate(np.split(order, np.cumsum(sizes)[:-1])):
        own = slice(ends[g], ends[g + 1])
        in_x, in_y = places(
            local[a[own]], local[b[own]], weight[own], nodes=members.size, seed=seed + g
        )
        x[members] = disc_x[g] + in_x * (radius[g] - EDGE)
        y[members] = disc_y[g] + in_y * (radius[g] - EDGE)
    return Packed(x, y, disc_x, disc_y, radius)


def between(given: Network, label: Codes) -> tuple[Codes, Codes, Floats]:
    """The pairs of groups with edges between them, and the weight of these."""
    low = np.minimum(label[given.a], label[given.b]).astype(np.int64)
    high = np.maximum(label[given.a], label[given.b]).astype(np.int64)
    crosses = low < high
    pair, inverse = np.unique((low << 32 | high)[crosses], return_inverse=True)
    total = np.zeros(pair.size)
    np.add.at(total, inverse, given.weight[crosses])
    return (pair >> 32).astype(np.int32), (pair & 0xFFFFFFFF).astype(np.int32), total


def _discs(given: Network, label: Codes, radius: Floats, *, seed: int) -> tuple[Floats, Floats]:
    a, b, weight = between(given, label)
    groups = radius.size
    wanted_x, wanted_y = np.zeros(groups), np.zeros(groups)
    is_tied = np.zeros(groups, bool)
    if a.size:
        is_tied[a] = is_tied[b] = True
        tied = np.flatnonzero(is_tied)
        code = np.cumsum(is_tied) - 1
        x, y = places(code[a], code[b], weight, nodes=tied.size, seed=seed)
        whole = 0.75 * np.sqrt((radius[tied] ** 2).sum())
        wanted_x[tied], wanted_y[tied] = x * whole * STRETCH, y * whole
    return _free(radius, wanted_x, wanted_y, is_tied)


@compiled
def _free(
    radius: Floats, wanted_x: Floats, wanted_y: Floats, is_tied: NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """Each disc at the first free place around the one it is wanted at; tied discs come first."""
    x, y = np.zeros(radius.size), np.zeros(radius.size)
    placed = np.empty(radius.size, np.int64)
    done = 0
    reached = 0.0  # discs without ties all begin in the middle, where there is no room soon
    for tied in (True, False):
        for g in range(radius.size):
            if is_tied[g] != tied:
                continue
            step = radius[g] * 0.5
            trial = 0 if tied else int((0.9 * reached / step) ** 2)
            to_x, to_y = 1.0, 0.0
            blocked = True
            while blocked:
                far = step * np.sqrt(trial)
                x[g] = wanted_x[g] + far * to_x * STRETCH
                y[g] = wanted_y[g] + far * to_y
                blocked = False
                for n in range(done):
                    other = placed[n]
                    least = radius[g] + radius[other]
                    if (x[g] - x[other]) ** 2 + (y[g] - y[other]) ** 2 < least * least:
                        blocked = True
                        break
                trial += 1
                to_x, to_y = to_x * TURN_X - to_y * TURN_Y, to_x * TURN_Y + to_y * TURN_X
            if not tied:
                reached = far
            placed[done] = g
            done += 1
    return x, y
