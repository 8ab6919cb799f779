"""What a killed process leaves beside a case, and who may take it away.

A case is made, and made anew, under a name of its own with the number of the process; what
DuckDB cannot keep in memory goes into a folder beside the case. The process takes both
away. What one left that is no more is taken away by the next that writes to the case.
"""

from __future__ import annotations

import os
import re
from pathlib import Path


def making(case: Path) -> Path:
    """Where this process makes the file that will take the place of a case."""
    return case.with_name(f".{case.name}.making-{os.getpid()}")


def sweep(case: Path) -> None:
    """Take away what is left of processes that are no more.

    To be called by who may write to the case, before it writes.
    """
    made = re.compile(re.escape(f".{case.name}.making-") + r"(\d+)(\.wal|\.tmp)?")
    for name in os.listdir(case.parent):
        found = made.fullmatch(name)
        if found and not is_running(int(found[1])):
            _take_away(case.with_name(name))
    _take_away(case.with_name(f"{case.name}.tmp"))


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _take_away(left: Path) -> None:
    """Remove a file, or a folder of DuckDB with the files that are its own."""
    if left.is_dir() and not left.is_symlink():
        for inside in left.glob("duckdb_temp_*"):
            inside.unlink(missing_ok=True)
        if not any(left.iterdir()):
            left.rmdir()
    elif left.suffix != ".tmp":
        left.unlink(missing_ok=True)
