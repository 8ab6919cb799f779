"""What every method shares: typed tables in, checked tables and findings out."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actaverba.errors import ManifestError, NotApplicable
from actaverba.vocabulary.manifest import Manifest, manifests

if TYPE_CHECKING:
    import pyarrow as pa

    from actaverba.case.finding import Finding

Rows = Iterable[Mapping[str, Any]]


@dataclass(frozen=True)
class Result:
    """What a method returns: its tables by name (also as attributes) and its findings."""

    method: str
    settings: Mapping[str, Any]
    tables: Mapping[str, pa.Table]
    findings: tuple[Finding, ...]

    def __getattr__(self, name: str) -> pa.Table:
        tables = object.__getattribute__(self, "tables")
        if name in tables:
            return tables[name]
        raise AttributeError(f"{self.method} has no result table {name!r}")


def method(
    folder: str,
) -> Callable[[Callable[..., tuple[Mapping[str, Rows], list[Finding]]]], Callable[..., Result]]:
    """Make a plain function of typed tables a method of the house.

    `folder` is the `__file__` of the method's module. The function takes the inputs and
    settings of its manifest by name (optional inputs may be None) and returns
    `(tables, findings)`: rows as dictionaries, or an Arrow table, for each result table, and
    the findings.
    A setting that has the name of an input reaches it as `asked_…`.
    What users call takes any Arrow-like tables and returns a `Result`.
    """

    def wrap(
        compute: Callable[..., tuple[Mapping[str, Rows], list[Finding]]],
    ) -> Callable[..., Result]:
        @functools.wraps(compute)
        def called(*tables: Any, **named: Any) -> Result:
            me = _own_manifest(folder)
            inputs = _inputs(me, tables, named)
            settings = me.read_settings(named)
            rows, findings = compute(**inputs, **_apart(inputs, settings))
            return Result(me.name, settings, _checked(me, rows), tuple(_known(me, findings)))

        return called

    return wrap


def _own_manifest(file: str) -> Manifest:
    here = Path(file).resolve().parent
    return next(m for m in manifests().values() if m.folder == here)


def _inputs(me: Manifest, given: tuple[Any, ...], named: dict[str, Any]) -> dict[str, Any]:
    """Take the input tables out of the call and type them."""
    from actaverba.engine.typed import plain, typed

    names = [i.table for i in me.inputs]
    tables = dict(zip(names, given, strict=False))
    # `drift(relays, relay_fields, fields, fields=["shells"])`: the second is the setting.
    settings = {s.name.replace("-", "_") for s in me.settings} & set(tables)
    tables |= {name: named.pop(name) for name in names if name in named and name not in settings}
    missing = [i.table for i in me.inputs if not i.optional and tables.get(i.table) is None]
    if missing:
        raise NotApplicable(
            f"{me.name} needs {', '.join(missing)}",
            cure=f"It takes: {', '.join(names)}.",
        )
    shape = {i.table: plain if i.plain else typed for i in me.inputs}
    return {n: shape[n](n, t) if (t := tables.get(n)) is not None else None for n in names}


def _apart(inputs: Mapping[str, Any], settings: Mapping[str, Any]) -> dict[str, Any]:
    return {f"asked_{name}" if name in inputs else name: v for name, v in settings.items()}


def _checked(me: Manifest, rows: Mapping[str, Rows]) -> dict[str, pa.Table]:
    """The result tables with just the columns and types that the manifest promises."""
    import pyarrow as pa

    types = {
        "text": pa.string(), "integer": pa.int64(), "number": pa.float64(),
        "date": pa.date32(), "flag": pa.bool_(),
    }  # fmt: skip
    if set(rows) != {r.name for r in me.results}:
        raise ManifestError(f"{me.name} returns {sorted(rows)}, its manifest names others")
    tables: dict[str, pa.Table] = {}
    for declared in me.results:
        schema = pa.schema([(c["name"], types[c["type"]]) for c in declared.columns])
        given = rows[declared.name]
        if isinstance(given, pa.Table):
            tables[declared.name] = _cast(given, schema, f"{me.name}.{declared.name}")
            continue
        records = list(given)
        for record in records:
            if set(record) != set(schema.names):
                raise ManifestError(
                    f"a row of {me.name}.{declared.name} has {sorted(record)},"
                    f" its manifest {sorted(schema.names)}"
                )
        tables[declared.name] = pa.Table.from_pylist(records, schema=schema)
    return tables


def _cast(given: pa.Table, schema: pa.Schema, where: str) -> pa.Table:
    if set(given.column_names) != set(schema.names):
        raise ManifestError(f"{where} has {given.column_names}, its manifest {schema.names}")
    return given.select(schema.names).cast(schema)


def _known(me: Manifest, findings: list[Finding]) -> list[Finding]:
    for finding in findings:
        if finding.message not in me.messages:
            raise ManifestError(f"{me.name} has no message {finding.message!r}")
    return findings
