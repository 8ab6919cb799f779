"""A small world for tests: accounts that share by chance, and accounts that are tied together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

import actaverba
from actaverba.case.finding import Finding
from actaverba.methods.method import Result

OBJECTS, SHARES, ACCOUNTS = 150, 2500, 250


@dataclass
class World:
    """Shares by chance, to which `tie` adds accounts that meet; and what is on record."""

    seed: int = 1
    rows: list[tuple[str, str, int]] = field(default_factory=list)
    accounts: list[dict[str, Any]] = field(default_factory=list)
    objects: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = np.random.default_rng(self.seed)
        self.begun = self.chance.integers(0, 1_000_000, OBJECTS)
        objects = self.chance.integers(0, OBJECTS, SHARES)
        times = self.begun[objects] + self.chance.exponential(30_000, SHARES)
        who = self.chance.integers(0, ACCOUNTS, SHARES)
        self.rows += [
            (f"o{o:03}", f"a{a:03}", int(t)) for o, a, t in zip(objects, who, times, strict=True)
        ]

    def tie(
        self, name: str, accounts: int, *, at: int = 8, lag: Callable[[int], int] | None = None,
        own: bool = False, first: int = 0,
    ) -> list[str]:  # fmt: skip
        """Accounts that share the same objects `lag` seconds after a moment, each its own lag;
        `own` objects are new, published at that moment, and taken up by others, too."""
        members = [f"{name}{n:02}" for n in range(accounts)]
        for k in range(at):
            number = first + k
            moment = int(self.begun[number]) + 5_000 * (k + 1)
            thing = f"{name}-item{k}" if own else f"o{number:03}"
            if own:
                self.objects.append({"object_id": thing, "published": moment})
                self.rows += [
                    (thing, f"a{a:03}", moment + int(t))
                    for a, t in zip(
                        self.chance.integers(0, ACCOUNTS, 12),
                        self.chance.exponential(30_000, 12), strict=True,
                    )
                ]  # fmt: skip
            for nth, member in enumerate(members):
                late = lag(nth) if lag else int(self.chance.integers(0, 10))
                self.rows.append((thing, member, moment + late))
        return members

    def on_record(self, members: Iterable[str], **facts: Any) -> None:
        self.accounts += [{"account": m, "platform": "x", **facts} for m in members]

    def published(self, *, known: bool = True, **facts: Any) -> None:
        """What is on record of all objects of their own and all that circulate."""
        named = {o["object_id"]: o for o in self.objects}
        for number, begun in enumerate(self.begun):
            named.setdefault(f"o{number:03}", {"object_id": f"o{number:03}", "published": begun})
        self.objects = [
            {**o, **facts, "published": int(o["published"]) if known else None}
            for o in named.values()
        ]

    def shares(self) -> pa.Table:
        return pa.table({
            "object_id": [r[0] for r in self.rows], "account_id": [r[1] for r in self.rows],
            "content_id": [f"c{n}" for n in range(len(self.rows))],
            "object_kind": pa.nulls(len(self.rows), pa.string()), "t": [r[2] for r in self.rows],
        })  # fmt: skip

    def tables(self) -> dict[str, Any]:
        record: dict[str, Any] = {"shares": self.shares()}
        if self.accounts:
            record["accounts"] = self.accounts
        if self.objects:
            record["objects"] = [
                {**o, "object_kind": "url", "published": _instant(o["published"])}
                for o in self.objects
            ]
        return record

    def run(self, **settings: Any) -> Result:
        result: Result = actaverba.coordination(**self.tables(), **settings)
        return result


def _instant(seconds: int | None) -> str | None:
    return None if seconds is None else f"{np.datetime64(int(seconds), 's')}Z"


def groups(result: Result) -> list[Finding]:
    return [f for f in result.findings if f.subject.startswith("group ")]


def statuses(finding: Finding) -> dict[str, str]:
    return {i.explanation: i.status for i in finding.innocent}
