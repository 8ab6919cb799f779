"""Names of states and blocs in many languages, from CLDR (Babel), loaded when asked for."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from actaverba.errors import UnknownCode
from actaverba.vocabulary.blocs import blocs
from actaverba.vocabulary.nearest import did_you_mean, shown
from actaverba.vocabulary.state_codes import on_day, states

FILE = Path(__file__).parent / "data" / "state_names.toml"
ENGLISH = "en"


@cache
def _own() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def _territories(language: str) -> dict[str, str]:
    """CLDR's names by alpha-2 code; those of English for a language that it does not have."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language, sep="-" if "-" in language else "_")
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse(ENGLISH)
    return dict(locale.territories)


def state_name(code: str, language: str = ENGLISH) -> str:
    """The name of a state or bloc; the code itself where there is no name.

    >>> state_name("SRB"), state_name("SRB", "ru"), state_name("SUN")
    ('Serbia', 'Сербия', 'Soviet Union')
    """
    gone = _own()["gone"].get(code)
    if gone:
        return str(gone.get(language.split("-")[0].split("_")[0], gone[ENGLISH]))
    bloc = blocs().get(code)
    if bloc:
        return _territories(language).get(bloc.cldr, bloc.name)
    known = states().get(code)
    return _territories(language).get(known.alpha2, code) if known else code


def renamed(code: str) -> str:
    """The code of today for one that ISO 3166-3 gave up; empty for any other."""
    return str(_own()["renamed"].get(code, ""))


def resolve(text: str, on: date | None = None) -> str:
    """The code behind a code or a name in any language of CLDR.

    A name that two languages give to different states is read as English has it, else as
    the language first in the alphabet of language codes. With `on`, the code that the
    state has on that day. Raises UnknownCode for what is no name of a state or bloc.

    >>> resolve("Сербия"), resolve("Serbia", on=date(1999, 3, 24))
    ('SRB', 'YUG')
    """
    wanted = unicodedata.normalize("NFC", text).strip()
    code = _code(wanted)
    if not code:
        names = _english()
        raise UnknownCode(
            f"{shown(text)} names no state or bloc",
            cure=f"{did_you_mean(wanted, names)}Write ISO 3166 alpha-3, like SRB.",
        )
    return on_day(code, on) if on is not None and code in states() else code


def _code(wanted: str) -> str:
    if wanted in states() or wanted in blocs():
        return wanted
    if wanted.upper() in states() or wanted.upper() in blocs():
        return wanted.upper()
    folded = wanted.casefold()
    return renamed(wanted) or _english().get(folded) or _everywhere().get(folded, "")


def _from_cldr(language: str) -> Iterator[tuple[str, str]]:
    names = _territories(language)
    for known in states().values():
        if known.alpha2 in names and known.last is None:
            yield names[known.alpha2].casefold(), known.code
    for bloc in blocs().values():
        if bloc.cldr in names:
            yield names[bloc.cldr].casefold(), bloc.code


@cache
def _english() -> dict[str, str]:
    """Names in English and other short names, folded, to codes."""
    found = dict(_from_cldr(ENGLISH))
    for code, names in _own()["gone"].items():
        found.update({name.casefold(): code for name in names.values()})
    for bloc in blocs().values():
        found.update({name.casefold(): bloc.code for name in (bloc.name, *bloc.also)})
    found.update({name.casefold(): code for name, code in _own()["also"].items()})
    return found


@cache
def _everywhere() -> dict[str, str]:
    """Names in all languages of CLDR, folded, to codes; takes half a second, once."""
    from babel.localedata import locale_identifiers

    found: dict[str, str] = {}
    for language in sorted(locale_identifiers()):
        if "_" not in language:
            for name, code in _from_cldr(language):
                found.setdefault(name, code)
    return found
