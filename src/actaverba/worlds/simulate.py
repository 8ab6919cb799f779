"""Make a world and write it to a folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actaverba.worlds.laws import KINDS, PLANTED, Laws, changed
from actaverba.worlds.like import world_like
from actaverba.worlds.world import world
from actaverba.worlds.writing import write

if TYPE_CHECKING:
    import pyarrow as pa

# In a world of given shares these teams are planted unless others are asked for.
TEAMS = tuple(kind for kind in PLANTED if kind != "boost")


def simulate(
    folder: Path, *, seed: int, kinds: Sequence[str] = (), settings: Mapping[str, str],
    shares: pa.Table | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Write a world, or one shaped like some `shares`; what was made, in numbers."""
    laws = changed(Laws(), settings)
    if shares is None:
        asked = tuple(kinds) or KINDS
        made = world(seed, kinds=asked, laws=laws)
    else:
        asked = tuple(kinds) or TEAMS
        made = world_like(shares, seed, kinds=asked, laws=laws)
    about = {
        "made_by": "acta simulate", "seed": seed, "kinds": list(asked), "laws": asdict(laws),
        "like": shares is not None,
    }  # fmt: skip
    paths = write(made, folder, about)
    return {
        "folder": str(folder), "files": [p.name for p in paths], "seed": seed,
        "kinds": list(asked), "shares": made.shares.num_rows, "accounts": made.accounts.num_rows,
        "objects": made.objects.num_rows,
        "teams": len(_teams(made.truth)),
    }  # fmt: skip


def _teams(truth: pa.Table) -> set[str]:
    rows = zip(truth["team"].to_pylist(), truth["planted"].to_pylist(), strict=True)
    return {team for team, is_planted in rows if is_planted == "yes"}
