"""Reading `case.toml`; its keys are in the vocabulary."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from actaverba.engine.staged import Refusal
from actaverba.errors import InputError
from actaverba.readers.lines import raw as quoted
from actaverba.vocabulary.about import checked
from actaverba.vocabulary.schema import tables

REQUIRED = ("title", "question")
LARGEST = 1 << 20
# A dataset may have any name; one as near as this to that of a table is a slip.
ALIKE = 0.85


def read_about(path: Path) -> tuple[dict[str, Any], list[Refusal]]:
    """What the case says of itself, and the keys that were left out of it.

    Unknown keys, impossible dates, codes that are not in their list and poles that are no
    party are left out, each with its line and reason; what is empty is "not stated".

    Raises
    ------
    InputError
        When the file is no UTF-8 or no TOML; the line is named.
    """
    text = _text(path)
    try:
        parsed = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        line = _line_of(trouble)
        raise InputError(
            f"it is not TOML: {_without_place(trouble)}",
            where=f"{path.name}, line {line}" if line else path.name,
            cure='A key is written as: key = "words", one a line, a list as ["a", "b"].',
        ) from None
    except RecursionError:
        raise InputError(
            "it is nested too deeply", where=path.name, cure="Write plain keys, one a line."
        ) from None
    about, problems = checked(parsed)
    places = _places(text)
    refused = [
        Refusal(places.get(p.key, 0), p.key, "bad_key", p.what, p.cure, quoted(p.raw))
        for p in problems
    ]
    refused += [_missing(key) for key in REQUIRED if key not in parsed]
    refused += _mistaken_datasets(about, places)
    return about, sorted(refused, key=lambda r: (r.line, r.column))


def _text(path: Path) -> str:
    with path.open("rb") as file:
        given = file.read(LARGEST + 1)
    if len(given) > LARGEST:
        raise InputError(
            f"it is longer than {LARGEST} bytes",
            where=path.name,
            cure="It holds a few lines about the case; long texts belong elsewhere.",
        )
    try:
        return given.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        line = given.count(b"\n", 0, trouble.start) + 1
        raise InputError(
            f"byte 0x{given[trouble.start]:02x} is not UTF-8",
            where=f"{path.name}, line {line}",
            cure="Save the file as UTF-8; TOML has no other encoding.",
        ) from None


def _missing(key: str) -> Refusal:
    cure = f'Add a line: {key} = "…".'
    return Refusal(0, key, "missing", f"there is no {key}", cure)


def _mistaken_datasets(about: dict[str, Any], places: Mapping[str, int]) -> list[Refusal]:
    """Take out sampling of datasets whose names look like those of tables, misspelt."""
    sampling = about.get("sampling", {})
    near = {name: get_close_matches(name, tables(), 1, ALIKE) for name in sampling}
    wrong = [name for name, tables_near in near.items() if tables_near not in ([], [name])]
    for name in wrong:
        del sampling[name]
    return [
        Refusal(
            places.get(f"sampling.{name}", 0), f"sampling.{name}", "unknown_dataset",
            f"there is no table {name!r}", f"Did you mean {near[name][0]}?",
        )
        for name in wrong
    ]  # fmt: skip


def _places(text: str) -> dict[str, int]:
    """The line of each key, with its section in front."""
    found: dict[str, int] = {}
    section = ""
    parts = 0
    for number, line in enumerate(text.splitlines(), start=1):
        if re.match(r"\s*\[\[\s*part\s*\]\]", line):
            parts += 1
            found[f"part {parts}"] = number
            section = f"part {parts}."
        elif head := re.match(r"\s*\[\s*([^\[\]]+?)\s*\]", line):
            section = head.group(1) + "."
        elif key := re.match(r"\s*([\w.-]+|\"[^\"]*\"|'[^']*')\s*=", line):
            found.setdefault(section + key.group(1).strip("\"'"), number)
    return found


def _line_of(trouble: tomllib.TOMLDecodeError) -> int:
    place = re.search(r"at line (\d+)", str(trouble))
    return int(place.group(1)) if place else 0


def _without_place(trouble: tomllib.TOMLDecodeError) -> str:
    return re.sub(r"\s*\(at .*\)$", "", str(trouble))
