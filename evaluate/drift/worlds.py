"""Made-up cases whose families are known: true versions, copied with noise.

A world has a few families. Each has one true value for each field, and families share
values of some fields. An item prints what its family says: rounded, hedged truthfully,
often leaving fields out, sometimes with a slip, with another family's value, or with two.
Nothing here knows how the method works; the hedges are the vocabulary's.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field
from typing import Any

from actaverba.vocabulary.hedges import interval

NAMES = [f"name{i:02d}" for i in range(40)]


@dataclass
class World:
    """The tables of one case, and the true family of each relay."""

    relays: list[dict[str, Any]] = field(default_factory=list)
    relay_fields: list[dict[str, Any]] = field(default_factory=list)
    fields: list[dict[str, Any]] = field(default_factory=list)
    truth: dict[str, int] = field(default_factory=dict)


def together(worlds: dict[int, World]) -> tuple[list[dict[str, Any]], ...]:
    """Many worlds as the statements of one case: the method treats each for itself."""
    relays = [
        {**row, "id": f"{seed}/{row['id']}", "statement": str(seed)}
        for seed, made in worlds.items()
        for row in made.relays
    ]
    cells = [
        {**row, "relay": f"{seed}/{row['relay']}"}
        for seed, made in worlds.items()
        for row in made.relay_fields
    ]
    fields = {row["field"]: row for made in worlds.values() for row in made.fields}
    return relays, cells, list(fields.values())


@dataclass(frozen=True)
class Noise:
    """How often items stray: shares of printed values."""

    slip: float = 0.03
    crossed: float = 0.03
    two: float = 0.04
    bare_rounding: float = 0.0


@dataclass(frozen=True)
class Theme:
    """One field: its name, kind, true versions, and how often it is left out."""

    name: str
    kind: str
    versions: tuple[Any, ...]
    missing: float


def world(seed: int, *, families: int | None = None, noise: Noise | None = None) -> World:
    """A case with the given number of true families, else two to five."""
    chance = random.Random(seed)
    noise = noise or Noise()
    k = families or chance.randint(2, 5)
    themes = [_theme(chance, i, k) for i in range(chance.randint(2, 5))]
    stories = _stories(chance, themes, k)
    k = len(stories)
    weights = [chance.uniform(0.6, 2.0) for _ in range(k)]
    made = World(fields=[_field(t) for t in themes])
    for i in range(chance.randint(60, 300)):
        family = chance.choices(range(k), weights)[0]
        relay = f"R{i:04d}"
        made.truth[relay] = family
        made.relays.append(_relay(relay))
        made.relay_fields += _item(chance, relay, themes, stories=stories, of=family, noise=noise)
    return made


def _theme(chance: random.Random, number: int, families: int) -> Theme:
    versions = 1 if families == 1 else chance.randint(1, min(3, families))
    if number == 0 and families > 1:
        versions = min(3, families)
    missing = chance.uniform(0.05, 0.6)
    if chance.random() < 0.7:
        first = 10 ** chance.uniform(0.5, 9)
        steps = [chance.uniform(2.5, 12) for _ in range(versions)]
        values = [first * math.prod(steps[:i]) for i in range(versions)]
        return Theme(f"amount_{number}", "quantity", tuple(values), missing)
    names = chance.sample(NAMES, 24)
    size = chance.randint(2, 6)
    sets = [frozenset(names[i * 6 : i * 6 + size]) for i in range(versions)]
    return Theme(f"names_{number}", "name_set", tuple(sets), missing)


def _stories(chance: random.Random, themes: list[Theme], k: int) -> list[tuple[int, ...]]:
    """One version of each field a family; no two the same, so there may be fewer."""
    possible = math.prod(len(t.versions) for t in themes)
    found: list[tuple[int, ...]] = []
    while len(found) < min(k, possible):
        story = tuple(chance.randrange(len(t.versions)) for t in themes)
        if story not in found:
            found.append(story)
    return found


def _field(theme: Theme) -> dict[str, Any]:
    unit = "PIECES" if theme.kind == "quantity" else None
    return {"field": theme.name, "kind": theme.kind, "unit": unit}


def _relay(relay: str) -> dict[str, Any]:
    return {
        "id": relay, "statement": "S1", "host": "example.org", "language": "en",
        "url": f"https://example.org/{relay}", "coder": "simulated",
    }  # fmt: skip


def _item(
    chance: random.Random, relay: str, themes: list[Theme], *,
    stories: list[tuple[int, ...]], of: int, noise: Noise,
) -> list[dict[str, Any]]:  # fmt: skip
    rows = []
    for i, theme in enumerate(themes):
        if chance.random() < theme.missing:
            continue
        own = theme.versions[stories[of][i]]
        other = theme.versions[chance.choice(stories)[i]]
        printed = [other if chance.random() < noise.crossed else own]
        if chance.random() < noise.two:
            printed.append(other)
        for value in printed:
            if theme.kind == "quantity":
                rows.append(_number(chance, relay, theme, value, noise))
            else:
                rows.append(_set(chance, relay, theme, value, noise))
    return rows


def _number(
    chance: random.Random, relay: str, theme: Theme, true: float, noise: Noise
) -> dict[str, Any]:
    """A number in print: exact, rounded and said so, bounded, or a vague plural."""
    if chance.random() < noise.slip:
        true *= chance.choice([0.001, 0.1, 10, 100, chance.uniform(0.2, 5)])
    hedge = chance.choices(
        ["exact", "about", "more than", "at least", "up to", "vague"], [50, 18, 8, 6, 6, 12]
    )[0]
    value: float | None = _rounded(true, 4)
    low = None
    if hedge == "exact" and chance.random() < noise.bare_rounding:
        value = _rounded(true, 2)
    elif hedge == "about":
        value = _rounded(true, chance.choice([1, 2]))
    elif hedge in ("more than", "at least"):
        value = _rounded(true, 2, math.floor)
    elif hedge == "up to":
        value = _rounded(true, 2, math.ceil)
    elif hedge == "vague":
        value, low = None, 2 * 10.0 ** math.floor(math.log10(true))
    bottom, top = interval(_text(value), _text(low), hedge=hedge)
    # A writer does not use words that the number gives the lie to.
    if bottom is None or top is None or not bottom <= true <= top:
        value, low, hedge = _rounded(true, 4), None, "exact"
    return {
        "relay": relay, "field": theme.name, "printed": f"{hedge} {value or low:g}",
        "value": _text(value), "low": low, "high": None, "hedge": hedge, "unit": "PIECES",
        "coder": "simulated",
    }  # fmt: skip


def _text(value: float | None) -> str | None:
    return None if value is None else f"{value:.10g}"


def _rounded(value: float, digits: int, to: Any = round) -> float:
    step = 10.0 ** (math.floor(math.log10(value)) - digits + 1)
    return float(to(value / step) * step)


def _set(
    chance: random.Random, relay: str, theme: Theme, true: frozenset[str], noise: Noise
) -> dict[str, Any]:
    """A list in print: now and then one name is dropped, or one that is wrong is added."""
    names = sorted(true)
    if len(names) > 2 and chance.random() < 0.15:
        names.remove(chance.choice(names))
    if chance.random() < noise.slip:
        names.append(chance.choice([n for n in NAMES if n not in true]))
    chance.shuffle(names)
    return {
        "relay": relay, "field": theme.name, "printed": None, "value": ";".join(names),
        "low": None, "high": None, "hedge": None, "unit": None, "coder": "simulated",
    }  # fmt: skip
