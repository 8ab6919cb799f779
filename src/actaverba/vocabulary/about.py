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
from actaverba.vocabulary.manifest import manifests
from actaverba.vocabulary.nearest import did_you_mean, shown

FILE = Path(__file__).parent / "data" / "case_toml.toml"
SECTIONS = ("period", "sampling")
LISTS = ("list", "parties")
PART = "part"
PART_KEYS = ("title", "methods")


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
    problems: list[Problem] = []
    if PART in raw:
        sound[PART], problems = _parts(raw[PART])
    for section, name, value in _flat({k: v for k, v in raw.items() if k != PART}):
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


def _parts(value: Any) -> tuple[list[dict[str, Any]], list[Problem]]:
    """The parts of the question, each with a title and the methods that answer it.

    A part without a title is left out; so is a method that there is not, or that an earlier
    part has.
    """
    sound: list[dict[str, Any]] = []
    problems: list[Problem] = []
    taken: set[str] = set()
    if not isinstance(value, list) or not all(isinstance(v, Mapping) for v in value):
        cure = 'Write [[part]], and under it title = "…" and methods = ["…"].'
        return [], [Problem(PART, "is not a list of parts", cure, shown(str(value)))]
    for number, given in enumerate(value, 1):
        try:
            sound.append(_part(given, number, taken, problems))
        except ActaError as refusal:
            problems.append(Problem(f"{PART} {number}", refusal.what, refusal.cure, ""))
    return sound, problems


def _part(
    given: Mapping[str, Any], number: int, taken: set[str], problems: list[Problem]
) -> dict[str, Any]:
    for key in sorted(given.keys() - set(PART_KEYS)):
        cure = f"{did_you_mean(key, PART_KEYS)}Its keys: {', '.join(PART_KEYS)}."
        told = Problem(f"{PART} {number}.{key}", f"a part has no key {shown(key)}", cure, "")
        problems.append(told)
    title = _text(given.get("title", ""))
    if not title:
        raise InputError("a part has no title", cure='Give it: title = "…", in your own words.')
    methods = []
    for name in map(_text, _list(given.get("methods", []))):
        if name in manifests() and name not in taken:
            methods.append(name)
            taken.add(name)
            continue
        what = "is in an earlier part" if name in taken else "is not a method"
        cure = f"{did_you_mean(name, manifests())}Each is in one part: {', '.join(manifests())}."
        problems.append(Problem(f"{PART} {number}.methods", f"{shown(name)} {what}", cure, name))
    return {"title": title, "methods": methods}


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
