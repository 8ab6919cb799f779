"""The shares as arrays: the first share of each account of each object, in a fixed order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from actaverba.kernels import coshare

if TYPE_CHECKING:
    from collections.abc import Mapping

Ints = NDArray[np.int64]
Codes = NDArray[np.int32]


@dataclass(frozen=True)
class Shares:
    """One entry a share: the first of an account of an object, sorted by (object, t, account).

    `object` and `account` are codes in the byte order of their names, so that the order of the
    input means nothing. `t` is in seconds, `place` the row of the input table. `start` is the
    first share of each object, with one more at the end. `published` is when each object was
    published: as known, else when its first share was seen. `dropped` counts what was left out.
    """

    object: Codes
    account: Codes
    t: Ints
    place: Ints
    start: Ints
    objects: pa.Array
    accounts: pa.Array
    published: Ints
    published_known: NDArray[np.bool_]
    dropped: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def size(self) -> Ints:
        """The number of accounts that share each object."""
        return np.diff(self.start)

    @cached_property
    def by_account(self) -> tuple[Ints, Ints]:
        """The shares account by account, in the order of their objects; the first of each
        account, with one more at the end."""
        rows = np.argsort(self.account, kind="stable")
        return rows, np.searchsorted(self.account[rows], np.arange(len(self.accounts) + 1))

    def only(self, keep: NDArray[np.bool_]) -> Shares:
        """Some of the shares; objects and accounts keep their codes."""
        found = self.object[keep]
        return replace(
            self, object=found, account=self.account[keep], t=self.t[keep],
            place=self.place[keep],
            start=np.searchsorted(found, np.arange(len(self.objects) + 1)),
        )  # fmt: skip


def first_shares(
    shares: pa.Table, objects: pa.Table | None = None, *, kinds: Sequence[str] = ()
) -> Shares:
    """The shares that count, from the table of the vocabulary.

    A share counts once for an account and an object: n posts of one object are one decision.
    The publication of an object itself (its own post listed among its shares) is no share.
    With `kinds` only objects of these kinds count, and those of no stated kind.
    """
    rows = shares.num_rows
    keep = pc.invert(pc.equal(shares["object_id"], shares["content_id"]))
    own = rows - pc.sum(keep).as_py() if rows else 0
    if kinds:
        of_kind = pc.is_in(shares["object_kind"], pa.array(kinds, pa.string()))
        keep = pc.and_(keep, pc.or_(of_kind, pc.is_null(shares["object_kind"])))
    place = np.flatnonzero(np.asarray(keep))
    counted = shares.select(["object_id", "account_id", "content_id", "t"])
    counted = counted if place.size == rows else counted.filter(keep)
    object_code, object_names = _codes(counted["object_id"])
    account_code, account_names = _codes(counted["account_id"])
    t = counted["t"].to_numpy()
    order = _order(object_code, t, account_code, counted["content_id"])
    object_code, account_code, t = object_code[order], account_code[order], t[order]
    start = np.searchsorted(object_code, np.arange(len(object_names) + 1))
    first = coshare.first_of_each(start, account_code, len(account_names))
    object_code, account_code = object_code[first], account_code[first]
    t, place = t[first], place[order][first]
    start = np.searchsorted(object_code, np.arange(len(object_names) + 1))
    published, is_known = _published(object_names, t[start[:-1]], objects)
    dropped = {
        "own_post": own, "other_kind": rows - own - order.size, "repeated": order.size - t.size,
    }  # fmt: skip
    return Shares(
        object_code, account_code, t, place, start, object_names, account_names, published,
        is_known, dropped,
    )  # fmt: skip


def _codes(column: pa.ChunkedArray) -> tuple[Codes, pa.Array]:
    """Codes in the byte order of the names, and the names."""
    encoded = pc.dictionary_encode(column.combine_chunks())
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    names = encoded.dictionary
    by_name = pc.array_sort_indices(names)
    rank = np.empty(len(names), np.int32)
    rank[np.asarray(by_name)] = np.arange(len(names), dtype=np.int32)
    return rank[np.asarray(encoded.indices)], names.take(by_name)


def _order(object_code: Codes, t: Ints, account: Codes, content: pa.ChunkedArray) -> NDArray[Any]:
    """The order by object, time, account; between equals by content, whatever came first."""
    if not t.size:
        return np.arange(0)
    since = t - t.min()
    spans = [int(object_code.max()) + 1, int(since.max()) + 1, int(account.max()) + 1]
    if spans[0] * spans[1] * spans[2] < 2**63:
        key = (object_code * np.int64(spans[1]) + since) * spans[2] + account
        order = np.argsort(key, kind="stable")
        ranked = key[order]
        is_tie = np.flatnonzero(ranked[1:] == ranked[:-1])
    else:
        order = np.lexsort((account, since, object_code))
        ranked = np.stack([object_code[order], since[order], account[order]])
        is_tie = np.flatnonzero((ranked[:, 1:] == ranked[:, :-1]).all(axis=0))
    if is_tie.size:
        tied = np.unique(np.concatenate([is_tie, is_tie + 1]))
        rows = order[tied]
        names, _ = _codes(content.take(pa.array(rows)))
        order[tied] = rows[np.lexsort((names, account[rows], since[rows], object_code[rows]))]
    return order


def _published(
    names: pa.Array, first_seen: Ints, objects: pa.Table | None
) -> tuple[Ints, NDArray[np.bool_]]:
    """When each object was published; where that is not known, when it was first seen."""
    is_known = np.zeros(len(names), bool)
    published = first_seen.copy()
    if objects is None or not objects.num_rows:
        return published, is_known
    told = objects.filter(pc.is_valid(objects["published_t"])).sort_by(
        [("object_id", "ascending"), ("published_t", "ascending")]
    )
    where = np.asarray(pc.fill_null(pc.index_in(names, told["object_id"].combine_chunks()), -1))
    is_known = where >= 0
    published[is_known] = told["published_t"].to_numpy()[where[is_known]]
    return published, is_known
