"""What rows are called on the page, where they stand there, and in which order.

A label is what people say (`S012`); an anchor is where a link goes (`row-S012`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from actaverba.errors import InputError
from actaverba.vocabulary import codes, printing
from actaverba.vocabulary.messages import catalogue
from actaverba.vocabulary.schema import Column, table, tables

Key = tuple[str, str]

STATES = ("state", "state_list", "party", "parties")


def label(name: str, row: Mapping[str, Any]) -> str:
    """What people call the row: its own name, or two columns that tell it from others."""
    try:
        own = table(name)
    except InputError:
        return str(row.get("id") or row.get("row_id") or "")
    first = str(row.get(own.label) or "")
    if own.label == "id" or len(own.identity) == 1:
        return first
    second = next((c.name for c in own.columns if c.name != own.label), "")
    return f"{first} {row.get(second) or ''}".strip()


def natural(text: str) -> tuple[Any, ...]:
    """A key that puts S2 before S10.

    >>> sorted(["S10", "S2"], key=natural)
    ['S2', 'S10']
    """
    parts = re.split(r"(\d{1,18})", text)
    return tuple((1, int(p), "") if p.isdecimal() else (0, 0, p) for p in parts)


def place(name: str) -> tuple[int, str]:
    """The place of a table among all tables."""
    return (list(tables()).index(name) if name in tables() else len(tables()), name)


def anchors(named: Mapping[Key, str]) -> dict[Key, str]:
    """An anchor for each row, from its label; rows with the same one get part of their id."""
    plain = {key: slug(text) or key[1][:8] for key, text in named.items()}
    often = Counter(plain.values())
    return {
        key: f"row-{text}" if often[text] == 1 else f"row-{text}-{key[1][:8]}"
        for key, text in plain.items()
    }


def slug(text: str) -> str:
    """The text as part of an anchor.

    >>> slug("A001 shells")
    'A001-shells'
    """
    return re.sub(r"[^A-Za-z0-9_.]+", "-", text).strip("-")[:40]


def column_name(name: str) -> str:
    """A column's name as words."""
    return name.replace("_", " ")


@cache
def code_label(code: str, lists: tuple[str, ...] = ()) -> str:
    """The label of a code in one of these lists, or in any list; else the code as words."""
    for name in lists or codes.list_names():
        found = codes.code_list(name).codes.get(code)
        if found:
            return found.label
    return code.replace("_", " ")


def state(code: str, language: str) -> str:
    """The name of a state, bloc or party; the code itself where it is none."""
    return printing.printed(code, "party", language)


def value(column: Column, given: Any, language: str) -> str:
    """A cell as the page prints it: codes by label, states by name, numbers with thin spaces."""
    if given is None:
        return ""
    if isinstance(given, bool):
        words = catalogue(language)
        return words.gettext("yes") if given else words.gettext("no")
    if isinstance(given, int | float):
        return printing.number(given)
    text = str(given)
    if column.codes:
        known = codes.code_list(column.codes).codes if column.codes in codes.list_names() else {}
        return _each(text, lambda c: known[c].label if c in known else c)
    if column.type in STATES:
        return _each(text, lambda c: state(c, language))
    return text


def _each(text: str, printed: Any) -> str:
    return ", ".join(printed(part) for part in text.split(";"))


def by_label(pairs: Iterable[tuple[Key, str]]) -> list[Key]:
    """Keys in the order of the page: by table, then by label, then by id."""
    return [k for k, _ in sorted(pairs, key=lambda p: (place(p[0][0]), natural(p[1]), p[0][1]))]
