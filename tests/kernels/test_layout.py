"""Places on a page: repulsion against the plain sum, the same again, discs that keep apart."""

from __future__ import annotations

import time

import numpy as np
import pytest

from actaverba.kernels import packing, quadtree
from actaverba.kernels.communities import by_size
from actaverba.kernels.layout import places, start
from actaverba.kernels.network import Network, network


def plain(x: np.ndarray, y: np.ndarray, mass: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    dx, dy = x[:, None] - x[None, :], y[:, None] - y[None, :]
    far = dx * dx + dy * dy
    np.fill_diagonal(far, np.inf)
    push = mass[:, None] * mass[None, :] / far
    return (push * dx).sum(axis=1), (push * dy).sum(axis=1)


def test_squares_push_nearly_as_their_points_do() -> None:
    rng = np.random.default_rng(5)
    x, y, mass = rng.normal(size=400), rng.normal(size=400), rng.integers(1, 9, 400) * 1.0
    for actual, expected in zip(quadtree.push(x, y, mass), plain(x, y, mass), strict=True):
        assert np.abs(actual - expected).mean() < 0.05 * np.abs(expected).mean()


def test_few_points_push_exactly() -> None:
    x, y, mass = np.array([0.0, 4.0]), np.array([0.0, 3.0]), np.array([2.0, 5.0])
    to_x, to_y = quadtree.push(x, y, mass)
    assert np.allclose(to_x, [-1.6, 1.6])
    assert np.allclose(to_y, [-1.2, 1.2])


def test_points_in_one_place_do_no_harm() -> None:
    x = np.array([0.0, 0.0, 0.0, 1.0])
    to_x, to_y = quadtree.push(x, x.copy(), np.ones(4))
    assert np.isfinite(to_x).all()
    assert np.isfinite(to_y).all()
    still = quadtree.push(np.zeros(5), np.zeros(5), np.ones(5))
    assert [v.tolist() for v in still] == [[0.0] * 5, [0.0] * 5]


def two_cliques(size: int) -> Network:
    pairs = [(f"{g}{i:03}", f"{g}{j:03}") for g in "ab" for i in range(size) for j in range(i)]
    pairs.append(("a000", "b000"))
    return network([p[0] for p in pairs], [p[1] for p in pairs], [1] * len(pairs))


def laid(given: Network, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    return places(given.a, given.b, given.weight, nodes=len(given.names), seed=seed)


def test_what_hangs_together_lies_together() -> None:
    x, y = laid(two_cliques(20))
    is_a = np.arange(40) < 20
    middles = [(x[g].mean(), y[g].mean()) for g in (is_a, ~is_a)]
    for own, other, group in ((0, 1, is_a), (1, 0, ~is_a)):
        to_own = np.hypot(x[group] - middles[own][0], y[group] - middles[own][1])
        to_other = np.hypot(x[group] - middles[other][0], y[group] - middles[other][1])
        assert (to_own < to_other).all()


def test_all_places_lie_in_the_disc_and_differ() -> None:
    x, y = laid(two_cliques(30))
    assert (np.hypot(x, y) <= 1.0 + 1e-9).all()
    assert len(set(zip(x.round(4).tolist(), y.round(4).tolist(), strict=True))) == 60


def test_the_same_seed_gives_the_same_bytes() -> None:
    given = two_cliques(12)
    one, other = laid(given), laid(given)
    assert [v.tobytes() for v in one] == [v.tobytes() for v in other]
    assert laid(given, seed=2)[0].tobytes() != one[0].tobytes()


def test_one_node_and_nodes_without_edges() -> None:
    none = np.empty(0, np.int32)
    assert [v.tolist() for v in places(none, none, np.empty(0), nodes=1)] == [[0.0], [0.0]]
    x, y = places(none, none, np.empty(0), nodes=7)
    assert np.isfinite(x).all()
    assert np.isfinite(y).all()


def test_the_first_places_are_known() -> None:
    x, y = start(2, 1)
    assert x.tolist() == [0.09413228234155593, 0.34758789450480393]
    assert y.tolist() == [0.6660984820375202, -0.07868794986078471]


def test_discs_keep_apart_and_hold_their_nodes() -> None:
    pairs = [(f"{g:02}-{i}", f"{g:02}-{j}") for g in range(30) for i in range(3 + g % 5)
             for j in range(i)]  # fmt: skip
    pairs += [(f"{g:02}-0", f"{g + 1:02}-0") for g in range(0, 20, 2)]
    given = network([p[0] for p in pairs], [p[1] for p in pairs], [1] * len(pairs))
    label = by_size(np.array([int(name[:2]) for name in given.names]))
    made = packing.packed(given, label)
    for i in range(30):
        for j in range(i):
            away = np.hypot(made.disc_x[i] - made.disc_x[j], made.disc_y[i] - made.disc_y[j])
            assert away >= made.radius[i] + made.radius[j] - 1e-9
    inside = np.hypot(made.x - made.disc_x[label], made.y - made.disc_y[label])
    assert (inside < made.radius[label]).all()
    again = packing.packed(given, label)
    assert made.x.tobytes() == again.x.tobytes()


def test_ties_between_groups_are_added_up() -> None:
    given = network(["a", "a", "b", "c"], ["b", "c", "c", "d"], [1, 2, 4, 8])
    a, b, weight = packing.between(given, np.array([0, 0, 1, 1], np.int32))
    assert (a.tolist(), b.tolist(), weight.tolist()) == ([0], [1], [6.0])


@pytest.mark.slow
def test_thousands_of_nodes_take_seconds() -> None:
    rng = np.random.default_rng(3)
    ends = rng.integers(0, 5000, (50_000, 2))
    given = network(
        [f"{n:05}" for n in ends[:, 0]], [f"{n:05}" for n in ends[:, 1]], [1] * len(ends)
    )
    laid(two_cliques(3))
    began = time.process_time()
    laid(given)
    assert time.process_time() - began < 10
