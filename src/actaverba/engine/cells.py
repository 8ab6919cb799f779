"""From the cells of a file to the cells of a table: mapping, trimming, pseudonyms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from actaverba.engine import sql, times
from actaverba.engine.staged import Staged
from actaverba.errors import InputError
from actaverba.vocabulary.identity import composed_sql
from actaverba.vocabulary.nearest import did_you_mean
from actaverba.vocabulary.schema import Column, Table

WHITE = "' \t\r\n\u00a0\ufeff'"
LISTS = ("list", "codes", "parties", "references")
BLOCK = 64


@dataclass(frozen=True)
class Columns:
    """Which header, or which constant, feeds which column of the table.

    `timezone` is where times without an offset were written, if that was said."""

    headers: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    timezone: str = ""


def match(staged: Staged, table: Table, given: Columns) -> tuple[Columns, list[str]]:
    """Fill in the headers that have the name of their column; say what is left out.

    Raises InputError when a required column is fed by nothing, or a header named in the
    mapping is not in the file.
    """
    present = {h.strip(" \t\ufeff").casefold(): h for h in staged.headers}
    headers: dict[str, str] = {}
    for column in table.names:
        wanted = given.headers.get(column, column)
        if wanted.casefold() in present:
            headers[column] = present[wanted.casefold()]
        elif column in given.headers:
            raise InputError(
                f"there is no column {wanted!r}, which {table.name}.{column} should take",
                cure=f"{did_you_mean(wanted, staged.headers)}It has: {', '.join(staged.headers)}.",
            )
    fed = headers.keys() | given.constants.keys()
    missing = [c.name for c in table.columns if c.required and c.name not in fed]
    if missing:
        raise InputError(
            f"the column {', '.join(missing)} of {table.name} is missing",
            cure=f"It has: {', '.join(staged.headers) or 'no columns'}."
            f" Name the right one with --map {table.name}.{missing[0]}=HEADER.",
        )
    said = []
    for header in staged.headers:
        if header not in headers.values():
            hint = did_you_mean(header, set(table.names) - fed)
            said.append(f"column {header!r} is not known and was left out. {hint}".strip())
    return replace(given, headers=headers), said


def tidy_sql(staged: Staged, table: Table, columns: Columns) -> str:
    """A query for the cells of `table` as text, with `line`; nothing is checked yet.

    Case tables are trimmed; bulk tables are kept to the letter, but for empty cells.
    """
    parts = [f"{sql.name(staged.line_column)} as line"]
    for column in table.columns:
        cell = _cell(column, table, columns)
        parts.append(f"{cell} as {sql.name(column.name)}")
    return f"select {', '.join(parts)} from {sql.name(staged.relation)}"


def _cell(column: Column, table: Table, columns: Columns) -> str:
    if column.name in columns.headers:
        cell = sql.name(columns.headers[column.name])
    elif column.name in columns.constants:
        cell = f"{sql.text(columns.constants[column.name])}::VARCHAR"
    else:
        return "NULL::VARCHAR"
    if column.type == "instant" and columns.timezone:
        cell = times.placed_sql(cell, columns.timezone)
    if column.instant:
        cell = times.seconds_sql(cell, columns.timezone)
    if table.kind != "case":
        return f"nullif({cell}, '')"
    if column.type in LISTS:
        cell = f"trim(regexp_replace({cell}, '\\s*;[\\s;]*', ';', 'g'), ';')"
    return f"nullif({composed_sql(f'trim({cell}, {WHITE})')}, '')"


def keyed_sql(rows: str, table: Table, *, key: bytes | None) -> str:
    """A query for `rows` with handles as pseudonyms where there is a `key`.

    A pseudonym is computed once for each distinct handle and then joined.
    """
    handles = [sql.name(c.name) for c in table.columns if c.pseudonym] if key else []
    columns: list[str] = []
    joins: list[str] = []
    for name in map(sql.name, table.names):
        if name not in handles:
            columns.append(f"r.{name}")
            continue
        alias = f"k{len(joins)}"
        columns.append(f"{alias}.keyed as {name}")
        joins.append(
            f"left join (select {name}, {pseudonym_sql(name, key or b'')} as keyed"
            f" from (select distinct {name} from {rows})) {alias} on r.{name} = {alias}.{name}"
        )
    return f"select r.line, {', '.join(columns)} from {rows} r {' '.join(joins)}"


def pseudonym_sql(cell: str, key: bytes) -> str:
    """HMAC-SHA-256 (RFC 2104) of a handle under the key of the case, its first 80 bits.

    Handles are folded first, so that one account has one pseudonym however it is written.
    """
    block = key.ljust(BLOCK, b"\0")
    inner, outer = ("unhex('" + bytes(b ^ pad for b in block).hex() + "')" for pad in (0x36, 0x5C))
    first = f"unhex(sha256({inner} || encode({folded_sql(cell)})))"
    return f"'acc_' || sha256({outer} || {first})[:20]"


def folded_sql(cell: str) -> str:
    """A handle in lower case, composed, and without blanks around it and a leading `@`."""
    handle = f"ltrim(trim({cell}, {WHITE}), '@')"
    return f"lower({composed_sql(handle)})"


def pseudonym(handle: str, key: bytes) -> str:
    """The pseudonym of one handle; asked of DuckDB, whose lower case is not quite Python's."""
    return _asked(pseudonym_sql("handle", key), handle)


def folded(handle: str) -> str:
    """A handle as all its spellings are folded."""
    return _asked(folded_sql("handle"), handle)


def _asked(expression: str, handle: str) -> str:
    query = f"select {expression} from (select ?::VARCHAR as handle)"
    found = sql.row(sql.workbench(), query, handle)
    assert found is not None
    return str(found[0])
