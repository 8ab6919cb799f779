"""What families print, in words: one family, several together, and who prints alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from actaverba.kernels.families import FEWEST
from actaverba.kernels.intervals import Span
from actaverba.methods.words.drift.grouping import Family, Picture
from actaverba.methods.words.drift.stated import Field, Value
from actaverba.methods.words.naming import spoken
from actaverba.vocabulary.printing import number

OWN_LANGUAGE = "en"


def most_printed(values: Iterable[Value]) -> str:
    """The words that most of these values have; of equals, those of the first item."""
    words = Counter(v.words for v in values)
    return max(words, key=lambda w: words[w], default="")


def described(seen: Picture, family: Family, *, bare: bool = False) -> str:
    """The words of the fields that split families; of all that take part where none does.

    `bare` leaves out the intervals of numbers.
    """
    chosen = seen.telling or seen.taking_part
    said = [(f.label, *words_in(seen, [family], f, bare=bare)) for f in chosen]
    return ", ".join(f"{spoken(label)}: {words}" for label, words, n, _ in said if n)


def words_of(seen: Picture, family: Family, field: Field) -> tuple[str, int, int]:
    """What the items that stand only here print for a field: the words of each version that
    they print, most printed first, how many print them, and how many print anything."""
    return words_in(seen, [family], field)


def words_in(
    seen: Picture, families: Sequence[Family], field: Field, *, bare: bool = False
) -> tuple[str, int, int]:
    """The same for several families that print alike."""
    own = [(family, v) for family in families for v in only_values(seen, family, field)]
    values = [value for _, value in own]
    groups: dict[int, list[Value]] = {}
    for family, value in own:
        if seen.fits(field, value, family=family):
            groups.setdefault(seen.mask(field, value), []).append(value)
    # A value that fits two versions is shown where nothing clearer is printed.
    clear = {m: g for m, g in groups.items() if not m & (m - 1)} or groups
    ordered = sorted(clear.values(), key=lambda group: -len(group))
    said = [
        shown(g, seen.languages, bare=bare)
        for g in ordered
        if len(g) >= FEWEST or len(ordered) == 1
    ]
    items = {v.relay for group in groups.values() for v in group}
    return " / ".join(said), len(items), len({v.relay for v in values})


def shown(values: Sequence[Value], languages: Mapping[str, str], *, bare: bool = False) -> str:
    """The words that most of these values have, with the interval of a number.

    Words in the language of the sentences go before others, so that they can be read.
    """
    keys = Counter(v.key for v in values)
    most = max(keys, key=lambda key: keys[key])
    same = [v for v in values if v.key == most]
    words = most_printed([v for v in same if languages.get(v.relay) == OWN_LANGUAGE] or same)
    if bare or not isinstance(most, Span):
        return words
    ends = [number(most.low)] if most.exact else [number(most.low), number(most.high)]
    return f"{words} ({' to '.join(ends)})"


def only_values(seen: Picture, family: Family, field: Field) -> list[Value]:
    measured = field.measured
    return [value for relay in seen.alone[family.name] for value in measured.get(relay, [])]


def print_alike(seen: Picture, field: Field) -> list[list[Family]]:
    """Families that print the same versions of a field together, the largest first.

    Those that print it too rarely are left out. Where families shade into one another so
    that all would be one, those with just the same versions stand together.
    """
    held = {family.name: holds(seen, family, field) for family in seen.families}
    stating = [family for family in seen.families if held[family.name]]
    together: list[tuple[int, list[Family]]] = []
    for family in stating:
        mask, mine = held[family.name], [family]
        for other in [group for group in together if group[0] & mask]:
            together.remove(other)
            mask, mine = mask | other[0], other[1] + mine
        together.append((mask, mine))
    groups = [[f for f in stating if f in mine] for _, mine in together]
    if len(groups) < 2:
        by_mask = {held[f.name]: [g for g in stating if held[g.name] == held[f.name]]
                   for f in stating}  # fmt: skip
        groups = list(by_mask.values())
    return sorted(groups, key=lambda group: stating.index(group[0]))


def holds(seen: Picture, family: Family, field: Field) -> int:
    """The versions that items only in this family print, but for slips of few."""
    found = versions_in(seen, family, field)
    enough = max(FEWEST, seen.share * sum(found.values()))
    return sum(mask for mask, n in found.items() if n >= enough)


def versions_in(seen: Picture, family: Family, field: Field) -> dict[int, int]:
    """How many values of items only in this family fit one version and no other."""
    masks = [seen.mask(field, v) for v in only_values(seen, family, field)]
    return Counter(m for m in masks if m and not m & (m - 1))
