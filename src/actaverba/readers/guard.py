"""Packed files, opened with care: bombs, paths that leave the folder, archives in archives."""

from __future__ import annotations

import gzip
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO

from actaverba.errors import InputError

CHUNK = 1 << 20
MOST_ENTRIES = 1_000
# Text of posts packs 5 to 30 times, logs that repeat themselves 100 times; a bomb 1,000.
HIGHEST_RATIO = 250
HARMLESS = 64 << 20
MOST_UNPACKED = 64 << 30
ARCHIVES = (".zip", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".7z", ".rar", ".tar")
UNPACK_CURE = "If you trust it, unpack it yourself and read the files."


def is_packed(path: Path) -> bool:
    return path.suffix.lower() in (".gz", ".zip")


def unpacked(path: Path, scratch: Path) -> Path:
    """A `.gz` as a plain file and a `.zip` as a folder, both in `scratch`; others as they are.

    Raises
    ------
    InputError
        For what unpacks to more than 250 times its size (above 64 MiB), for a zip with more
        than 1,000 entries, an entry that would lie outside the folder, a link, another
        archive or a password in it, and for damaged files.
    """
    match path.suffix.lower():
        case ".gz":
            return _gunzipped(path, scratch)
        case ".zip" if path.is_file():
            return _unzipped(path, scratch)
        case _:
            return path


class _Meter:
    """Counts what has been unpacked, and stops a bomb."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self.packed = max(path.stat().st_size, 1)
        self.unpacked = 0

    def add(self, size: int) -> None:
        self.unpacked += size
        if self.unpacked > max(HARMLESS, HIGHEST_RATIO * self.packed):
            raise _refused(self.name, f"it unpacks to more than {HIGHEST_RATIO} times its size")
        if self.unpacked > MOST_UNPACKED:
            raise _refused(self.name, f"it unpacks to more than {MOST_UNPACKED >> 30} GiB")


def _refused(name: str, what: str, cure: str = UNPACK_CURE) -> InputError:
    return InputError(what, where=name, cure=cure)


def _copy(source: IO[bytes] | gzip.GzipFile, target: Path, meter: _Meter) -> None:
    with target.open("xb") as out:
        while chunk := source.read(CHUNK):
            meter.add(len(chunk))
            out.write(chunk)


def _gunzipped(path: Path, scratch: Path) -> Path:
    target = _own_folder(scratch) / path.stem
    if target.suffix.lower() in ARCHIVES:
        raise _refused(path.name, "it holds another archive")
    try:
        with gzip.open(path, "rb") as source:
            _copy(source, target, _Meter(path))
    except (gzip.BadGzipFile, EOFError, zlib.error) as trouble:
        raise _damaged(path, trouble) from None
    return target


def _unzipped(path: Path, scratch: Path) -> Path:
    folder = _own_folder(scratch)
    meter = _Meter(path)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [e for e in archive.infolist() if not e.is_dir()]
            entries = [e for e in entries if not e.filename.startswith("__MACOSX/")]
            if len(entries) > MOST_ENTRIES:
                raise _refused(path.name, f"it has more than {MOST_ENTRIES} entries")
            for entry in entries:
                target = folder / _place(entry, path)
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(entry) as source:
                    _copy(source, target, meter)
    except (FileExistsError, NotADirectoryError):
        raise _refused(path.name, "two of its entries have one name") from None
    except (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError) as trouble:
        raise _damaged(path, trouble) from None
    inside = sorted(folder.iterdir())
    return inside[0] if len(inside) == 1 and inside[0].is_dir() else folder


def _place(entry: zipfile.ZipInfo, path: Path) -> PurePosixPath:
    """Where an entry may lie: below the folder, as a plain file, and nowhere else."""
    name = entry.filename
    where = f"{path.name}: {name[:80]!r}"
    place = PurePosixPath(name)
    if place.is_absolute() or ".." in place.parts or "\\" in name or ":" in name or not name:
        raise _refused(where, "its path leaves the folder", "Pack the files with plain names.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise _refused(where, "it is a link", "Pack the file itself.")
    if entry.flag_bits & 1:
        raise _refused(where, "it is locked with a password")
    if place.suffix.lower() in ARCHIVES:
        raise _refused(where, "it is an archive in an archive")
    if max(map(len, place.parts)) > 200:
        raise _refused(where, "its name is too long", "Pack the files with short names.")
    return place


def _own_folder(scratch: Path) -> Path:
    """A folder of its own in the scratch folder, so that equal names do not meet."""
    number = 1
    while (folder := scratch / f"unpacked_{number}").exists():
        number += 1
    folder.mkdir(parents=True)
    return folder


def _damaged(path: Path, trouble: Exception) -> InputError:
    return _refused(
        path.name, f"the archive is damaged or cut short ({trouble})", "Fetch or pack it again."
    )
