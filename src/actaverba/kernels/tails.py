"""Exact upper tails of sums of independent events, and false discovery rates.

The tail of a Poisson-binomial law is built up by a recursion without subtraction, so that
values as small as 1e-120 keep their full relative precision (Hong 2013, Computational
Statistics & Data Analysis 59, reviews the law; the truncation at the observed count is ours).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from actaverba.kernels.compiled import compiled

Floats = NDArray[np.float64]


@compiled
def poisson_binomial_tail(chances: Floats, observed: int) -> float:
    """P(at least `observed` of the independent events with these `chances` happen).

    Costs `len(chances) * observed` steps. It assumes independent events; where they depend
    on each other the tail is too small.
    """
    if observed <= 0:
        return 1.0
    if observed > chances.size:
        return 0.0
    # state[k]: the chance of exactly k events so far; the last state takes all from there on.
    state = np.zeros(observed + 1)
    state[0] = 1.0
    for n in range(chances.size):
        chance = chances[n]
        top = min(n + 1, observed)
        if top == observed:
            state[observed] += state[observed - 1] * chance
            top = observed - 1
        for k in range(top, 0, -1):
            state[k] = state[k] * (1.0 - chance) + state[k - 1] * chance
        state[0] *= 1.0 - chance
    return float(min(state[observed], 1.0))


@compiled
def binomial_tail(trials: int, chance: float, observed: int) -> float:
    """P(at least `observed` of `trials` events of one chance happen)."""
    return poisson_binomial_tail(np.full(trials, chance), observed)


def false_discovery(p: Floats, tests: float) -> Floats:
    """The smallest false discovery rate at which each test is reported (its q value).

    Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57. `tests` is the
    number of all tests made, of which `p` are the smaller values; the others count as 1.
    Holds under independence and positive dependence.
    """
    if not p.size:
        return p.copy()
    order = np.argsort(p, kind="stable")
    rank = np.arange(1, p.size + 1)
    raw = p[order] * max(tests, float(p.size)) / rank
    stepped = np.minimum.accumulate(raw[::-1])[::-1]
    q = np.empty_like(p)
    q[order] = np.minimum(stepped, 1.0)
    return q
