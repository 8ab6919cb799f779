"""Messages: an id and parameters inside, a sentence outside.

The English sentence stands in the manifest that declares the message, and is the msgid
that gettext translates. A message is a text, or `{one, other, count}` where the number
named by `count` decides. Fields may say how they are printed: `{n:number}`, `{d:date}`,
`{s:state}`, `{names:list}`, `{c:code}`.
"""

from __future__ import annotations

import gettext
import string
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

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


def render(
    message: str | Mapping[str, Any], params: Mapping[str, Any], language: str = "en"
) -> str:
    """The sentence of a message.

    >>> render({"one": "{n} item", "other": "{n:number} items", "count": "n"}, {"n": 12000})
    '12\\u202f000 items'
    """
    words = catalogue(language)
    if isinstance(message, str):
        template = words.gettext(message)
    else:
        number = params[message["count"]]
        template = words.ngettext(message["one"], message["other"], number)
    return _Sentence(language).vformat(template, (), params)
