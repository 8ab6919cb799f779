"""Which row a page belongs to: named by the user, or found by the page's address."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from actaverba.case import custody_store
from actaverba.case.custody import Page
from actaverba.case.custody_store import Original
from actaverba.case.custody_warc import Record, records, same
from actaverba.errors import InputError
from actaverba.vocabulary.nearest import did_you_mean, shown
from actaverba.vocabulary.schema import Table, tables_of
from actaverba.vocabulary.schema import table as named

if TYPE_CHECKING:
    from actaverba.case.case import Case

INDEX = "index.csv"
ADDRESS = ".url"
LONGEST = 8192


class Row(NamedTuple):
    """A row that a page may be attached to."""

    table: str
    row_id: str
    label: str
    url: str


class Unmatched(NamedTuple):
    """A file, or one address in it, that was left alone, and why."""

    file: str
    why: str


def takes_pages(table: Table) -> bool:
    """Whether its rows have an id of their own, by which a capture can name them."""
    own = table.label == "id" or table.identity == (table.label,)
    return table.kind == "case" and table.name != "captures" and own


def row_of(case: Case, target: str) -> Row:
    """The current row that `table:id` names. Raises InputError where there is none."""
    name, _, own = target.strip().partition(":")
    known = [t.name for t in tables_of("case") if takes_pages(t)]
    if name not in known:
        raise InputError(
            f"{shown(target)} names no row that has a page",
            cure=f"{did_you_mean(name, known)}Write table:id, like relays:A001; tables:"
            f" {', '.join(known)}.",
        )
    rows = list(_rows(case, named(name)))
    fitting = [r for r in rows if own in (r.label, r.row_id)]
    if len(fitting) != 1:
        what = "several rows" if fitting else "no row"
        raise InputError(
            f"the case has {what} {shown(target)}",
            cure=f"{did_you_mean(own, [r.label for r in rows])}`acta export` lists all ids.",
        )
    return fitting[0]


def _rows(case: Case, table: Table) -> Iterator[Row]:
    for row in case.table(table.name).to_pylist():
        label, url = (str(row.get(column) or "") for column in (table.label, "url"))
        yield Row(table.name, str(row["row_id"]), label, url)


def page_of(
    case: Case, row: Row, original: Original, *, name: str, url: str = "", captured_at: str = "",
    archive_url: str = "", now: str,
) -> Page:  # fmt: skip
    """One page for one row. The time is the given one, else that of a WARC record, else now.

    Raises InputError where neither the user nor the row says an address.
    """
    address = url.strip() or row.url
    if not address:
        raise InputError(
            "the row has no address", where=f"{row.table}:{row.label}", cure="Give it: --url."
        )
    found = records(original.path, name) if original.media == "warc" else []
    at = captured_at or _at(found, address) or now
    return Page(row.table, row.row_id, row.label, original, address, at, archive_url)


def _at(found: list[Record], url: str) -> str:
    """The date of the record with this address, or of the only record."""
    own = [r for r in found if same(r.url) == same(url)]
    return next((r.at for r in own or (found if len(found) == 1 else ())), "")


def pages_in(
    case: Case, folder: Path, stack: ExitStack, *, captured_at: str = "", now: str
) -> tuple[list[Page], list[Unmatched]]:
    """The pages in a folder, each with every row that has its address; and what is left.

    The address of a file is that of its records (WARC), of `index.csv` (url, file), or of
    a file with `.url` behind its name. Copies of the originals live as long as `stack`.
    """
    by_address = _by_address(case)
    addresses, left = _addresses(folder)
    pages: list[Page] = []
    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        try:
            original = stack.enter_context(custody_store.copied(case.path, path))
            found = (
                records(original.path, name)
                if original.media == "warc"
                else [Record(url, "") for url in addresses.get(name, ())]
            )
        except InputError as trouble:
            left.append(Unmatched(name, trouble.what))
            continue
        own, alone = _matched(found, by_address, original, at=captured_at, now=now)
        pages += own
        left += [Unmatched(name, why) for why in alone]
    return pages, left


def _matched(
    found: list[Record], by_address: Mapping[str, list[Row]], original: Original, *, at: str,
    now: str,
) -> tuple[list[Page], list[str]]:  # fmt: skip
    pages: dict[tuple[str, str], Page] = {}
    alone = [] if found else ["has no address; give it in index.csv"]
    for record in found:
        rows = by_address.get(same(record.url), [])
        for row in rows:
            when = at or record.at or now
            page = Page(row.table, row.row_id, row.label, original, row.url, when)
            pages.setdefault((row.table, row.row_id), page)
        if not rows:
            alone.append(f"no row has the address {shown(record.url)}")
    return list(pages.values()), alone


def _by_address(case: Case) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for table in tables_of("case"):
        if takes_pages(table) and "url" in table.names:
            for row in _rows(case, table):
                if row.url:
                    found[same(row.url)].append(row)
    return found


def _files(folder: Path) -> list[Path]:
    """The plain files of a folder and its folders, without links and without addresses."""
    found = [p for p in folder.rglob("*") if p.is_file() and not p.is_symlink()]
    return sorted(
        p for p in found
        if p.name != INDEX and p.suffix != ADDRESS and not any(
            part.startswith(".") for part in p.relative_to(folder).parts
        )
    )  # fmt: skip


def _addresses(folder: Path) -> tuple[dict[str, list[str]], list[Unmatched]]:
    """What `index.csv` and the `.url` files say: name in the folder to addresses."""
    told: dict[str, list[str]] = defaultdict(list)
    left: list[Unmatched] = []
    known = {p.relative_to(folder).as_posix() for p in _files(folder)}
    index = folder / INDEX
    if index.is_file():
        for row in _index(index):
            name = str(row.get("file") or "").strip()
            if name in known:
                told[name].append(str(row.get("url") or "").strip())
            else:
                left.append(Unmatched(INDEX, f"there is no file {shown(name)} in the folder"))
    for path in sorted(folder.rglob(f"*{ADDRESS}")):
        if path.is_file() and not path.is_symlink():
            with path.open(encoding="utf-8", errors="replace") as lines:
                url = lines.readline(LONGEST).strip()
            own = path.relative_to(folder).with_suffix("").as_posix()
            for name in sorted(n for n in known if n == own or n.rpartition(".")[0] == own):
                told[name].append(url)
    return told, left


def _index(index: Path) -> list[dict[str, Any]]:
    try:
        with index.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            rows = list(reader)
    except (UnicodeDecodeError, csv.Error) as trouble:
        raise InputError(
            "cannot be read", where=INDEX, cure="It is a CSV in UTF-8 with the columns url, file."
        ) from trouble
    if not {"url", "file"} <= set(reader.fieldnames or ()):
        raise InputError("lacks a column", where=INDEX, cure="It needs the columns url and file.")
    return rows
