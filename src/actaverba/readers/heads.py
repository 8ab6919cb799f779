"""The start of a file, by which a reader of a program's own format knows it."""

from __future__ import annotations

import csv
import gzip
import re
import zlib
from pathlib import Path

LOOKED_AT = 1 << 16
_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|[{}\[\]:,]', re.DOTALL)


def head(path: Path) -> str:
    """The first characters of a text file, unpacked; empty where they cannot be read."""
    try:
        if path.suffix.lower() == ".gz":
            with gzip.open(path) as packed:
                start = packed.read(LOOKED_AT)
        else:
            with path.open("rb") as file:
                start = file.read(LOOKED_AT)
    except (OSError, EOFError, zlib.error):
        return ""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start.decode("utf-16", "replace")
    return start.decode("utf-8-sig", "replace")


def headers(start: str) -> frozenset[str]:
    """The headers of a table whose first line this is, in lower case.

    >>> sorted(headers("Id;Page Name"))
    ['id', 'page name']
    """
    line = start.lstrip("\r\n").partition("\n")[0].rstrip("\r")
    delimiter = max(",;\t", key=line.count)
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return frozenset()
    return frozenset(" ".join(cell.split()).lower() for cell in cells)


def keys(start: str, depth: int = 1) -> list[str]:
    """The keys of the objects at one depth of a JSON text, as far as it goes.

    >>> keys('{"data": [{"id": 1}], "meta"'), keys('{"data": [{"id": 1}], "meta"', 3)
    (['data'], ['id'])
    """
    found: list[str] = []
    level, last = 0, ""
    for token in _TOKEN.finditer(start):
        mark = token[0][0]
        if mark in "{[":
            level += 1
        elif mark in "}]":
            level -= 1
        elif mark == ":" and level == depth:
            found.append(last)
        last = token[1] or ""
    return found
