"""What the commands share that add an entry to a log, or list it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from actaverba.cli.words import _


def target_of(
    target: str | None, asked: Mapping[str, Any], *, is_list: bool, needed: Sequence[str]
) -> str | None:
    """What the entry is about; None where the log is to be listed.

    Raises UsageError where both are asked for, or neither, or an entry lacks what it needs.
    """
    given = [name for name, value in asked.items() if value is not None]
    if is_list:
        if target is not None or given:
            raise click.UsageError(_("--list lists all and adds nothing: give it alone."))
        return None
    if target is None:
        raise click.UsageError(_("Say what it is about, or give --list."))
    missing = [f"--{name}" for name in needed if name not in given]
    if missing:
        raise click.UsageError(_("Give also {names}.").format(names=", ".join(missing)))
    return target


def text_of(entry: Mapping[str, Any], column: str) -> str:
    """A text of an entry, or that it was erased."""
    return _("(erased on request)") if column in entry["erased"] else str(entry[column] or "")
