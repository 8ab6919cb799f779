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

# Texts of one array, with room below the 2 GiB that their offsets reach.
TEXT_BYTES = 2**30


@dataclass(frozen=True)
class Shared:
    """The rows that may pair, by object and then by the peer's own numbering of rows.

    The peer counts rows of an account as they come, sets aside accounts with too few, and puts
    the rest account by account, accounts as they first appear. A later `id` is the later row of
    a tie. Objects stand as they first appear in that order; inside an object rows stand by `id`,
    so a place in these arrays compares as (object, id). `all_account` and `all_content` are all
    rows as given, before any was set aside. Accounts are numbered in the order of their names'
    bytes. `own` marks a share whose post is the object itself.
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
    regrouped = np.argsort(account, kind="stable")
    rank = ranks(accounts)
    account, accounts = rank[account], accounts.take(pa.array(np.argsort(rank)))
    is_kept = np.bincount(account, minlength=len(accounts))[account] >= min_participation
    regrouped = regrouped[is_kept[regrouped]]
    first = first_places(object_code[regrouped], len(objects))
    place = regrouped[np.argsort(first[object_code[regrouped]], kind="stable")]
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


def first_places(codes: Codes, size: int) -> Ints:
    """Where each of `size` codes first stands; those that do not stand anywhere come last."""
    first = np.full(size, codes.size, np.int64)
    first[codes[::-1]] = np.arange(codes.size - 1, -1, -1)
    return first


def first_seen(keys: Ints | Codes) -> tuple[Codes, Ints]:
    """Each key's number by first appearance, and where each number first stands."""
    if not keys.size:
        return np.empty(0, np.int32), np.empty(0, np.int64)
    low = int(keys.min())
    bits = keys.size.bit_length()
    if (int(keys.max()) - low).bit_length() + bits < 63:
        # Key and place in one number: sorting numbers is quicker than sorting places.
        packed = (keys.astype(np.int64) - low) << bits
        packed |= np.arange(keys.size)
        packed.sort()
        order, ordered = packed & ((1 << bits) - 1), packed >> bits
    else:
        order = np.argsort(keys, kind="stable")
        ordered = keys[order]
    is_new = np.ones(keys.size, bool)
    np.not_equal(ordered[1:], ordered[:-1], out=is_new[1:])
    lowest = order[is_new]
    is_first = np.zeros(keys.size, bool)
    is_first[lowest] = True
    if lowest.size == keys.size:
        return np.arange(keys.size, dtype=np.int32), np.arange(keys.size)
    number = np.cumsum(is_first, dtype=np.int32) - 1
    numbers = np.empty(keys.size, np.int32)
    numbers[order] = number[lowest][np.cumsum(is_new, dtype=np.int32) - 1]
    return numbers, np.flatnonzero(is_first)


def named(names: pa.Array, codes: NDArray[np.integer]) -> pa.ChunkedArray:
    """The names of codes, in chunks that texts of 32 bit offsets can hold."""
    longest = pc.max(pc.binary_length(names)).as_py() or 1
    step = max(TEXT_BYTES // longest, 1)
    parts = [
        names.take(pa.array(codes[at : at + step])) for at in range(0, max(codes.size, 1), step)
    ]
    return pa.chunked_array(parts, pa.string())


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
