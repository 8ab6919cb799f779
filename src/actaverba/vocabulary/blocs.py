"""Blocs and organisations of states, with membership by date."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from actaverba.errors import InputError, UnknownCode
from actaverba.vocabulary.nearest import did_you_mean, shown

FILE = Path(__file__).parent / "data" / "blocs.toml"


@dataclass(frozen=True)
class Member:
    """A state and the days of its membership, both included; no `last`: it still belongs."""

    code: str
    first: date
    last: date | None


@dataclass(frozen=True)
class Bloc:
    """A bloc; without `members` it can be named, but who belongs to it is not kept."""

    code: str
    name: str
    description: str
    cldr: str = ""
    also: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()


def _member(code: str, first: str, last: str) -> Member:
    until = date.fromisoformat(last) if last else None
    return Member(code, date.fromisoformat(first), until)


@cache
def blocs() -> dict[str, Bloc]:
    """All blocs, by code."""
    raw = tomllib.loads(FILE.read_text(encoding="utf-8"))
    found = []
    for given in raw["bloc"]:
        members = tuple(_member(*m) for m in given.pop("members", ()))
        also = tuple(given.pop("also", ()))
        found.append(Bloc(**given, also=also, members=members))
    return {b.code: b for b in found}


@cache
def as_of() -> date:
    """The day up to which the lists of members were kept."""
    raw = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return date.fromisoformat(raw["as_of"])


def members(bloc: str, on: date) -> list[str]:
    """The states that belong to a bloc on a day, in the order of their codes.

    Raises InputError for a bloc whose members are not kept.

    >>> len(members("EU", date(2020, 1, 31))), len(members("EU", date(2020, 2, 1)))
    (28, 27)
    """
    found = blocs().get(bloc)
    if found is None:
        raise UnknownCode(f"{shown(bloc)} is not a bloc", cure=did_you_mean(bloc, blocs()).strip())
    if not found.members:
        kept = [b.code for b in blocs().values() if b.members]
        raise InputError(
            f"who belongs to {bloc} is not kept", cure=f"Members are kept of {', '.join(kept)}."
        )
    return sorted(
        m.code for m in found.members if m.first <= on and (m.last is None or on <= m.last)
    )
