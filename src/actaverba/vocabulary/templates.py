"""The empty files of a case and their codebook, generated from the vocabulary.

The files are a valid, empty case as they stand.
"""

from __future__ import annotations

import csv
import io

from actaverba.vocabulary import about
from actaverba.vocabulary.codebook import codebook
from actaverba.vocabulary.schema import Table, tables_of

ABOUT_HEAD = """\
# What the case says of itself. An empty key prints "not stated"; nothing is made up for it.
# The words after "for example" are only that; the columns of the other files and all codes
# are in CODEBOOK.md.
"""
SAMPLING_HEAD = """\
# How the rows of each file came together: census (every one of its kind), register (every
# entry of a list that others keep) or convenience (found by looking). Convenience data give
# counts and lists only: never a trend, a share or a rate.
"""
MADE = ("captures", "fields", "hypotheses", "predicates", "ratings")


PARTS = """\
# The parts of the question, each a section of the dossier. Without them each method has its own.
# [[part]]
# title = "How the statement was passed on"
# methods = ["relay", "drift"]
"""


def template_files() -> dict[str, str]:
    """File name to text, for `acta template DIR`; CSV lines end with CRLF (RFC 4180)."""
    files = {"case.toml": _case_toml()}
    for table in tables_of("case"):
        files[f"{table.name}.csv"] = _header(table)
    files["CODEBOOK.md"] = codebook()
    return files


def _header(table: Table) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(table.names)
    return out.getvalue()


def _case_toml() -> str:
    lines = [ABOUT_HEAD]
    section = ""
    for key in about.keys().values():
        inside, _, name = key.name.rpartition(".")
        if inside != section:
            lines.append(f"[{inside}]\n")
            section = inside
        lines.append(f"# {key.description}\n# For example: {name} = {_toml(key.example)}")
        lines.append(f"{name} = {'[]' if key.type in about.LISTS else _toml('')}\n")
    lines.append(f"[sampling]\n\n{SAMPLING_HEAD.rstrip()}")
    lines += [f'{table.name} = "convenience"' for table in tables_of("case") if _gathered(table)]
    return "\n".join(lines) + f"\n\n{PARTS}"


def _gathered(table: Table) -> bool:
    """Whether its rows are found in the world, not made up for the case."""
    return table.name not in MADE


def _toml(value: str | list[str]) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
