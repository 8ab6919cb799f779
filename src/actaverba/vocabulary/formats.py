"""Readers: what each says of itself in its manifest, read without importing it.

A reader is a folder with `manifest.toml` under `readers/`, or under `readers/` in a package
that another project offers under the entry point group `actaverba.plugins`.
"""

from __future__ import annotations

import hashlib
import importlib
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import metadata, util
from pathlib import Path
from typing import Any

from actaverba.errors import InputError, ManifestError
from actaverba.vocabulary.nearest import did_you_mean, shown

READERS = Path(__file__).resolve().parent.parent / "readers"
CHUNK = 1 << 20


@dataclass(frozen=True)
class Reader:
    """One format that can be read. `suffixes` are lower-case, with their dot; one without
    a dot in front is a whole file name. Where two readers claim a file, the longer suffix
    wins, then the lower `order`. A reader that fills `tables` of its own is asked before others,
    by the start of the file (`recognises`)."""

    name: str
    summary: str
    suffixes: tuple[str, ...]
    order: int
    example: str
    folder: Path
    module: str
    tables: tuple[str, ...] = ()

    def recognises(self, head: str) -> bool:
        """Whether a file that starts like this is of this format; imports the reader."""
        module = importlib.import_module(self.module)
        return bool(self.tables) and bool(module.recognises(head))

    def stage(self) -> Callable[..., Any]:
        """The function that stages a file of this format (`engine.staged.Stage`); imports the
        reader."""
        stage: Callable[..., Any] = importlib.import_module(self.module).stage
        return stage


def _load(path: Path, module: str) -> Reader:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return Reader(
            name=raw["name"],
            summary=raw["summary"],
            suffixes=tuple(raw["suffixes"]),
            order=raw["order"],
            example=raw["example"],
            folder=path.parent,
            module=module,
            tables=tuple(raw.get("tables", ())),
        )
    except (KeyError, TypeError, tomllib.TOMLDecodeError) as trouble:
        raise ManifestError(
            f"manifest is not well formed ({trouble})",
            where=str(path),
            cure="Compare it with the manifest of another reader.",
        ) from trouble


def _roots() -> list[tuple[Path, str]]:
    roots = [(READERS, "actaverba.readers")]
    for plugin in metadata.entry_points(group="actaverba.plugins"):
        spec = util.find_spec(plugin.value)
        places = (spec and spec.submodule_search_locations) or ()
        roots += [(Path(place) / "readers", f"{plugin.value}.readers") for place in places]
    return roots


@cache
def readers() -> dict[str, Reader]:
    """All readers, in the order in which they claim files: name to reader."""
    found = [
        _load(path, f"{package}.{path.parent.name}")
        for root, package in _roots()
        for path in sorted(root.glob("*/manifest.toml"))
    ]
    return {r.name: r for r in sorted(found, key=lambda r: (r.order, r.name))}


def reader(name: str) -> Reader:
    """One reader by its name."""
    known = readers()
    if name not in known:
        raise InputError(
            f"there is no reader {shown(name)}",
            cure=f"{did_you_mean(name, known)}Readers: {', '.join(known)}.",
        )
    return known[name]


def reader_of(file_name: str) -> Reader | None:
    """The reader that claims a file by the end of its name."""
    claims = [
        (r, s)
        for r in readers().values()
        for s in r.suffixes
        if not r.tables and _ends(file_name, s)
    ]
    return max(claims, key=lambda claim: len(claim[1]))[0] if claims else None


def readers_by_content(file_name: str) -> list[Reader]:
    """The readers that are to look into a file of this name, in their order."""
    return [
        r for r in readers().values() if r.tables and any(_ends(file_name, s) for s in r.suffixes)
    ]


def _ends(file_name: str, suffix: str) -> bool:
    lower = file_name.lower()
    return lower.endswith(suffix) if suffix.startswith(".") else lower == suffix


def digest_of_file(path: Path) -> tuple[str, int]:
    """The SHA-256 of a file, in hex, and its size in bytes."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size
