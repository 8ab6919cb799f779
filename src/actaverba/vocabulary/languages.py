"""Languages: ISO 639 codes of two or three letters, alone or at the head of a BCP 47 tag."""

from __future__ import annotations

import re
from functools import cache

from actaverba.errors import UnknownCode
from actaverba.vocabulary.nearest import nearest, shown

TAG = r"([a-z]{2,3})(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?"
# ISO 639-2 keeps these for no language, several, none known, none; qaa to qtz is private.
SPECIAL = frozenset({"mis", "mul", "und", "zxx"})
PRIVATE = r"q[a-t][a-z]"
# Withdrawn codes that platforms still send.
WITHDRAWN = frozenset({"in", "iw", "ji", "jw", "mo", "sh"})


@cache
def languages() -> dict[str, str]:
    """Codes to English names, as CLDR has them."""
    from babel import Locale

    names = dict(Locale.parse("en").languages)
    return {code: name for code, name in names.items() if "_" not in code}


def is_language(text: str) -> bool:
    """Whether a text is a language: `sr`, `sr-Latn`, `pt-BR`, `und`.

    >>> is_language("sr-Latn"), is_language("Serbian")
    (True, False)
    """
    found = re.fullmatch(TAG, text)
    if not found:
        return False
    code = found.group(1)
    special = code in SPECIAL or code in WITHDRAWN or re.fullmatch(PRIVATE, code)
    return bool(special) or code in languages()


def check_language(text: str) -> None:
    """Refuse what is no language."""
    if not is_language(text):
        raise UnknownCode(f"{shown(text)} is not a language", cure=_instead(text))


def _instead(text: str) -> str:
    dashed = text.replace("_", "-")
    if is_language(dashed):
        return f"Write {dashed}."
    folded = text.casefold()
    by_name = {name.casefold(): code for code, name in languages().items()}
    code = by_name.get(folded) or (folded if folded in languages() else "")
    if code:
        return f"Write {code} ({languages()[code]})."
    close = [f"{by_name[name]} ({languages()[by_name[name]]})" for name in nearest(folded, by_name)]
    hint = f"Did you mean {' or '.join(close)}? " if close else ""
    return f"{hint}Write ISO 639, like en or sr; `und` where it is not known."


def language_name(code: str, language: str = "en") -> str:
    """The name of a language in another language; the code itself where there is none."""
    from babel import Locale, UnknownLocaleError

    try:
        known = Locale.parse(language).languages
    except (UnknownLocaleError, ValueError):
        known = Locale.parse("en").languages
    return str(known.get(code, code))
