"""What `verify` says of a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

TOLD = 50
RESTORE = "Restore a copy from before the change, or read its files into a new case."


@dataclass(frozen=True)
class Trouble:
    """One thing that does not hold: the table, the row as people call it, what, and the cure."""

    table: str
    row: str
    what: str
    cure: str = RESTORE


@dataclass(frozen=True)
class Report:
    """Whether everything in a case follows from what was read and computed.

    `digest` is the same for the same files, methods and settings, wherever and whenever
    they were read and computed. `checked` counts what was looked at. `notes` are worth
    knowing and no trouble. Of many troubles of one sort the first 50 are told.
    """

    ok: bool
    digest: str
    checked: Mapping[str, int]
    troubles: tuple[Trouble, ...]
    notes: tuple[Trouble, ...] = ()
