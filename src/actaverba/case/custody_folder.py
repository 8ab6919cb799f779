"""A folder of captures: each file finds its rows by the address of its page.

What a person says stands first (`index.csv`, a `.url` file), then what the tool that saved the
page wrote (WARC, browsers, SingleFile, MHTML), then the name of the file, and last what the page
calls itself. How an address was found is told, since the last of these is the page's own word.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from actaverba.case import custody_saved, custody_store
from actaverba.case.custody import Page
from actaverba.case.custody_match import Row, by_address
from actaverba.case.custody_store import Original
from actaverba.case.custody_warc import records, same
from actaverba.errors import InputError
from actaverba.vocabulary.nearest import shown

if TYPE_CHECKING:
    from actaverba.case.case import Case

INDEX = "index.csv"
ADDRESS = ".url"
# The folder in which a browser puts the pictures and scripts of a page that it saves whole.
PARTS = "_files"
PAGES = frozenset({".html", ".htm", ".xhtml"})
OWN_WORD = ("canonical", "og:url")


class Unmatched(NamedTuple):
    """A file, or one address in it, that was left alone, and why."""

    file: str
    why: str


class Found(NamedTuple):
    """One address of a file, when it was captured (empty: not said), and what says so."""

    url: str
    at: str
    how: str


def pages_in(
    case: Case, folder: Path, stack: ExitStack, *, captured_at: str = "", now: str
) -> tuple[list[Page], list[Unmatched]]:
    """The pages in a folder, each with every row that has its address; and what is left.

    Copies of the originals live as long as `stack`.
    """
    rows = by_address(case)
    files, left = _files(folder)
    addresses, strange = _addresses(folder, files)
    pages: list[Page] = []
    for path in files:
        name = path.relative_to(folder).as_posix()
        try:
            original = stack.enter_context(custody_store.copied(case.path, path))
            found = _found(original, name, addresses.get(name, ()), rows)
        except InputError as trouble:
            left.append(Unmatched(name, trouble.what))
            continue
        own, alone = _matched(found, rows, original, at=captured_at, now=now)
        pages += own
        left += [Unmatched(name, why) for why in alone]
    return pages, [*strange, *left]


def _found(
    original: Original, name: str, told: list[str] | tuple[()], rows: Mapping[str, list[Row]]
) -> list[Found]:
    """The addresses of one file, of the first kind that says any."""
    if told:
        return [Found(url, "", INDEX) for url in told]
    if original.media == "warc":
        return [Found(r.url, r.at, "WARC") for r in records(original.path, name)]
    said = custody_saved.said(original.path)
    if said is not None and said.how not in OWN_WORD:
        return [Found(*said)]
    named = [url for url in custody_saved.named_by(name) if same(url) in rows]
    if named:
        return [Found(named[0], "", "file name")]
    return [Found(*said)] if said is not None else []


def _matched(
    found: list[Found], by_address: Mapping[str, list[Row]], original: Original, *, at: str,
    now: str,
) -> tuple[list[Page], list[str]]:  # fmt: skip
    pages: dict[tuple[str, str], Page] = {}
    alone = [] if found else ["has no address; give it in index.csv"]
    for one in found:
        rows = by_address.get(same(one.url), [])
        for row in rows:
            when = at or one.at or now
            page = Page(row.table, row.row_id, row.label, original, row.url, when, how=one.how)
            pages.setdefault((row.table, row.row_id), page)
        if not rows:
            alone.append(f"no row has the address {shown(one.url)}")
    return list(pages.values()), list(dict.fromkeys(alone))


def _files(folder: Path) -> tuple[list[Path], list[Unmatched]]:
    """The plain files of a folder and its folders; and what is left alone of it.

    Without hidden files, links, addresses, and the parts of pages that were saved whole.
    """
    found, left = [], []
    parts: dict[str, int] = defaultdict(int)
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if any(part.startswith(".") for part in inside.parts):
            continue
        whole = _part_of(folder, inside)
        if path.is_symlink():
            left.append(Unmatched(inside.as_posix(), "is a link"))
        elif whole and path.is_file():
            parts[whole] += 1
        elif path.is_file() and path.name != INDEX and path.suffix != ADDRESS:
            found.append(path)
    left += [
        Unmatched(whole, f"parts of a page that was saved whole: {n}") for whole, n in parts.items()
    ]
    return found, left


def _part_of(folder: Path, inside: Path) -> str:
    """The folder `page_files` beside a `page.html` in which a file lies, or nothing."""
    for above in inside.parents:
        if above.name.endswith(PARTS):
            page = above.name.removesuffix(PARTS)
            if any((folder / above).with_name(f"{page}{end}").is_file() for end in PAGES):
                return above.as_posix()
    return ""


def _addresses(folder: Path, files: list[Path]) -> tuple[dict[str, list[str]], list[Unmatched]]:
    """What `index.csv` and the `.url` files say: name in the folder to addresses."""
    told: dict[str, list[str]] = defaultdict(list)
    left: list[Unmatched] = []
    known = {p.relative_to(folder).as_posix() for p in files}
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
            url = custody_saved.shortcut(path)
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
