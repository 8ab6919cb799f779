"""Who joined sanctions on whom, as far as rows say it; words of claims decide nothing here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from actaverba.methods.counting import Row, text
from actaverba.methods.deeds.figures import Figure
from actaverba.methods.deeds.ledger.acts import AWAY, TOWARD, Act, Standing
from actaverba.vocabulary.blocs import blocs, members

JOINED, NOT_JOINED, CONFLICTING, NOT_CODED = "joined", "not_joined", "conflicting", "not_coded"
STATUSES = (JOINED, NOT_JOINED, CONFLICTING, NOT_CODED)


@dataclass(frozen=True)
class Sign:
    """One row that says whether a state joined. `by_bloc`: through a bloc that it belonged to
    on the day; `on_whom`: the row names the sanctioned party, no claim had to say so."""

    table: str
    row: Row
    status: str
    by_bloc: bool = False
    on_whom: bool = True


@dataclass(frozen=True)
class Records:
    """Acts of sanction with the axes they stand on, and figures of sanctions joined.

    Such a figure names whose sanctions they are and seldom on whom. `asked_about` holds the
    pairs of state and party that claims or the analyst ask about: for these it counts.
    """

    acts: Sequence[Act]
    ways: Mapping[str, Mapping[str, str]]
    counts: Sequence[Figure]
    kinds: Collection[str]
    asked_about: Collection[tuple[str, str]]

    def of(self, state: str, party: str) -> list[Sign]:
        """What says whether a state joined sanctions on a party, in the order of the rows."""
        found = []
        for act in self.acts:
            status = self._status(act, state, party)
            for row in act.reports if status else ():
                actor = text(row, "actor")
                by_bloc = _belongs(state, actor, row["date_earliest"])
                if self._is_on(row, party) and (actor == state or by_bloc):
                    found.append(Sign("deeds", row, status, by_bloc))
        counted = (_count(figure, state, party) for figure in self.counts_on(party))
        return [*found, *filter(None, counted)]

    def on(self, party: str) -> list[Row]:
        """All reports of acts of sanction on a party, whoever acts."""
        return [row for act in self.acts for row in act.reports if self._is_on(row, party)]

    def counts_on(self, party: str) -> list[Figure]:
        """Figures of sanctions joined on a party, as far as that can be told."""
        return [
            figure
            for figure in self.counts
            if figure.counterpart == party or (figure.state, party) in self.asked_about
        ]

    def parties(self) -> list[str]:
        """Every state or bloc that is the counterpart of an act of sanction."""
        return sorted({text(r, "counterpart") for r in self._rows() if not is_body(r)} - {""})

    def on_bodies(self) -> list[Row]:
        """Acts of sanction on a firm or another body: these are none on its state."""
        return [row for row in self._rows() if is_body(row)]

    def _rows(self) -> list[Row]:
        rows = (row for act in self.acts for row in act.reports)
        return [row for row in rows if text(row, "kind") in self.kinds]

    def _is_on(self, row: Row, party: str) -> bool:
        return text(row, "kind") in self.kinds and text(row, "counterpart") == party

    def _status(self, act: Act, state: str, party: str) -> str:
        """Away from the party is joining, toward it is not joining; the kind alone says nothing.

        Where the act stands on no axis of the party, that of who acts counts. What is only
        reported, or reported and denied, says nothing.
        """
        if not act.is_settled:
            return ""
        ways = self.ways.get(act.name, {})
        actors = [ways[a] for a in act.actors if a in ways]
        way = ways.get(party) or (actors[0] if len(set(actors)) == 1 else "")
        return {AWAY: JOINED, TOWARD: NOT_JOINED}.get(way, "")


def _count(figure: Figure, state: str, party: str) -> Sign | None:
    """What a figure of sanctions joined says of a state: of who joins, and of whose they are."""
    if figure.ends is None or state == party:
        return None
    low, high = figure.ends
    named = figure.counterpart == party
    if figure.state == state:
        joined = JOINED if low > 0 else NOT_JOINED if high == 0 else ""
        return Sign("series", figure.row, joined, on_whom=named) if joined else None
    owner = figure.counterpart
    by_bloc = _belongs(state, owner, figure.first)
    if named or (owner != state and not by_bloc):
        return None
    return Sign("series", figure.row, JOINED, by_bloc, on_whom=False)


def is_body(row: Row) -> bool:
    """Whether an act is done to a firm or another body, and not to a state or bloc."""
    return ":" in text(row, "counterpart")


def ways_of(standings: Iterable[Standing]) -> dict[str, dict[str, str]]:
    """Of each act, its direction on each axis."""
    ways: dict[str, dict[str, str]] = {}
    for one in standings:
        ways.setdefault(one.act.name, {})[one.pole] = one.direction
    return ways


def status(signs: Sequence[Sign]) -> str:
    """Joined, not joined, conflicting, or not coded."""
    found = {sign.status for sign in signs}
    return found.pop() if len(found) == 1 else CONFLICTING if found else NOT_CODED


def _belongs(state: str, bloc: str, on: dt.date | None) -> bool:
    known = blocs().get(bloc)
    return on is not None and known is not None and bool(known.members) and (
        state in members(bloc, on)
    )  # fmt: skip
