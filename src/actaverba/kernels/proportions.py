"""Intervals of shares."""

from __future__ import annotations

import math


def wilson(k: int, n: int) -> tuple[float, float]:
    """The 95 % score interval of k in n (Wilson 1927); everything where n is 0.

    >>> low, high = wilson(0, 200)
    >>> round(low, 3), round(high, 3)
    (0.0, 0.019)
    """
    if n == 0:
        return 0.0, 1.0
    z = 1.959964
    middle = (k + z * z / 2) / (n + z * z)
    half = z * math.sqrt(k * (n - k) / n + z * z / 4) / (n + z * z)
    low = 0.0 if k == 0 else max(0.0, middle - half)
    return low, 1.0 if k == n else min(1.0, middle + half)
