"""Staging pages of the X API v2: posts, the accounts and the posts that they come with.

Bounded in memory by one page, and by the ids of accounts and of posts that are passed on.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actaverba.engine.portable.objects import named
from actaverba.engine.staged import ReadOptions, Staged
from actaverba.errors import InputError
from actaverba.readers import encoding
from actaverba.readers.lines import Lines
from actaverba.readers.tables import Once, Rows, shown
from actaverba.readers.walk import BrokenValueError, StoppedError, Walk, opened, value_of
from actaverba.readers.x_api.post import (
    PLATFORM,
    Given,
    Includes,
    account_of,
    author_of,
    cells_of,
    includes_of,
    objects_in,
    published,
    refers_to,
    text_in,
)

if TYPE_CHECKING:
    import duckdb

POSTS = ("id", "platform", "account", "host", "published", "language", "url", "text",
         "reply_to", "repost_of", "repost_of_account", "media")  # fmt: skip
ACCOUNTS = ("account", "platform", "owner")
OBJECTS = ("object_id", "object_kind", "author", "published")
KINDS = {"retweeted": "repost", "replied_to": "reply"}
CURE = "Fetch the page again; the others are read."


@dataclass(frozen=True)
class _Broken:
    """A page or a post that cannot be taken, and how it starts."""

    code: str
    why: str
    text: str = ""


def stage(con: duckdb.DuckDBPyConnection, path: Path, options: ReadOptions) -> list[Staged]:
    """Posts of pages as posts, accounts and objects; lines are the numbers of posts.

    Posts in `includes` were not asked for and are no posts here: they tell who published what
    was reposted or answered, and when. Which post is quoted stands in the text, as its address.
    """
    written = encoding.of_json(path, options.encoding)
    pages = _Pages(con, path, written, options)
    for page in _pages(path, written):
        pages.add(page)
    return pages.staged(written)


def _pages(path: Path, written: encoding.Encoding) -> Iterator[Any]:
    """The pages of a file, however they stand in it; what is broken comes as `_Broken`."""
    if _is_lines(path, written):
        yield from _lines(path, written)
        return
    with Walk(opened(path, written)) as walk:
        yield from _walked(walk, "the file ends or breaks here")


def _walked(walk: Walk, where: str) -> Iterator[Any]:
    try:
        while opens := walk.peek():
            if opens == "[":
                for _ in walk.elements():
                    yield from _page(walk)
            else:
                yield from _page(walk)
    except StoppedError as trouble:
        yield _Broken("cut_short", f"{where}: {trouble}")


def _page(walk: Walk) -> Iterator[Any]:
    """One page, post by post, so that a broken one or a cut spoils no other."""
    if walk.peek() != "{":
        yield _value(walk)
        return
    page: dict[str, Any] = {}
    broken: list[_Broken] = []
    stopped: StoppedError | None = None
    try:
        for key in walk.members():
            if key in page:
                broken.append(_Broken("broken_json", f"the key {key[:80]!r} stands twice in it"))
            elif key == "data" and walk.peek() == "[":
                page["data"] = posts = []
                for _ in walk.elements():  # not extend: what came before a break is kept
                    posts += [_value(walk)]
            else:
                value = _value(walk)
                broken += [value] if isinstance(value, _Broken) else []
                page[key] = None if isinstance(value, _Broken) else value
    except StoppedError as trouble:
        stopped = trouble
    # A post that stands alone is taken whole or not at all.
    if page.get("data") or not (broken or stopped):
        yield page
    yield from broken
    if stopped:
        raise stopped


def _value(walk: Walk) -> Any:
    try:
        return walk.value()
    except BrokenValueError as trouble:
        return _Broken("broken_json", str(trouble), trouble.text)


def _is_lines(path: Path, written: encoding.Encoding) -> bool:
    """Whether the first line is a page by itself: then a broken line spoils no other."""
    with Lines(path, written) as lines:
        first = lines.next()
        while first and not first.strip():
            first = lines.next()
        return first.lstrip().startswith("{") and first.rstrip().endswith("}")


def _lines(path: Path, written: encoding.Encoding) -> Iterator[Any]:
    with Lines(path, written) as lines:
        while line := lines.next():
            if lines.overlong:
                yield _Broken("line_too_long", "the line is too long", line)
            elif line.strip():
                yield from _line(line.strip())


def _line(text: str) -> Iterator[Any]:
    try:
        yield value_of(text)
    except BrokenValueError:
        yield from _walked(Walk(io.StringIO(text)), "the line ends or breaks here")


class _Pages:
    """Takes page after page and fills the three tables."""

    def __init__(
        self, con: duckdb.DuckDBPyConnection, path: Path, written: encoding.Encoding,
        options: ReadOptions,
    ) -> None:  # fmt: skip
        given: dict[str, Any] = {
            "file": path.name, "encoding": written.name, "options": options,
        }  # fmt: skip
        self.file = path.name
        self.posts = Rows(con, "posts", POSTS, **given)
        self.accounts = Once(Rows(con, "accounts", ACCOUNTS, **given))
        self.objects = Once(Rows(con, "objects", OBJECTS, **given))
        self.pages = self.timed = self.troubles = 0

    def add(self, page: Any) -> None:
        if isinstance(page, _Broken):
            self.posts.refuse(page.code, page.why, CURE, page.text)
            return
        if not isinstance(page, dict):
            self.posts.refuse("no_object", "it is no page", CURE, shown(page))
            return
        self.pages += 1
        self.troubles += len(objects_in(page.get("errors")))
        includes = includes_of(page)
        data = page.get("data", None if "meta" in page or "errors" in page else page) or []
        for post in data if isinstance(data, list) else [data]:
            if isinstance(post, dict):
                self._post(post, includes)
            elif isinstance(post, _Broken):
                self.posts.refuse(post.code, post.why, CURE, post.text)
            else:
                self.posts.refuse("no_object", "it is no post", CURE, shown(post))
        for user in includes.users.values():
            self._account(user)

    def _post(self, post: Given, includes: Includes) -> None:
        cells = cells_of(post, includes)
        self.timed += not text_in(post, "created_at") and cells["published"] is not None
        self.posts.add(cells)
        # Some tools put what a post comes with into the post itself.
        self._account(author_of(post))
        for kind, object_kind in KINDS.items():
            told = refers_to(post, kind)
            if told:
                self._object(object_kind, {**told, **includes.posts.get(text_in(told, "id"), {})})

    def _account(self, user: Given) -> None:
        cells = account_of(user)
        if cells["account"]:
            self.accounts.add(cells["account"], cells)

    def _object(self, kind: str, post: Given) -> None:
        """What is known of a post that is passed on or answered, if anything is."""
        author = text_in(post, "author_id") or None
        when = text_in(post, "created_at") or None
        if author is None and when is None:
            return
        name = named(kind, PLATFORM, text_in(post, "id"))
        told = {"object_id": name, "object_kind": kind, "author": author,
                "published": when or published(post)}  # fmt: skip
        self.objects.add(name, told)

    def staged(self, written: encoding.Encoding) -> list[Staged]:
        if not self.pages:
            why = self.posts.refused[0].message if self.posts.refused else "it is empty"
            raise InputError(f"no page can be read: {why}", where=self.file, cure=CURE)
        said = [written.said, "lines are the numbers of posts"]
        if self.timed:
            said.append(f"posts whose time was told by their id: {self.timed}")
        if self.troubles:
            said.append(f"things that X says it did not give: {self.troubles}")
        rows = (self.posts, self.accounts.rows, self.objects.rows)
        return [one.staged(said=said if one is self.posts else ()) for one in rows]
