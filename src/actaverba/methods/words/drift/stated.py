"""What each item prints for each field, as values that can be compared or not."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from actaverba.kernels.intervals import Span
from actaverba.methods.counting import Row, grouped, text
from actaverba.vocabulary.codes import code_list
from actaverba.vocabulary.states import party_name

QUANTITY = "quantity"
STATES = "state_set"
SETS = ("name_set", STATES)
COMPARABLE = (QUANTITY, *SETS)
OPEN_ABOVE = tuple(c for c, k in code_list("hedge").codes.items() if k.open == "above")
OPEN_BELOW = tuple(c for c, k in code_list("hedge").codes.items() if k.open == "below")


@dataclass(frozen=True)
class Value:
    """One printed value. `key` is what it says: a span, a set of names or a text; None
    where the item prints words without a number or name ("large batches")."""

    relay: str
    row: Row
    key: Span | frozenset[str] | str | None
    words: str


@dataclass(eq=False)
class Field:
    """One declared field, or the part of a quantity that is printed in one unit.

    Values in different units are never compared; `unit` is empty for what is not a number.
    """

    name: str
    kind: str
    unit: str
    label: str
    values: Mapping[str, Sequence[Value]] = field(default_factory=dict)

    @property
    def comparable(self) -> bool:
        return self.kind in COMPARABLE

    @cached_property
    def measured(self) -> dict[str, list[Value]]:
        """Relay to the values that can be compared."""
        found = {r: [v for v in vs if v.key is not None] for r, vs in self.values.items()}
        return {relay: values for relay, values in found.items() if values}


def stated_fields(
    fields: Sequence[Row], cells: Iterable[Row], *, relays: Iterable[str]
) -> list[Field]:
    """The declared fields with what the given relays print, one for each unit."""
    wanted = set(relays)
    own = [cell for cell in cells if text(cell, "relay") in wanted]
    by_field = grouped(own, lambda cell: text(cell, "field"))
    found = []
    for declared in fields:
        name, kind, unit = (text(declared, c) for c in ("field", "kind", "unit"))
        rows = by_field.get(name, [])
        units: dict[str, list[Row]] = {}
        for row in rows:
            units.setdefault(_unit(row, kind, unit), []).append(row)
        for one, group in (units or {unit: []}).items():
            label = f"{name} ({one})" if len(units) > 1 and one else name
            values = grouped((_value(r, kind) for r in group), lambda v: v.relay)
            found.append(Field(name, kind, one, label, values))
    return sorted(found, key=lambda f: (*_rank(f), f.name, f.unit))


def _rank(field: Field) -> tuple[Any, ...]:
    """By who states a field and how large the values are, so that no name decides."""
    keys = [v.key for values in field.values.values() for v in values]
    ends = [(k.low, k.high) for k in keys if isinstance(k, Span)]
    sizes = [len(k) for k in keys if isinstance(k, frozenset)]
    return (-len(field.values), tuple(field.values), field.kind, ends, sizes)


def _unit(row: Row, kind: str, declared: str) -> str:
    """The unit that a number is printed in; the declared one where the row names none."""
    return (text(row, "unit") or declared) if kind == QUANTITY else ""


def _value(row: Row, kind: str) -> Value:
    printed, value = text(row, "printed"), text(row, "value")
    key: Span | frozenset[str] | str | None
    if kind == QUANTITY:
        key = _span(row)
        words = printed or " ".join(filter(None, [_hedge(row), value or _ends(row)]))
    elif kind in SETS:
        names = [n.strip() for n in value.split(";") if n.strip()]
        key = frozenset(map(_folded, names)) or None
        said = map(party_name, names) if kind == STATES else names
        words = ", ".join(dict.fromkeys(said)) or printed
    else:
        key = _folded(value or printed) or None
        words = printed or value
    return Value(text(row, "relay"), row, key, words)


def _folded(words: str) -> str:
    """Words as they are compared: letter case and spacing are not a change."""
    return " ".join(unicodedata.normalize("NFC", words).casefold().split())


def _hedge(row: Row) -> str:
    hedge = text(row, "hedge")
    return "" if hedge == "exact" else hedge


def _ends(row: Row) -> str:
    ends = [row.get("low"), row.get("high")]
    return " to ".join(f"{float(end):.10g}" for end in ends if end not in (None, ""))


def _span(row: Row) -> Span | None:
    low, high = row.get("interval_low"), row.get("interval_high")
    if low is None or high is None:
        return None
    hedge, exact = text(row, "hedge"), low == high
    return Span(
        float(low),
        float(high),
        closed_low=exact or hedge in OPEN_ABOVE,
        closed_high=exact or hedge in OPEN_BELOW,
    )


def key_of(value: Value) -> tuple[Any, ...]:
    """What makes two printed values the same row in a list of versions."""
    if isinstance(value.key, Span):
        return ("number", value.key.low, value.key.high, text(value.row, "hedge"))
    if isinstance(value.key, frozenset):
        return ("set", *sorted(value.key))
    return ("text", value.key) if value.key is not None else ("words", _folded(value.words))
