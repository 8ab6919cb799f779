"""Opening and closing the one file of a case; nobody holds it open.

DuckDB lets one process write, or many read. So every command opens late, closes early,
and waits for others up to `PATIENCE` seconds before it names who is in the way.
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from actaverba.case import guard, layout, leftovers, rewrite, seals
from actaverba.engine import sql
from actaverba.errors import CaseBusy, CaseError, CaseExists, CaseMissing

if TYPE_CHECKING:
    import duckdb

PATIENCE = 5.0
PAUSE = 0.05
# What DuckDB says when another thread of this process has the file open.
ELSEWHERE = ("same database file", "Unique file handle conflict")
# The case, and what DuckDB writes beside it.
OWN_FILES = ("", ".wal", ".wal.checkpoint", ".wal.recovery")
ATTACHED = "casefile"
BLOCK = "262144"
_looked_at: set[tuple[object, ...]] = set()
# DuckDB lets threads of one process write at once, and then refuses one of them.
_writers: defaultdict[Path, threading.Lock] = defaultdict(threading.Lock)
HOLDER = re.compile(r"Conflicting lock is held in (?P<program>.*?) ?\(PID (?P<pid>\d+)\)")


def _real(path: Path) -> Path:
    """The file itself: beside it, and not beside a link to it, lies what DuckDB writes."""
    if not path.exists():
        raise CaseMissing("there is no such case", where=str(path), cure="`acta new` makes one.")
    if not path.is_file() or not path.stat().st_size:
        # DuckDB would wait for a pipe, and make a database of an empty file.
        raise CaseError("is not a case", where=str(path), cure="`acta new` makes one.")
    return path.resolve()


def _connect(path: Path, *, write: bool) -> duckdb.DuckDBPyConnection:
    import duckdb

    return _patiently(
        path, lambda real: duckdb.connect(str(real), read_only=not write, config=sql.SEALED)
    )


def _seal(bench: duckdb.DuckDBPyConnection, real: Path) -> None:
    """Let a workbench see the case, and from now on no other file."""
    bench.execute("set allowed_paths = ?", [[f"{real}{end}" for end in OWN_FILES]])
    bench.execute("set enable_external_access = false")
    bench.execute("set preserve_insertion_order = false")
    bench.execute("set lock_configuration = true")


def _attach(bench: duckdb.DuckDBPyConnection, real: Path) -> duckdb.DuckDBPyConnection:
    bench.execute(f"attach {sql.text(str(real))} as {ATTACHED}")
    bench.execute(f"use {ATTACHED}")
    return bench


def _patiently(
    path: Path, opened: Callable[[Path], duckdb.DuckDBPyConnection]
) -> duckdb.DuckDBPyConnection:
    import duckdb

    real = _real(path)
    deadline = time.monotonic() + PATIENCE
    while True:
        before = _identity(real)
        try:
            con = opened(real)
            if _identity(real) == before:
                return con
            # `forget` has put a new file in its place meanwhile.
            con.close()
        except duckdb.IOException as trouble:
            holder = HOLDER.search(str(trouble))
            if holder is None:
                raise _unreadable(path, trouble) from trouble
            if time.monotonic() > deadline:
                raise _busy(path, holder) from trouble
        except duckdb.Error as trouble:
            # The same process has the file open in the other way, in another thread.
            if not any(words in str(trouble) for words in ELSEWHERE):
                raise _unreadable(path, trouble) from trouble
            if time.monotonic() > deadline:
                raise _elsewhere(path) from trouble
        time.sleep(PAUSE)


def _elsewhere(path: Path) -> CaseBusy:
    return CaseBusy("this program has it open elsewhere", where=str(path), cure="Try again.")


def _identity(path: Path) -> tuple[int, int]:
    at = path.stat()
    return at.st_dev, at.st_ino


def _busy(path: Path, holder: re.Match[str]) -> CaseBusy:
    program = Path(holder["program"] or "another program").name
    return CaseBusy(
        f"is held by {program} (process {holder['pid']}); waited {PATIENCE:g} s",
        where=str(path),
        cure="Let it finish, then give the command again; nothing was changed.",
    )


def _unreadable(path: Path, trouble: Exception) -> CaseError:
    first = str(trouble).splitlines()[0][:200]
    return CaseError(
        f"cannot be opened as a case ({first})",
        where=str(path),
        cure="A case is a file that `acta new` made. Is the path right, may you write there?",
    )


def _damaged(path: Path, trouble: Exception) -> CaseError:
    first = str(trouble).splitlines()[0][:200]
    return CaseError(
        f"cannot be read or written to its end ({first})",
        where=str(path),
        cure="Is the disk full, or the file cut short? Then restore a copy of the case.",
    )


def _take_in(path: Path) -> None:
    """Take into the case what a killed process had committed and left beside it in the log.

    Else a copy of the case alone would lack it. Where somebody has the case open, or it may
    not be written to, it stays there: DuckDB reads it from the log all the same.
    """
    import duckdb

    real = _real(path)
    if real.with_name(f"{real.name}.wal").exists():
        with suppress(duckdb.Error):
            duckdb.connect(str(real), config=sql.SEALED).close()


@contextmanager
def reading(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to a case that has been looked at, with its views."""
    _take_in(path)
    with _open(path, write=False) as con:
        yield con


@contextmanager
def writing(
    path: Path, *, bench: duckdb.DuckDBPyConnection | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """One write transaction: all of it or nothing, whatever happens to the process.

    With a `bench`, which has read all the files it needs, the case is attached to it, so
    that its rows need not be carried over. It sees no other file from then on, and is
    closed at the end.
    """
    with _open(path, write=True, bench=bench) as con:
        con.execute("begin")
        yield con
        seals.renew(con)
        # Without this line, as after any error, closing the connection takes everything back.
        con.execute("commit")


@contextmanager
def replacing(path: Path) -> Iterator[tuple[duckdb.DuckDBPyConnection, Callable[[], None]]]:
    """A connection to change a case with, and a function that puts what it then sees into a
    new file in place of the old one. Without that call nothing has happened."""
    with _open(path, write=True) as con:
        con.execute("checkpoint")
        con.execute("begin")

        def put_in_place() -> None:
            seals.renew(con)
            rewrite.put_in_place(con, path.resolve(), block=BLOCK)

        yield con, put_in_place


def _look(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Look at a case before it is used; once for as long as nothing writes to the file."""
    real = path.resolve()
    files = (real, real.with_name(f"{real.name}.wal"))
    state = (real, *(_state(f) for f in files))
    if state not in _looked_at:
        guard.check(con, str(path))
        _looked_at.add(state)


def _state(path: Path) -> tuple[int, ...] | None:
    if not path.exists():
        return None
    at = path.stat()
    return at.st_dev, at.st_ino, at.st_size, at.st_mtime_ns


@contextmanager
def _open(
    path: Path, *, write: bool, bench: duckdb.DuckDBPyConnection | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    with _turn(path) if write else nullcontext():
        yield from _opened(path, write=write, bench=bench)


@contextmanager
def _turn(path: Path) -> Iterator[None]:
    """The turn of this thread to write to a case."""
    lock = _writers[_real(path)]
    if not lock.acquire(timeout=PATIENCE):
        raise _elsewhere(path)
    try:
        yield
    finally:
        lock.release()


def _opened(
    path: Path, *, write: bool, bench: duckdb.DuckDBPyConnection | None
) -> Iterator[duckdb.DuckDBPyConnection]:
    import duckdb

    if bench is None:
        con = _connect(path, write=write)
    else:
        _seal(bench, _real(path))
        con = _patiently(path, partial(_attach, bench))
    try:
        if write:
            leftovers.sweep(path.resolve())
        _look(con, path)
        layout.add_views(con)
        yield con
    except (duckdb.IOException, duckdb.FatalException, duckdb.SerializationException) as trouble:
        raise _damaged(path, trouble) from trouble
    finally:
        con.close()


def create(path: Path, facts: dict[str, str], *, before: Callable[[], None] | None = None) -> None:
    """A new, empty case: made under another name and then moved to its place.

    `before` is called when nothing stands in the way and the case is not there yet.
    Raises CaseExists when there is a file of that name.
    """
    import duckdb

    if path.exists():
        raise CaseExists(
            "there is a file of that name already",
            where=str(path),
            cure="Choose another name; a case is never written over.",
        )
    if not path.parent.is_dir():
        raise CaseError(
            f"there is no folder {str(path.parent)!r}", where=str(path), cure="Make it first."
        )
    if "?" in str(path.absolute()):
        raise CaseError(
            "cannot have a question mark in its path", where=str(path), cure="Choose another name."
        )
    leftovers.sweep(path)
    making = leftovers.making(path)
    # Smaller blocks make a small case light (64 KiB: 3 MB instead of 13), and slow the
    # reading of a million posts by a tenth.
    sized = sql.SEALED | {"default_block_size": BLOCK}
    with duckdb.connect(str(making.absolute()), config=sized) as con:
        con.execute("begin")
        layout.create(con)
        con.executemany("insert into case_info values (?, ?)", sorted(facts.items()))
        seals.renew(con)
        con.execute("commit")
    if before is not None:
        before()
    _move_in(making, path)


def _move_in(made: Path, path: Path) -> None:
    try:
        os.link(made, path)
    except FileExistsError:
        raise CaseExists(
            "there is a file of that name already", where=str(path), cure="Choose another name."
        ) from None
    finally:
        made.unlink()
