"""A world shaped like given data: the same activity, popularity, hours and span, with no teams
but those that are planted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc

from actaverba.errors import NotApplicable
from actaverba.worlds.draft import Draft, Ints
from actaverba.worlds.laws import PLANTED, Laws
from actaverba.worlds.world import World, chance_of, check, populate, tables

if TYPE_CHECKING:
    import pyarrow as pa


def world_like(
    shares: pa.Table, seed: int, *, kinds: Sequence[str] = PLANTED, laws: Laws | None = None
) -> World:
    """Who shares what, and when an object is shared, stay; who of its sharers did so at which of
    these moments is drawn anew, so that nobody moves with anybody. Then teams are planted.

    What ties accounts together by the choice of objects is kept, and what ties an account to
    hours is lost. Names are new and say nothing of the old ones.
    """
    laws = laws or Laws()
    check(kinds)
    # An object's own post is no share of it.
    shares = shares.filter(pc.not_equal(shares["object_id"], shares["content_id"]))
    if not shares.num_rows:
        raise NotApplicable("there are no shares to take the shape of", cure="Read some first.")
    draft = shuffled(shares, seed)
    populate(draft, seed, kinds, laws)
    return tables(draft, seed, laws.on_record)


def shuffled(shares: pa.Table, seed: int) -> Draft:
    """The shares with the moments of each object dealt anew among its sharers."""
    objects, accounts = _codes(shares["object_id"]), _codes(shares["account_id"])
    t = shares["t"].to_numpy()
    draft = Draft(given=True)
    draft.new_accounts(int(accounts.max()) + 1, "background")
    # First by what the rows say, so that their order means nothing to the draw.
    order = np.lexsort((accounts, t, objects))
    objects, accounts, t = objects[order], accounts[order], t[order]
    dealt = np.lexsort((chance_of(seed, "dealt").random(t.size), objects))
    first = np.concatenate([[True], objects[1:] != objects[:-1]])
    draft.new_objects(t[first])
    draft.share(objects, accounts[dealt], t)
    draft.base = draft.parts[-1]
    return draft


def _codes(column: pa.ChunkedArray) -> Ints:
    """Codes in the order of the names."""
    encoded = pc.dictionary_encode(column.combine_chunks())
    rank = np.empty(len(encoded.dictionary), np.int64)
    rank[np.asarray(pc.array_sort_indices(encoded.dictionary))] = np.arange(rank.size)
    found: Ints = rank[np.asarray(encoded.indices)]
    return found
