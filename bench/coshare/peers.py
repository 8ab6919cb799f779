"""Other programs on the same file, where they can be had.

The toolkit of QUT is put into an environment of its own, `build/peers`, by its registry's client;
CooRTweet is used where R has it. Where one cannot be had, what was measured earlier stands in.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from figures.fingerprint import ROOT

HERE = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / "build" / "peers"

# Recorded, not of this run: CPU seconds, one thread, window 60; until 2026-11-25, for issue 5.
RECORDED_ON = "2026-11-25"
QUT_RECORDED = 54.0  # coordination-network-toolkit (commit daa0e11), 1,000,000 shares
COORTWEET_RECORDED = 54.0  # CooRTweet 2.1.3 (commit d31a008), 100,000 shares; 54 to 58 seen
COORTWEET_SHARES = 100_000


def cpu(command: list[str], where: Path = HERE) -> float:
    """CPU seconds of a command and of all that it starts and waits for."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=where)
    _, status, use = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return use.ru_utime + use.ru_stime


def with_qut() -> str | None:
    """An interpreter that has the toolkit of QUT; None where it cannot be installed."""
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
    install = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet",
               "--requirement", str(HERE / "peers.txt")]  # fmt: skip
    return str(python) if subprocess.run(install, check=False).returncode == 0 else None


def qut(python: str, shares: Path, folder: Path) -> tuple[float, float, str]:
    """CPU seconds of reading and of computing, and the digest of its pairs."""
    database = str(folder / "qut.db")
    steps = [[python, "qut.py", step, str(shares), database] for step in ("read", "compute")]
    reading, seconds = (cpu(step) for step in steps)
    told = subprocess.run([python, "qut.py", "digest", str(shares), database],
                          capture_output=True, text=True, check=True, cwd=HERE)  # fmt: skip
    return reading, seconds, told.stdout.strip()


def with_coortweet() -> str | None:
    """The R that has CooRTweet, if there is one."""
    script = shutil.which("Rscript")
    if script is None:
        return None
    asked = [script, "-e", "library(CooRTweet)"]
    return (
        script if subprocess.run(asked, capture_output=True, check=False).returncode == 0 else None
    )


def coortweet(script: str, shares: Path) -> float:
    """CPU seconds of CooRTweet from the file to its network."""
    return cpu([script, "coortweet.R", str(shares)])
