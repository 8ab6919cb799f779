"""Communities of a network: nodes with more edges among themselves than chance has it.

Leiden (Traag, Waltman and van Eck 2019), which maximises modularity (Newman and Girvan 2004).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from actaverba.kernels.network import Codes, Floats, Network, neighbours

SEED = 1
# Leiden goes over its own result again; later rounds change little.
ROUNDS = 4
TRIALS = 3


def communities(a: Codes, b: Codes, weight: Floats, *, nodes: int, seed: int = SEED) -> Codes:
    """For each node the number of its community: the largest is 0, ties by the first node.

    Modularity at resolution 1, the best of three starts from one seed. Assumes each edge once
    with `a < b`, sorted, so that the order of rows means nothing. A node without an edge is a
    community of its own. Modularity cannot see groups far smaller than the network (the
    resolution limit), and finds communities in networks of chance as well: that there are some
    is no finding.
    """
    import graspologic_native

    if not a.size:
        return np.arange(nodes, dtype=np.int32)
    start, to, edge = neighbours(a, b, nodes)
    _, found = graspologic_native.leiden_csr(
        start, to, weight[edge], nodes, resolution=1.0, iterations=ROUNDS,
        use_modularity=True, seed=seed, trials=TRIALS,
    )  # fmt: skip
    return by_size(np.array([found[n] for n in range(nodes)]))


def grouped(given: Network, named: Sequence[str]) -> Codes:
    """For each node the number of its group, the largest 0: the named ones (an empty name is a
    group as well); where no node has a name, communities."""
    if not any(named):
        return communities(given.a, given.b, given.weight, nodes=len(given.names))
    code = {name: n for n, name in enumerate(sorted(set(named)))}
    return by_size(np.array([code[name] for name in named], np.int32))


def by_size(label: Codes) -> Codes:
    """The same groups numbered by size, largest first, ties by their first member.

    >>> by_size(np.array([7, 3, 3, 5])).tolist()
    [1, 0, 0, 2]
    """
    _, first, inverse, size = np.unique(
        label, return_index=True, return_inverse=True, return_counts=True
    )
    number = np.empty(size.size, np.int32)
    number[np.lexsort((first, -size))] = np.arange(size.size)
    return number[inverse]


def modularity(a: Codes, b: Codes, weight: Floats, *, label: Codes) -> float:
    """How much more weight lies inside the groups than chance has it, from -0.5 to 1."""
    total = float(weight.sum())
    if total == 0:
        return 0.0
    inside = float(weight[label[a] == label[b]].sum()) / total
    ends = np.bincount(label[a], weight, int(label.max()) + 1)
    ends += np.bincount(label[b], weight, ends.size)
    return inside - float(((ends / (2 * total)) ** 2).sum())
