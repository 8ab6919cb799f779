"""Relays with what is known of their outlet, of the statement they pass on and of their credits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from actaverba.methods.counting import Row, grouped, parts, text

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Credit:
    """A source that an item names. `hosts`: coded outlets of this name or address."""

    name: str
    names_speaker: bool
    hosts: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """One relay beside the rows it points at; what is not coded is empty or `unknown`."""

    row: Row
    outlet: Row | None
    statement: Row | None
    credits: tuple[Credit, ...]

    @property
    def id(self) -> str:
        return text(self.row, "id")

    @property
    def host(self) -> str:
        return text(self.row, "host")

    @property
    def language(self) -> str:
        return text(self.row, "language")

    @property
    def kind(self) -> str:
        return text(self.outlet or {}, "kind") or UNKNOWN

    @property
    def kind_looked_up(self) -> bool:
        return bool(text(self.outlet or {}, "kind_basis_url"))

    @property
    def state(self) -> str:
        return text(self.outlet or {}, "state")

    @property
    def attribution(self) -> str:
        return text(self.row, "keeps_attribution") or UNKNOWN

    @property
    def is_dated(self) -> bool:
        return self.row["published_earliest"] is not None

    @property
    def others(self) -> tuple[Credit, ...]:
        """The credits that name someone else than the speaker; none while it is unknown."""
        if self.statement is None:
            return ()
        return tuple(c for c in self.credits if not c.names_speaker)

    def before_statement(self) -> str:
        """yes, no, or unknown where a date is missing or too coarse to tell."""
        said = self.statement
        if said is None or said["date_earliest"] is None or not self.is_dated:
            return UNKNOWN
        if self.row["published_latest"] < said["date_earliest"]:
            return "yes"
        return "no" if self.row["published_earliest"] >= said["date_latest"] else UNKNOWN

    def days_after(self) -> int | None:
        """Days from the statement to the item, where both are known to the day."""
        said = self.statement
        if said is None or text(said, "date_precision") != "day":
            return None
        if text(self.row, "published_precision") != "day":
            return None
        return int((self.row["published_earliest"] - said["date_earliest"]).days)


def items(relays: Iterable[Row], statements: Iterable[Row], outlets: Sequence[Row]) -> list[Item]:
    """Every relay with its outlet, its statement and its credits."""
    by_host = {text(row, "host"): row for row in outlets}
    by_id = {text(row, "id"): row for row in statements}
    named = _names(outlets)
    found = []
    for row in relays:
        said = by_id.get(text(row, "statement"))
        speaker = text(said or {}, "speaker")
        credited = tuple(
            Credit(name, names_speaker(name, speaker), named.get(_folded(name), ()))
            for name in parts(row, "credits")
        )
        found.append(Item(row, by_host.get(text(row, "host")), said, credited))
    return found


def names_speaker(credit: str, speaker: str) -> bool:
    """Whether every word of a credit stands in the name of the speaker.

    It fails where an item uses another name, an abbreviation or another script.

    >>> names_speaker("Ministry", "Ministry of Trade"), names_speaker("Daily", "Ministry of Trade")
    (True, False)
    """
    words = set(_folded(credit).split())
    return bool(words) and words <= set(_folded(speaker).split())


def _names(outlets: Iterable[Row]) -> Mapping[str, tuple[str, ...]]:
    """Hosts by name and by address. A name may belong to several hosts; all are kept.

    What stands in brackets after a name is a remark of the coder, not the name.
    """
    pairs = [
        (_folded(name), text(row, "host"))
        for row in outlets
        for name in (text(row, "outlet").split("(")[0], text(row, "host"))
    ]
    by_name = grouped([p for p in pairs if all(p)], lambda pair: pair[0])
    return {name: tuple(sorted({host for _, host in group})) for name, group in by_name.items()}


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
