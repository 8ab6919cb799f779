"""Real processes killed at random moments: the case opens, and the step is there or is not.

`make test` takes a small sample of this. By hand, on the bundled case or another folder:

    python -m tests.case.kill --times 50 [--folder DIR] [--seed N]
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from actaverba.case.case import Case, new
from actaverba.case.verify import verify
from actaverba.errors import CaseExists

ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-01-02T03:04:05Z"

# What a process does; it says on a line of its own how far it is.
ACTIONS = {
    "new": """
from actaverba.case.case import new
say("making")
new(case, now=now)
""",
    "read": """
from actaverba.case.case import Case
from actaverba.readers.read import read
say("looking")
report = read(Case(case), [folder], now=now, told=say)
assert not report.failed, report.failed
""",
    "run": """
from actaverba.case.case import Case
from actaverba.methods.run import run
say("looking")
run(Case(case), now=now, told=say)
""",
    "forget": """
from actaverba.case.forget import forget
say("forgetting")
forget(case, row="relays:A001", why="a test", now=now)
""",
}
PROCESS = """
import sys
from pathlib import Path
case, folder, now = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
def say(line):
    print(line, flush=True)
"""


@dataclass(frozen=True)
class Undisturbed:
    """How long each stretch between two lines took, and what came out."""

    stretches: tuple[float, ...]
    digest: str


def _start(action: str, case: Path, folder: Path) -> subprocess.Popen[str]:
    code = PROCESS + ACTIONS[action] + 'say("done")\n'
    return subprocess.Popen(
        [sys.executable, "-c", code, str(case), str(folder), NOW],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def undisturbed(action: str, case: Path, folder: Path) -> Undisturbed:
    """Do it once without a kill."""
    process = _start(action, case, folder)
    assert process.stdout is not None
    times = [time.monotonic()]
    times.extend(time.monotonic() for _ in process.stdout)
    _, trouble = process.communicate()
    assert process.returncode == 0, trouble
    stretches = [b - a for a, b in itertools.pairwise(times)]
    return Undisturbed(tuple(stretches[1:]), verify(case).digest)


def killed(
    action: str, case: Path, folder: Path, chance: random.Random, stretches: Sequence[float]
) -> str:
    """Start it and kill it in one of its stretches; where that was.

    Each stretch is as likely as another, so that short ones, such as the writing, get hit.
    """
    stretch = chance.randrange(len(stretches))
    moment = chance.uniform(0, 1.2 * stretches[stretch])
    process = _start(action, case, folder)
    assert process.stdout is not None
    line = ""
    for _ in range(stretch + 1):
        line = process.stdout.readline().strip()
    time.sleep(moment)
    process.kill()
    process.communicate()
    return f"{moment:.3f} s after {line!r}"


def left_beside(case: Path) -> list[str]:
    """What lies beside a case that is neither the case nor its key."""
    return sorted(set(os.listdir(case.parent)) - {case.name, f"{case.name}.key"})


def check_new(case: Path) -> bool:
    """A case is there or not, and the same command again completes it."""
    was_there = case.exists()
    try:
        new(case, now=NOW)
        assert not was_there
    except CaseExists:
        assert was_there
    assert Case(case).key() is not None
    assert left_beside(case) == []
    return was_there


def check(action: str, case: Path, folder: Path, *, before: str, after: str, where: str) -> bool:
    """The case is whole, the step is there or not, and the same command completes it.

    Returns whether the step was there after the kill.
    """
    report = verify(case)
    assert report.troubles == (), (where, report.troubles)
    if action != "run":  # a run keeps whole methods, of which verify has looked at each
        assert report.digest in (before, after), where
    repeated = _start(action, case, folder)
    _, trouble = repeated.communicate()
    assert repeated.returncode == 0, (where, trouble)
    report_again = verify(case)
    assert report_again.troubles == (), (where, report_again.troubles)
    assert report_again.digest == after, where
    assert left_beside(case) == [], where
    return report.digest != before


def rounds(
    action: str, times: int, folder: Path, *, seed: int, start: Path, work: Path
) -> list[tuple[str, bool]]:
    """Kill it `times` times, each on a fresh copy of `start`; where, and whether it was done."""
    chance = random.Random(f"{action} {seed}")
    case = work / "killed.case"

    def fresh() -> None:
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        if action != "new":
            shutil.copy(start, case)
            shutil.copy(f"{start}.key", f"{case}.key")

    fresh()
    before = "" if action == "new" else verify(case).digest
    calm = undisturbed(action, case, folder)
    seen = []
    for _ in range(times):
        fresh()
        where = killed(action, case, folder, chance, calm.stretches)
        done = (
            check_new(case)
            if action == "new"
            else check(action, case, folder, before=before, after=calm.digest, where=where)
        )
        seen.append((where, done))
    return seen


def prepare(folder: Path, place: Path) -> dict[str, Path]:
    """The cases from which each action starts: an empty one, one that was read, one computed."""
    starts = {}
    for action, name in (("read", "empty"), ("run", "read"), ("forget", "computed")):
        case = place / f"{name}.case"
        if not starts:
            new(case, now=NOW)
        starts[action] = case
        if action != "forget":
            following = place / f"{'read' if action == 'read' else 'computed'}.case"
            shutil.copy(case, following)
            shutil.copy(f"{case}.key", f"{following}.key")
            undisturbed(action, following, folder)
    return starts | {"new": place / "none"}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--times", type=int, default=50, help="kills for each action")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--action", choices=sorted(ACTIONS), action="append")
    options.add_argument(
        "--folder", type=Path, default=ROOT / "src" / "actaverba" / "cases" / "serbia-2025"
    )
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as place:
        starts = prepare(asked.folder, Path(place))
        for action in asked.action or ACTIONS:
            seen = rounds(
                action, asked.times, asked.folder, seed=asked.seed, start=starts[action],
                work=Path(place) / "work",
            )  # fmt: skip
            done = sum(done for _, done in seen)
            print(f"{action}: {len(seen)} kills, {done} after the step was there, nothing lost")
            for where, was_done in seen:
                print(f"    {where}{', done' if was_done else ''}")


if __name__ == "__main__":
    main()
