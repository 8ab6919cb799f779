"""Paths as DuckDB takes them: it would read `a*.csv` as a pattern."""

from __future__ import annotations

from pathlib import Path

# Nothing is told from the name of a file or of its folders.
PLAIN = "compression='none', hive_partitioning=false"
PATTERN = frozenset("*?[]{}\\")


def literal(path: Path, folder: Path) -> Path:
    """The path, or a link to it in `folder` if it has characters of a pattern."""
    whole = path.resolve()
    if not PATTERN & set(str(whole)):
        return whole
    number = 1
    while (link := folder / f"link_{number}").exists():
        number += 1
    link.symlink_to(whole)
    return link
