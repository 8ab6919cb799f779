"""The keys of `case.toml`: what a case says of itself, as data (`data/case_toml.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from actaverba.errors import ActaError, InputError
from actaverba.vocabulary import codes, dates
from actaverba.vocabulary.nearest import did_you_mean, shown

FILE = Path(__file__).parent / "data" / "case_toml.toml"
SECTIONS = ("period", "sampling")
LISTS = ("list", "parties")


@dataclass(frozen=True)
class Key:
    """One key; `period.from` stands under `[period]`. Types: text, list, parties, date, code."""

    name: str
    type: str
    description: str
    example: str | list[str]
    codes: str = ""


@dataclass(frozen=True)
class Problem:
    """A key that was left out, and why."""

    key: str
    what: str
    cure: str
    raw: str


@cache
def keys() -> dict[str, Key]:
    """All keys by name, in the order of the file; `sampling` is open and not among them."""
    raw = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {k["name"]: Key(**k) for k in raw["key"]}


def checked(raw: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """The sound part of a parsed `case.toml`, and what was left out of it.

    Dates come out as text, so that `2025-01-01` may stand with quotes or without.

    >>> checked({"title": "A case", "tlp": "WHITE"})[0]
    {'title': 'A case'}
    """
    sound: dict[str, Any] = {}
    problems = []
    for section, name, value in _flat(raw):
        full = f"{section}.{name}" if section else name
        try:
            tidy = _checked(section, name, value)
        except ActaError as refusal:
            problems.append(Problem(full, refusal.what, refusal.cure, shown(str(value))))
            continue
        home = sound.setdefault(section, {}) if section else sound
        home[name] = tidy
    return sound, problems


def _flat(raw: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    for name, value in raw.items():
        if name in SECTIONS and isinstance(value, Mapping):
            for inner, given in value.items():
                yield name, inner, given
        else:
            yield "", name, value


def _checked(section: str, name: str, value: Any) -> Any:
    if section == "sampling":
        text = _text(value)
        if text:
            codes.check("sampling", text)
        return text
    full = f"{section}.{name}" if section else name
    key = keys().get(full)
    if key is None:
        raise InputError(
            f"case.toml has no key {shown(full)}",
            cure=f"{did_you_mean(full, keys())}Its keys: {', '.join(keys())}, and [sampling].",
        )
    if key.type in LISTS:
        return [_one(key, _text(v)) for v in _list(value)]
    text = _text(value)
    return _one(key, text) if text else text


def _one(key: Key, text: str) -> str:
    match key.type:
        case "parties":
            from actaverba.vocabulary.states import check_party

            check_party(text)
        case "date":
            dates.span(text)
        case "code":
            codes.check(key.codes, text)
        case _:
            pass
    return text


def _list(value: Any) -> list[Any]:
    """A list; a text counts as one that has `;` between its parts."""
    if isinstance(value, list):
        return value
    return [part for part in _text(value).split(";") if part.strip()]


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise InputError("is not a text", cure='Write it in quotes: key = "words".')
    return str(value).strip()
