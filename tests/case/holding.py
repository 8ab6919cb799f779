"""Other processes that hold a case open, as two terminals of one analyst would."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HOLD = """
import sys, time
from pathlib import Path
from actaverba.case import file
with getattr(file, sys.argv[2])(Path(sys.argv[1])) as con:
    print("open", flush=True)
    if sys.argv[2] == "writing":
        con.execute("insert into case_info values ('held', 'yes')")
    time.sleep(float(sys.argv[3]))
"""


@contextmanager
def held(path: Path, how: str, seconds: float) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the case open, `reading` or `writing`, for some seconds."""
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path), how, str(seconds)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    try:
        assert other.stdout.readline() == "open\n"
        yield other
    finally:
        other.kill()
        other.wait()
        other.stdout.close()
