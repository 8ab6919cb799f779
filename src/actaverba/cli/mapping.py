"""Other people's headers: which header, or which fixed value, feeds which column."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from actaverba.cli.words import _
from actaverba.errors import InputError
from actaverba.vocabulary import schema


@dataclass(frozen=True)
class HeaderMap:
    """What is said about files of one table; nothing said is an empty one."""

    table: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)


def asked(
    mapped: Sequence[str], fixed: Sequence[str], *, table: str | None, file: Path | None
) -> HeaderMap:
    """The mapping of a command line: what a file says, and over it what is said by hand.

    Raises InputError where two tables are named, or a column that there is not.
    """
    saved = load(file) if file is not None else HeaderMap()
    columns, constants = dict(saved.columns), dict(saved.constants)
    named = [table, saved.table] if table else [saved.table]
    for texts, into in ((mapped, columns), (fixed, constants)):
        for text in texts:
            of_table, column, value = _parts(text)
            named.append(of_table)
            into[column] = value
    tables = sorted({t for t in named if t})
    if len(tables) > 1:
        raise InputError(
            _("a mapping is for one table, this one names {tables}").format(
                tables=", ".join(tables)
            ),
            cure=_("Read the files of each table with a command of their own."),
        )
    return _checked(HeaderMap(tables[0] if tables else None, columns, constants))


def _parts(text: str) -> tuple[str, str, str]:
    place, equals, value = text.partition("=")
    table, dot, column = place.strip().partition(".")
    if not (equals and dot and table and column):
        raise InputError(
            _("{text} is no mapping").format(text=repr(text)),
            cure=_("Write it as TABLE.COLUMN=HEADER, for instance relays.host=Medium."),
        )
    return table, column, value


def _checked(mapping: HeaderMap) -> HeaderMap:
    if mapping.table is None and (mapping.columns or mapping.constants):
        raise InputError(_("the mapping names no table"), cure=_("Add --table."))
    if mapping.table is not None:
        table = schema.table(mapping.table)
        for column in (*mapping.columns, *mapping.constants):
            table.column(column)
    return mapping


def load(place: Path) -> HeaderMap:
    """A mapping that was saved. Raises InputError where the file is none."""
    cure = _("`acta read --save-mapping` writes such files.")
    try:
        told = tomllib.loads(place.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as trouble:
        raise InputError(str(trouble), where=str(place), cure=cure) from trouble
    columns, constants = told.get("columns", {}), told.get("constants", {})
    for texts in (columns, constants):
        if not isinstance(texts, dict) or not all(isinstance(v, str) for v in texts.values()):
            raise InputError(
                _("[columns] and [constants] hold one text for each column"),
                where=str(place), cure=cure,
            )  # fmt: skip
    return HeaderMap(str(told["table"]) if "table" in told else None, columns, constants)


def save(mapping: HeaderMap, place: Path) -> None:
    """Write a mapping as TOML, to be given to `--mapping` later."""
    lines = [] if mapping.table is None else [f"table = {_text(mapping.table)}"]
    for name, texts in (("columns", mapping.columns), ("constants", mapping.constants)):
        if texts:
            lines += ["", f"[{name}]", *(f"{c} = {_text(v)}" for c, v in texts.items())]
    place.write_text("\n".join(lines).strip() + "\n", encoding="utf-8", newline="\n")


def _text(value: str) -> str:
    """A TOML text; it is written as JSON writes one, and no text of JSON means another."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
