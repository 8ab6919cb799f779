"""What stays open: items that cannot be placed, and values that cannot be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from actaverba.case.finding import Evidence, Finding
from actaverba.methods.counting import Row, evidence, text
from actaverba.methods.words.drift.grouping import Picture
from actaverba.methods.words.drift.placing import NOT_PLACED, reason
from actaverba.methods.words.drift.tables import two_values
from actaverba.methods.words.naming import spoken

ITEMS = "ITEMS"


def left_open(seen: Picture, named: Sequence[str]) -> list[Finding]:
    """All that is said of one statement beside its families; `named` fields always take part."""
    found = [*_placing(seen), *_two(seen), *_unmeasured(seen)]
    return [*found, *([] if named else _too_few(seen)), *_units(seen)]


def values_of(
    seen: Picture, labels: Sequence[str], rows: Iterable[Row], role: str
) -> tuple[Evidence, ...]:
    """The coded values of some items for some fields, as evidence."""
    wanted = {text(row, "id") for row in rows}
    return tuple(
        Evidence("relay_fields", str(value.row["row_id"]), role)
        for field in seen.fields
        if field.label in labels
        for relay, values in field.values.items()
        if relay in wanted
        for value in values
    )


def _placing(seen: Picture) -> list[Finding]:
    """How many items stand in no family, and why; and in two."""
    why = {row["row_id"]: reason(seen, row) for row in seen.relays}
    by = Counter(why.values())
    nowhere = [row for row in seen.relays if why[row["row_id"]] in NOT_PLACED]
    params = {"statement": seen.name, "n": len(nowhere), "of": len(seen.relays)}
    params |= {code: by[code] for code in NOT_PLACED}
    found = [
        Finding(
            "which items cannot be placed", seen.statement,
            "placing.some" if nowhere else "placing.all", params, value=float(len(nowhere)),
            unit=ITEMS, n=len(seen.relays),
            evidence=tuple(
                Evidence("relays", str(r["row_id"]), f"not placed: {why[r['row_id']]}")
                for r in nowhere
            ),
        )
    ]  # fmt: skip
    both = [row for row in seen.relays if why[row["row_id"]] == "two_families"]
    if both:
        params = {"statement": seen.name, "n": len(both)}
        params |= {"relays": [text(r, "id") for r in both]}
        found.append(
            _counted(seen, "which items stand in two families", "placing.two", both, params)
        )
    return found


def _counted(
    seen: Picture, question: str, message: str, rows: Sequence[Row], params: Mapping[str, object]
) -> Finding:
    return Finding(
        question, seen.statement, message, params, value=float(len(rows)), unit=ITEMS,
        n=len(seen.relays), evidence=evidence("relays", rows, "counts"),
    )  # fmt: skip


def _two(seen: Picture) -> list[Finding]:
    """Items that print two values for one of the fields that can be compared."""
    by = {f.label: two_values(f) for f in seen.asked}
    labels = [label for label, relays in by.items() if relays]
    printing = {relay for relays in by.values() for relay in relays}
    rows = [row for row in seen.relays if text(row, "id") in printing]
    if not rows:
        return []
    params = {
        "statement": seen.name,
        "n": len(rows),
        "relays": [text(r, "id") for r in rows],
        "fields": [spoken(label) for label in labels],
    }
    return [_counted(seen, "which items print two values", "values.two", rows, params)]


def _unmeasured(seen: Picture) -> list[Finding]:
    """Items that print words where others print a number or names."""
    fields = {f.label: set(f.values) - set(f.measured) for f in seen.asked}
    labels = [label for label, relays in fields.items() if relays]
    printing = {relay for relays in fields.values() for relay in relays}
    rows = [row for row in seen.relays if text(row, "id") in printing]
    if not rows:
        return []
    params = {"statement": seen.name, "n": len(rows), "fields": [spoken(label) for label in labels]}
    return [_counted(seen, "stated without a number", "values.unmeasured", rows, params)]


def _too_few(seen: Picture) -> list[Finding]:
    """Fields that were left out because too few items state them."""
    out = [f for f in seen.asked if f not in seen.taking_part and f.values]
    if not out:
        return []
    base = sum(any(text(row, "id") in f.measured for f in seen.asked) for row in seen.relays)
    params = {
        "statement": seen.name,
        "n": len(out),
        "fields": [[spoken(f.label), len(f.measured)] for f in out],
        "of": base,
    }
    rows = [r for r in seen.relays if any(text(r, "id") in f.values for f in out)]
    return [
        Finding("which fields too few state", seen.statement, "fields.too_few", params,
                value=float(len(out)), unit="FIELDS", n=base,
                evidence=values_of(seen, [f.label for f in out], rows, "states it"))
    ]  # fmt: skip


def _units(seen: Picture) -> list[Finding]:
    """Fields whose numbers are printed in several units."""
    units: dict[str, list[str]] = {}
    for field in seen.asked:
        if field.measured:
            units.setdefault(field.name, []).append(field.unit or "?")
    found = []
    for name, several in units.items():
        if len(several) > 1:
            labels = [f.label for f in seen.asked if f.name == name]
            params = {"statement": seen.name, "field": spoken(name), "units": several}
            found.append(
                Finding("in which units", f"{seen.statement} {name}", "fields.units", params,
                        value=float(len(several)), unit="UNITS", n=len(seen.relays),
                        evidence=values_of(seen, labels, seen.relays, "prints it"))
            )  # fmt: skip
    return found
