"""Bringing pages to a case: one file, one address, or a folder of captures."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from actaverba.case import custody_folder, custody_match, custody_store
from actaverba.case.custody import TOOL, Attached, Page, attach
from actaverba.case.custody_fetch import fetched
from actaverba.case.custody_folder import Unmatched
from actaverba.case.custody_warc import same
from actaverba.errors import InputError

if TYPE_CHECKING:
    from actaverba.case.case import Case

FETCHED = f"acta attach --url, {TOOL}"


@dataclass(frozen=True)
class Asked:
    """What the user says: a row and a file, a row and an address to fetch, or a folder.

    With a file `url` is the address of its page, where that is not the row's own.
    """

    row: str | None = None
    file: Path | None = None
    folder: Path | None = None
    url: str = ""
    archive_url: str = ""
    captured_at: str = ""


@dataclass(frozen=True)
class Brought:
    """What became of each page, which files of a folder were left alone, and what else to know."""

    attached: tuple[Attached, ...]
    left: tuple[Unmatched, ...] = ()
    said: tuple[str, ...] = ()


def bring(
    case: Case, asked: Asked, *, by: str, now: str, replace: bool = False, inside_below: int = 0
) -> Brought:
    """Attach what is asked; see `custody.attach` for the rest.

    Raises InputError where neither a row with a page nor a folder alone is given.
    """
    if asked.folder is not None and (asked.row or asked.file or asked.url or asked.archive_url):
        raise InputError(
            "a folder finds its rows by address",
            cure="Give either a folder, or a row with its page.",
        )
    with ExitStack() as stack:
        left: list[Unmatched] = []
        said: list[str] = []
        if asked.folder is not None:
            if not asked.folder.is_dir():
                raise InputError("is no folder", where=str(asked.folder), cure="Is the path right?")
            pages, left = custody_folder.pages_in(
                case, asked.folder, stack, captured_at=asked.captured_at, now=now
            )
        else:
            pages = [_one(case, asked, stack, said=said, now=now)]
        found = attach(case, pages, by=by, now=now, replace=replace, inside_below=inside_below)
    return Brought(tuple(found), tuple(left), tuple(said))


def _one(case: Case, asked: Asked, stack: ExitStack, *, said: list[str], now: str) -> Page:
    if not asked.row or not (asked.file or asked.url):
        raise InputError(
            "what is to be attached is not said",
            cure="Give a row and a file (relays:A001 page.html), a row and --url, or --folder.",
        )
    row = custody_match.row_of(case, asked.row)
    if asked.file:
        given, name, tool = asked.file.resolve(), asked.file.name, ""
    else:
        page = stack.enter_context(fetched(asked.url))
        given, name, tool = page.path, asked.url, FETCHED
        if same(page.url) != same(asked.url):
            said.append(f"the address led to {page.url}")
            tool = f"{FETCHED}, after a redirect"
    original = stack.enter_context(custody_store.copied(case.path, given))
    return custody_match.page_of(
        case, row, original, name=name, url=asked.url, captured_at=asked.captured_at,
        archive_url=asked.archive_url, tool=tool, now=now,
    )  # fmt: skip
