"""Closed lists: the codes a column may hold, each with what counts as it.

One file a list under `data/codes/`; a code that is not in its list is refused, with the
nearest ones that are.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from actaverba.errors import InputError, UnknownCode
from actaverba.vocabulary.nearest import did_you_mean, shown

FOLDER = Path(__file__).parent / "data" / "codes"
MOST_NAMED = 12


@dataclass(frozen=True)
class Code:
    """One code. `extra` holds what only its list knows: factors of a hedge, ends of a band."""

    code: str
    label: str
    description: str
    extra: Mapping[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["extra"][name]
        except KeyError:
            raise AttributeError(f"code {self.__dict__.get('code')!r} has no {name!r}") from None


@dataclass(frozen=True)
class CodeList:
    """A closed list, with the standard and version it follows."""

    name: str
    title: str
    source: str
    version: str
    codes: Mapping[str, Code]


def _load(path: Path) -> CodeList:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    codes = {}
    for given in raw.pop("code"):
        plain = {key: given.pop(key) for key in ("code", "label", "description")}
        codes[plain["code"]] = Code(**plain, extra=given)
    return CodeList(**raw, codes=codes)


@cache
def list_names() -> tuple[str, ...]:
    """The names of all closed lists."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def code_list(name: str) -> CodeList:
    """One closed list, by its name.

    >>> list(code_list("direction").codes)
    ['toward', 'away', 'neutral']
    """
    if name not in list_names():
        raise InputError(
            f"there is no closed list {shown(name)}",
            cure=f"{did_you_mean(name, list_names())}Lists: {', '.join(list_names())}.",
        )
    return _load(FOLDER / f"{name}.toml")


def code(name: str, code: str) -> Code:
    """One code of one list; refuses a code that is not in it."""
    check(name, code)
    return code_list(name).codes[code]


def check(name: str, code: str) -> None:
    """Refuse a code that is not in the list."""
    if code not in code_list(name).codes:
        raise UnknownCode(f"{shown(code)} is not a code of {name}", cure=cure(name, code))


def cure(name: str, code: str) -> str:
    """What may be written instead: the nearest codes, or all of a short list.

    >>> cure("direction", "towards")
    'Did you mean toward? One of: toward, away, neutral.'
    """
    known = code_list(name).codes
    close = did_you_mean(code, known)
    if len(known) <= MOST_NAMED:
        return f"{close}One of: {', '.join(known)}."
    return f"{close}The list {name} is in CODEBOOK.md (`acta template DIR`)."
