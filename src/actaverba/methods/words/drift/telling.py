"""What the families say: the findings of the method."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from actaverba.case.finding import Evidence, Finding
from actaverba.methods.counting import Row, coding, evidence, most, parts, text
from actaverba.methods.words.drift.explaining import explanations
from actaverba.methods.words.drift.grouping import Family, Picture
from actaverba.methods.words.drift.printing import (
    described,
    print_alike,
    versions_in,
    words_in,
    words_of,
)
from actaverba.methods.words.drift.stated import Field
from actaverba.methods.words.drift.tables import carriers_of, telling_rows
from actaverba.methods.words.drift.unsettled import left_open, values_of
from actaverba.methods.words.naming import spoken
from actaverba.vocabulary.manifest import manifest
from actaverba.vocabulary.messages import render

ITEMS = "ITEMS"
NOT_ENOUGH = "not_enough_evidence"
# A family of fewer items, or a statement with more items unplaced than placed, is weak.
FIRM = 10


def findings(
    pictures: Sequence[Picture], declared: Sequence[Row], *,
    kinds: Mapping[str, str], named: Sequence[str],
) -> list[Finding]:  # fmt: skip
    """All findings, statement by statement, in the order in which they read."""
    if not pictures:
        return [
            Finding("how many families", "items", "families.no_items", n=0, value=0.0,
                    unit="FAMILIES", grade=NOT_ENOUGH)
        ]  # fmt: skip
    told = []
    for seen in pictures:
        told.append(_families(seen, bool(any(f.comparable for f in seen.fields))))
        told += [f for family in seen.families for f in _carried(seen, family, kinds)]
        told += [*_apart(seen), *_mixed(seen), *_credited(seen), *left_open(seen, named)]
    relays = [row for seen in pictures for row in seen.relays]
    cells = [v.row for p in pictures for f in p.fields for vs in f.values.values() for v in vs]
    return [*told, *coding({"relays": relays, "relay_fields": cells})]


def _grade(seen: Picture) -> str:
    placed = sum(bool(seen.names(row)) for row in seen.relays)
    firm = min((len(f.relays) for f in seen.families), default=0) >= FIRM
    return "moderate" if firm and 2 * placed >= len(seen.relays) else "weak"


def _families(seen: Picture, comparable: bool) -> Finding:
    """How many families there are, or why none can be told."""
    placed = [row for row in seen.relays if seen.names(row)]
    stating = [row for row in seen.relays if any(text(row, "id") in f.measured for f in seen.asked)]
    params = {
        "statement": seen.full_name,
        "families": len(seen.families),
        "versions": "; ".join(_version(seen, family) for family in seen.families),
        "rest": len(seen.relays) - len(placed),
        "both": sum(len(seen.names(row)) > 1 for row in seen.relays),
        "placed": len(placed),
        "stating": len(stating),
        "n": len(seen.relays),
        "least": seen.least,
    }
    if seen.families:
        message, grade = "families.count", _grade(seen)
    elif not comparable:
        message, grade = "families.no_fields", NOT_ENOUGH
    else:
        message, grade = "families.none" if stating else "families.nothing_stated", NOT_ENOUGH
    return Finding(
        "how many families", seen.statement, message, params,
        value=float(len(seen.families)), unit="FAMILIES", n=len(seen.relays), grade=grade,
        observed_or_inferred="inferred" if seen.families else "observed",
        evidence=_in_families(seen) if placed else evidence("relays", seen.relays, "looked at"),
        innocent=explanations(seen) if len(seen.families) > 1 else (),
    )  # fmt: skip


def _version(seen: Picture, family: Family) -> str:
    params = {
        "items": len(family.relays),
        "words": described(seen, family, bare=True),
        "family": family.name,
    }
    return render(manifest("drift").messages["family.version"], params)


def _in_families(seen: Picture) -> tuple[Evidence, ...]:
    return tuple(
        Evidence("relays", str(row["row_id"]), f"in family {name}")
        for row in seen.relays
        for name in seen.names(row)
    )


def _carried(seen: Picture, family: Family, kinds: Mapping[str, str]) -> list[Finding]:
    """Who carries one family: how many items, in which languages, at which kinds, credits."""
    n, first = len(family.relays), family.first
    params = {
        "statement": seen.name,
        "family": family.name,
        "words": described(seen, family),
        "items": n,
        "languages": most(carriers_of(family.relays, "language", kinds)),
        "kinds": most(carriers_of(family.relays, "outlet_kind", kinds)),
        "credits": most(carriers_of(family.relays, "credit", kinds)),
        "first": text(first, "published") if first else "",
        "relay": text(first, "id") if first else "",
        "host": text(first, "host") if first else "",
        "undated": sum(r["published_earliest"] is None for r in family.relays),
    }
    said = ["family.items", "family.dated" if first else "family.undated"]
    said += ["family.carriers"] if params["languages"] else ["family.kinds"]
    said += ["family.credits"] if params["credits"] else ["family.no_credits"]
    questions = ("what a family prints", "since when", "in which languages", "whom it credits")
    return [
        Finding(
            question, f"family {family.name}", message, params,
            value=float(n), unit=ITEMS, n=len(seen.relays), grade=_grade(seen),
            observed_or_inferred="inferred",
            evidence=evidence("relays", family.relays, "in the family"),
        )
        for question, message in zip(questions, said, strict=True)
    ]  # fmt: skip


def _apart(seen: Picture) -> list[Finding]:
    """Which fields tell the families apart, one finding a field, with the words."""
    if len(seen.families) < 2:
        return []
    told = Counter(row["field"] for row in telling_rows(seen))
    found = []
    for field in (f for f in seen.fields if told[f.label]):
        rows = [r for r in seen.relays if seen.names(r) and text(r, "id") in field.measured]
        message, shown = _separated(seen, field)
        params = {"statement": seen.name, "field": spoken(field.label), **shown}
        found.append(
            Finding(
                "what tells families apart", f"{seen.statement} {field.label}", message, params,
                value=float(told[field.label]), unit="PAIRS_OF_FAMILIES", n=len(rows),
                grade=_grade(seen), observed_or_inferred="inferred",
                evidence=values_of(seen, [field.label], rows, "prints it"),
            )
        )  # fmt: skip
    return found


def _separated(seen: Picture, field: Field) -> tuple[str, dict[str, Any]]:
    """Which families a field separates from which; those that print alike stand together."""
    groups = [
        ([family.name for family in group], words_in(seen, group, field)[0])
        for group in print_alike(seen, field)
    ]
    kind = "splits" if field in seen.telling else "differs"
    if len(groups) == 2:
        (one, one_words), (other, other_words) = groups
        names = {"one": one, "one_words": one_words, "other": other, "other_words": other_words}
        return f"apart.{kind}", names
    shown = [f"{', '.join(names)}: {words}" for names, words in groups]
    return f"apart.{kind}.many", {"shown": "; ".join(shown)}


def _mixed(seen: Picture) -> list[Finding]:
    """Families whose items print several versions of a field that did not split them."""
    found = []
    for family in seen.families:
        for field in (f for f in seen.taking_part if f not in seen.telling):
            versions = versions_in(seen, family, field)
            if len([n for n in versions.values() if n >= seen.least]) > 1:
                words, n, _ = words_of(seen, family, field)
                rows = [r for r in family.relays if text(r, "id") in field.measured]
                params = {
                    "family": family.name,
                    "field": spoken(field.label),
                    "words": words,
                    "n": n,
                }
                params |= {"of": len(family.relays)}
                found.append(
                    Finding(
                        "which versions a family mixes", f"{family.name} {field.label}",
                        "family.mixed", params, value=float(len(versions)), unit="VERSIONS",
                        n=n, grade=_grade(seen), observed_or_inferred="inferred",
                        evidence=values_of(seen, [field.label], rows, "prints it"),
                    )
                )  # fmt: skip
    return found


def _credited(seen: Picture) -> list[Finding]:
    """Sources that items of different families credit."""
    families: dict[str, set[str]] = {}
    holding: dict[str, list[Row]] = {}
    for row in seen.relays:
        names = seen.names(row)
        if len(names) == 1:
            for credit in parts(row, "credits"):
                families.setdefault(credit, set()).update(names)
                holding.setdefault(credit, []).append(row)
    if len(seen.families) < 2 or not families:
        return []
    several = [c for c in families if len(families[c]) > 1]
    if not several:
        params = {"statement": seen.name, "n": len(families)}
        return [Finding("credited for several families", seen.statement, "credits.apart", params,
                        value=0.0, unit="SOURCES", n=len(families), grade=_grade(seen),
                        observed_or_inferred="inferred")]  # fmt: skip
    found = []
    for credit in sorted(several, key=lambda c: -len(holding[c])):
        rows = holding[credit]
        named = [family.name for family in seen.families if family.name in families[credit]]
        params = {"statement": seen.name, "credit": credit, "n": len(rows), "families": named}
        found.append(
            Finding(
                "credited for several families", f"{seen.statement} {credit}", "credits.both",
                params, value=float(len(families[credit])), unit="FAMILIES", n=len(rows),
                grade=_grade(seen), observed_or_inferred="inferred",
                evidence=evidence("relays", rows, "credits it"),
                innocent=explanations(seen, credited=len(rows)),
            )
        )  # fmt: skip
    return found
