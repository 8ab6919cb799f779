"""Make `uploads.parquet` from the changelogs of a Debian machine: real accounts that look alike.

An account is a source package, an object is one line of a change that two packages or more
share word for word, a share is the upload that has it. What ties packages together is known
and innocent: one person uploads many of them in a sitting, a team does the same to all, a
release asks it of everybody, a program writes it. No text and no name of a person is kept:
objects and uploaders are numbers.

    python -m evaluate.coordination.uploads FOLDER_OF_DOCS
"""

from __future__ import annotations

import calendar
import email.utils
import gzip
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parent / "uploads.parquet"
HEAD = re.compile(r"^(\S+) \(([^)]+)\) [^;]+;")
SIGNED = re.compile(r"^ -- (.*?) <[^>]*>  (.*)$")
ITEM = re.compile(r"^\s+[*+-] ")
SECTION = re.compile(r"^\s+\[ .* \]")


class Upload(NamedTuple):
    package: str
    version: str
    uploader: str
    t: int
    changes: tuple[str, ...]


def uploads(text: str) -> list[Upload]:
    """The entries of one changelog whose date can be read."""
    found: list[Upload] = []
    head, body = None, list[str]()
    for line in text.splitlines():
        if opened := HEAD.match(line):
            head, body = (opened[1], opened[2]), []
        elif head and (signed := SIGNED.match(line)):
            when = email.utils.parsedate_tz(signed[2])
            if when is not None:
                t = calendar.timegm(when[:9]) - (when[9] or 0)
                found.append(Upload(*head, signed[1], t, tuple(changes(body))))
            head = None
        elif head and line.strip():
            body.append(line)
    return found


def changes(body: list[str]) -> list[str]:
    """The items of an entry, each in one line."""
    found: list[str] = []
    is_open = False
    for line in body:
        if ITEM.match(line):
            found.append(ITEM.sub("", line))
            is_open = True
        elif SECTION.match(line):
            is_open = False
        elif is_open:
            found[-1] += f" {line.strip()}"
    return [" ".join(item.lower().split()) for item in found]


def main() -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    seen: dict[tuple[str, str], Upload] = {}
    for path in sorted(Path(sys.argv[1]).glob("*/changelog*.gz")):
        with gzip.open(path, "rt", encoding="utf-8", errors="replace") as file:
            for one in uploads(file.read()):
                seen.setdefault((one.package, one.version), one)
    packages = defaultdict(set)
    for one in seen.values():
        for change in one.changes:
            packages[change].add(one.package)
    shared = sorted(change for change, some in packages.items() if len(some) > 1)
    number = {change: n for n, change in enumerate(shared)}
    people = Counter(one.uploader for one in seen.values())
    who = {name: n for n, (name, _) in enumerate(people.most_common())}
    rows = sorted({
        (number[c], one.package, f"{one.package}_{one.version}", one.t, who[one.uploader])
        for one in seen.values() for c in one.changes if c in number
    })  # fmt: skip
    columns = [list(values) for values in zip(*rows, strict=True)]
    names = ["change", "package", "upload", "t", "uploader"]
    pq.write_table(pa.table(columns, names=names), FILE, compression="zstd")
    print(len(rows), "rows,", len(shared), "changes,", len({r[1] for r in rows}), "packages")


if __name__ == "__main__":
    main()
