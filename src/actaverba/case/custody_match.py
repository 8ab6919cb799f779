"""Which row a page belongs to: named by the user, or found by the page's address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from actaverba.case import custody_saved
from actaverba.case.custody import Page
from actaverba.case.custody_store import Original
from actaverba.case.custody_warc import records, same
from actaverba.errors import InputError
from actaverba.vocabulary.nearest import did_you_mean, shown
from actaverba.vocabulary.schema import Table, tables_of
from actaverba.vocabulary.schema import table as named

if TYPE_CHECKING:
    from actaverba.case.case import Case


class Row(NamedTuple):
    """A row that a page may be attached to."""

    table: str
    row_id: str
    label: str
    url: str


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
    archive_url: str = "", tool: str = "", now: str,
) -> Page:  # fmt: skip
    """One page for one row. The time is the given one, else one in the file (WARC, SingleFile,
    MHTML), else now.

    Raises InputError where neither the user nor the row says an address.
    """
    address = url.strip() or row.url
    if not address:
        raise InputError(
            "the row has no address", where=f"{row.table}:{row.label}", cure="Give it: --url."
        )
    at = captured_at or _at(original, name, address) or now
    return Page(row.table, row.row_id, row.label, original, address, at, archive_url, tool=tool)


def _at(original: Original, name: str, url: str) -> str:
    """The date of the record with this address, or of the only record; for other files the date
    that was written into them together with this address."""
    if original.media == "warc":
        found = records(original.path, name)
        own = [r for r in found if same(r.url) == same(url)]
        return next((r.at for r in own or (found if len(found) == 1 else ())), "")
    said = custody_saved.said(original.path)
    return said.at if said is not None and same(said.url) == same(url) else ""


def by_address(case: Case) -> dict[str, list[Row]]:
    """Every row that has an address, under the address as it is compared."""
    found: dict[str, list[Row]] = defaultdict(list)
    for table in tables_of("case"):
        if takes_pages(table) and "url" in table.names:
            for row in _rows(case, table):
                if row.url:
                    found[same(row.url)].append(row)
    return found
