"""A copied text as an object that accounts share, for `coordination`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from actaverba.methods.words.copies.clusters import UNKNOWN, Clusters, clusters
from actaverba.methods.words.copies.searching import found

if TYPE_CHECKING:
    from numpy.typing import NDArray

KIND = "copy"


def copied(posts: pa.Table, *, reposts: bool = False) -> pa.Table:
    """Rows of `shares`, and `place`, the row of the post: who carries which copied text, when.

    `posts` is a plain table of the vocabulary (`engine.typed.plain`). A cluster of copies is
    one object, named by its text as first seen. Texts under 30 graphemes make no object, since
    people write them without knowing of each other; posts without account or time are left
    out, as a share needs both. Templates make objects, too: see the table `clusters`.
    """
    return shares(posts, clusters(posts, found(posts, reposts=reposts)))


def shares(posts: pa.Table, made: Clusters) -> pa.Table:
    """The same from clusters that are there already."""
    keep = (made.account >= 0) & (made.t != UNKNOWN)
    if len(made):
        keep &= ~made.is_short[made.cluster]
    place: NDArray[np.int64] = made.place[keep]
    rows = posts.select(["id", "account"]).take(place)
    names = pa.array([f"{KIND}:{name}" for name in made.name], pa.string())
    return pa.table({
        "object_id": names.take(pa.array(made.cluster[keep])),
        "account_id": rows["account"],
        "content_id": rows["id"],
        "object_kind": pa.array([KIND] * place.size, pa.string()),
        "t": made.t[keep],
        "place": place,
    })  # fmt: skip
