"""Addresses and capture times in WARC files (ISO 28500), read with `warcio`.

Only the headers of records are looked at; what was captured is skipped, not parsed.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from actaverba.errors import InputError
from actaverba.vocabulary.nearest import shown

KINDS = frozenset({"response", "resource", "conversion"})
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z")
PORTS = {"http": 80, "https": 443}
MOST_RECORDS = 100_000


class Record(NamedTuple):
    """The address of one captured page, and when; `at` is empty where the date is no date."""

    url: str
    at: str


def records(path: Path, name: str) -> list[Record]:
    """The captured pages of a WARC file, in its order.

    `name` is what the user calls the file. Raises InputError where it is no WARC file, holds
    no page, or has more than 100,000 records.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        with path.open("rb") as stream:
            found = list(_records(ArchiveIterator(stream, no_record_parse=True), name))
    except (ArchiveLoadFailed, ValueError, EOFError, zlib.error) as trouble:
        raise InputError(
            "cannot be read as a WARC file", where=shown(name), cure="Capture the page again."
        ) from trouble
    if not found:
        raise InputError(
            "holds no captured page", where=shown(name), cure="Capture the page again."
        )
    return found


def _records(found: Iterator[object], name: str) -> Iterator[Record]:
    for nth, record in enumerate(found, 1):
        if nth > MOST_RECORDS:
            raise InputError(
                f"has more than {MOST_RECORDS} records", where=shown(name), cure="Split it."
            )
        headers = record.rec_headers  # type: ignore[attr-defined]
        url = str(headers.get_header("WARC-Target-URI") or "").strip("<>")
        at = str(headers.get_header("WARC-Date") or "")
        if record.rec_type in KINDS and url:  # type: ignore[attr-defined]
            yield Record(url, at if DATE.fullmatch(at) else "")


def same(url: str) -> str:
    """An address as it is compared: scheme, case of the host, usual port, fragment, a last slash
    and how letters are written with % do not tell two pages apart.

    >>> same("HTTP://Example.org:80/a/#top"), same("https://example.org/a")
    ('example.org/a', 'example.org/a')
    >>> same("https://xn--mnchen-3ya.de/%C3%BC") == same("https://münchen.de/ü")
    True
    """
    text = url.strip()
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return text
    if parts.scheme.lower() not in PORTS or not parts.hostname:
        return text
    beside = "" if port in (None, PORTS[parts.scheme.lower()]) else f":{port}"
    query = f"?{parts.query}" if parts.query else ""
    rest = unicodedata.normalize("NFC", unquote(f"{parts.path.rstrip('/')}{query}"))
    return f"{_host(parts.hostname)}{beside}{rest}"


def _host(name: str) -> str:
    """A host in the letters that machines use for it."""
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return name
