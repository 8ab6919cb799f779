"""A network given by the names at the ends of its edges, in one canonical form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from actaverba.kernels.compiled import compiled

Codes = NDArray[np.int32]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Network:
    """Nodes in the order of their names; each edge once, `a < b`, sorted, weights added up."""

    names: tuple[str, ...]
    a: Codes
    b: Codes
    weight: Floats


def network(a: Sequence[object], b: Sequence[object], weight: Sequence[object]) -> Network:
    """The network of these edges, whatever their order and whichever end comes first.

    An edge without one of its ends is none; one whose two ends are the same makes its node and
    no edge. A weight that is missing, not finite or not above zero counts as 1.

    >>> network(["b", "a", "c"], ["a", "b", "c"], [1, 2, 1])
    Network(names=('a', 'b', 'c'), a=array([0], dtype=int32), b=array([1], dtype=int32), \
weight=array([3.]))
    """
    given = [
        (str(x), str(y), _weight(w))
        for x, y, w in zip(a, b, weight, strict=True)
        if x is not None and y is not None
    ]
    names = tuple(sorted({end for x, y, _ in given for end in (x, y)}))
    code = {name: n for n, name in enumerate(names)}
    ends = np.array([(code[x], code[y]) for x, y, _ in given], np.int64).reshape(-1, 2)
    low, high = ends.min(axis=1), ends.max(axis=1)
    weights = np.array([w for _, _, w in given])
    is_edge = low < high
    key = (low << 32 | high)[is_edge]
    # Added up in one order, so that the order of rows cannot show in the last digit.
    order = np.lexsort((weights[is_edge], key))
    key, weights = key[order], weights[is_edge][order]
    begins = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]])) if key.size else key
    totals = np.add.reduceat(weights, begins) if key.size else np.empty(0)
    key = key[begins]
    return Network(names, (key >> 32).astype(np.int32), (key & 0xFFFFFFFF).astype(np.int32), totals)


def groups(
    given: Network, a: Sequence[object], b: Sequence[object], group: Sequence[object]
) -> tuple[str, ...]:
    """The group of each node, where edges name one: that of most of its edges, ties by name.

    Empty is none.
    """
    code = {name: n for n, name in enumerate(given.names)}
    counts: list[Counter[str]] = [Counter() for _ in given.names]
    for x, y, name in zip(a, b, group, strict=True):
        if x is not None and y is not None and name is not None:
            counts[code[str(x)]][str(name)] += 1
            counts[code[str(y)]][str(name)] += 1
    return tuple(min(c, key=lambda g: (-c[g], g)) if c else "" for c in counts)


def part(given: Network, keep: NDArray[np.bool_]) -> Network:
    """The network of some of its nodes."""
    code = (np.cumsum(keep) - 1).astype(np.int32)
    both = keep[given.a] & keep[given.b]
    names = tuple(name for name, is_kept in zip(given.names, keep, strict=True) if is_kept)
    return Network(names, code[given.a[both]], code[given.b[both]], given.weight[both])


def _weight(given: object) -> float:
    value = float(given) if isinstance(given, int | float) else 1.0
    return value if 0 < value < float("inf") else 1.0


@compiled
def neighbours(a: Codes, b: Codes, nodes: int) -> tuple[Ints, Codes, Ints]:
    """Both directions of each edge by the node it leaves: where each node begins (one more at
    the end), the node it leads to, and the edge it is."""
    start = np.zeros(nodes + 1, np.int64)
    for e in range(a.size):
        start[a[e] + 1] += 1
        start[b[e] + 1] += 1
    for n in range(nodes):
        start[n + 1] += start[n]
    to = np.empty(2 * a.size, np.int32)
    edge = np.empty(2 * a.size, np.int64)
    at = start[:-1].copy()
    for e in range(a.size):
        for x, y in ((a[e], b[e]), (b[e], a[e])):
            to[at[x]] = y
            edge[at[x]] = e
            at[x] += 1
    return start, to, edge
