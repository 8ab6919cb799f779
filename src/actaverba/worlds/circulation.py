"""What circulates: cascades of objects among accounts that act alone."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from actaverba.worlds.draft import A_DAY, BEGIN, Draft, Floats, Ints
from actaverba.worlds.laws import Circulation

HOURS = 24


def circulate(draft: Draft, law: Circulation, chance: Generator) -> None:
    """Accounts of the background, objects, and their shares, which become the base."""
    accounts = draft.new_accounts(law.accounts, "background")
    published = BEGIN + np.sort(chance.uniform(0, law.days * A_DAY, law.objects))
    # Some accounts publish, a few of them most.
    writers = chance.permutation(accounts)[: max(law.authors, 1)]
    author = writers[_chosen(chance, _power(chance, writers.size, 1.0), law.objects)]
    host = chance.integers(0, max(law.hosts, 1), law.objects)
    objects = draft.new_objects(published.astype(np.int64), author=author, host=host)
    size = np.minimum(2 * _power(chance, law.objects, law.size_power), law.largest).astype(int)
    of = np.repeat(np.arange(law.objects), size)
    t = times(size, published, law, chance)
    who = _sharers(of, t, accounts, law, chance)
    draft.share(objects[of], who, t)
    draft.base = draft.parts[-1]


def _power(chance: Generator, n: int, power: float) -> Floats:
    """Numbers from 1 on with a power-law tail."""
    drawn: Floats = np.minimum(chance.pareto(power, n) + 1.0, 1e9)
    return drawn


def _chosen(chance: Generator, weight: Floats, n: int) -> Ints:
    reach = np.cumsum(weight / weight.sum())
    return np.minimum(np.searchsorted(reach, chance.random(n)), weight.size - 1)


def lags(n: int, law: Circulation, chance: Generator) -> Floats:
    """How long after the share that it follows a share comes: a power law, three days at most."""
    drawn: Floats = np.minimum(law.lag_from * chance.pareto(law.lag_power, n), 3.0 * A_DAY)
    return drawn


def times(
    size: NDArray[np.int64], published: Floats, law: Circulation, chance: Generator
) -> Floats:
    """The times of the shares of objects of these sizes, object by object."""
    of = np.repeat(np.arange(size.size), size)
    start = np.concatenate([[0], np.cumsum(size)[:-1]])
    nth = np.arange(of.size) - start[of]
    parent = start[of] + np.floor(chance.random(of.size) * np.maximum(nth, 1)).astype(np.int64)
    follows = (nth > 0) & (chance.random(of.size) < law.children)
    t = published[of] + chance.exponential(law.hours * 3600.0, of.size)
    lag = lags(of.size, law, chance)
    is_set = ~follows
    while not is_set.all():
        # A share follows an earlier number of its object, so each round sets some.
        ready = ~is_set & is_set[parent]
        t[ready] = t[parent[ready]] + lag[ready]
        is_set |= ready
    return t


def _sharers(of: Ints, t: Floats, accounts: Ints, law: Circulation, chance: Generator) -> Ints:
    """Who shares: by community, activity, and the hour of the day."""
    communities = max(law.communities, 1)
    home = chance.integers(0, communities, law.objects)[of]
    away = chance.random(of.size) >= law.own_community
    home[away] = chance.integers(0, communities, int(away.sum()))
    hour = (t // 3600).astype(np.int64) % HOURS
    community = np.arange(accounts.size) % communities
    activity = np.minimum(_power(chance, accounts.size, law.activity_power), 300.0)
    peak = chance.normal(14.0, 4.0, accounts.size)
    angle = 2 * np.pi * (np.arange(HOURS)[:, None] - peak[None, :]) / HOURS
    weight = activity * np.exp(law.hour_strength * np.cos(angle))
    who = np.empty(of.size, np.int64)
    for c in range(communities):
        rows, members = np.flatnonzero(home == c), np.flatnonzero(community == c)
        if not rows.size or not members.size:
            who[rows] = accounts[chance.integers(0, accounts.size, rows.size)]
            continue
        reach = np.cumsum(weight[:, members], axis=1)
        reach = (reach / reach[:, -1:] + np.arange(HOURS)[:, None]).ravel()
        at = np.searchsorted(reach, hour[rows] + chance.random(rows.size), side="right")
        at = np.minimum(at, hour[rows] * members.size + members.size - 1)
        who[rows] = accounts[members[at - hour[rows] * members.size]]
    return who


def moments(draft: Draft, n: int, chance: Generator) -> Floats:
    """When something new comes: at the hours at which things are shared at all."""
    t = draft.base[2]
    if not t.size:
        return np.full(n, float(BEGIN))
    return t[chance.integers(0, t.size, n)] + chance.uniform(-1800.0, 1800.0, n)


def popular(draft: Draft, n: int, law: Circulation, chance: Generator) -> tuple[Ints, Floats]:
    """Objects that circulate, often shared ones more often, and a moment at which someone
    shares each who acts alone: following a share that was made, or for reasons of his own."""
    objects, _, t = draft.base
    if not objects.size:
        return np.empty(0, np.int64), np.empty(0)
    at = chance.integers(0, objects.size, n)
    if draft.given:
        return objects[at], between(objects, t, at, chance)
    follows = chance.random(n) < law.children
    when = t[at] + lags(n, law, chance)
    own = np.concatenate(draft.published)[objects[at]] + chance.exponential(law.hours * 3600.0, n)
    return objects[at], np.where(follows, when, own)


def between(objects: Ints, t: Ints, at: Ints, chance: Generator) -> Floats:
    """Moments between some shares and the next ones of their objects (the ones before, for the
    last), which keep to the density that an object's shares have. Sorted by object and time."""
    after = np.minimum(at + 1, t.size - 1)
    other = np.where(objects[after] == objects[at], after, np.maximum(at - 1, 0))
    gap = np.where(objects[other] == objects[at], t[other] - t[at], 0)
    moment: Floats = t[at] + gap * chance.random(at.size)
    return moment


def decoys(draft: Draft, accounts: Ints, each: int, law: Circulation, chance: Generator) -> None:
    """What accounts share besides, each on its own."""
    who = np.repeat(accounts, each)
    objects, when = popular(draft, who.size, law, chance)
    draft.share(objects, who[: objects.size], when)
