"""What a saved page says of itself: the address it was saved from, and when.

Browsers, SingleFile and MHTML write the address into the file; a page may name its canonical
address. All of it is a claim of the file. Only its first 64 KiB are searched, as text: nothing
is parsed, run or loaded. Which of these said so is told, since a page may call itself another.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

HEAD = 65_536
LONGEST = 8192
BROWSER = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://[^\s<>]+?)\s*-->", re.IGNORECASE)
SINGLEFILE = re.compile(
    r"<!--\s*Page saved with SingleFile\s+url:\s*(https?://\S+)\s+(?:saved date:\s*([^\n]{1,80}))?"
)
MHTML = re.compile(r"^Snapshot-Content-Location:\s*(https?://\S+)", re.MULTILINE | re.IGNORECASE)
MHTML_DATE = re.compile(r"^Date:\s*([^\r\n]{1,80})", re.MULTILINE | re.IGNORECASE)
SAVED_DATE = re.compile(r"\w{3} (\w{3} \d\d \d{4} \d\d:\d\d:\d\d) GMT([+-]\d{4})")
TAG = re.compile(r"<(?:link|meta)\b[^<>]{1,4096}>", re.IGNORECASE)
ATTRIBUTE = re.compile(
    r"""(?<![a-z:])([a-z:]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)
WEB = re.compile(r"https?://\S+", re.IGNORECASE)
SHORTCUT = re.compile(r"^URL=(\S+)", re.MULTILINE | re.IGNORECASE)


class Said(NamedTuple):
    """An address of a page, when it was saved (empty: not said), and what says so."""

    url: str
    at: str
    how: str


def said(path: Path) -> Said | None:
    """What a saved page says of itself; None where it says nothing."""
    with path.open("rb") as page:
        head = page.read(HEAD).decode("utf-8", "replace")
    for told in (_singlefile, _browser, _mhtml, _canonical):
        found = told(head)
        if found is not None and len(found.url) <= LONGEST:
            return found
    return None


def _singlefile(head: str) -> Said | None:
    found = SINGLEFILE.search(head[:LONGEST])
    return Said(found[1], _of_script(found[2] or ""), "SingleFile") if found else None


def _browser(head: str) -> Said | None:
    found = BROWSER.search(head[:LONGEST])
    return Said(html.unescape(found[1]), "", "saved from") if found else None


def _mhtml(head: str) -> Said | None:
    before = head[:LONGEST].partition("\n--")[0]
    found, date = MHTML.search(before), MHTML_DATE.search(before)
    return Said(found[1], _of_mail(date[1]) if date else "", "MHTML") if found else None


def _canonical(head: str) -> Said | None:
    """`<link rel=canonical>`, else `og:url`."""
    found: dict[str, str] = {}
    for tag in TAG.findall(head):
        own = {m[1].lower(): html.unescape(m[2] or m[3] or m[4] or "").strip()
               for m in ATTRIBUTE.finditer(tag)}  # fmt: skip
        if "canonical" in own.get("rel", "").lower().split():
            found.setdefault("canonical", own.get("href", ""))
        elif own.get("property", "").lower() == "og:url":
            found.setdefault("og:url", own.get("content", ""))
    for how in ("canonical", "og:url"):
        if WEB.fullmatch(found.get(how, "")):
            return Said(found[how], "", how)
    return None


def _of_script(date: str) -> str:
    """`Tue Nov 25 2025 10:00:00 GMT+0100 (…)`, as JavaScript prints a time."""
    found = SAVED_DATE.match(date)
    return _utc(lambda: datetime.strptime(f"{found[1]} {found[2]}", "%b %d %Y %H:%M:%S %z")
                if found else None)  # fmt: skip


def _of_mail(date: str) -> str:
    return _utc(lambda: parsedate_to_datetime(date))


def _utc(read: Callable[[], datetime | None]) -> str:
    try:
        at = read()
        if at is None:
            return ""
        known = at if at.tzinfo else at.replace(tzinfo=UTC)
        return known.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, TypeError, IndexError):
        return ""


def shortcut(path: Path) -> str:
    """The address in a `.url` file: its first line, or that of a shortcut of Windows."""
    with path.open("rb") as lines:
        text = lines.read(LONGEST).decode("utf-8-sig", "replace")
    found = SHORTCUT.search(text) if text.lstrip().startswith("[") else None
    return found[1] if found else (text.splitlines() or [""])[0].strip()


def named_by(name: str) -> Iterator[str]:
    """The addresses that the name of a file in its folders may stand for.

    An address written with % as a name, or `host/path` as programs that mirror a site lay
    pages down.

    >>> list(named_by("a.org/x/index.html"))
    ['https://a.org/x/index.html', 'https://a.org/x/']
    >>> list(named_by("https%3A%2F%2Fa.org%2Fx.pdf"))
    ['https://a.org/x.pdf', 'https://a.org/x']
    """
    last = unquote(name.rpartition("/")[2])
    whole = last if WEB.match(last) else f"https://{unquote(name)}"
    if not WEB.match(last) and "/" not in name:
        return
    yield whole
    if whole.endswith("/index.html"):
        yield whole.removesuffix("index.html")
    elif "." in whole.rpartition("/")[2]:
        yield whole.rpartition(".")[0]
