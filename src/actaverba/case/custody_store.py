"""Where originals of pages lie: files named by their SHA-256 in a folder beside the case.

A page is hostile. Its bytes are copied and hashed, never opened as what they claim to be;
its name here is its digest, and nothing of its content or of its old name.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from actaverba.case import leftovers
from actaverba.errors import CaseError, CaseHostile, InputError
from actaverba.vocabulary.nearest import shown

BLOCK = 1 << 20
MAKING = ".making-"
STARTS = {
    b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg", b"WARC/": "warc",
    b"\x1f\x8b": "warc",
}  # fmt: skip
DIGEST = re.compile("[0-9a-f]{64}")
TAGS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml")


@dataclass(frozen=True)
class Original:
    """A copy that is not yet in its place: `path`, and what is known of its bytes."""

    path: Path
    sha256: str
    size: int
    media: str


def folder(case: Path) -> Path:
    """The folder of originals, beside the case itself, also when that is named by a link."""
    real = case.resolve()
    return real.with_name(f"{real.name}.pages")


def place(case: Path, sha256: str) -> Path:
    """Where the original with this digest lies.

    Raises CaseHostile for what is no digest: a case by mail might name another file so.
    """
    if not DIGEST.fullmatch(sha256):
        raise CaseHostile(
            "its custody log names an original that is none", where=shown(case.name),
            cure="Do not use this file.",
        )  # fmt: skip
    return folder(case) / sha256


@contextmanager
def copied(case: Path, given: Path) -> Iterator[Original]:
    """Copy a file beside the case, to be put in its place or to go again at the end.

    Raises InputError where it is no plain file or is empty.
    """
    with _plain(given) as source:
        here = _folder_made(case)
        handle, name = tempfile.mkstemp(prefix=f"{MAKING}{os.getpid()}-", dir=here)
        making = Path(name)
        whole, size, first = hashlib.sha256(), 0, b""
        try:
            with os.fdopen(handle, "wb") as out:
                while block := source.read(BLOCK):
                    first = first or block[:512]
                    whole.update(block)
                    size += out.write(block)
                # The mode of the file is kept, but nothing here may be run.
                os.fchmod(out.fileno(), stat.S_IMODE(os.fstat(source.fileno()).st_mode) & 0o666)
                out.flush()
                os.fsync(out.fileno())
            if not size:
                raise InputError("is empty", where=shown(given.name), cure="Capture it again.")
            yield Original(making, whole.hexdigest(), size, media(first))
        finally:
            making.unlink(missing_ok=True)
            _away_if_empty(here)


def keep(case: Path, original: Original) -> None:
    """Put a copy in its place; the same bytes that lie there already stay the same."""
    os.replace(original.path, place(case, original.sha256))
    handle = os.open(folder(case), os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def media(first: bytes) -> str:
    """What the first bytes of a page say it is.

    >>> media(b"%PDF-1.7"), media(b"  <!DOCTYPE html>"), media(b"hello")
    ('pdf', 'html', 'other')
    """
    for start, name in STARTS.items():
        if first.startswith(start):
            return name
    head = first.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return "html" if head.startswith(TAGS) else "other"


def digest(path: Path) -> str | None:
    """The SHA-256 of what lies there; None where no plain file does."""
    try:
        with _plain(path) as source:
            return hashlib.file_digest(source, "sha256").hexdigest()
    except InputError:
        return None


def lying(case: Path) -> list[str]:
    """The names of everything in the folder of originals, but what is just being made."""
    here = folder(case)
    if here.is_symlink() or not here.is_dir():
        return []
    return sorted(p.name for p in here.iterdir() if not p.name.startswith(MAKING))


def remove(case: Path, sha256: str) -> None:
    """Take an original away for good."""
    place(case, sha256).unlink(missing_ok=True)
    _away_if_empty(folder(case))


def _away_if_empty(here: Path) -> None:
    if here.is_dir() and not any(here.iterdir()):
        here.rmdir()


@contextmanager
def _plain(path: Path) -> Iterator[BufferedReader]:
    """A file opened for reading; neither a link nor a pipe, which would wait for ever."""
    where, cure = shown(path.name), "Give a plain file."
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as trouble:
        raise InputError(
            f"cannot be opened ({trouble.strerror})", where=where, cure=cure
        ) from trouble
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise InputError("is no plain file", where=where, cure=cure)
    with os.fdopen(handle, "rb") as source:
        yield source


def _folder_made(case: Path) -> Path:
    here = folder(case)
    if here.is_symlink():
        raise CaseError(
            "is a link to another place", where=str(here), cure="Put a folder in its place."
        )
    if not here.is_dir():
        mode = stat.S_IMODE(case.stat().st_mode)
        here.mkdir()
        # Who may read the case may enter the folder.
        here.chmod(mode | (mode & 0o444) >> 2 | 0o700)
    for left in here.glob(f"{MAKING}*"):
        pid = left.name.removeprefix(MAKING).partition("-")[0]
        if pid.isdecimal() and not leftovers.is_running(int(pid)):
            left.unlink(missing_ok=True)
    return here
