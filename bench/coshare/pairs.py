"""A digest of unordered pairs of accounts, to see that two programs found the same ones."""

from __future__ import annotations

import zlib
from collections.abc import Iterable


def digest(pairs: Iterable[tuple[str, str]]) -> str:
    """Their number, and the sum of a hash of each; the order of pairs and ends means nothing."""
    found = {(min(p), max(p)) for p in pairs}
    total = sum(zlib.crc32(f"{a}\t{b}".encode()) for a, b in found)
    return f"{len(found)}:{total}"
