"""The method: what the items print, which print the same, and who carries each version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from actaverba.errors import BadSetting
from actaverba.methods.counting import Row, grouped, rows_of, text
from actaverba.methods.method import method
from actaverba.methods.words.drift import tables
from actaverba.methods.words.drift.grouping import Picture, Settings, picture
from actaverba.methods.words.drift.stated import COMPARABLE, stated_fields
from actaverba.methods.words.drift.telling import findings
from actaverba.methods.words.naming import full_name, short_name
from actaverba.vocabulary.nearest import did_you_mean

if TYPE_CHECKING:
    import pyarrow as pa

    from actaverba.case.finding import Finding

Tables = Mapping[str, Iterable[Mapping[str, Any]]]


@method(__file__)
def drift(
    relays: pa.Table, relay_fields: pa.Table, fields: pa.Table,
    outlets: pa.Table | None = None, statements: pa.Table | None = None, *,
    asked_fields: Sequence[str], **settings: Any,
) -> tuple[Tables, list[Finding]]:  # fmt: skip
    """Find families of items that print the same versions of a statement.

    `relays`, `relay_fields`, `fields`, `outlets` and `statements` are the tables of those
    names; statements only say how a sentence calls them. What a caller names with
    `fields=[...]` after the tables arrives as `asked_fields`: the fields to compare; empty
    means all quantity and set fields that enough items print. Each statement stands for
    itself. A version is the fewest numbers (or sets) that explain what is printed; a family
    is a combination of versions that enough items print together, and an item stands in it
    when what it prints fits this family and no other.

    Assumes that values are coded as printed. It fails where most items state too little to
    be placed, where versions shade into one another, and for versions that few items print.
    It cannot tell why versions differ: a translator's slip looks like any other change.
    """
    items = rows_of(relays)
    declared = rows_of(fields)
    _check(declared, asked_fields)
    cells = rows_of(relay_fields)
    kinds = {text(o, "host"): text(o, "kind") for o in rows_of(outlets)}
    said = {text(row, "id"): row for row in rows_of(statements)}
    chosen = Settings(**settings)
    by_relay = grouped(cells, lambda cell: text(cell, "relay"))
    pictures = []
    for statement, group in grouped(items, lambda row: text(row, "statement")).items():
        ids = [text(row, "id") for row in group]
        own = [cell for relay in ids for cell in by_relay.get(relay, [])]
        stated = stated_fields(declared, own, relays=ids)
        seen = picture(statement, group, stated, named=asked_fields, settings=chosen)
        row = said.get(statement)
        seen = replace(seen, name=short_name(statement, row), full_name=full_name(statement, row))
        pictures.append(seen)
    return _tables(pictures, kinds), findings(pictures, declared, kinds=kinds, named=asked_fields)


def _check(declared: Sequence[Row], named: Sequence[str]) -> None:
    """Only declared quantity and set fields can be compared."""
    kinds = {text(f, "field"): text(f, "kind") for f in declared}
    usable = [name for name, kind in kinds.items() if kind in COMPARABLE]
    for name in named:
        if name not in kinds:
            raise BadSetting(
                f"no field is called {name!r}",
                cure=f"{did_you_mean(name, usable)}Fields to compare: {', '.join(usable)}.",
            )
        if name not in usable:
            raise BadSetting(
                f"{name} is of kind {kinds[name]}; families are found from quantities and sets",
                cure=f"Fields to compare: {', '.join(usable) or 'none are declared'}.",
            )


def _tables(pictures: Sequence[Picture], kinds: Mapping[str, str]) -> Tables:
    def every(rows: Any, *more: Any) -> list[dict[str, Any]]:
        return [row for seen in pictures for row in rows(seen, *more)]

    return {
        "placement": every(tables.placement_rows, kinds),
        "families": every(tables.family_rows, kinds),
        "profiles": every(tables.profile_rows),
        "telling_fields": every(tables.telling_rows),
        "carriers": every(tables.carrier_rows, kinds),
        "versions": every(tables.version_rows),
        "missing": every(tables.missing_rows),
    }
