"""Counting coded rows: what the methods that list and count have in common.

Everything is pure and independent of the order of the rows; ties are broken by name in
the order of a list, never in what is left out of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from actaverba.case.finding import Evidence, Finding, Innocent
from actaverba.vocabulary.manifest import manifest
from actaverba.vocabulary.messages import render

if TYPE_CHECKING:
    import pyarrow as pa

Row = Mapping[str, Any]
Thing = TypeVar("Thing")
MOST_NAMED = 6
MOST_LISTED = 12


def rows_of(table: pa.Table | None, *, by: str = "id") -> list[dict[str, Any]]:
    """The rows of a typed table, in an order that does not depend on the file's."""
    if table is None:
        return []
    return sorted(table.to_pylist(), key=lambda row: (text(row, by), str(row["row_id"])))


def text(row: Row, column: str) -> str:
    """A text cell; unknown is the empty text."""
    return str(row.get(column) or "")


def parts(row: Row, column: str) -> list[str]:
    """The parts of a list cell, each once, in their order."""
    return list(dict.fromkeys(p.strip() for p in text(row, column).split(";") if p.strip()))


def column(rows: Iterable[Row], name: str) -> list[str]:
    return [text(row, name) for row in rows]


def counts(values: Iterable[str]) -> list[list[Any]]:
    """How often each value stands there, most frequent first; unknown (empty) is not listed.

    >>> counts(["b", "a", "b", ""])
    [['b', 2], ['a', 1]]
    """
    found = Counter(v for v in values if v)
    return [[v, n] for v, n in sorted(found.items(), key=lambda item: (-item[1], item[0]))]


def most(pairs: Sequence[list[Any]], named: int = MOST_NAMED) -> list[list[Any]]:
    """The most frequent of `counts`, about as many as `named`.

    Equal counts stay or go together, so that no name decides: up to twice `named` they
    stay, above that they go, unless nothing else is left.

    >>> most([["a", 3], ["b", 2], ["c", 1], ["d", 1], ["e", 1], ["f", 1], ["g", 1]], 2)
    [['a', 3], ['b', 2]]
    """
    if len(pairs) <= named:
        return list(pairs)
    least = pairs[named - 1][1]
    with_ties = [pair for pair in pairs if pair[1] >= least]
    if len(with_ties) <= 2 * named:
        return with_ties
    return [pair for pair in pairs if pair[1] > least] or with_ties


def listing(message: str, **names: Sequence[str]) -> tuple[str, dict[str, list[str]]]:
    """A message that lists names, or, where they are too many to read, its short form.

    >>> listing("off_axis", acts=["a"]), listing("off_axis", acts=["a"] * 13)
    (('off_axis', {'acts': ['a']}), ('off_axis.many', {}))
    """
    if max(map(len, names.values())) > MOST_LISTED:
        return f"{message}.many", {}
    return message, {name: list(values) for name, values in names.items()}


def grouped(things: Iterable[Thing], key: Callable[[Thing], Any]) -> dict[Any, list[Thing]]:
    """Rows, or what was made of them, by a key; the keys in their own order."""
    groups: dict[Any, list[Thing]] = {}
    for thing in things:
        groups.setdefault(key(thing), []).append(thing)
    return dict(sorted(groups.items()))


def dated(rows: Iterable[Row], name: str) -> list[Row]:
    return [row for row in rows if row[f"{name}_earliest"] is not None]


def first_last(rows: Iterable[Row], name: str) -> tuple[str, str]:
    """The earliest and the latest date as coded; empty where no row is dated."""
    known = dated(rows, name)
    if not known:
        return "", ""
    first = min(known, key=lambda r: (r[f"{name}_earliest"], r[f"{name}_latest"]))
    last = max(known, key=lambda r: (r[f"{name}_latest"], r[f"{name}_earliest"]))
    return text(first, name), text(last, name)


def evidence(table: str, rows: Iterable[Row], role: str) -> tuple[Evidence, ...]:
    return tuple(Evidence(table, str(row["row_id"]), role) for row in rows)


def plain_count(
    question: str, subject: str, message: str, counted: int, *, of: int, unit: str,
    evidence: tuple[Evidence, ...], params: Mapping[str, Any] | None = None,
    innocent: tuple[Innocent, ...] = (), grade: str = "listed",
) -> Finding:  # fmt: skip
    """A finding that says how many of how many, with the rows that count; `n` in its message."""
    return Finding(
        question=question,
        subject=subject,
        message=message,
        params={"n": counted, **(params or {})},
        value=float(counted),
        unit=unit,
        n=of,
        grade=grade,
        evidence=evidence,
        innocent=innocent,
    )


def innocent(
    explanation: str,
    status: Literal["supported", "plausible", "ruled_out", "not_examined"],
    *,
    method: str,
    message: str,
    **params: Any,
) -> Innocent:
    """Another explanation, with its reason as a sentence of the method's manifest."""
    return Innocent(explanation, status, render(manifest(method).messages[message], params))


def coding(rows: Mapping[str, Sequence[Row]]) -> list[Finding]:
    """Who coded the rows (given by table), and that no agreement is measured.

    Every row has one coder at most, so agreement between coders can never be read from it.
    """
    every = [row for group in rows.values() for row in group]
    coders = counts(column(every, "coder"))
    known = {name: [r for r in group if text(r, "coder")] for name, group in rows.items()}
    unknown = {name: [r for r in group if not text(r, "coder")] for name, group in rows.items()}
    n, m = (sum(map(len, g.values())) for g in (known, unknown))
    findings = []
    if coders:
        single = len(coders) == 1
        findings.append(
            Finding(
                question="coding",
                subject="coders",
                message="coding.single" if single else "coding.several",
                params={"n": n if single else len(coders)},
                value=float(len(coders)),
                unit="CODERS",
                n=n,
                evidence=_everywhere(known, "coded"),
            )
        )
    if m:
        findings.append(
            Finding(
                question="coding",
                subject="no coder named",
                message="coding.unknown",
                params={"n": m},
                value=float(m),
                unit="ROWS",
                n=n + m,
                evidence=_everywhere(unknown, "no coder named"),
            )
        )
    return findings


def _everywhere(rows: Mapping[str, Sequence[Row]], role: str) -> tuple[Evidence, ...]:
    return tuple(e for name, group in rows.items() for e in evidence(name, group, role))
