"""Communities: those that are there, the same ones again, whatever the order of rows."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest

from actaverba.kernels.communities import by_size, communities, modularity
from actaverba.kernels.network import Network, network

Edges = list[tuple[str, str, float]]


def cliques(*sizes: int) -> Edges:
    """Groups in which all are tied, and one edge from each group to the next."""
    first = [sum(sizes[:n]) for n in range(len(sizes))]
    inside = [
        (f"n{x + i:03}", f"n{x + j:03}", 1.0)
        for x, size in zip(first, sizes, strict=True) for i in range(size) for j in range(i)
    ]  # fmt: skip
    return inside + [(f"n{x:03}", f"n{y:03}", 1.0) for x, y in pairwise(first)]


def made(edges: Edges) -> Network:
    return network([e[0] for e in edges], [e[1] for e in edges], [e[2] for e in edges])


def found(given: Network, **settings: int) -> list[int]:
    return communities(
        given.a, given.b, given.weight, nodes=len(given.names), **settings
    ).tolist()  # fmt: skip


def test_cliques_are_communities_largest_first() -> None:
    assert found(made(cliques(4, 8, 6))) == [2] * 4 + [0] * 8 + [1] * 6


def test_the_order_of_rows_means_nothing() -> None:
    edges = cliques(9, 7, 12, 5)
    rng = np.random.default_rng(4)
    for _ in range(5):
        turned = [edges[n] if rng.random() < 0.5 else (edges[n][1], edges[n][0], edges[n][2])
                  for n in rng.permutation(len(edges))]  # fmt: skip
        assert found(made(turned)) == found(made(edges))


def test_another_seed_may_differ_and_the_same_may_not() -> None:
    rng = np.random.default_rng(1)
    edges = [(f"{x:03}", f"{y:03}", 1.0) for x, y in rng.integers(0, 60, (150, 2))]
    given = made(edges)
    assert found(given, seed=7) == found(given, seed=7)


def test_nodes_without_edges_stand_alone() -> None:
    none = np.empty(0, np.int32)
    assert communities(none, none, np.empty(0), nodes=3).tolist() == [0, 1, 2]
    one = np.array([0], np.int32), np.array([2], np.int32), np.array([1.0])
    assert communities(*one, nodes=4).tolist() == [0, 1, 0, 2]


def test_heavier_edges_hold_more() -> None:
    ring = [(f"n{n}", f"n{(n + 1) % 6}", 50.0 if n % 2 == 0 else 1.0) for n in range(6)]
    assert found(made(ring)) == [0, 0, 1, 1, 2, 2]


def test_modularity_by_hand() -> None:
    given = made([("a", "b", 1.0), ("c", "d", 1.0)])
    args = (given.a, given.b, given.weight)
    assert modularity(*args, label=np.array([0, 0, 1, 1])) == 0.5
    assert modularity(*args, label=np.zeros(4, np.int32)) == 0.0
    assert modularity(*args, label=np.array([0, 1, 0, 1])) == -0.5


def test_sizes_decide_numbers_and_first_members_decide_ties() -> None:
    assert by_size(np.array([9, 4, 4, 9, 1])).tolist() == [0, 1, 1, 0, 2]


@pytest.mark.slow
def test_another_process_finds_the_same() -> None:
    code = (
        "import numpy as np, hashlib;"
        "from actaverba.kernels.communities import communities;"
        "e = np.unique(np.random.default_rng(2).integers(0, 300, (1500, 2)), axis=0);"
        "e = e[e[:, 0] < e[:, 1]].astype(np.int32);"
        "f = communities(e[:, 0].copy(), e[:, 1].copy(), np.ones(len(e)), nodes=300);"
        "print(hashlib.sha256(f.tobytes()).hexdigest())"
    )
    runs = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
        for _ in range(2)
    }  # fmt: skip
    assert len(runs) == 1
    assert len(runs.pop().strip()) == hashlib.sha256().digest_size * 2
