"""Innocent look-alikes: accounts that act alone at set times, and such as are tied together."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from actaverba.worlds.circulation import decoys, moments, popular
from actaverba.worlds.draft import A_DAY, Draft, Floats, Ints
from actaverba.worlds.laws import (
    Circulation,
    Crosspost,
    Crowd,
    Feed,
    Follower,
    Habit,
    Laws,
    News,
    Scheduler,
)

QUARTER = 900


def add(draft: Draft, kind: str, laws: Laws, chance: Generator) -> None:
    """One kind of look-alike, by the laws of the world."""
    law = laws.circulation
    if kind == "habit":
        habit(draft, laws.habit, law, chance)
    elif kind == "scheduler":
        scheduler(draft, laws.scheduler, law, chance)
    elif kind == "news":
        news(draft, laws.news, law, chance)
    elif kind == "follower":
        follower(draft, laws.follower, chance)
    elif kind == "feed":
        feed(draft, laws.feed, law, chance)
    elif kind == "crosspost":
        crosspost(draft, laws.crosspost, law, chance)
    elif kind in ("fan", "wire", "alert", "boost"):
        crowd(draft, kind, getattr(laws, kind), law, chance)


def habit(draft: Draft, rule: Habit, law: Circulation, chance: Generator) -> None:
    """Accounts that are there in the same few minutes of each day only, and then share as others
    do: they take over shares that were made in these minutes."""
    accounts = draft.new_accounts(rule.accounts, "habit")
    begin, length = int(chance.integers(6, 23)) * 3600, rule.minutes * 60
    _, who, t = draft.base
    seen = chance.permutation(np.flatnonzero((t - begin) % A_DAY < length))
    wanted = int(chance.poisson(rule.a_day * law.days * rule.accounts))
    at = seen[: min(wanted, round(seen.size * rule.most))]
    who[at] = chance.choice(accounts, at.size)


def scheduler(draft: Draft, rule: Scheduler, law: Circulation, chance: Generator) -> None:
    """Popular objects that go out on the next quarter of an hour."""
    accounts = draft.new_accounts(rule.accounts, "scheduler")
    who = np.repeat(accounts, rule.posts)
    objects, when = popular(draft, who.size, law, chance)
    late = chance.integers(0, rule.seconds + 1, objects.size)
    draft.share(objects, who[: objects.size], np.ceil(when / QUARTER) * QUARTER + late)


def news(draft: Draft, rule: News, law: Circulation, chance: Generator) -> None:
    """Objects that a part of the accounts share within minutes, each for itself."""
    accounts = draft.new_accounts(rule.accounts, "news")
    published = moments(draft, rule.bursts, chance)
    sizes = chance.integers(rule.fewest, rule.most + 1, rule.bursts)
    objects = draft.new_objects(
        published.astype(np.int64), author=_authors(draft, rule.bursts, chance),
        host=chance.integers(0, max(law.hosts, 1), rule.bursts),
    )  # fmt: skip
    for one, since, size in zip(objects, published, sizes, strict=True):
        who = chance.permutation(accounts)[:size]
        t = since + chance.exponential(60.0) + rule.seconds * chance.beta(1.5, 2.0, who.size)
        draft.share(np.full(who.size, one), who, t)
    decoys(draft, accounts, 5, law, chance)


def follower(draft: Draft, rule: Follower, chance: Generator) -> None:
    """Pairs: one account of those that are active, and one that repeats a part of its shares."""
    objects, who, t = draft.base
    active = np.flatnonzero(np.bincount(who, minlength=1) >= rule.leader_shares)
    leaders = chance.permutation(active)[: rule.pairs]
    for n, leader in enumerate(leaders):
        name = f"follower{n + 1}"
        draft.kind[leader], draft.team[leader] = "follower", name
        own = np.flatnonzero(who == leader)
        own = own[chance.random(own.size) < rule.repeats]
        one = draft.new_accounts(1, "follower", team=name)
        lag = chance.exponential(rule.lag, own.size)
        draft.share(objects[own], np.repeat(one, own.size), t[own] + lag)


def crowd(draft: Draft, kind: str, rule: Crowd, law: Circulation, chance: Generator) -> None:
    """Accounts that each react to publications of some authors at a speed of their own.

    A wire is a crowd of outlets and one agency; paid boosters are one of any accounts, and do
    exactly what fans do.
    """
    is_wire = kind == "wire"
    accounts = draft.new_accounts(rule.accounts, kind, team=kind, outlets=is_wire)
    objects, published = _published(draft, rule.objects, rule.authors, is_wire, law, chance)
    speed = chance.uniform(rule.quickest, rule.slowest, rule.accounts)
    at, who = np.nonzero(chance.random((rule.objects, rule.accounts)) < rule.takes)
    draft.share(objects[at], accounts[who], published[at] + chance.exponential(speed[who]))
    decoys(draft, accounts, rule.decoys, law, chance)


def feed(draft: Draft, rule: Feed, law: Circulation, chance: Generator) -> None:
    """Accounts that print what a feed holds, each when it next looks."""
    accounts = draft.new_accounts(rule.accounts, "feed", team="feed", automated="yes")
    objects, published = _published(draft, rule.objects, 1, True, law, chance)
    offset = chance.uniform(0, rule.poll, rule.accounts)
    at, who = np.nonzero(chance.random((rule.objects, rule.accounts)) < rule.takes)
    wait = (offset[who] - published[at]) % max(rule.poll, 1)
    draft.share(objects[at], accounts[who], published[at] + wait + chance.uniform(0, 2, at.size))
    decoys(draft, accounts, rule.decoys, law, chance)


def crosspost(draft: Draft, rule: Crosspost, law: Circulation, chance: Generator) -> None:
    """Owners of several accounts, on which each post goes out one after the other."""
    for n in range(rule.owners):
        name = f"crosspost{n + 1}"
        accounts = draft.new_accounts(rule.accounts, "crosspost", team=name, owner=f"Owner {n + 1}")
        own = rule.objects // 2
        fresh, published = _published(draft, rule.objects - own, 1, False, law, chance)
        popular_ones, when = popular(draft, own, law, chance)
        objects = np.concatenate([fresh, popular_ones])
        begins = np.concatenate([published + 5.0, when])
        takes = chance.random((objects.size, rule.accounts)) < rule.takes
        at, who = np.nonzero(takes)
        late = rule.apart * (who + chance.uniform(-0.2, 0.2, at.size))
        draft.share(objects[at], accounts[who], begins[at] + late)
        decoys(draft, accounts, rule.decoys, law, chance)


def _authors(draft: Draft, n: int, chance: Generator) -> Ints:
    """Some of the accounts that were there first."""
    return chance.integers(0, max(draft.kind.count("background"), 1), n)


def _published(
    draft: Draft, n: int, authors: int, is_agency: bool, law: Circulation, chance: Generator
) -> tuple[Ints, Floats]:
    """New objects of a few authors, at random times of the world; an agency has a host alone."""
    published = np.sort(moments(draft, n, chance))
    some = _authors(draft, authors, chance)
    # Hosts beyond those of what circulates belong to one publisher each.
    host = law.hosts + len(draft.kind) if is_agency else chance.integers(0, max(law.hosts, 1), n)
    objects = draft.new_objects(
        published.astype(np.int64), author=some[chance.integers(0, authors, n)], host=host
    )
    return objects, np.floor(published)
