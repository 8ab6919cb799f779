from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from actaverba.kernels.bridges import between_cores, bridges
from actaverba.kernels.components import components

EDGES = st.sets(
    st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda e: e[0] < e[1]), max_size=24
)


def arrays(edges: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    both = np.array(edges, np.int32).reshape(-1, 2)
    return both[:, 0].copy(), both[:, 1].copy()


def parts(a: np.ndarray, b: np.ndarray) -> int:
    return int(components(a, b, 12).max(initial=-1)) + 1 + int((components(a, b, 12) < 0).sum())


@given(EDGES)
def test_a_bridge_is_what_parts_a_graph_when_it_is_taken_out(edges: set[tuple[int, int]]) -> None:
    a, b = arrays(sorted(edges))
    whole = parts(a, b)
    expected = [parts(np.delete(a, n), np.delete(b, n)) > whole for n in range(a.size)]
    assert bridges(a, b, 12).tolist() == expected


def test_two_cores_are_parted_at_their_weakest_bridge() -> None:
    # Two triangles, 0 1 2 and 4 5 6, with 3 between them, and 7 behind the second.
    edges = [(0, 1), (0, 2), (1, 2), (2, 3), (3, 4), (4, 5), (4, 6), (5, 6), (6, 7)]
    a, b = arrays(edges)
    weakness = np.array([0.0, 0, 0, 0.02, 0.01, 0, 0, 0, 0.04])
    assert [edges[n] for n in np.flatnonzero(between_cores(a, b, weakness, 12))] == [(2, 3)]


def test_a_chain_stays_whole() -> None:
    a, b = arrays([(0, 1), (1, 2), (2, 3)])
    assert between_cores(a, b, np.zeros(3), 12).tolist() == [False] * 3


def test_no_edge_at_all() -> None:
    a, b = arrays([])
    assert between_cores(a, b, np.zeros(0), 12).tolist() == []


@given(EDGES)
def test_after_the_cut_no_part_has_two_cores(edges: set[tuple[int, int]]) -> None:
    a, b = arrays(sorted(edges))
    cut = between_cores(a, b, np.arange(a.size) % 3 / 10.0, 12)
    is_bridge = bridges(a, b, 12)
    assert not (cut & ~is_bridge).any()
    core = components(a[~is_bridge], b[~is_bridge], 12)
    left = components(a[~cut], b[~cut], 12)
    for part in range(int(left.max(initial=-1)) + 1):
        assert len(set(core[(left == part) & (core >= 0)].tolist())) <= 1
