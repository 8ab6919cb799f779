"""One message of Telegram Desktop as a post: its text, its time, where it comes from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

PLATFORM, HOST = "telegram", "t.me"
PUBLIC = ("group", "channel")
LATEST = 253402300799
MEDIA = ("photo", "file")


@dataclass(frozen=True)
class Chat:
    """A chat: its id as the export has it, and what kind it is."""

    id: str = ""
    kind: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is a group or a channel, and no correspondence of two."""
        return self.kind.endswith(PUBLIC)

    @property
    def name(self) -> str:
        """How its posts are named: by its id, which in a personal chat is that of a person."""
        if self.is_open:
            return self.id
        return f"chat_{hashlib.sha256(self.id.encode()).hexdigest()[:10]}"


def cells_of(message: Mapping[str, Any], chat: Chat) -> dict[str, str | None]:
    """The columns of `posts`; what the message does not say is None.

    The time is that of `date_unixtime`; where that is missing, `date` as it stands, which is
    what the clock of the exporting machine showed.
    """
    text = parts(message.get("text", ""))
    if not text and isinstance(message.get("poll"), dict):
        text = parts(message["poll"].get("question", ""))
    forwarded = _account(message.get("forwarded_from_id")) or _text(message.get("forwarded_from"))
    return {
        "id": post_id(chat.name, message.get("id")),
        "platform": PLATFORM,
        "account": account_of(message, chat),
        "host": HOST,
        "published": _time(message),
        "text": text or None,
        "reply_to": _answered(message, chat),
        "repost_of_account": forwarded or None,
        "media": ";".join(_media(message, chat)) or None,
    }


def post_id(chat: str, number: Any) -> str | None:
    """Messages are numbered in each chat anew.

    >>> post_id("1001", 7)
    '1001/7'
    """
    is_number = isinstance(number, int | str) and not isinstance(number, bool)
    return f"{chat}/{number}" if is_number and number != "" else None


def account_of(message: Mapping[str, Any], chat: Chat) -> str | None:
    """Who posts: `user12` or `channel12`; in a channel that names nobody, the channel."""
    given = _account(message.get("from_id"))
    if given is None and chat.kind.endswith("channel"):
        return f"channel{chat.id}"
    return given


def _account(given: Any) -> str | None:
    """Before 2021 an id was a number, since then it says of what."""
    if isinstance(given, int) and not isinstance(given, bool):
        return f"user{given}"
    return _text(given) or None


def parts(text: Any) -> str:
    """A text, or a list of texts and marked parts, as one text.

    The target of a link that hides behind words stands behind them in brackets; a link without
    http gets https.

    >>> parts(["see ", {"type": "text_link", "text": "here", "href": "https://e.org/"}])
    'see here (https://e.org/)'
    """
    if isinstance(text, list):
        return "".join(map(_part, text))
    return _part(text)


def _part(part: Any) -> str:
    if not isinstance(part, dict):
        return _text(part)
    shown = _text(part.get("text"))
    if part.get("type") == "text_link" and _text(part.get("href")):
        return f"{shown} ({_text(part['href'])})"
    if part.get("type") == "link" and shown and "://" not in shown:
        return f"https://{shown}"
    return shown


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _time(message: Mapping[str, Any]) -> str | None:
    seconds = message.get("date_unixtime")
    if seconds is None:
        return _text(message.get("date")) or None
    try:
        moment = int(seconds)
    except (TypeError, ValueError, OverflowError):
        return str(seconds)[:80]
    if not 0 <= moment <= LATEST:
        return str(seconds)[:80]
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _answered(message: Mapping[str, Any], chat: Chat) -> str | None:
    number = message.get("reply_to_message_id")
    other = _text(message.get("reply_to_peer_id")).lstrip("abcdefghijklmnopqrstuvwxyz")
    return post_id(other or chat.name, number) if number is not None else None


def _media(message: Mapping[str, Any], chat: Chat) -> Iterable[str]:
    """Names of files in the export; they say nothing outside of their chat.

    Of a file that was not exported the writer puts a sentence in brackets.
    """
    for kind in MEDIA:
        name = _text(message.get(kind))
        if name and not name.endswith(")"):
            yield f"{chat.name}/{name.replace(';', ',')}"
