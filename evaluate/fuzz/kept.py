"""Whether each row that was handed in is in the case or refused, and says what it said."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from actaverba.case.case import Case
from actaverba.case.intake import Taken
from actaverba.case.rows import places_sql
from actaverba.readers.read import ReadReport
from actaverba.vocabulary.schema import Table, tables
from evaluate.fuzz.cases import Sheet

WHITE = " \t\r\n\u00a0\ufeff"
# Types whose cells are kept to the letter; others have a canonical form.
TO_THE_LETTER = ("text", "code", "reference", "url", "name", "unit", "party", "state", "date")


def lost(
    case: Case, report: ReadReport, *, places: Mapping[str, Sequence[int]], sheets: Sequence[Sheet]
) -> Iterator[str]:
    """What is neither in the case nor refused with a reason, file by file."""
    failed = {f.name for f in report.failed}
    by_name = {t.file.name: t for t in report.files}
    told = case.refused()
    for sheet in sheets:
        name = sheet.layout.file_name(sheet.table)
        if name in failed or name not in by_name:
            continue
        taken = by_name[name]
        there = _there(case, taken)
        refused = {r["line"] for r in told if r["file"] == name}
        is_new = taken.status != "unchanged"
        if is_new and {r.line for r in taken.refused} != refused:
            yield f"{name}: the case does not list what was refused"
        if any(not (r.message and r.cure and r.code) for r in taken.refused):
            yield f"{name}: refused without a reason or cure"
        yield from _counted(taken, there, refused, [p for p in places[name] if p])
        yield from _said(tables()[sheet.table], sheet, places[name], there)


def _counted(
    taken: Taken, there: Mapping[int, Mapping[str, Any]], refused: set[int], given: Sequence[int]
) -> Iterator[str]:
    """The counts add up, and each line is one of the two."""
    name = taken.file.name
    missing = set(given) - set(there) - refused
    if missing:
        yield f"{name}: lines {sorted(missing)} are neither in the case nor refused"
    if both := set(there) & refused:
        yield f"{name}: lines {sorted(both)} are in the case and refused"
    if extra := (set(there) | refused) - set(given) - {0}:
        yield f"{name}: lines {sorted(extra)} come from nowhere"
    if taken.status != "unchanged" and taken.rows != len(there):
        yield f"{name}: {taken.rows} rows are said to be taken, {len(there)} are there"


def _there(case: Case, taken: Taken) -> dict[int, dict[str, Any]]:
    """The rows of a file by their line, in the version that the file has them in."""
    table = taken.file.table
    with case.reading() as con:
        found = con.sql(
            f"select p.line, r.* exclude (line) from ({places_sql(table)}) p join {table} r"
            " using (row_id, row_hash) where p.source = $id order by all",
            params={"id": taken.file.id},
        ).to_arrow_table()
        gone = con.execute(
            f"select count(*) from ({places_sql(table)}) p where p.source = ? and not exists"
            f" (select 1 from current_{table} c where c.row_id = p.row_id"
            " and c.row_hash = p.row_hash)",
            [taken.file.id],
        ).fetchall()[0][0]
    rows = found.to_pylist()
    assert gone == 0, f"{gone} rows of {taken.file.name}, just read, are not current"
    return {row["line"]: row for row in rows}


def _said(
    table: Table, sheet: Sheet, places: Sequence[int], there: Mapping[int, Mapping[str, Any]]
) -> Iterator[str]:
    """Cells that are kept to the letter are as they were handed in."""
    for place, row in zip(places, sheet.rows, strict=False):
        for column in table.columns:
            if place not in there or column.pseudonym or column.type not in TO_THE_LETTER:
                continue
            given = row.get(column.name) if column.name in sheet.layout.columns else None
            kept = there[place][column.name]
            if kept != _tidy(given, table):
                where = f"{table.name}, line {place}, {column.name}"
                yield f"{where}: {given!r} became {kept!r}"


def _tidy(text: str | None, table: Table) -> str | None:
    if text is None or table.kind != "case":
        return text or None
    return unicodedata.normalize("NFC", text.strip(WHITE)) or None
