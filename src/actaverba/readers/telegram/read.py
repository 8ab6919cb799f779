"""Staging an export of Telegram Desktop: messages as posts, who wrote them as accounts.

Bounded in memory by one message and the names of the accounts. Of a whole account only groups
and channels are read: what two people write to each other is no public post.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actaverba.engine.staged import ReadOptions, Staged
from actaverba.errors import InputError
from actaverba.readers import encoding
from actaverba.readers.tables import Once, Rows, shown
from actaverba.readers.telegram.message import PLATFORM, Chat, cells_of
from actaverba.readers.walk import BrokenValueError, StoppedError, Walk, opened

if TYPE_CHECKING:
    import duckdb

POSTS = ("id", "platform", "account", "host", "published", "text", "reply_to",
         "repost_of_account", "media")  # fmt: skip
ACCOUNTS = ("account", "platform", "disclosed_automation")
CURE = "Export the chat again; the other messages are read."
# Control characters are written as \x0B by Telegram Desktop, which no JSON has.
_WRONG_ESCAPE = re.compile(r"((?:^|[^\\])(?:\\\\)*)\\x([0-9A-Fa-f]{2})")


def stage(con: duckdb.DuckDBPyConnection, path: Path, options: ReadOptions) -> list[Staged]:
    """Messages of `result.json` as posts and accounts; lines are the numbers of messages.

    Service messages (someone joined, a call) and messages of kinds that Telegram Desktop
    could not export are counted and left out.
    """
    written = encoding.of_json(path, options.encoding)
    export = _Export(con, path, written, options)
    with Walk(opened(path, written), mend=_mended) as walk:
        export.read(walk)
    return export.staged()


def _mended(text: str) -> str:
    while (mended := _WRONG_ESCAPE.sub(r"\1\\u00\2", text)) != text:
        text = mended
    return text


class _Export:
    """Goes through an export once and fills the two tables."""

    def __init__(
        self, con: duckdb.DuckDBPyConnection, path: Path, written: encoding.Encoding,
        options: ReadOptions,
    ) -> None:  # fmt: skip
        self.file, self.written = path.name, written
        given: dict[str, Any] = {
            "file": path.name, "encoding": written.name, "options": options,
        }  # fmt: skip
        self.posts = Rows(con, "posts", POSTS, **given)
        self.accounts = Once(Rows(con, "accounts", ACCOUNTS, **given))
        self.chats: list[Chat] = []
        self.left_out: Counter[str] = Counter()
        self.is_account = False

    def read(self, walk: Walk) -> None:
        try:
            self._top(walk)
        except StoppedError as trouble:
            if not self.posts.number:
                raise InputError(
                    f"it cannot be followed: {trouble}", where=self.file, cure="Export it again."
                ) from None
            what = f"the file ends or breaks here: {trouble}"
            cure = "Export it again; what stands before is read."
            self.posts.refuse("cut_short", what, cure, "")
        except BrokenValueError as trouble:
            raise InputError(
                f"what it says of a chat cannot be read: {trouble}", where=self.file, cure=CURE
            ) from None

    def _top(self, walk: Walk) -> None:
        about: dict[str, Any] = {}
        for key in walk.members():
            if key in ("chats", "left_chats"):
                self.is_account = True
                self._list(walk)
            else:
                self._of_chat(walk, key, about)

    def _list(self, walk: Walk) -> None:
        for key in walk.members():
            if key == "list":
                for _ in walk.elements():
                    about: dict[str, Any] = {}
                    for part in walk.members():
                        self._of_chat(walk, part, about)

    def _of_chat(self, walk: Walk, key: str, about: dict[str, Any]) -> None:
        """One member of a chat: what it is, or its messages."""
        if key in ("type", "id"):
            about[key] = walk.value()
        elif key == "messages":
            chat = Chat(str(about.get("id", "")), str(about.get("type", "")))
            if self.is_account and not chat.is_open:
                self.left_out["personal chats"] += 1
            else:
                self._messages(walk, chat)

    def _messages(self, walk: Walk, chat: Chat) -> None:
        self.chats.append(chat)
        for _ in walk.elements():
            try:
                message = walk.value()
            except BrokenValueError as trouble:
                self.posts.refuse("broken_json", str(trouble), CURE, trouble.text)
                continue
            if not isinstance(message, dict):
                self.posts.refuse("no_object", "it is no message", CURE, shown(message))
            elif message.get("type", "message") != "message":
                self.left_out[f"messages of type {str(message['type'])[:40]}"] += 1
            else:
                self._message(message, chat)

    def _message(self, message: dict[str, Any], chat: Chat) -> None:
        cells = cells_of(message, chat)
        self.posts.add(cells)
        account = cells["account"]
        if account is not None:
            is_bot = chat.kind == "bot_chat" and account == f"user{chat.id}"
            told = {"account": account, "platform": PLATFORM}
            self.accounts.add(account, told | ({"disclosed_automation": "yes"} if is_bot else {}))

    def staged(self) -> list[Staged]:
        said = [self.written.said, "lines are the numbers of messages"]
        said += [f"left out: {what} ({n})" for what, n in sorted(self.left_out.items())]
        if self.left_out["personal chats"]:
            said.append("to read a personal chat, export that chat alone")
        of_account = self.is_account or len(self.chats) != 1
        dataset = PLATFORM if of_account else f"{PLATFORM}_{self.chats[0].name}"
        return [
            self.posts.staged(dataset=dataset, said=said),
            self.accounts.rows.staged(dataset=dataset),
        ]
