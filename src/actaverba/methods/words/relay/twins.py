"""Items at different sites whose addresses end alike: they may be one article, copied."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from actaverba.case.finding import Finding
from actaverba.methods.counting import grouped, listing, text
from actaverba.methods.words.relay.items import Item
from actaverba.methods.words.relay.saying import called, told_of

SHORTEST = 20
WORDS = re.compile(r"[-_]")


def ending(url: str) -> str:
    """The last part of an address, where it is made of words; else empty.

    >>> ending("https://a.example/2020/words-of-a-long-headline.html"), ending("https://a.example/7")
    ('words-of-a-long-headline', '')
    """
    try:
        last = PurePosixPath(urlsplit(url).path).name
    except ValueError:
        return ""
    name = re.sub(r"\.\w{2,5}$", "", last).casefold()
    return name if len(name) >= SHORTEST and WORDS.search(name) else ""


def twins(statement: str, mine: Sequence[Item]) -> list[Finding]:
    """The items of one statement that may be copies of each other; each is counted all the same.

    It fails for copies under another address, and for two articles under one headline.
    """
    by_ending = grouped(mine, lambda item: ending(text(item.row, "url")))
    by_ending.pop("", None)
    groups = [g for g in by_ending.values() if len({item.host for item in g}) > 1]
    groups.sort(key=lambda group: group[0].id)
    if not groups:
        return []
    alike = [item for group in groups for item in group]
    message, named = listing("twins.count", articles=[_named(group) for group in groups])
    params = {"statement": called(statement, mine), "groups": len(groups), **named}
    return [told_of("one article at several sites", statement, message, alike, of=mine,
                    role="address ends alike", params=params)]  # fmt: skip


def _named(group: Sequence[Item]) -> str:
    return " = ".join(f"{item.id} ({item.host})" for item in group)
