"""Parties: who acts, speaks or is spoken of.

A party is a state (`SRB`), a bloc (`EU`, `WLD`), a body of either (`SRB:arms_industry`),
`unspecified` (alone or as `unspecified_africa`), or a topic (`military_blocs`,
`RUS-UKR_war`). States and blocs by date: `state_codes`, `blocs`; names: `state_names`.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from actaverba.errors import UnknownCode
from actaverba.vocabulary.blocs import blocs, members
from actaverba.vocabulary.nearest import did_you_mean, shown
from actaverba.vocabulary.state_codes import by_cow, on_day, states
from actaverba.vocabulary.state_names import renamed, resolve, state_name

__all__ = [
    "by_cow",
    "check_party",
    "check_state",
    "explain_party",
    "is_party",
    "is_state",
    "members",
    "on_day",
    "party_name",
    "resolve",
    "state_name",
    "state_of",
]

TOPICS = Path(__file__).parent / "data" / "topics.toml"
BODY = r"\w[\w.&'’+-]{0,79}"
UNSPECIFIED = r"unspecified(_[a-z0-9]+)*"
BETWEEN = r"([A-Z]+)-([A-Z]+)_([a-z_]+)"
SHAPES = "a state (SRB), a bloc (EU), a body (SRB:arms_industry), unspecified_… or a topic"


@cache
def _topics() -> dict[str, dict[str, str]]:
    raw = tomllib.loads(TOPICS.read_text(encoding="utf-8"))
    return {name: raw[name] for name in ("topics", "between", "unspecified")}


def is_state(text: str) -> bool:
    """Whether a text is the code of a state or bloc."""
    return text in states() or text in blocs()


def is_party(text: str) -> bool:
    """Whether a text is a party."""
    return is_state(text) or not explain_party(text)


def state_of(party: str) -> str:
    """The state or bloc that a party belongs to; empty for topics and the unspecified.

    >>> state_of("SRB:arms_industry"), state_of("unspecified_africa")
    ('SRB', '')
    """
    head = party.partition(":")[0]
    return head if is_state(head) else ""


def check_state(text: str) -> None:
    """Refuse what is no code of a state or bloc."""
    if not is_state(text):
        raise UnknownCode(f"{shown(text)} is not a state or bloc", cure=_instead(text))


def check_party(text: str) -> None:
    """Refuse what is no party."""
    trouble = explain_party(text)
    if trouble:
        what, cure = trouble
        raise UnknownCode(what, cure=cure)


def explain_party(text: str) -> tuple[str, str] | None:
    """Why a text is no party and what to write instead; None for a party.

    >>> explain_party("Serbia")
    ("'Serbia' is not a party", 'Write SRB (Serbia).')
    """
    if is_state(text) or re.fullmatch(UNSPECIFIED, text) or text in _topics()["topics"]:
        return None
    head, colon, body = text.partition(":")
    if colon and is_state(head):
        if re.fullmatch(BODY, body):
            return None
        return f"{shown(text)} names its body in a way that is not known", (
            f"Write {head}:name in letters, digits and _, without blanks."
        )
    between = re.fullmatch(BETWEEN, text)
    if between:
        return _explain_between(text, *between.groups())
    return f"{shown(text)} is not a party", _instead(head if colon else text)


def _explain_between(text: str, one: str, other: str, about: str) -> tuple[str, str] | None:
    for code in (one, other):
        if not is_state(code):
            return f"{shown(code)} in {shown(text)} is not a state or bloc", _instead(code)
    known = _topics()["between"]
    if about in known:
        return None
    cure = f"{did_you_mean(about, known)}One of: {', '.join(known)}."
    return f"{shown(about)} in {shown(text)} is not a topic between two states", cure


def _instead(text: str) -> str:
    """The code that a name means, or the nearest ones, or the shapes that there are."""
    try:
        code = renamed(text) or _by_alpha2(text) or resolve(text)
    except UnknownCode:
        close = did_you_mean(text, [*states(), *blocs(), *_topics()["topics"]])
        return f"{close}Write {SHAPES}."
    return f"Write {code} ({state_name(code)})."


def _by_alpha2(text: str) -> str:
    fitting = [s.code for s in states().values() if s.alpha2 == text and s.last is None]
    return fitting[0] if fitting else ""


def party_name(text: str, language: str = "en") -> str:
    """A party as people say it.

    >>> party_name("SRB:arms_industry"), party_name("unspecified_ambassadors")
    ('arms industry (Serbia)', 'ambassadors, not named')
    """
    if is_state(text):
        return state_name(text, language)
    head, colon, body = text.partition(":")
    if colon:
        return f"{body.replace('_', ' ')} ({state_name(head, language)})"
    between = re.fullmatch(BETWEEN, text)
    if between:
        one, other, about = between.groups()
        names = f"{state_name(one, language)}–{state_name(other, language)}"
        return f"{names} {_topics()['between'].get(about, about)}"
    if re.fullmatch(UNSPECIFIED, text):
        rest = text.partition("_")[2]
        known = _topics()["unspecified"].get(rest, rest.replace("_", " "))
        return f"{known}, not named" if rest else "a party, not named"
    return _topics()["topics"].get(text, text)
