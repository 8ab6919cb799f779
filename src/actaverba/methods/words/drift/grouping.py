"""The families of one statement: from what its items print to where each of them stands."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from actaverba.kernels.families import Cell, Families, Placing, find_families
from actaverba.kernels.intervals import MOST_VERSIONS, Span, number_versions
from actaverba.kernels.sets import set_versions
from actaverba.methods.counting import Row, text
from actaverba.methods.words.drift.stated import QUANTITY, SETS, Field, Value

NOWHERE = Placing((), ())


@dataclass(frozen=True)
class Settings:
    """The settings of the manifest, except which fields are asked for."""

    least: int
    share: float
    coverage: float
    keep: float
    alike: float
    rounding: float
    bounds: bool


@dataclass(frozen=True)
class Family:
    """One family. `name` is the statement's id and a number: `S001/1` has the most items."""

    name: str
    index: int
    relays: tuple[Row, ...]

    @property
    def first(self) -> Row | None:
        """The item that was out first: by the last day that its date may mean."""
        known = [r for r in self.relays if r["published_earliest"] is not None]
        dates = ("published_latest", "published_earliest")
        return min(known, key=lambda r: (*(r[d] for d in dates), text(r, "id")), default=None)


@dataclass(frozen=True)
class Picture:
    """What one statement became: its items, fields, versions and families.

    `name` and `full_name` are how sentences call the statement. Of all `fields` some are
    `asked` for families, and of these some are stated often enough to be `taking_part`.
    """

    statement: str
    relays: Sequence[Row]
    fields: Sequence[Field]
    asked: Sequence[Field]
    taking_part: Sequence[Field]
    least: int
    share: float
    masks: Mapping[str, Mapping[Any, int]]
    found: Families
    placings: Mapping[str, Placing]
    name: str = ""
    full_name: str = ""

    @cached_property
    def languages(self) -> dict[str, str]:
        """Item to its language; empty is unknown."""
        return {text(row, "id"): text(row, "language") for row in self.relays}

    @cached_property
    def families(self) -> tuple[Family, ...]:
        """Largest first, then the earliest dated, then the one with the first item."""
        found = []
        for index in range(len(self.found.families)):
            rows = [r for r in self.relays if index in self.place(r).families]
            found.append(Family("", index, tuple(rows)))

        def rank(family: Family) -> tuple[Any, ...]:
            first = family.first
            day = first["published_earliest"].isoformat() if first else "9999"
            return (-len(family.relays), day, [text(r, "id") for r in family.relays])

        ordered = enumerate(sorted(found, key=rank), start=1)
        return tuple(Family(f"{self.statement}/{n}", f.index, f.relays) for n, f in ordered)

    def place(self, relay: Row) -> Placing:
        return self.placings.get(text(relay, "id"), NOWHERE)

    def names(self, relay: Row) -> list[str]:
        """The families of an item."""
        return self._standing.get(text(relay, "id"), [])

    @cached_property
    def _standing(self) -> dict[str, list[str]]:
        standing: dict[str, list[str]] = {}
        for family in self.families:
            for row in family.relays:
                standing.setdefault(text(row, "id"), []).append(family.name)
        return standing

    @cached_property
    def alone(self) -> dict[str, list[str]]:
        """Family to the items that stand in no other."""
        alone: dict[str, list[str]] = {family.name: [] for family in self.families}
        for relay, names in self._standing.items():
            if len(names) == 1:
                alone[names[0]].append(relay)
        return alone

    def named(self, indices: Collection[int]) -> list[str]:
        """Names of families, the largest first."""
        return [family.name for family in self.families if family.index in indices]

    @property
    def telling(self) -> list[Field]:
        """The fields that split families, in the order of the fields."""
        return [f for i, f in enumerate(self.taking_part) if i in self.found.telling]

    def mask(self, field: Field, value: Value) -> int:
        """The versions that a value fits; 0 for none, or where it cannot be compared."""
        return self.masks[field.label].get(value.key, 0)

    def fits(self, field: Field, value: Value, *, family: Family) -> bool:
        """The value is one of those that the family prints."""
        mask = self.mask(field, value)
        if field not in self.taking_part:
            return mask > 0
        return bool(mask & self.found.families[family.index].profile[self.taking_part.index(field)])


def picture(
    statement: str, relays: Sequence[Row], fields: Sequence[Field], *,
    named: Collection[str], settings: Settings,
) -> Picture:  # fmt: skip
    """Find the families of one statement.

    `fields` are those with what these relays print; the comparable ones among them that
    enough items state take part, or those that the analyst `named`.
    """
    asked = [f for f in fields if f.comparable and (not named or f.name in named)]
    some = {r for f in asked for r in f.measured}
    bar = 1 if named else max(1, math.ceil(settings.coverage * len(some) - 1e-9))
    part = [f for f in asked if len(f.measured) >= bar]
    base = sorted({r for f in part for r in f.measured})
    least = max(settings.least, math.ceil(settings.share * len(base) - 1e-9))
    masks = {f.label: versions(f, least=least, settings=settings) for f in fields}
    pattern_of = {
        relay: tuple(_cell(f.measured.get(relay, []), masks[f.label]) for f in part)
        for relay in base
    }
    weights = Counter(pattern_of[relay] for relay in base)
    patterns = list(weights)
    counts = [weights[p] for p in patterns]
    found = find_families(patterns, counts, least=least, keep=settings.keep, slip=settings.share)
    place = dict(zip(patterns, found.placings, strict=True))
    placings = {relay: place[pattern] for relay, pattern in pattern_of.items()}
    return Picture(
        statement, relays, fields, asked, part, least, settings.share, masks, found, placings
    )


def _cell(values: Sequence[Value], masks: Mapping[Any, int]) -> Cell:
    return tuple(sorted({masks[v.key] for v in values}))


def versions(field: Field, *, least: int, settings: Settings) -> dict[Any, int]:
    """Each distinct value of a field with the versions it fits, as a bit mask."""
    printed: dict[Any, list[str]] = {}
    for relay, values in field.measured.items():
        for key in dict.fromkeys(v.key for v in values):
            printed.setdefault(key, []).append(relay)
    keys = list(printed)
    weights = [len(printed[key]) for key in keys]
    if field.kind == QUANTITY:
        spans = [_span(key, settings) for key in keys]
        masks = number_versions(spans, weights, least=least, rounding=settings.rounding)
    elif field.kind in SETS:
        # Equal sets are told apart by who prints them, in the order of ids, not by names.
        order = sorted(range(len(keys)), key=lambda i: (printed[keys[i]], i))
        place = {i: rank for rank, i in enumerate(order)}
        firsts = [place[i] for i in range(len(keys))]
        masks = set_versions(keys, weights, firsts=firsts, alike=settings.alike, least=least)
    else:
        most = sorted(range(len(keys)), key=lambda i: (-weights[i], i))[:MOST_VERSIONS]
        bits = {i: 1 << bit for bit, i in enumerate(most) if weights[i] >= least}
        masks = [bits.get(i, 0) for i in range(len(keys))]
    return dict(zip(keys, masks, strict=True))


def _span(span: Span, settings: Settings) -> Span:
    """With `bounds` off, "more than 5" and "5" only touch, so they do not overlap."""
    if settings.bounds or span.exact:
        return span
    return Span(span.low, span.high)
