"""Places for the nodes of a network on a page: the same network and seed, the same places.

Only sums, products, quotients and square roots, in one fixed order, so that machines agree.
"""

from __future__ import annotations

import numpy as np

from actaverba.kernels.compiled import compiled
from actaverba.kernels.network import Codes, Floats
from actaverba.kernels.quadtree import push

SEED = 1
ROUNDS = 150
# Chosen by eye on networks of 30 to 5,000 nodes: how strongly all is drawn to the middle.
GRAVITY = 0.05


def places(
    a: Codes, b: Codes, weight: Floats, *, nodes: int, seed: int = SEED
) -> tuple[Floats, Floats]:
    """Places of the nodes in a disc of radius 1: nodes push each other away, edges pull.

    Heavier edges pull more, by the square root of their weight. How far two nodes lie from each
    other is a hint at most: nothing may be read from it but what hangs together.
    """
    if nodes == 1:
        return np.zeros(1), np.zeros(1)
    degree = np.bincount(a, minlength=nodes) + np.bincount(b, minlength=nodes)
    pull = np.sqrt(weight / weight.mean()) if weight.size else weight
    x, y = start(nodes, seed)
    x, y = _moved(a, b, pull, degree.astype(np.float64) + 1, x, y)
    return _spread(x, y)


def start(nodes: int, seed: int) -> tuple[Floats, Floats]:
    """Different places in a square, thrown by a generator of numbers that is the same
    everywhere (splitmix64)."""
    n = np.arange(1, 2 * nodes + 1, dtype=np.uint64)
    z = n * np.uint64(0x9E3779B97F4A7C15) + np.uint64(seed)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    thrown = ((z ^ (z >> np.uint64(31))) >> np.uint64(11)) / 2.0**53
    side = np.sqrt(nodes)
    return (thrown[:nodes] - 0.5) * side, (thrown[nodes:] - 0.5) * side


@compiled
def _moved(
    a: Codes, b: Codes, pull: Floats, mass: Floats, x: Floats, y: Floats
) -> tuple[Floats, Floats]:
    """All nodes after so many rounds, each shorter than the one before."""
    nodes = x.size
    usual = mass.mean()
    for n in range(ROUNDS):
        to_x, to_y = push(x, y, mass)
        to_x /= usual
        to_y /= usual
        for e in range(a.size):
            dx, dy = (x[b[e]] - x[a[e]]) * pull[e], (y[b[e]] - y[a[e]]) * pull[e]
            to_x[a[e]] += dx
            to_y[a[e]] += dy
            to_x[b[e]] -= dx
            to_y[b[e]] -= dy
        longest = 0.2 * np.sqrt(nodes) * (1 - n / ROUNDS) ** 2
        for p in range(nodes):
            to_x[p] -= GRAVITY * mass[p] * x[p]
            to_y[p] -= GRAVITY * mass[p] * y[p]
            force = np.sqrt(to_x[p] ** 2 + to_y[p] ** 2) / mass[p]
            step = min(force, longest)
            if force > 0:
                x[p] += to_x[p] / mass[p] * step / force
                y[p] += to_y[p] / mass[p] * step / force
    return x, y


def _spread(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Into a disc of radius 1, half of the way to where nodes would be equally dense."""
    x, y = x - x.mean(), y - y.mean()
    radius = np.sqrt(x * x + y * y)
    rank = np.empty(radius.size)
    rank[np.argsort(radius, kind="stable")] = np.arange(radius.size) + 0.5
    wanted = 0.5 * radius / max(float(radius.max()), 1e-9) + 0.5 * np.sqrt(rank / radius.size)
    scale = wanted / np.maximum(radius, 1e-9)
    return x * scale, y * scale
