"""A world as files that `acta read` takes, with the truth beside them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from actaverba.errors import InputError
from actaverba.worlds.world import World

TABLES = ("shares", "accounts", "objects", "truth")
ABOUT = "world.json"


def write(made: World, folder: Path, about: Mapping[str, Any]) -> list[Path]:
    """Write `shares.csv`, `accounts.csv`, `objects.csv`, `truth.csv`, and how they were made.

    A world that was written there before is replaced; files of anybody else are not, and then
    InputError is raised.
    """
    from pyarrow import csv

    paths = [folder / f"{name}.csv" for name in TABLES]
    if not (folder / ABOUT).exists():
        for path in paths:
            if path.exists():
                raise InputError(
                    "a file of this name is there, and was not made by a simulation",
                    where=str(path), cure="Name another folder.",
                )  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(about, indent=2, ensure_ascii=False, sort_keys=True)
    (folder / ABOUT).write_text(f"{text}\n", encoding="utf-8")
    for name, path in zip(TABLES, paths, strict=True):
        csv.write_csv(getattr(made, name), path)
    return paths
