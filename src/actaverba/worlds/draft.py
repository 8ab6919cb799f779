"""A world while it is made: accounts and objects as numbers, shares in parts."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

NONE = -1
A_DAY = 86_400
# Worlds begin on a Monday, 2 January 2023.
BEGIN = 1_672_617_600


@dataclass
class Draft:
    """Accounts have a kind, a team (empty for none), an owner, an outlet and whether they say that
    they are automated; objects an author (an account), a host and a time of publication.

    `base` are the shares of accounts that act alone: what circulates. In a draft that is `given`
    they were taken from a table, and all that is added keeps to its moments.
    """

    kind: list[str] = field(default_factory=list)
    team: list[str] = field(default_factory=list)
    owner: list[str | None] = field(default_factory=list)
    outlet: list[str | None] = field(default_factory=list)
    automated: list[str | None] = field(default_factory=list)
    author: list[Ints] = field(default_factory=list)
    host: list[Ints] = field(default_factory=list)
    published: list[Ints] = field(default_factory=list)
    objects: int = 0
    parts: list[tuple[Ints, Ints, Ints]] = field(default_factory=list)
    base: tuple[Ints, Ints, Ints] = field(default_factory=lambda: (np.empty(0, np.int64),) * 3)
    given: bool = False

    def new_accounts(
        self, n: int, kind: str, *, team: str = "", owner: str | None = None,
        outlets: bool = False, automated: str | None = None,
    ) -> Ints:  # fmt: skip
        """Accounts of one kind, by number; with `outlets` each is the account of one."""
        first = len(self.kind)
        self.kind += [kind] * n
        self.team += [team] * n
        self.owner += [owner] * n
        self.outlet += [f"outlet{first + i}.example" if outlets else None for i in range(n)]
        self.automated += [automated] * n
        return np.arange(first, first + n)

    def new_objects(
        self, published: Ints, *, author: Ints | int = NONE, host: Ints | int = NONE
    ) -> Ints:
        """Objects with their times of publication, by number."""
        n = published.size
        self.published.append(published.astype(np.int64))
        self.author.append(np.broadcast_to(np.asarray(author, np.int64), n))
        self.host.append(np.broadcast_to(np.asarray(host, np.int64), n))
        self.objects += n
        return np.arange(self.objects - n, self.objects)

    def share(self, objects: Ints, accounts: Ints, t: Ints | Floats) -> None:
        times = np.floor(t).astype(np.int64)
        self.parts.append((objects.astype(np.int64), accounts.astype(np.int64), times))

    def shares(self) -> tuple[Ints, Ints, Ints]:
        """Objects, accounts and times of all shares: the first of an account of an object."""
        objects, accounts, t = (
            np.concatenate([np.empty(0, np.int64), *p]) for p in zip(*self.parts, strict=True)
        )
        order = np.lexsort((t, accounts, objects))
        objects, accounts, t = objects[order], accounts[order], t[order]
        first = np.ones(t.size, bool)
        first[1:] = (objects[1:] != objects[:-1]) | (accounts[1:] != accounts[:-1])
        order = np.flatnonzero(first)
        order = order[np.argsort(t[order], kind="stable")]
        return objects[order], accounts[order], t[order]
