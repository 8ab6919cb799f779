"""The shares as codes, in the order in which CooRTweet looks at them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from actaverba.engine import sql

Ints = NDArray[np.int64]
Codes = NDArray[np.int32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Shared:
    """The rows that may pair, by object and then by the peer's own numbering of rows.

    The peer counts rows of an account as they come, sets aside accounts with too few, and puts
    the rest account by account, accounts as they first appear. A later `id` is the later row of
    a tie. Objects stand as they first appear in that order; inside an object rows stand by `id`,
    so a place in these arrays compares as (object, id). `all_account` and `all_content` are all
    rows as given, before any was set aside. `own` marks a share whose post is the object itself.
    """

    object: Codes
    account: Codes
    content: Codes
    t: Ints
    own: Flags
    place: Ints
    all_account: Codes
    all_content: Codes
    objects: pa.Array
    accounts: pa.Array
    contents: pa.Array

    @property
    def size(self) -> int:
        return self.t.size


def shared(shares: pa.Table, min_participation: int) -> Shared:
    """The rows of accounts with at least `min_participation` rows, as the peer orders them."""
    object_code, objects = _codes(shares["object_id"])
    account, accounts = _codes(shares["account_id"])
    content, contents = _codes(shares["content_id"])
    is_kept = np.bincount(account, minlength=len(accounts))[account] >= min_participation
    regrouped = np.argsort(account, kind="stable")
    regrouped = regrouped[is_kept[regrouped]]
    place = regrouped[np.argsort(_by_first(object_code[regrouped]), kind="stable")]
    own = pc.equal(shares["object_id"], shares["content_id"])
    return Shared(
        object=object_code[place],
        account=account[place],
        content=content[place],
        t=shares["t"].to_numpy()[place],
        own=np.asarray(own, bool)[place],
        place=place,
        all_account=account,
        all_content=content,
        objects=objects,
        accounts=accounts,
        contents=contents,
    )


def _codes(column: pa.ChunkedArray) -> tuple[Codes, pa.Array]:
    """Codes in the order of first appearance, and the names."""
    encoded = pc.dictionary_encode(column.combine_chunks())
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    return np.asarray(encoded.indices).astype(np.int32), encoded.dictionary


def _by_first(codes: Codes) -> Codes:
    """The codes numbered anew, by first appearance."""
    return first_seen(codes)[0]


def first_seen(keys: NDArray[np.integer]) -> tuple[Codes, Ints]:
    """Each key's number by first appearance, and where each number first stands."""
    encoded = pc.dictionary_encode(pa.array(keys))
    numbers = np.asarray(encoded.indices).astype(np.int32)
    first = np.full(len(encoded.dictionary), keys.size, np.int64)
    first[numbers[::-1]] = np.arange(keys.size - 1, -1, -1)
    return numbers, first


def ranks(names: pa.Array, collation: str = "bytes") -> Codes:
    """The place of each name in the order of bytes, or in that of Unicode's root collation,
    which R follows in most sessions; names equal there stand in the order of bytes."""
    if collation == "bytes":
        order = np.asarray(pc.array_sort_indices(names))
    else:
        con = sql.workbench()
        con.register("named", pa.table({"name": names, "place": pa.array(range(len(names)))}))
        query = "select place from named order by icu_sort_key(name, 'root'), name"
        order = con.sql(query).to_arrow_table()["place"].to_numpy()
    rank = np.empty(len(names), np.int32)
    rank[order] = np.arange(len(names), dtype=np.int32)
    return rank
