"""Predicates of claims: what bears on each, and what would settle it.

The vocabulary's own stand in `data/predicates.toml`; a case adds more in `predicates.csv`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from actaverba.errors import UnknownCode
from actaverba.vocabulary import sign_rules
from actaverba.vocabulary.nearest import did_you_mean, shown

FILE = Path(__file__).parent / "data" / "predicates.toml"


@dataclass(frozen=True)
class Predicate:
    """What a claim says of its subject and object.

    `bears_on_indicators` holds `indicator` or `indicator:commodity`; `sign_rule` the clauses
    of `sign_rules`. Without a rule the record is listed and no row of it has a sign.
    """

    predicate: str
    text: str
    bears_on_deed_kinds: tuple[str, ...]
    bears_on_indicators: tuple[str, ...]
    sign_test: str
    what_would_settle_it: str
    sign_rule: tuple[str, ...] = ()

    @property
    def rule(self) -> sign_rules.SignRule:
        """The rule, read; refuses one that is not in the language."""
        found = sign_rules.parse(self.sign_rule)
        sign_rules.check(found, self.bears_on_deed_kinds, self.bears_on_indicators)
        return found


def _load(raw: dict[str, str | list[str]]) -> Predicate:
    given = {key: tuple(v) if isinstance(v, list) else v for key, v in raw.items()}
    predicate = Predicate(**given)  # type: ignore[arg-type]  # the file is ours; a test reads it
    assert not predicate.rule.is_empty, predicate.predicate
    return predicate


@cache
def predicates() -> dict[str, Predicate]:
    """The vocabulary's predicates, by name."""
    raw = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {p.predicate: p for p in map(_load, raw["predicate"])}


def check(name: str, of_case: Iterable[str] = ()) -> None:
    """Refuse a predicate that neither the vocabulary nor the case declares."""
    known = {*predicates(), *of_case}
    if name not in known:
        raise UnknownCode(f"{shown(name)} is not a predicate", cure=cure(name, known))


def cure(name: str, known: Iterable[str]) -> str:
    """What may be written instead.

    >>> cure("supplied_arms", ["supplies_arms_to", "member_of"])
    'Did you mean supplies_arms_to? Or declare it in predicates.csv.'
    """
    return f"{did_you_mean(name, sorted(known))}Or declare it in predicates.csv."
