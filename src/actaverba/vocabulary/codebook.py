"""The codebook of a case: every column and every code, in Markdown, from the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable

from actaverba.vocabulary import about
from actaverba.vocabulary.blocs import blocs
from actaverba.vocabulary.codes import CodeList, code_list
from actaverba.vocabulary.predicates import predicates
from actaverba.vocabulary.schema import Column, Table, tables_of

INTRODUCTION = """\
# Codebook

One CSV file a table: UTF-8, comma between cells, one header row, the columns below in any
order. An empty cell means *unknown*. Dates and numbers are written as in the examples; lists
in one cell have `;` between their parts. A code that is not in its list is refused, with the
nearest ones that are. Every file may stay empty or be left out.

- **Dates** have the precision of the source: `2025-05-29`, `2025-05`, `2025`.
- **Numbers** have a decimal point and no thousands mark. What is printed is kept in `printed`;
  `hedge` says how it is hedged. "Hundreds of thousands" is `vague` with `low` = 200000.
- **Parties** are a state (ISO 3166 alpha-3, `XKX`), a bloc, a body of either
  (`FRA:arms_industry`), `unspecified` (alone or as `unspecified_africa`), or a topic
  (`military_blocs`, `FRA-DEU_border`).
- **Rows are pointed at** as `table:id`, like `statements:S001`.
- **Coding confidence** says whether what was seen carries the row, not whether it is true.
  Reliability belongs to an outlet, credibility to a statement or relay; empty is "not graded".
"""

TYPES = {
    "text": "text",
    "list": "texts, `;` between",
    "code": "code",
    "codes": "codes, `;` between",
    "date": "date",
    "time": "time, HH:MM in UTC",
    "instant": "point in time, ISO 8601 with offset",
    "number": "number",
    "integer": "whole number",
    "state": "state or bloc",
    "party": "party",
    "parties": "parties, `;` between",
    "language": "language, ISO 639",
    "url": "address",
    "reference": "reference",
    "references": "references, `;` between",
    "row": "`table:id`",
    "unit": "currency (ISO 4217) or UPPER_CASE word",
    "name": "name in lower_case",
    "sha256": "SHA-256",
    "flag": "true or false",
}


def codebook() -> str:
    """The codebook of all files that a person fills."""
    tables = tables_of("case")
    parts = [INTRODUCTION, _about()]
    parts += [_table(table) for table in tables]
    parts += ["## Codes\n"]
    parts += [_codes(code_list(name)) for name in _lists(tables)]
    parts += [_blocs(), _predicates()]
    return "\n".join(parts)


def _lists(tables: Iterable[Table]) -> list[str]:
    used = {c.codes for table in tables for c in table.columns if c.codes}
    return sorted({*used, "sampling", "tlp"})


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _rows(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(head)
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines) + "\n"


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


def _about() -> str:
    rows = [
        (_code(key.name), key.type, key.description, _code(_example(key.example)))
        for key in about.keys().values()
    ]
    head = ("key", "type", "meaning", "example")
    return (
        "## case.toml\n\nWhat the case says of itself; an empty key prints "
        '"not stated". `[sampling]` has one key a file. Each `[[part]]` gives a part of the '
        "question its `title` and, in `methods`, the methods that answer it; the dossier has a "
        "section for each, in this order. Without any, each method has its own.\n\n"
        + _rows(head, rows)
    )


def _example(example: str | list[str]) -> str:
    return "; ".join(example) if isinstance(example, list) else example


def _table(table: Table) -> str:
    rows = [
        (
            _code(c.name) + (" *" if c.required else ""),
            _type(c),
            c.description,
            _code(c.example),
        )
        for c in table.columns
    ]
    head = ("column", "type", "meaning", "example")
    rules = [f"- `{r.column}` is refused when it {r.message}. {r.cure}" for r in table.rules]
    return "\n".join(
        (
            f"## {table.name}.csv\n",
            f"One row is {table.one_row_is}. Columns with * must be filled.\n",
            _rows(head, rows),
            *([*rules, ""] if rules else []),
        )
    )


def _type(column: Column) -> str:
    words = TYPES[column.type]
    if column.codes:
        return f"{words}: {column.codes}"
    if column.references:
        return f"{words}: {column.references}"
    return words


def _codes(codes: CodeList) -> str:
    source = f" Source: {codes.source}, version {codes.version}." if codes.source else ""
    rows = [(_code(c.code), c.label, c.description) for c in codes.codes.values()]
    head = ("code", "label", "what counts")
    return f"### {codes.name}\n\n{codes.title}.{source}\n\n{_rows(head, rows)}"


def _blocs() -> str:
    rows = [(_code(b.code), b.name, b.description) for b in blocs().values()]
    return f"### Blocs\n\n{_rows(('code', 'name', 'what it is'), rows)}"


def _predicates() -> str:
    rows = [(_code(p.predicate), p.text, p.what_would_settle_it) for p in predicates().values()]
    head = ("predicate", "what it says", "what would settle it")
    return "### Predicates\n\nA case may add its own in `predicates.csv`.\n\n" + _rows(head, rows)
