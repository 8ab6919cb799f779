"""A network in one form, its communities, and its groups packed."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from actaverba.kernels.network import Network, neighbours, network

EDGES = st.lists(
    st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde"), st.floats(0.1, 9)), max_size=12
)


def same(one: Network, other: Network) -> bool:
    arrays = ("a", "b", "weight")
    return one.names == other.names and all(
        getattr(one, n).tobytes() == getattr(other, n).tobytes() for n in arrays
    )


def test_edges_are_joined_and_put_in_order() -> None:
    made = network(["b", "a", "d", None, "c"], ["a", "b", "d", "a", "b"], [1, 2.5, 1, 1, None])
    assert made.names == ("a", "b", "c", "d")
    assert list(zip(made.a.tolist(), made.b.tolist(), made.weight.tolist(), strict=True)) == [
        (0, 1, 3.5),
        (1, 2, 1.0),
    ]


def test_a_weight_that_is_none_counts_once() -> None:
    odd = [None, float("nan"), float("inf"), 0, -3]
    ends = ["b", "c", "d", "e", "f"]
    assert network(["a"] * 5, ends, odd).weight.tolist() == [1.0] * 5


def test_nothing_is_a_network_too() -> None:
    made = network([], [], [])
    assert (made.names, made.a.size, made.b.size, made.weight.size) == ((), 0, 0, 0)


@given(EDGES, st.randoms(use_true_random=False))
def test_neither_order_nor_direction_means_anything(edges: list, random: object) -> None:
    turned = [(b, a, w) for a, b, w in edges]
    random.shuffle(turned)  # type: ignore[attr-defined]
    one, other = (network([e[0] for e in x], [e[1] for e in x], [e[2] for e in x])
                  for x in (edges, turned))  # fmt: skip
    assert same(one, other)


def test_neighbours_list_each_edge_from_both_ends() -> None:
    start, to, edge = neighbours(np.array([0, 0, 1], np.int32), np.array([1, 2, 2], np.int32), 4)
    assert start.tolist() == [0, 2, 4, 6, 6]
    assert to.tolist() == [1, 2, 0, 2, 0, 1]
    assert edge.tolist() == [0, 1, 0, 2, 1, 2]
