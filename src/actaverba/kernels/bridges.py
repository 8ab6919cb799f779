"""Edges on which two parts of a graph hang together alone, and which of them to cut.

An edge is a bridge when nothing else joins its ends (Tarjan 1974, Information Processing
Letters 2). What is left without bridges are cores: in a core every edge lies on a circle.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from actaverba.kernels.compiled import compiled
from actaverba.kernels.components import components

Codes = NDArray[np.int32]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


@compiled
def _edges_of(a: Codes, b: Codes, nodes: int) -> tuple[Ints, Ints]:
    """The edges of each node: where they begin, with one more at the end, and the edges."""
    first = np.zeros(nodes + 1, np.int64)
    for n in range(a.size):
        first[a[n] + 1] += 1
        first[b[n] + 1] += 1
    first = np.cumsum(first)
    edge = np.empty(2 * a.size, np.int64)
    filled = first[:-1].copy()
    for n in range(a.size):
        for x in (a[n], b[n]):
            edge[filled[x]] = n
            filled[x] += 1
    return first, edge


@compiled
def bridges(a: Codes, b: Codes, nodes: int) -> Flags:
    """Which edges are bridges; no edge may stand there twice."""
    first, edge = _edges_of(a, b, nodes)
    found = np.zeros(a.size, np.bool_)
    # In the order of a walk: when a node was seen, and the first that is reached from it.
    seen, low = np.zeros(nodes, np.int64), np.zeros(nodes, np.int64)
    came, at = np.full(nodes, -1), first[:-1].copy()
    path = np.empty(nodes, np.int64)
    count = 0
    for root in range(nodes):
        depth = -1 if seen[root] else 0
        path[0] = root
        while depth >= 0:
            x = path[depth]
            if not seen[x]:
                count += 1
                seen[x] = low[x] = count
            if at[x] < first[x + 1]:
                n = edge[at[x]]
                at[x] += 1
                y = a[n] + b[n] - x
                if seen[y] and n != came[x]:
                    low[x] = min(low[x], seen[y])
                elif not seen[y]:
                    came[y] = n
                    depth += 1
                    path[depth] = y
            else:
                depth -= 1
                if depth >= 0:
                    before = path[depth]
                    low[before] = min(low[before], low[x])
                    found[came[x]] = low[x] > seen[before]
    return found


def between_cores(a: Codes, b: Codes, weakness: Floats, nodes: int) -> Flags:
    """Which edges to cut so that no two cores hang together by bridges alone.

    Bridges are put back one after the other, the least weak first, unless two cores would meet.
    """
    is_bridge = bridges(a, b, nodes)
    core = components(a[~is_bridge], b[~is_bridge], nodes)
    order = np.lexsort((b, a, weakness))
    order = order[is_bridge[order]]
    cut = np.zeros(a.size, bool)
    cut[order] = _meeting(a[order], b[order], core)
    return cut


@compiled
def _root(parent: Ints, node: int) -> int:
    while parent[node] != node:
        parent[node] = parent[parent[node]]
        node = int(parent[node])
    return node


@compiled
def _meeting(a: Codes, b: Codes, core: Codes) -> Flags:
    """Which edges, put back in this order, would join two parts that each have a core."""
    nodes = core.size
    cores = core.max() + 1 if nodes else 0
    # Behind the nodes stand the cores themselves, as parents of their nodes.
    parent = np.arange(nodes + cores)
    has_core = np.zeros(nodes + cores, np.bool_)
    has_core[nodes:] = True
    for x in range(nodes):
        if core[x] >= 0:
            parent[x] = nodes + core[x]
    cut = np.zeros(a.size, np.bool_)
    for n in range(a.size):
        x, y = _root(parent, a[n]), _root(parent, b[n])
        if has_core[x] and has_core[y]:
            cut[n] = True
        elif has_core[x]:
            parent[y] = x
        else:
            parent[x] = y
    return cut
