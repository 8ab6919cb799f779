"""Where the shares come from, and how a share is cited: as a row of shares, or of posts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from actaverba.engine.typed import row_ids
from actaverba.errors import NotApplicable

if TYPE_CHECKING:
    import pyarrow as pa


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
        each = sorted(set(rows))
        id_of = dict(zip(each, row_ids(self.table, self.cited, each), strict=True))
        return {place: id_of[row] for place, row in zip(wanted, rows, strict=True)}

    def objects(self, given: pa.Table | None) -> pa.Table | None:
        """What is on record of objects; behind it, what posts tell of those they pass on.

        The host of a post is the platform, which says nothing of where an object comes from.
        """
        if self.table != "posts":
            return given
        import pyarrow as pa

        from actaverba.engine.portable.objects import known_objects

        told = known_objects(self.cited)
        at = told.column_names.index("host")
        told = told.set_column(at, "host", pa.nulls(told.num_rows, pa.string()))
        if given is None or not given.num_rows:
            return told
        return pa.concat_tables([given.select(told.column_names), told])


def source(
    shares: pa.Table | None, posts: pa.Table | None, *, asked: str, kinds: Sequence[str]
) -> Source:
    """The shares as given, or, where there are none or it is asked for, those of the posts.

    Raises NotApplicable where neither is given.
    """
    has_shares = shares is not None and shares.num_rows > 0
    has_posts = posts is not None and posts.num_rows > 0
    if posts is not None and (asked == "posts" or (asked == "auto" and has_posts > has_shares)):
        from actaverba.engine.portable.objects import objects_of

        return Source(objects_of(posts, tuple(kinds)), "posts", posts)
    if shares is None or asked == "posts":
        wanted = "posts" if asked == "posts" else "shares or posts"
        raise NotApplicable(
            f"coordination needs rows in {wanted}", cure="Give it a table of shares, or of posts."
        )
    return Source(shares, "shares", shares)
