"""The result tables of one statement, as rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import Any

from actaverba.kernels.intervals import Span
from actaverba.methods.counting import Row, counts, parts, text
from actaverba.methods.words.drift.grouping import Picture
from actaverba.methods.words.drift.placing import kind_of, reason, why
from actaverba.methods.words.drift.printing import described, holds, most_printed, words_of
from actaverba.methods.words.drift.stated import Field, Value, key_of

Made = dict[str, Any]
CARRIERS: tuple[tuple[str, Callable[[Row, Mapping[str, str]], list[str]]], ...] = (
    ("language", lambda row, _: [text(row, "language")]),
    ("outlet_kind", lambda row, kinds: [kind_of(row, kinds)]),
    ("credit", lambda row, _: parts(row, "credits") or [""]),
)


def version_rows(seen: Picture) -> list[Made]:
    """Each distinct printed value of each field, most printed first."""
    made = []
    for field in seen.fields:
        groups: dict[tuple[Any, ...], list[Value]] = {}
        for value in (v for values in field.values.values() for v in values):
            groups.setdefault(key_of(value), []).append(value)
        found = [_version(seen, field, group) for group in groups.values()]
        made += sorted(found, key=lambda row: -row["items"])
    return made


def _version(seen: Picture, field: Field, group: Sequence[Value]) -> Made:
    key = group[0].key
    mask = seen.mask(field, group[0])
    bits = [str(bit + 1) for bit in range(mask.bit_length()) if mask >> bit & 1]
    return {
        "statement": seen.statement,
        "field": field.label,
        "kind": field.kind,
        "unit": field.unit or None,
        "version": most_printed(group),
        "low": key.low if isinstance(key, Span) else None,
        "high": key.high if isinstance(key, Span) else None,
        "hedge": (text(group[0].row, "hedge") or "exact") if isinstance(key, Span) else None,
        "items": len({v.relay for v in group}),
        "alike": ";".join(bits) or None,
    }


def family_rows(seen: Picture, kinds: Mapping[str, str]) -> list[Made]:
    made = []
    for family in seen.families:
        first = family.first
        carried = {name: carriers_of(family.relays, name, kinds) for name, _ in CARRIERS}
        made.append(
            {
                "statement": seen.statement,
                "family": family.name,
                "description": described(seen, family),
                "items": len(family.relays),
                "only_here": sum(len(seen.names(r)) == 1 for r in family.relays),
                "first_dated": first["published_earliest"] if first else None,
                "first_relay": text(first, "id") if first else None,
                "undated": sum(r["published_earliest"] is None for r in family.relays),
                "languages": _listed(carried["language"]),
                "outlet_kinds": _listed(carried["outlet_kind"]),
                "credits": _listed(carried["credit"]),
            }
        )
    return made


def carriers_of(relays: Sequence[Row], by: str, kinds: Mapping[str, str]) -> list[list[Any]]:
    """What the items have in one respect, with counts; unknown is not listed."""
    of = dict(CARRIERS)[by]
    return counts(value for row in relays for value in of(row, kinds))


def _listed(pairs: Sequence[Sequence[Any]]) -> str | None:
    return "; ".join(f"{name} {n}" for name, n in pairs) or None


def profile_rows(seen: Picture) -> list[Made]:
    """What each family prints for each field that can be summed up."""
    made = []
    for family in seen.families:
        for field in seen.fields:
            words, n, stating = words_of(seen, family, field)
            if n:
                made.append(
                    {
                        "statement": seen.statement,
                        "family": family.name,
                        "field": field.label,
                        "words": words,
                        "items": n,
                        "stating": stating,
                        "of": len(family.relays),
                        "splits": field in seen.telling,
                    }
                )
    return made


def telling_rows(seen: Picture) -> list[Made]:
    """The fields for which two families print versions that share nothing."""
    made = []
    held = {
        (family.name, field.label): holds(seen, family, field)
        for family in seen.families
        for field in seen.fields
    }
    for one, other in combinations(seen.families, 2):
        for field in seen.fields:
            left, right = held[one.name, field.label], held[other.name, field.label]
            if left and right and not left & right:
                words_a, n_a, _ = words_of(seen, one, field)
                words_b, n_b, _ = words_of(seen, other, field)
                made.append(
                    {
                        "statement": seen.statement,
                        "family_a": one.name,
                        "family_b": other.name,
                        "field": field.label,
                        "words_a": words_a,
                        "items_a": n_a,
                        "words_b": words_b,
                        "items_b": n_b,
                        "splits": field in seen.telling,
                    }
                )
    return made


def carrier_rows(seen: Picture, kinds: Mapping[str, str]) -> list[Made]:
    made = []
    for family in seen.families:
        for by, of in CARRIERS:
            found = Counter(value for row in family.relays for value in of(row, kinds))
            made += [
                {
                    "statement": seen.statement,
                    "family": family.name,
                    "by": by,
                    "value": value or None,
                    "items": n,
                }
                for value, n in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
            ]
    return made


def missing_rows(seen: Picture) -> list[Made]:
    """Per field how many items state it, and how many do not."""
    return [
        {
            "statement": seen.statement,
            "field": field.label,
            "kind": field.kind,
            "stating": len(field.values),
            "unmeasured": len(field.values) - len(field.measured),
            "two_values": len(two_values(field)),
            "silent": len(seen.relays) - len(field.values),
            "of": len(seen.relays),
            "takes_part": field in seen.taking_part,
            "splits": field in seen.telling,
        }
        for field in seen.fields
    ]


def two_values(field: Field) -> list[str]:
    """The items that print more than one value for a field."""
    return [r for r, values in field.measured.items() if len({v.key for v in values}) > 1]


def placement_rows(seen: Picture, kinds: Mapping[str, str]) -> list[Made]:
    """One row an item; a row for each family where it stands in several."""
    words = {family.name: described(seen, family) for family in seen.families}
    return [
        {
            "relay": text(row, "id"),
            "statement": seen.statement,
            "family": family,
            "family_words": words[family] if family else None,
            "reason": reason(seen, row),
            "why": why(seen, row),
            "language": text(row, "language") or None,
            "outlet_kind": kind_of(row, kinds),
            "credits": text(row, "credits") or None,
            "published": text(row, "published") or None,
            "published_earliest": row["published_earliest"],
            "host": text(row, "host"),
        }
        for row in seen.relays
        for family in places(seen, row)
    ]


def places(seen: Picture, row: Row) -> Sequence[str | None]:
    """The families of an item; nothing stands for none."""
    return seen.names(row) or (None,)
