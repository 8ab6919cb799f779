"""Texts from a case are hostile until they have been through here.

Escaping is the template's work; this is about characters that survive escaping: controls,
halves of surrogate pairs, and the marks that turn the direction of what follows.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from actaverba.engine.masking import MASK

RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def clean(text: str) -> str:
    """The text without control characters; direction overrides are written out.

    >>> clean("a\\x1b[31mb\\u202ec")
    'a[31mb[U+202E]c'
    """
    text = _CONTROL.sub("", text)
    text = _SURROGATE.sub("\ufffd", text)
    return _TURNS.sub(lambda mark: f"[U+{ord(mark[0]):04X}]", text)


def isolated(value: Any) -> Markup:
    """The text, escaped; in `<bdi>` where it has letters that run from right to left.

    >>> isolated("a < b"), isolated("\u05d0")
    (Markup('a &lt; b'), Markup('<bdi>\u05d0</bdi>'))
    """
    text = clean(str(value))
    if any(unicodedata.bidirectional(c) in RIGHT_TO_LEFT for c in text if c > "\u02ff"):
        return Markup("<bdi>{}</bdi>").format(text)
    return escape(text)


def cleaned(value: Any) -> Any:
    """The same for every text inside dictionaries and lists."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(str(k)): cleaned(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned(v) for v in value]
    return value


def web_address(text: str) -> str:
    """The address, if a reader may follow it: http or https with a host, nothing masked.

    >>> web_address("https://example.org/a"), web_address("javascript:alert(1)")
    ('https://example.org/a', '')
    """
    if re.search(r"[\s\\<>\"`]", text) or clean(text) != text or MASK in text:
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    is_web = parts.scheme.lower() in {"http", "https"}
    return text if is_web and parts.hostname and "@" not in parts.netloc else ""


def language_tag(text: str) -> str:
    """The text as a `lang` attribute, if it is one that CLDR knows; else nothing.

    >>> language_tag("sr-Latn"), language_tag("en\\" onclick=\\"x")
    ('sr-Latn', '')
    """
    if not _LANGUAGE.fullmatch(text):
        return ""
    from babel import Locale

    known = Locale("en").languages
    return text if text.split("-")[0].lower() in known else ""
