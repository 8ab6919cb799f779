"""Acts from reports: several reports of one act are one act, and it stands on its axes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from actaverba.methods.counting import Row, column, dated, grouped, text
from actaverba.vocabulary.codes import code

TOWARD, AWAY, NEUTRAL, CONFLICTING = "toward", "away", "neutral", "conflicting"
UNCONFIRMED = "unconfirmed"
DIRECTIONS = (TOWARD, AWAY, NEUTRAL, CONFLICTING, UNCONFIRMED)
# Of several reports the first of these that one of them has; a report may leave it open.
STANDINGS = ("done", "disputed", "announced", "", "reported")


@dataclass(frozen=True)
class Act:
    """One act with all its reports, ordered by id."""

    name: str
    reports: tuple[Row, ...]

    @cached_property
    def dates(self) -> tuple[Row, ...]:
        """One report for each date that the act may have, earliest first.

        A coarse date that holds a finer one says the same less exactly and is left out.
        """
        known = dated(self.reports, "date")
        spans = {_span(row) for row in known}
        finest = {span for span in spans if not any(_inside(other, span) for other in spans)}
        first = {_span(row): row for row in reversed(known)}
        return tuple(first[span] for span in sorted(finest))

    @property
    def date(self) -> str:
        """The earliest of its dates, in the precision of the source."""
        return text(self.dates[0], "date") if self.dates else ""

    @property
    def earliest(self) -> dt.date | None:
        return _span(self.dates[0])[0] if self.dates else None

    @property
    def year(self) -> int | None:
        return self.earliest.year if self.earliest else None

    @cached_property
    def kinds(self) -> list[str]:
        return _distinct(self.reports, "kind")

    @cached_property
    def standing(self) -> str:
        """How far it is on record: done where one report shows so, else disputed where a
        party denies it, else announced, not stated, or only reported."""
        found = {text(row, "standing") for row in self.reports}
        return next(standing for standing in STANDINGS if standing in found)

    @property
    def is_settled(self) -> bool:
        """Whether it may be counted; not what is only reported, or reported and denied."""
        return not self.standing or bool(code("standing", self.standing).settled)

    @property
    def actors(self) -> list[str]:
        return _distinct(self.reports, "actor")

    @property
    def counterparts(self) -> list[str]:
        return _distinct(self.reports, "counterpart")

    @cached_property
    def sources(self) -> set[str]:
        """Hosts of its reports; a report without a usable address is a source of its own."""
        return {source(row) or f"report {text(row, 'id')}" for row in self.reports}


@dataclass(frozen=True)
class Standing:
    """An act on one axis, with the rows that code it there."""

    act: Act
    pole: str
    codings: tuple[Row, ...]

    @cached_property
    def direction(self) -> str:
        """How it is coded; conflicting where it is coded in more than one direction."""
        coded = _distinct(self.codings, "direction")
        return coded[0] if len(coded) == 1 else CONFLICTING

    @property
    def counts_as(self) -> str:
        """Its direction, or that the act itself is not confirmed."""
        return self.direction if self.act.is_settled else UNCONFIRMED

    @property
    def basis(self) -> str:
        """Why; each reason once, with its direction where they conflict."""
        reasons = [(text(row, "direction"), text(row, "basis")) for row in self.codings]
        if self.direction == CONFLICTING:
            return "; ".join(sorted({f"{way}: {why or 'no basis given'}" for way, why in reasons}))
        return "; ".join(sorted({why for _, why in reasons if why}))

    @property
    def is_own(self) -> bool:
        """The pole itself, or a body of it, acts."""
        return any(actor.partition(":")[0] == self.pole for actor in self.act.actors)


def acts(deeds: Iterable[Row]) -> list[Act]:
    """Every act, by its name; a report that names none is an act of its own."""
    by_name = grouped(deeds, lambda row: text(row, "act") or text(row, "id"))
    return [Act(name, tuple(reports)) for name, reports in by_name.items()]


def standings(known: Sequence[Act], axes: Iterable[Row]) -> list[Standing]:
    """Every act on every axis that it is coded on."""
    by_name = {act.name: act for act in known}
    coded = [row for row in axes if text(row, "act") in by_name]
    by_axis = grouped(coded, lambda row: (text(row, "pole"), text(row, "act")))
    return [Standing(by_name[act], pole, tuple(rows)) for (pole, act), rows in by_axis.items()]


def on_poles(standing: Iterable[Standing], poles: Collection[str], *, further: bool) -> list[str]:
    """The axes to show: the poles in their order, then, if wanted, the further ones."""
    coded = sorted({one.pole for one in standing})
    first = list(dict.fromkeys(poles)) or coded
    return first + ([pole for pole in coded if pole not in first] if further else [])


def tally(standing: Iterable[Standing]) -> Mapping[str, int]:
    """Acts by direction, all directions named."""
    found = dict.fromkeys(DIRECTIONS, 0)
    for one in standing:
        found[one.counts_as] += 1
    return found


def source(row: Row) -> str:
    """The host of the address of a report; empty where it has none that can be read.

    >>> source({"url": "https://www.example.org:80/a"}), source({"url": None})
    ('example.org', '')
    """
    try:
        host = urlsplit(text(row, "url")).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.").rstrip(".")


def _span(row: Row) -> tuple[dt.date, dt.date]:
    return row["date_earliest"], row["date_latest"]


def _inside(inner: tuple[dt.date, dt.date], outer: tuple[dt.date, dt.date]) -> bool:
    return inner != outer and outer[0] <= inner[0] and inner[1] <= outer[1]


def _distinct(rows: Iterable[Row], name: str) -> list[str]:
    return sorted({value for value in column(rows, name) if value})
