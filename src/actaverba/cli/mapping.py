"""Other people's headers, as a command line says them: over a saved mapping, for one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from actaverba.cli.words import _
from actaverba.errors import InputError
from actaverba.readers.mapping import FileMapping, load_mapping, parse


def asked(
    mapped: Sequence[str], fixed: Sequence[str], *, table: str | None, encoding: str | None,
    timezone: str | None, file: Path | None,
) -> FileMapping | None:  # fmt: skip
    """What a saved mapping says, and over it what is said by hand; None where nothing is.

    Raises InputError where two tables are named, or a column that there is not.
    """
    by_hand = parse(mapped, fixed)
    saved = load_mapping(file) if file is not None else None
    tables = sorted({*by_hand, *filter(None, (table, saved.table if saved else None))})
    if len(tables) > 1:
        raise InputError(
            _("a mapping is for one table, this one names {tables}").format(
                tables=", ".join(tables)
            ),
            cure=_("Read the files of each table with a command of their own."),
        )
    if not tables:
        return None
    first = saved or FileMapping(tables[0])
    over = by_hand.get(tables[0], FileMapping(tables[0]))
    # What is said by hand takes the place of a header as well as of a constant.
    return replace(
        first,
        columns={c: h for c, h in first.columns.items() if c not in over.constants}
        | dict(over.columns),
        constants={c: v for c, v in first.constants.items() if c not in over.columns}
        | dict(over.constants),
        encoding=encoding or first.encoding,
        timezone=timezone or first.timezone,
    )
