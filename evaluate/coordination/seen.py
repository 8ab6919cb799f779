"""What the method says of one simulated world, and what its groups are made of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

from actaverba.engine.typed import plain
from actaverba.methods.words.coordination.found import NOT_ENOUGH, picture
from actaverba.methods.words.coordination.measuring import Record
from actaverba.methods.words.coordination.pairs import bound_for, search
from actaverba.methods.words.coordination.shares import first_shares
from actaverba.worlds.world import World

FEWEST = 3
WINDOWS = (10, 60, 600)


@dataclass(frozen=True)
class Group:
    """A group as it is told: its grade, and its members by kind and team."""

    grade: str
    members: Counter[tuple[str, str]]

    @property
    def stands(self) -> bool:
        """Graded above not enough evidence."""
        return self.grade != NOT_ENOUGH

    @property
    def most(self) -> tuple[str, str]:
        """Kind and team of most members; between equals the first by name."""
        return min(self.members, key=lambda m: (-self.members[m], m))

    @property
    def kind(self) -> str:
        return self.most[0]

    def shows(self, team: str) -> bool:
        """Three members or more are of the team, and at least half of all."""
        of_team = sum(n for (_, name), n in self.members.items() if name == team)
        return of_team >= FEWEST and 2 * of_team >= self.members.total()


@dataclass(frozen=True)
class Seen:
    """A world and the groups that were told in it."""

    world: World
    groups: tuple[Group, ...]

    @cached_property
    def truth(self) -> dict[str, tuple[str, str]]:
        return truth_of(self.world)

    def standing(self) -> list[Group]:
        return [group for group in self.groups if group.stands]

    def teams(self) -> dict[str, tuple[str, int]]:
        """Planted teams by name, with kind and members."""
        counted = Counter(self.truth.values())
        rows = zip(self.world.truth["team"].to_pylist(), self.world.truth["planted"].to_pylist(),
                   strict=True)  # fmt: skip
        planted = {team for team, is_planted in rows if is_planted == "yes"}
        return {team: (kind, n) for (kind, team), n in sorted(counted.items()) if team in planted}

    def found(self, team: str) -> int:
        """How many members of a team stand in groups that show it."""
        return sum(
            n
            for group in self.standing()
            if group.shows(team)
            for (_, name), n in group.members.items()
            if name == team
        )


def truth_of(made: World) -> dict[str, tuple[str, str]]:
    table = made.truth.select(["account", "kind", "team"]).to_pylist()
    return {row["account"]: (row["kind"], row["team"] or "") for row in table}


def seen(made: World, *, bound: str = "auto") -> Seen:
    """Search a world with the defaults of the method, and all that is on record in it.

    These are the steps of `actaverba.coordination` without its tables and sentences.
    """
    accounts, objects = plain("accounts", made.accounts), plain("objects", made.objects)
    first = first_shares(plain("shares", made.shares), objects)
    searched = search(first, windows=WINDOWS, bound=bound_for(first, bound))
    record = Record(accounts, objects, None)
    told = picture(first, searched, record, least=FEWEST, told_from=FEWEST)
    truth = truth_of(made)
    return Seen(
        made,
        tuple(
            Group(found.grade, Counter(truth[name] for name in _names(first.accounts, found)))
            for found in told.groups
        ),
    )


def _names(accounts: pa.Array, found: object) -> list[str]:
    part, g = found.part, found.g  # type: ignore[attr-defined]
    names: list[str] = accounts.take(pa.array(part.seen.member[part.members_of(g)])).to_pylist()
    return names
