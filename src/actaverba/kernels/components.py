"""Connected components of a graph given by its edges."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from actaverba.kernels.compiled import compiled

Codes = NDArray[np.int32]


@compiled
def components(a: Codes, b: Codes, nodes: int) -> Codes:
    """For each node the number of its component, in the order of their smallest nodes;
    -1 for a node without an edge."""
    parent = np.arange(nodes)
    touched = np.zeros(nodes, np.bool_)
    for n in range(a.size):
        x, y = a[n], b[n]
        touched[x] = touched[y] = True
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        while parent[y] != y:
            parent[y] = parent[parent[y]]
            y = parent[y]
        if x < y:
            parent[y] = x
        elif y < x:
            parent[x] = y
    number = np.full(nodes, -1, np.int32)
    found = 0
    for node in range(nodes):
        if not touched[node]:
            continue
        root = node
        while parent[root] != root:
            root = parent[root]
        if number[root] < 0:
            number[root] = found
            found += 1
        number[node] = number[root]
    return number
