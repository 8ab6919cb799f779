"""Fetching one page that the user names, to keep its bytes as they came.

The only place where the program asks another machine for anything, and only on
`acta attach --url`. Nothing is run, followed or loaded of what comes; what a browser would
show of the page may be more than these bytes, so a capture by a browser says more.
"""

from __future__ import annotations

import os
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from typing import IO, Any, NamedTuple
from urllib.parse import urlsplit

from actaverba.errors import InputError
from actaverba.version import VERSION
from actaverba.vocabulary.nearest import shown

SECONDS = 30
LONGEST = 300
LARGEST = 100 * 1024 * 1024
BLOCK = 1 << 16


class Fetched(NamedTuple):
    """The bytes of a page as a file, and the address at which they were in the end."""

    path: Path
    url: str


class _Web(urllib.request.HTTPRedirectHandler):
    """Redirects lead to the web and nowhere else."""

    def redirect_request(
        self, req: Any, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> Any:
        _check(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


@contextmanager
def fetched(url: str) -> Iterator[Fetched]:
    """The bytes of a page as a file, for as long as they are needed.

    Raises InputError where the address is not of the web, or the page cannot be had: after
    30 s of silence or 5 minutes, where it breaks off, or is larger than 100 MiB.
    """
    _check(url)
    opener = urllib.request.build_opener(_Web)
    asked = urllib.request.Request(url, headers={"User-Agent": f"actaverba/{VERSION}"})  # noqa: S310 checked above
    handle, name = tempfile.mkstemp(prefix="actaverba-")
    try:
        with os.fdopen(handle, "wb") as out:
            try:
                with opener.open(asked, timeout=SECONDS) as page:
                    _copy(page, out, url)
                    last = page.geturl()
            except (OSError, HTTPException, ValueError) as trouble:
                raise InputError(
                    f"cannot be fetched ({trouble})"[:300], where=shown(url),
                    cure="Save the page with a browser and attach the file.",
                ) from trouble  # fmt: skip
        yield Fetched(Path(name), last)
    finally:
        Path(name).unlink(missing_ok=True)


def _copy(page: Any, out: IO[bytes], url: str) -> None:
    size, deadline = 0, time.monotonic() + LONGEST
    # `read1` gives what has come, so that a page that drips meets the deadline.
    while block := page.read1(BLOCK):
        size += out.write(block)
        if size > LARGEST:
            raise InputError(
                f"is larger than {LARGEST >> 20} MiB", where=shown(url),
                cure="Save it and attach the file.",
            )  # fmt: skip
        if time.monotonic() > deadline:
            raise TimeoutError(f"it took longer than {LONGEST} s")
    if page.length:
        raise HTTPException(f"it broke off, {page.length} bytes before its end")


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
        is_web = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
        is_web = is_web and "@" not in parts.netloc
    except ValueError:
        is_web = False
    if not is_web:
        raise InputError(
            "is no address of a page", where=shown(url), cure="Write it as https://example.org/a."
        )
