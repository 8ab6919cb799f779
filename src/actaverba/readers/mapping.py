"""Which header feeds which column: `--map`, `--set`, and mappings kept in a file.

A saved mapping is a TOML file:

    table = "posts"
    encoding = "windows-1251"

    [columns]
    text = "Message body"

    [constants]
    platform = "telegram"
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from actaverba.engine.staged import ReadOptions
from actaverba.errors import InputError
from actaverba.readers.encoding import KNOWN
from actaverba.vocabulary.nearest import did_you_mean, shown
from actaverba.vocabulary.schema import Table, table, tables

KEYS = ("table", "encoding", "timezone", "columns", "constants")


@dataclass(frozen=True)
class FileMapping:
    """How files of other people become rows of one table. A column has a header or a
    constant, not both."""

    table: str
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    timezone: str = ""

    def options(self) -> ReadOptions:
        return ReadOptions(
            self.table, self.columns, self.constants, self.encoding, timezone=self.timezone
        )


def parse(
    maps: Iterable[str] = (), sets: Iterable[str] = (), *, encoding: str | None = None
) -> dict[str, FileMapping]:
    """The mappings that `--map table.column=header` and `--set table.column=value` ask for.

    >>> parse(["posts.text=Message body"])["posts"].columns
    {'text': 'Message body'}
    """
    columns = _pairs(maps, "--map", "HEADER")
    constants = _pairs(sets, "--set", "VALUE")
    return {
        name: _checked(
            FileMapping(name, columns.get(name, {}), constants.get(name, {}), encoding), where=""
        )
        for name in dict.fromkeys([*columns, *constants])
    }


def _pairs(given: Iterable[str], option: str, what: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for text in given:
        target, equals, value = text.partition("=")
        name, dot, column = target.strip().partition(".")
        if not (equals and dot and name and column and value.strip()):
            raise InputError(
                f"{option} {text[:80]} is not well formed",
                cure=f"Write {option} TABLE.COLUMN={what}, as in {option} posts.text={what}.",
            )
        _readable(name).column(column)
        columns = found.setdefault(name, {})
        if column in columns:
            raise InputError(
                f"{option} gives {name}.{column} twice",
                cure="Give each column once.",
            )
        columns[column] = value.strip() if option == "--map" else value
    return found


def _readable(name: str) -> Table:
    """A table that files are read into."""
    known = [t.name for t in tables().values() if t.kind != "program"]
    if name not in known:
        raise InputError(
            f"there is no table {shown(name)} to read into",
            cure=f"{did_you_mean(name, known)}Tables: {', '.join(known)}.",
        )
    return table(name)


def load_mapping(path: Path) -> FileMapping:
    """A mapping kept in a file.

    Raises
    ------
    InputError
        When it is no TOML or names a table, column, key or encoding that is not known.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as trouble:
        raise InputError(
            f"the mapping is not TOML in UTF-8: {trouble}",
            where=path.name,
            cure="Compare it with one that `acta read --save-mapping` writes.",
        ) from None
    for key in raw:
        if key not in KEYS:
            raise InputError(
                f"a mapping has no key {shown(key)}",
                where=path.name,
                cure=f"{did_you_mean(key, KEYS)}Its keys: {', '.join(KEYS)}.",
            )
    mapping = FileMapping(
        _text(raw.get("table"), "table", path),
        _texts(raw.get("columns", {}), "columns", path),
        _texts(raw.get("constants", {}), "constants", path),
        _text(raw["encoding"], "encoding", path) if "encoding" in raw else None,
        _text(raw["timezone"], "timezone", path) if "timezone" in raw else "",
    )
    return _checked(mapping, where=path.name)


def save_mapping(mapping: FileMapping, path: Path) -> None:
    """Write a mapping so that `load_mapping` reads the same; an existing file is replaced."""
    lines = [f"table = {_toml(mapping.table)}"]
    if mapping.encoding is not None:
        lines.append(f"encoding = {_toml(mapping.encoding)}")
    if mapping.timezone:
        lines.append(f"timezone = {_toml(mapping.timezone)}")
    for name, pairs in (("columns", mapping.columns), ("constants", mapping.constants)):
        if pairs:
            lines.append(f"\n[{name}]")
            lines += [f"{column} = {_toml(value)}" for column, value in sorted(pairs.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _checked(mapping: FileMapping, *, where: str) -> FileMapping:
    try:
        known = _readable(mapping.table)
        for column in (*mapping.columns, *mapping.constants):
            known.column(column)
    except InputError as trouble:
        raise InputError(trouble.what, where=where, cure=trouble.cure) from None
    for column in mapping.columns.keys() & mapping.constants.keys():
        raise InputError(
            f"{mapping.table}.{column} has both a header and a constant",
            where=where,
            cure="Keep one of the two.",
        )
    if mapping.encoding is not None and mapping.encoding not in KNOWN:
        raise InputError(
            f"there is no encoding {shown(mapping.encoding)}",
            where=where,
            cure=f"{did_you_mean(mapping.encoding, KNOWN)}Encodings: {', '.join(KNOWN)}.",
        )
    return mapping


def _text(value: Any, key: str, path: Path) -> str:
    if isinstance(value, str) and value:
        return value
    raise InputError(f"{key} is missing or no text", where=path.name, cure=f'Write: {key} = "…".')


def _texts(value: Any, key: str, path: Path) -> dict[str, str]:
    if not isinstance(value, dict):
        raise InputError(
            f"{key} is no section", where=path.name, cure=f"Write [{key}] on a line of its own."
        )
    return {name: _text(given, f"{key}.{name}", path) for name, given in value.items()}


def _toml(value: str) -> str:
    """A TOML string; JSON escapes are TOML's, but for DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
