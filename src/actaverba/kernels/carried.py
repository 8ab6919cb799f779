"""Which shares carry pairs of accounts, for many pairs at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from actaverba.kernels.compiled import compiled
from actaverba.kernels.evidence import Ledger, meetings

Ints = NDArray[np.int64]
Codes = NDArray[np.int32]
Floats = NDArray[np.float64]


@compiled
def carried(
    ledger: Ledger, a: Codes, b: Codes, met: Codes, window: int
) -> tuple[Ints, Ints, Ints, Floats]:
    """For each meeting of each pair: the pair, the shares of both (in the order of the ledger),
    and the chance of a meeting at that object. `met` says how many meetings each pair has."""
    total = met.sum()
    of_pair, chance = np.empty(total, np.int64), np.empty(total)
    of_a, of_b = np.empty(total, np.int64), np.empty(total, np.int64)
    at = 0
    for n in range(a.size):
        x, y, p = meetings(ledger, a[n], b[n], window)
        for k in range(min(x.size, total - at)):
            of_pair[at], of_a[at], of_b[at], chance[at] = n, x[k], y[k], p[k]
            at += 1
    return of_pair[:at], of_a[:at], of_b[:at], chance[:at]
