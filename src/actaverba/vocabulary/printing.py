"""How values are printed for people: dates, numbers, states, lists."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

ARTICLES = Path(__file__).parent / "data" / "articles.toml"

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
THIN = "\u202f"


def number(value: float | int) -> str:
    """Thousands with thin spaces, no needless decimals.

    >>> number(1234567.5)
    '1\\u202f234\\u202f567.5'
    """
    text = f"{value:,d}" if isinstance(value, int) else f"{value:,.10g}"
    return text.replace(",", THIN)


def date(iso: str) -> str:
    """`29 May 2025`, `May 2025`, `2025`, with the precision it has.

    >>> date("2025-05-29"), date("2025-06"), date("")
    ('29 May 2025', 'June 2025', 'unknown date')
    """
    if not iso:
        return "unknown date"
    parts = iso[:10].split("-")
    words = [parts[0]]
    if len(parts) > 1:
        words.insert(0, MONTHS[int(parts[1]) - 1])
    if len(parts) > 2:
        words.insert(0, str(int(parts[2])))
    return " ".join(words)


def listed(values: Sequence[Any]) -> str:
    """`a, b and c`.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    texts = [str(v) for v in values]
    return " and ".join([*(", ".join(texts[:-1]),), texts[-1]] if len(texts) > 1 else texts)


def counted(pairs: Iterable[Sequence[Any]], how: str, language: str) -> str:
    """`a 3, b 1`, each name printed as `how` says.

    >>> counted([["state_media", 3], ["tv", 1]], "code", "en")
    'state media 3, tv 1'
    """
    return ", ".join(f"{printed(name, how, language)} {number(n)}" for name, n in pairs)


def between(triples: Sequence[Sequence[Any]], how: str, language: str) -> str:
    """`A → B 3, B → A 0`: how often from the one to the other; names printed as `how` says.

    >>> between([["a", "b", 3]], "code", "en")
    'a → b 3'
    """
    return ", ".join(
        f"{printed(one, how, language)} → {printed(other, how, language)} {number(n)}"
        for one, other, n in triples
    )


def both_ways(triples: Sequence[Sequence[Any]], how: str, language: str) -> str:
    """`A 32 / 18, B 20 / 8`: two counts for each name.

    >>> both_ways([["a", 32, 18]], "code", "en")
    'a 32 / 18'
    """
    return ", ".join(
        f"{printed(name, how, language)} {number(one)} / {number(other)}"
        for name, one, other in triples
    )


def out_of(triples: Sequence[Sequence[Any]], how: str, language: str) -> str:
    """`A 3 of 25, B 1 of 7`: how many of how many for each name.

    >>> out_of([["head_of_state", 3, 25]], "code", "en")
    'head of state 3 of 25'
    """
    return ", ".join(
        f"{printed(name, how, language)} {number(n)} of {number(of)}" for name, n, of in triples
    )


def paired(pairs: Sequence[Sequence[Any]], how: str, language: str) -> str:
    """`A with B, C with B`: two names of each pair.

    >>> paired([["a", "b"]], "code", "en")
    'a with b'
    """
    return ", ".join(
        f"{printed(one, how, language)} with {printed(other, how, language)}"
        for one, other in pairs
    )


@cache
def _articles() -> dict[str, Any]:
    return tomllib.loads(ARTICLES.read_text(encoding="utf-8"))


def with_article(code: str, how: str, language: str) -> str:
    """A state, bloc or party as it stands in a sentence, where its language has articles.

    >>> with_article("USA", "state", "en"), with_article("SRB", "state", "en")
    ('the United States', 'Serbia')
    """
    name = printed(code, how, language)
    own = _articles().get(language, {})
    return f"{own['article']} {name}" if code in own.get("codes", ()) else name


def printed(value: Any, how: str, language: str) -> str:
    """One value in one of the ways that messages name."""
    for ending, many in MANY.items():
        if how.endswith(ending):
            return many(value, how.removesuffix(ending).removesuffix("_"), language)
    if how.startswith("The_"):
        words = with_article(str(value), how.removeprefix("The_"), language)
        return words[:1].upper() + words[1:]
    if how.startswith("the_"):
        return with_article(str(value), how.removeprefix("the_"), language)
    if how in NAMED:
        return NAMED[how](str(value), language)
    if how in PLAIN:
        return PLAIN[how](value)
    return format(value, how)


def _state(code: str, language: str) -> str:
    from actaverba.vocabulary.states import state_name

    return state_name(code, language)


def _party(code: str, language: str) -> str:
    from actaverba.vocabulary.states import party_name

    return party_name(code, language)


def _language(code: str, language: str) -> str:
    from babel import Locale

    return str(Locale.parse(language).languages.get(code, code))


MANY: dict[str, Callable[[Any, str, str], str]] = {
    "counts": counted,
    "_between": between,
    "_both_ways": both_ways,
    "_out_of": out_of,
    "_with": paired,
}
NAMED: dict[str, Callable[[str, str], str]] = {
    "state": _state,
    "party": _party,
    "language": _language,
}
PLAIN: dict[str, Callable[[Any], str]] = {
    "number": number,
    "date": lambda value: date(str(value)),
    "list": listed,
    "code": lambda value: str(value).replace("_", " "),
}
