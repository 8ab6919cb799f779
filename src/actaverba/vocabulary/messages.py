"""Messages: an id and parameters inside, a sentence outside.

The English sentence stands in the manifest that declares the message, and is the msgid
that gettext translates. A message is a text; or `{one, other, count}` where the number
named by `count` decides; or a list of these, which are said one after another. In a list a
part that counts nothing is left out, and so is one whose `if` names an empty parameter
(`{text, if}`). Fields may say how they are printed: `{n:number}`, `{d:date}`, `{s:state}`,
`{names:list}`, `{c:code}`.
"""

from __future__ import annotations

import gettext
import string
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from actaverba.vocabulary import printing

LOCALES = Path(__file__).parent.parent / "locale"


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("actaverba", LOCALES, languages=[language], fallback=True)


class _Sentence(string.Formatter):
    def __init__(self, language: str) -> None:
        self.language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        return printing.printed(value, format_spec, self.language)


Message: TypeAlias = str | Mapping[str, Any] | Sequence[Any]


def render(message: Message, params: Mapping[str, Any], language: str = "en") -> str:
    """The sentence of a message.

    >>> render({"one": "{n} item", "other": "{n:number} items", "count": "n"}, {"n": 12000})
    '12\u202f000 items'
    >>> render(["Seen.", {"one": "{n} by us.", "other": "{n} by us.", "count": "n"}], {"n": 0})
    'Seen.'
    """
    if not isinstance(message, str | Mapping):
        said = [render(part, params, language) for part in message if _is_said(part, params)]
        return " ".join(said)
    words = catalogue(language)
    if isinstance(message, str):
        template = words.gettext(message)
    elif "text" in message:
        template = words.gettext(message["text"])
    else:
        number = params[message["count"]]
        template = words.ngettext(message["one"], message["other"], number)
    return _Sentence(language).vformat(template, (), params)


def _is_said(part: Message, params: Mapping[str, Any]) -> bool:
    if not isinstance(part, Mapping):
        return True
    asked = [part[name] for name in ("if", "count") if name in part]
    return all(params.get(name) for name in asked)


def texts(message: Message) -> Iterator[str | tuple[str, str]]:
    """What a translator is given of a message: texts, and pairs of one and other."""
    if isinstance(message, str):
        yield message
    elif not isinstance(message, Mapping):
        for part in message:
            yield from texts(part)
    elif "text" in message:
        yield message["text"]
    else:
        yield message["one"], message["other"]
