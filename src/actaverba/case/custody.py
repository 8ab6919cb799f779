"""Pages of rows: originals that are kept, and the log of what was done with them.

`attach` notes a capture as a row beside those of `captures.csv` and keeps the original,
beside the case or inside it. What was done, by whom and when stands in the log `custody`,
which is only added to. The log names rows by ids that say nothing once they are forgotten.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from actaverba.case import chain, custody_store, file
from actaverba.case.custody_store import Original
from actaverba.case.entered import entered
from actaverba.case.intake import FileRead, Intake
from actaverba.engine import sql
from actaverba.engine.staged import Staged
from actaverba.engine.validate import Checked, check
from actaverba.errors import InputError
from actaverba.version import VERSION
from actaverba.vocabulary.schema import table as named

if TYPE_CHECKING:
    import duckdb

    from actaverba.case.case import Case

TABLE = "custody"
SOURCE = "attached pages"
DATASET = "attached"
BESIDE, INSIDE = "beside", "inside"
MOST_INSIDE = 16 * 1024 * 1024
CAPTURE = ("row", "url", "archive_url", "captured_at", "sha256", "by", "tool")
TOOL = f"actaverba {VERSION}"
BROUGHT = f"unknown; brought as a file, {TOOL}"


@dataclass(frozen=True)
class Page:
    """One page of one row: the copied original, its address, and when it was captured.

    `how` says how its address was found, `tool` with what it was captured, where that is known.
    """

    table: str
    row_id: str
    label: str
    original: Original
    url: str
    captured_at: str
    archive_url: str = ""
    how: str = "given"
    tool: str = ""

    @property
    def target(self) -> str:
        return f"{self.table}:{self.label}"


@dataclass(frozen=True)
class Attached:
    """What became of one page. `action` is `attach`, `replace`, or empty: it was there; `how`
    says how the address of the page was found."""

    target: str
    url: str
    captured_at: str
    sha256: str
    bytes: int
    media: str
    kept: str
    action: str
    how: str = "given"


def attach(
    case: Case, pages: Sequence[Page], *, by: str, now: str, replace: bool = False,
    inside_below: int = 0,
) -> list[Attached]:  # fmt: skip
    """Keep the originals of pages, and note each as a capture of its row.

    Parameters
    ----------
    pages : Page
        Their originals are copies (`custody_store.copied`) that stay until this returns.
    by : str
        Who captured or brought them.
    replace : bool
        What was attached before to the same row and address is no longer shown. Its
        original and the entries of the log stay.
    inside_below : int
        Originals smaller than this many bytes are kept inside the case, at most 16 MiB.

    Raises
    ------
    InputError
        When nobody is named, an address is none, or the capture was forgotten.
    """
    who = entered(by, "by") or ""
    before = held(case)
    fresh = [p for p in pages if (p.row_id, p.original.sha256) not in before]
    told = [_told(p, before[p.row_id, p.original.sha256], "") for p in pages if p not in fresh]
    kept = {p.original.sha256: _kept(p, before, inside_below) for p in pages}
    with sql.workbench() as bench:
        checked = _checked(bench, fresh, who)
        for original in {p.original.sha256: p.original for p in pages}.values():
            if kept[original.sha256] == BESIDE:
                custody_store.keep(case.path, original)
        if fresh:
            with file.writing(case.path, bench=bench) as con:
                told += _noted(con, fresh, checked, by=who, now=now, kept=kept, replace=replace)
    return told


def _kept(page: Page, before: Mapping[tuple[str, str], str], inside_below: int) -> str:
    """Where an original is kept: where it is already, else by its size."""
    sha256 = page.original.sha256
    known = [kept for (_, other), kept in sorted(before.items()) if other == sha256]
    if known:
        return known[0]
    return INSIDE if page.original.size < min(inside_below, MOST_INSIDE) else BESIDE


def _told(page: Page, kept: str, action: str) -> Attached:
    o = page.original
    return Attached(
        page.target, page.url, page.captured_at, o.sha256, o.size, o.media, kept, action, page.how
    )


def _checked(bench: duckdb.DuckDBPyConnection, pages: Sequence[Page], by: str) -> Checked:
    """The captures as checked rows on the workbench. Raises InputError where one is none."""
    bench.execute(f"create temp table attached (line BIGINT, {_columns('VARCHAR')})")
    for line, cells in enumerate(_cells(pages, by), 1):
        bench.execute(
            f"insert into attached values ({', '.join('?' * (len(cells) + 1))})", [line, *cells]
        )
    staged = Staged("attached", CAPTURE)
    checked = check(bench, staged, named("captures"), dataset=DATASET, known={}, place="attached")
    for refused in checked.refused:
        raise InputError(
            f"{refused.column}: {refused.message}", where=pages[refused.line - 1].target,
            cure=refused.cure,
        )  # fmt: skip
    return checked


def _columns(kind: str) -> str:
    return ", ".join(f"{sql.name(c)} {kind}" for c in CAPTURE)


def _cells(pages: Iterable[Page], by: str) -> list[list[str]]:
    return [
        [p.target, p.url, p.archive_url, p.captured_at, p.original.sha256, by, p.tool or BROUGHT]
        for p in pages
    ]


def _noted(
    con: duckdb.DuckDBPyConnection, pages: Sequence[Page], checked: Checked, *, by: str,
    now: str, kept: Mapping[str, str], replace: bool,
) -> list[Attached]:  # fmt: skip
    """Write captures, originals and entries of the log; what became of each page."""
    earlier = [_earlier(con, page) if replace else [] for page in pages]
    read = _read(con, pages, by)
    if Intake(con, now).rows(read, checked).new < len(pages):
        raise InputError(
            "a capture like this was forgotten, and stays out", cure="Capture the page anew."
        )
    told = []
    for page, gone in zip(pages, earlier, strict=True):
        _supersede(con, gone, read)
        action, where = "replace" if gone else "attach", kept[page.original.sha256]
        if where == INSIDE:
            _put_inside(con, page.original)
        chain.append(con, TABLE, {
            "action": action, "table_name": page.table, "row_id": page.row_id,
            "sha256": page.original.sha256, "bytes": page.original.size,
            "media": page.original.media, "captured_at": page.captured_at, "kept": where,
            "note": ";".join(sorted({g[2] for g in gone if g[2]})) or None, "by": by, "at": now,
        })  # fmt: skip
        told.append(_told(page, where, action))
    return told


def _read(con: duckdb.DuckDBPyConnection, pages: Sequence[Page], by: str) -> FileRead:
    """The captures of one call as a version of a file that only grows."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([CAPTURE, *_cells(pages, by)])
    content = out.getvalue().encode("utf-8", "surrogatepass")
    after = json.dumps({"after": chain.head(con, TABLE).digest})
    return FileRead(
        SOURCE, DATASET, "captures", hashlib.sha256(content).hexdigest(), len(content), "attach",
        "utf-8", after, adds=True,
    )  # fmt: skip


Version = tuple[str, str, str]


def _earlier(con: duckdb.DuckDBPyConnection, page: Page) -> list[Version]:
    """What was attached before to the same row and address: row id, hash, SHA-256."""
    found: list[Version] = con.execute(
        "select c.row_id::VARCHAR, c.row_hash::VARCHAR, c.sha256 from current_captures c"
        " join source s on s.id = c.origin"
        ' where s.name = ? and s.dataset = ? and c."row" = ? and c.url = ? order by all',
        [SOURCE, DATASET, page.target, page.url],
    ).fetchall()
    return found


def _supersede(con: duckdb.DuckDBPyConnection, gone: Iterable[Version], read: FileRead) -> None:
    for row_id, row_hash, _ in gone:
        con.execute(
            "insert into superseded values ('captures', ?, ?, ?, 'gone')",
            [row_id, row_hash, read.id],
        )


def _put_inside(con: duckdb.DuckDBPyConnection, original: Original) -> None:
    con.execute("delete from page where sha256 = ?", [original.sha256])
    con.execute("insert into page values (?, ?)", [original.sha256, original.path.read_bytes()])


def log(case: Case) -> list[dict[str, Any]]:
    """All entries of the custody log in their order."""
    with case.reading() as con:
        return chain.entries(con, TABLE)


def held(case: Case) -> dict[tuple[str, str], str]:
    """The originals that the case should have: (row id, SHA-256) to where each is kept."""
    return held_of(log(case))


def held_of(entries: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], str]:
    """The same of the entries of a log."""
    found: dict[tuple[str, str], str] = {}
    for entry in entries:
        key = (str(entry["row_id"]), str(entry["sha256"]))
        if entry["action"] in ("attach", "replace"):
            found[key] = str(entry["kept"])
        elif entry["action"] == "forget":
            found.pop(key, None)
    return found
