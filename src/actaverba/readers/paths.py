"""What DuckDB takes a path for, and what it says about one."""

from __future__ import annotations

import re
from pathlib import Path

from actaverba.readers.lines import raw

# Nothing is told from the name of a file or of its folders.
PLAIN = "compression='none', hive_partitioning=false"
LONGEST = 300
PATTERN = frozenset("*?[]{}\\")


def literal(path: Path, folder: Path) -> Path:
    """The path, or a link to it in `folder` if it has characters of a pattern.

    DuckDB would read `a*.csv` as all the files of which that is true.
    """
    whole = path.resolve()
    if not PATTERN & set(str(whole)):
        return whole
    number = 1
    while (link := folder / f"link_{number}").exists():
        number += 1
    link.symlink_to(whole)
    return link


def complaint(trouble: Exception, path: Path, file: str) -> str:
    """What DuckDB says is wrong with a file, with the name that the user knows."""
    first = str(trouble).split("\n")[0].replace(str(path), file)
    told = re.sub(r"^(\w+ )*Error: ", "", first).replace("record/value", "element")
    return raw(told)[:LONGEST]
