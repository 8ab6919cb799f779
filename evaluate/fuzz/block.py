"""A block of made-up cases: hypothesis draws them from one seed, and each is tried."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from evaluate.fuzz.cases import Made, made_cases, main_tables
from evaluate.fuzz.trial import Trial

SEED = 20261125
SIZE = 20


@dataclass(frozen=True)
class Held:
    """What became of one case; no complaints mean that it held."""

    called: str
    digest: str
    rows: int
    refused: int
    findings: int
    complaints: list[str] = field(default_factory=list)


def drawn(number: int, size: int) -> list[Made]:
    """The cases of a block, all about one table.

    They are the same for the same seed, vocabulary and version of hypothesis.
    """
    about_table = main_tables()[number % len(main_tables())]
    found: list[Made] = []

    @seed(SEED + number)
    @settings(
        max_examples=size, phases=[Phase.generate], database=None, deadline=None,
        derandomize=False, suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(made_cases(about_table))
    def draw(made: Made) -> None:
        found.append(made)

    draw()
    return found


def block(number: int, size: int, *, keep: Path | None = None) -> Iterator[Held]:
    """Try each case of a block. Files of those that do not hold go to `keep`."""
    for nth, made in enumerate(drawn(number, size)):
        called = f"{number}/{nth}"
        with tempfile.TemporaryDirectory(prefix="actaverba-fuzz-") as folder:
            trial = Trial(made, Path(folder), nth=number + nth)
            complaints = _tried(trial)
            if complaints and keep is not None:
                place = keep / f"failed-{called.replace('/', '-')}"
                shutil.copytree(folder, place, dirs_exist_ok=True)
                told = "\n".join([*complaints, ascii(made)])
                (place / "complaints.txt").write_text(told, encoding="utf-8", errors="replace")
        digest = hashlib.sha256(repr(made).encode("utf-8", "surrogatepass")).hexdigest()
        yield Held(called, digest, trial.rows, trial.refused, trial.findings, complaints)


def _tried(trial: Trial) -> list[str]:
    """The complaints of a case; a crash is one, with the place where it came from."""
    try:
        return list(dict.fromkeys(trial.complaints()))
    except Exception:  # noqa: BLE001 - whatever is raised is what is looked for
        return [f"crash: {traceback.format_exc()[-2000:]}"]
