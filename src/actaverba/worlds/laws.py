"""The laws and rates of simulated worlds: every number that a world is made by, as settings.

The defaults are assumptions, not measurements of any platform: how often look-alikes occur and
how much is on record is not known, so rates measured in these worlds order methods and show how
they fail, and need not hold elsewhere. Change them (`changed`) to see what depends on them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from actaverba.errors import BadSetting
from actaverba.vocabulary.nearest import did_you_mean

# Accounts that act alone, and such as are tied to others for an innocent reason.
INDEPENDENT = ("background", "habit", "scheduler", "news")
DEPENDENT = ("follower", "fan", "wire", "feed", "crosspost", "alert")
INNOCENT = INDEPENDENT + DEPENDENT
PLANTED = ("strong", "weak", "slow", "jitter", "boost")
KINDS = INNOCENT + PLANTED


@dataclass(frozen=True)
class Circulation:
    """How objects circulate among accounts that act alone.

    An object has a power-law number of sharers; `children` of its shares follow an earlier one
    at a power-law lag, the others come `hours` after publication on average. Who shares depends
    on activity (power law), the hour of the day, and communities.
    """

    days: int = 14
    accounts: int = 2500
    objects: int = 3000
    largest: int = 500
    size_power: float = 0.83
    children: float = 0.65
    lag_from: float = 60.0
    lag_power: float = 0.6
    hours: float = 8.0
    communities: int = 10
    own_community: float = 0.8
    activity_power: float = 1.3
    hour_strength: float = 1.2
    hosts: int = 200
    authors: int = 600


@dataclass(frozen=True)
class Habit:
    """Accounts that are there in the same minutes of each day only; `most` is the share of what
    is shared in these minutes that may be theirs."""

    accounts: int = 40
    a_day: float = 1.0
    minutes: int = 60
    most: float = 0.5


@dataclass(frozen=True)
class Scheduler:
    """Accounts whose posts go out on the quarter hour."""

    accounts: int = 80
    posts: int = 20
    seconds: int = 2


@dataclass(frozen=True)
class News:
    """Events that many accounts share at once, each for itself."""

    accounts: int = 400
    bursts: int = 15
    fewest: int = 140
    most: int = 260
    seconds: int = 600


@dataclass(frozen=True)
class Follower:
    """Pairs of accounts: one repeats a part of what the other shares."""

    pairs: int = 60
    repeats: float = 0.4
    lag: float = 300.0
    leader_shares: int = 15


@dataclass(frozen=True)
class Crowd:
    """Accounts that react to the publications of some authors, each at a speed of its own
    (seconds, exponential) and with the chance `takes`."""

    accounts: int
    objects: int
    takes: float
    quickest: float
    slowest: float
    authors: int = 1
    decoys: int = 15


@dataclass(frozen=True)
class Feed:
    """Accounts that print one feed, which each of them looks at every `poll` seconds."""

    accounts: int = 10
    objects: int = 60
    takes: float = 0.9
    poll: int = 60
    decoys: int = 15


@dataclass(frozen=True)
class Crosspost:
    """Owners who post on several accounts, some seconds apart."""

    owners: int = 20
    accounts: int = 3
    objects: int = 20
    apart: float = 10.0
    takes: float = 0.9
    decoys: int = 15


@dataclass(frozen=True)
class Team:
    """Planted teams: all members share an object within `within` seconds, or, with `spread`,
    each at an exponential lag of that mean. `circulating` of the objects are shared by others,
    too; each member also shares `decoys` popular objects on its own."""

    teams: int
    accounts: int
    objects: int
    within: float
    takes: float
    spread: bool = False
    circulating: float = 0.5
    decoys: int = 15


@dataclass(frozen=True)
class OnRecord:
    """How much is on record: shares of accounts, owners and objects for which a fact is known.
    `removed` of what would be known is taken away again, cell by cell."""

    owner: float = 0.7
    outlet: float = 0.95
    automation: float = 0.9
    author: float = 0.95
    host: float = 1.0
    published: float = 0.95
    removed: float = 0.0


@dataclass(frozen=True)
class Laws:
    """All settings of a world."""

    circulation: Circulation = field(default_factory=Circulation)
    habit: Habit = field(default_factory=Habit)
    scheduler: Scheduler = field(default_factory=Scheduler)
    news: News = field(default_factory=News)
    follower: Follower = field(default_factory=Follower)
    fan: Crowd = Crowd(60, 60, 0.5, 8.0, 60.0)
    wire: Crowd = Crowd(40, 120, 0.4, 30.0, 500.0)
    alert: Crowd = Crowd(30, 100, 0.5, 20.0, 90.0, authors=40)
    feed: Feed = field(default_factory=Feed)
    crosspost: Crosspost = field(default_factory=Crosspost)
    strong: Team = Team(2, 30, 20, 10.0, 0.9)
    weak: Team = Team(3, 12, 6, 60.0, 0.8)
    slow: Team = Team(3, 8, 10, 600.0, 0.9)
    jitter: Team = Team(2, 15, 15, 1800.0, 0.9, spread=True)
    boost: Crowd = Crowd(20, 60, 0.5, 8.0, 60.0)
    on_record: OnRecord = field(default_factory=OnRecord)


def changed(laws: Laws, values: Mapping[str, str]) -> Laws:
    """The laws with some settings replaced, named as `weak.accounts`.

    >>> changed(Laws(), {"weak.accounts": "10"}).weak.accounts
    10
    """
    for name, given in values.items():
        part, _, key = name.partition(".")
        names = [f"{p.name}.{f.name}" for p in fields(laws) for f in fields(getattr(laws, p.name))]
        if name not in names:
            raise BadSetting(
                f"a world has no setting {name!r}", cure=did_you_mean(name, names) or "See --help."
            )
        was = getattr(laws, part)
        laws = replace(laws, **{part: replace(was, **{key: _like(getattr(was, key), given, name)})})
    return laws


def _like(was: Any, given: str, name: str) -> Any:
    """The text as a value of the type that the setting has; never below zero."""
    try:
        value = given in ("1", "yes", "true") if isinstance(was, bool) else type(was)(given)
    except ValueError:
        value = -1
    if not isinstance(was, bool) and not 0 <= value < float("inf"):
        raise BadSetting(
            f"{name} cannot be {given!r}", cure=f"It takes a number that is not below 0, as {was}."
        )
    return value
