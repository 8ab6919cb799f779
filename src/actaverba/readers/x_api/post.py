"""One post of the X API v2: its whole text with the addresses that short links stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

from actaverba.vocabulary.languages import is_language

PLATFORM, HOST = "x", "x.com"
# Since November 2010 an id holds its time: milliseconds after this moment, above 22 bits.
FIRST_TIMED = 29_700_859_247
EPOCH = 1_288_834_974_657
ORGANISATIONS = ("business", "government")
Given = Mapping[str, Any]


@dataclass(frozen=True)
class Includes:
    """What a page tells besides its posts: accounts and posts by id."""

    users: Mapping[str, Given] = field(default_factory=dict)
    posts: Mapping[str, Given] = field(default_factory=dict)


def includes_of(page: Given) -> Includes:
    told = page.get("includes")
    told = told if isinstance(told, dict) else {}
    return Includes(_by_id(told.get("users")), _by_id(told.get("tweets")))


def _by_id(given: Any) -> dict[str, Given]:
    return {text_in(one, "id"): one for one in objects_in(given) if text_in(one, "id")}


def objects_in(given: Any) -> list[Given]:
    """The objects of a list; nothing where it is none."""
    return [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []


def text_in(given: Given, key: str) -> str:
    """A text; an id that some tool wrote as a number is one, too."""
    value = given.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else ""


def part(given: Given, *keys: str) -> Given:
    for key in keys:
        value = given.get(key)
        given = value if isinstance(value, dict) else {}
    return given


def refers_to(post: Given, kind: str) -> Given:
    """What the post says of the one that it reposts, answers or quotes; empty if it does not."""
    told = objects_in(post.get("referenced_tweets"))
    return next((one for one in told if one.get("type") == kind and text_in(one, "id")), {})


def cells_of(post: Given, includes: Includes) -> dict[str, str | None]:
    """The columns of `posts`; what the page does not say is None."""
    reposted = refers_to(post, "retweeted")
    original = {**reposted, **includes.posts.get(text_in(reposted, "id"), {})}
    id = text_in(post, "id")
    return {
        "id": id or None,
        "platform": PLATFORM,
        "account": text_in(post, "author_id") or None,
        "host": HOST,
        "published": published(post),
        "language": text_in(post, "lang") if _is_language(text_in(post, "lang")) else None,
        "url": f"https://x.com/i/web/status/{id}" if id.isalnum() else None,
        "text": _text(post, original, includes) or None,
        "reply_to": text_in(refers_to(post, "replied_to"), "id") or None,
        "repost_of": text_in(reposted, "id") or None,
        "repost_of_account": _author(original) or _mentioned(post) if reposted else None,
        "media": ";".join(dict.fromkeys([*_media(post), *_media(original)])) or None,
    }


@cache
def _is_language(code: str) -> bool:
    return is_language(code)


def published(post: Given) -> str | None:
    """When it was published; where the page does not say so, the time in its id."""
    given = text_in(post, "created_at")
    id = text_in(post, "id")
    is_timed = re.fullmatch("[0-9]{11,19}", id) and int(id) > FIRST_TIMED
    if given or not is_timed:
        return given or None
    moment = datetime.fromtimestamp(((int(id) >> 22) + EPOCH) // 1000, UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def author_of(post: Given) -> Given:
    """The account that tools put into a post itself, under one name or another."""
    return part(post, "author") or part(post, "author_user")


def _author(post: Given) -> str | None:
    return text_in(post, "author_id") or None


def _mentioned(post: Given) -> str | None:
    """The account that a repost names first, where the original is not on the page."""
    told = objects_in(part(post, "entities").get("mentions"))
    return next((text_in(one, "id") or None for one in told if one.get("start") == 3), None)


def _text(post: Given, original: Given, includes: Includes) -> str:
    """The text with its links; of a repost that of the original, which the post cuts short."""
    if not text_in(original, "text"):
        return _own_text(post)
    user = includes.users.get(text_in(original, "author_id"), author_of(original))
    name = text_in(user, "username") or text_in(post, "text").partition(":")[0].removeprefix("RT @")
    return f"RT @{name}: {_own_text(original)}"


def _own_text(post: Given) -> str:
    """A long post has its whole text, and the links in it, in a place of its own."""
    note = part(post, "note_tweet")
    text = text_in(note, "text") or text_in(post, "text")
    links = [*objects_in(part(note, "entities").get("urls")),
             *objects_in(part(post, "entities").get("urls"))]  # fmt: skip
    # Longer ones first: one short link may be the start of another.
    for link in sorted(links, key=lambda link: -len(text_in(link, "url"))):
        short = text_in(link, "url")
        target = text_in(link, "unwound_url") or text_in(link, "expanded_url")
        if short and (target or link.get("media_key")):
            # The link to the post's own picture is not in the text that readers see.
            text = text.replace(short, "" if link.get("media_key") else target)
    return text.strip()


def _media(post: Given) -> Iterable[str]:
    told = part(post, "attachments")
    given = told.get("media_keys")
    for one in given if isinstance(given, list) else ():
        key = one if isinstance(one, str) else text_in(one, "media_key") if isinstance(
            one, dict
        ) else ""  # fmt: skip
        if key:
            yield key.replace(";", ",")


def account_of(user: Given) -> dict[str, str | None]:
    """The columns of `accounts`. The name stands only where X has verified an organisation."""
    is_organisation = user.get("verified_type") in ORGANISATIONS
    return {
        "account": text_in(user, "id") or None,
        "platform": PLATFORM,
        "owner": (text_in(user, "name") or None) if is_organisation else None,
    }
