"""Where the shares come from, and how a share is cited: as a row of shares, or of posts."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from actaverba.engine.typed import row_ids
from actaverba.errors import NotApplicable

if TYPE_CHECKING:
    import pyarrow as pa

OBJECTS = "actaverba.engine.portable.objects"


@dataclass(frozen=True)
class Source:
    """The table of shares, and the rows of the case that they stand for.

    `table` names what is cited: `shares`, or `posts` where the shares were taken out of posts;
    then the column `place` of the shares gives the row of the post.
    """

    shares: pa.Table
    table: str
    cited: pa.Table

    def ids(self, places: Sequence[int]) -> Mapping[int, str]:
        """The row ids of some shares, by their place in `shares`."""
        wanted = sorted(set(places))
        if not wanted:
            return {}
        rows = wanted
        if self.table == "posts":
            rows = self.shares["place"].take(wanted).to_pylist()
        return dict(zip(wanted, row_ids(self.table, self.cited, rows), strict=True))


def source(
    shares: pa.Table | None, posts: pa.Table | None, *, asked: str, kinds: Sequence[str]
) -> Source:
    """The shares as given, or, where there are none or it is asked for, those of the posts.

    Raises NotApplicable where neither is given.
    """
    has_shares = shares is not None and shares.num_rows > 0
    has_posts = posts is not None and posts.num_rows > 0
    wants_posts = asked == "posts" or (asked == "auto" and has_posts and not has_shares)
    if wants_posts and posts is not None:
        return Source(_objects_of(posts, kinds), "posts", posts)
    if shares is None:
        wanted = "posts" if asked == "posts" else "shares or posts"
        raise NotApplicable(
            f"coordination needs rows in {wanted}", cure="Give it a table of shares, or of posts."
        )
    return Source(shares, "shares", shares)


def _objects_of(posts: pa.Table, kinds: Sequence[str]) -> pa.Table:
    try:
        objects = importlib.import_module(OBJECTS)
    except ModuleNotFoundError as lack:
        raise NotApplicable(
            "objects cannot be taken out of posts yet",
            cure="Read a table of shares: object_id, account_id, content_id, t.",
        ) from lack
    made: pa.Table = objects.objects_of(posts, tuple(kinds))
    return made
