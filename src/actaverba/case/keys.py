"""The key of a case's pseudonyms: a file of its own, never exported, mode 0600."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from actaverba.engine import sql
from actaverba.errors import CaseError

SIZE = 32


def place(case: Path) -> Path:
    """Where the key lies: beside the case itself, also when that is named by a link."""
    real = case.resolve()
    return real.with_name(f"{real.name}.key")


def make(case: Path) -> None:
    """Write a new key beside a new case; an existing key is kept."""
    try:
        handle = os.open(place(case), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(secrets.token_hex(SIZE) + "\n")


def key(case: Path) -> bytes | None:
    """The key, or None where the case was made with clear names.

    Raises CaseError when the case needs a key and it is not there.
    """
    from actaverba.case import file

    with file.reading(case) as con:
        row = sql.row(con, "select value from case_info where key = 'pseudonyms'")
    if row is None or row[0] == "clear":
        return None
    try:
        found = bytes.fromhex(place(case).read_text(encoding="ascii").strip())
        if len(found) != SIZE:
            raise ValueError(f"{len(found)} bytes")
        return found
    except (OSError, ValueError) as trouble:
        raise CaseError(
            "the key of its pseudonyms cannot be read",
            where=str(place(case)),
            cure="Put the key file back beside the case: without it a handle would get"
            " another pseudonym than before.",
        ) from trouble
