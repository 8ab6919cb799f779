"""Families: items that print the same versions together, found by splitting.

All items start as one family. A family is split by the field that tells the most pairs of
its items apart, if each part has enough items and enough of the family can still be placed
afterwards. Then every item is placed anew: it stands in a family when what it prints fits
that family and no other. What an item does not print never counts for or against it.

Works on distinct combinations of versions, so the number of items does not matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

# The versions one printed value fits, as a bit mask; 0 fits none that enough items print.
Cell = tuple[int, ...]
Pattern = tuple[Cell, ...]
ANY = -1
# What one item alone prints says nothing of its family.
FEWEST = 2


@dataclass(frozen=True)
class Family:
    """What tells a family from the others (`path`: field to version), and what its items
    print (`profile`: versions per field as a bit mask, ANY where too few items say)."""

    path: tuple[tuple[int, int], ...] = ()
    profile: tuple[int, ...] = ()


@dataclass(frozen=True)
class Placing:
    """Where one pattern stands: in `families`, or nowhere; `fits` are those not excluded."""

    families: tuple[int, ...]
    fits: tuple[int, ...]


@dataclass(frozen=True)
class Families:
    """The families, where each pattern stands, and the fields that split them."""

    families: tuple[Family, ...]
    placings: tuple[Placing, ...]
    telling: frozenset[int]


@dataclass
class _World:
    """What does not change while families are split."""

    patterns: Sequence[Pattern]
    weights: Sequence[int]
    least: int
    slip: float
    fields: range = field(init=False)

    def __post_init__(self) -> None:
        self.fields = range(len(self.patterns[0]) if self.patterns else 0)

    @cached_property
    def cells(self) -> list[set[Cell]]:
        """The distinct cells of each field."""
        return [{pattern[f] for pattern in self.patterns} for f in self.fields]


@dataclass(frozen=True)
class _Split:
    family: int
    field: int
    versions: tuple[int, ...]
    rank: tuple[object, ...]


def find_families(
    patterns: Sequence[Pattern], weights: Sequence[int], *, least: int, keep: float, slip: float
) -> Families:
    """Families of the patterns, each printed by `weights` items.

    A pattern has one cell a field: a mask for each value it prints, empty where silent.
    `least` items make a family; a split must leave at least `keep` of the family's items
    placed; what at most `slip` of a family's items print is no part of it. Patterns are
    distinct and in an order that no name decides.

    >>> items = [((1,), ()), ((2,), (1,)), ((), (1,))]
    >>> found = find_families(items, [4, 3, 2], least=2, keep=0.5, slip=0.05)
    >>> [placing.families for placing in found.placings]
    [(0,), (1,), ()]
    """
    world = _World(patterns, weights, least, slip)
    now = _settled(world, [Family()], frozenset())
    splitting = True
    while splitting:
        splitting = False
        for split in _splits(world, now):
            then = _tried(world, now, split)
            if then is not None and _worth(world, now, split=split, then=then, keep=keep):
                now, splitting = then, True
                break
    return _without_small(world, now)


def _splits(world: _World, now: Families) -> list[_Split]:
    """Every way to split a family by one field, the one that tells most pairs apart first."""
    found = []
    for number, family in enumerate(now.families):
        members = [i for i, p in enumerate(now.placings) if number in p.families]
        for f in world.fields:
            if f in dict(family.path):
                continue
            printing = _printing(world, members, f)
            counts = {v: sum(world.weights[i] for i in rows) for v, rows in printing.items()}
            versions = [v for v in printing if counts[v] >= world.least]
            if len(versions) > 1:
                sizes = [counts[v] for v in versions]
                pairs = (sum(sizes) ** 2 - sum(s * s for s in sizes)) // 2
                # Which items, not which names: equal gains are told apart by what they hold.
                holding = tuple(sorted(tuple(printing[v]) for v in versions))
                cells = tuple(pattern[f] for pattern in world.patterns)
                rank = (-pairs, -sum(counts.values()), holding, cells)
                found.append(_Split(number, f, tuple(sorted(versions)), rank))
    return sorted(found, key=lambda split: (split.rank, split.family))


def _printing(world: _World, members: Sequence[int], f: int) -> dict[int, list[int]]:
    """Version to the members that print it and nothing else for the field."""
    printing: dict[int, list[int]] = {}
    for i in members:
        cell = world.patterns[i][f]
        if len(cell) == 1 and cell[0] and not cell[0] & (cell[0] - 1):
            printing.setdefault(cell[0].bit_length() - 1, []).append(i)
    return printing


def _tried(world: _World, now: Families, split: _Split) -> Families | None:
    """The families after a split, without parts that end up too small; None if one is left."""
    old = now.families[split.family]
    versions = list(split.versions)
    telling = now.telling | {split.field}
    while len(versions) > 1:
        parts = [Family((*old.path, (split.field, v)), old.profile) for v in versions]
        others = [f for i, f in enumerate(now.families) if i != split.family]
        then = _settled(world, others + parts, telling)
        sizes = _sizes(world, then)[len(others) :]
        if min(sizes) >= world.least:
            return then
        versions = [v for v, n in zip(versions, sizes, strict=True) if n >= world.least]
    return None


def _worth(world: _World, now: Families, *, split: _Split, then: Families, keep: float) -> bool:
    """Enough items stay placed. For the first split only items that print the field count:
    the others have no family to lose."""
    first = not now.telling
    before = after = 0
    for i, weight in enumerate(world.weights):
        prints = any(world.patterns[i][split.field])
        if split.family in now.placings[i].families and (prints or not first):
            before += weight
            after += weight * bool(then.placings[i].families)
    return after >= keep * before


def _settled(world: _World, families: Sequence[Family], telling: frozenset[int]) -> Families:
    """Place all items by the paths, see what the families print, and place all again."""
    bare = [Family(f.path, tuple(_on_path(f, i) for i in world.fields)) for f in families]
    first = Families(tuple(bare), tuple(_placed(world, bare, telling)), telling)
    full = [
        Family(f.path, tuple(_prints(world, first, number=n, f=i) for i in world.fields))
        for n, f in enumerate(bare)
    ]
    return Families(tuple(full), tuple(_placed(world, full, telling)), telling)


def _on_path(family: Family, f: int) -> int:
    version = dict(family.path).get(f)
    return ANY if version is None else 1 << version


def _prints(world: _World, now: Families, *, number: int, f: int) -> int:
    """The versions that items of a family print, but for slips of few; ANY if few print any."""
    family = now.families[number]
    if f in dict(family.path):
        return _on_path(family, f)
    members = [i for i, p in enumerate(now.placings) if p.families == (number,)]
    counts = {
        version: sum(world.weights[i] for i in rows)
        for version, rows in _printing(world, members, f).items()
    }
    total = sum(counts.values())
    if total < world.least:
        return ANY
    enough = max(FEWEST, world.slip * total)
    return sum(1 << v for v, n in counts.items() if n >= enough) or ANY


def _placed(world: _World, families: Sequence[Family], telling: frozenset[int]) -> list[Placing]:
    """Each pattern in the one family that it fits, or in one for each value it prints.

    A field that split families must fit. The other fields only choose among those left.
    """
    everyone = (1 << len(families)) - 1
    fitting = [{c: _fit(families, f, c) for c in world.cells[f]} for f in world.fields]
    shown = [{c: _shown(families, f, c) for c in world.cells[f]} for f in world.fields]
    placings = []
    for pattern in world.patterns:
        fits, left, agrees = everyone, everyone, 0
        for f in world.fields:
            agrees |= shown[f][pattern[f]]
            left &= fitting[f][pattern[f]]
            if f in telling:
                fits &= fitting[f][pattern[f]]
        if fits & (fits - 1):
            fits = left or fits
        where = fits if not fits & (fits - 1) else _each_value(families, pattern, fits)
        placings.append(Placing(_bits(where & agrees), _bits(fits)))
    return placings


def _fit(families: Sequence[Family], f: int, cell: Cell) -> int:
    """The families that nothing in the cell speaks against."""
    return sum(
        1 << n
        for n, family in enumerate(families)
        if not cell or family.profile[f] == ANY or any(m & family.profile[f] for m in cell)
    )


def _shown(families: Sequence[Family], f: int, cell: Cell) -> int:
    """The families for which something in the cell speaks."""
    return sum(
        1 << n for n, family in enumerate(families) if any(m & family.profile[f] for m in cell)
    )


def _each_value(families: Sequence[Family], pattern: Pattern, fits: int) -> int:
    """The families that one of several printed values leaves as the only one."""
    found = 0
    for f, cell in enumerate(pattern):
        if len(cell) > 1:
            for mask in cell:
                left = fits & _fit(families, f, (mask,))
                if left and not left & (left - 1):
                    found |= left
    return found


def _sizes(world: _World, now: Families) -> list[int]:
    sizes = [0] * len(now.families)
    for placing, weight in zip(now.placings, world.weights, strict=True):
        for n in placing.families:
            sizes[n] += weight
    return sizes


def _without_small(world: _World, now: Families) -> Families:
    """No family where even the only one has too few items."""
    if min(_sizes(world, now)) >= world.least:
        return now
    nowhere = tuple(Placing((), ()) for _ in world.patterns)
    return Families((), nowhere, frozenset())


def _bits(mask: int) -> tuple[int, ...]:
    return tuple(i for i in range(mask.bit_length()) if mask >> i & 1)
