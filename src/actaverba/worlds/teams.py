"""Planted teams: accounts that share the same objects within seconds, minutes or half hours."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from actaverba.worlds.circulation import decoys, moments, popular
from actaverba.worlds.draft import Draft, Floats, Ints
from actaverba.worlds.laws import Circulation, Team

# How long after publication, on average, a team takes up an object that nobody else shares.
TAKEN_UP = 3600.0


def plant(draft: Draft, kind: str, rule: Team, law: Circulation, chance: Generator) -> None:
    """The teams of one kind, each with decoys."""
    for n in range(rule.teams):
        accounts = draft.new_accounts(rule.accounts, kind, team=f"{kind}{n + 1}")
        known, when = popular(draft, round(rule.objects * rule.circulating), law, chance)
        begins = moments(draft, rule.objects - known.size, chance)
        published = begins - chance.exponential(TAKEN_UP, begins.size)
        fresh = draft.new_objects(
            published.astype(np.int64),
            author=chance.integers(0, max(draft.kind.count("background"), 1), begins.size),
            host=chance.integers(0, max(law.hosts, 1), begins.size),
        )
        objects, begins = np.concatenate([known, fresh]), np.concatenate([when, begins])
        at, who, late = moves(rule, objects.size, chance)
        draft.share(objects[at], accounts[who], np.floor(begins[at]) + late)
        decoys(draft, accounts, rule.decoys, law, chance)


def moves(rule: Team, objects: int, chance: Generator) -> tuple[Ints, Ints, Floats]:
    """Which member shares which object of a team, and how many seconds after its beginning."""
    at, who = np.nonzero(chance.random((objects, rule.accounts)) < rule.takes)
    if rule.spread:
        late = chance.exponential(rule.within, at.size)
    else:
        late = chance.uniform(0, rule.within, at.size)
    return at, who, late
