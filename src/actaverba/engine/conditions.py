"""What each type of column asks of a cell, as SQL over a whole column.

Types whose codes the vocabulary keeps are asked in `values.py`, once for each distinct
value.
"""

from __future__ import annotations

from actaverba.engine import sql, times
from actaverba.vocabulary import dates, hedges
from actaverba.vocabulary.schema import Column, Table

WHOLE = r"[+-]?\d{1,18}"
NUMBER = r"[+-]?\d+(\.\d+)?([eE][+-]?\d{1,3})?"
CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{80}-\x{9f}]"
OVERRIDE = r"[\x{202a}-\x{202e}\x{2066}-\x{2069}]"

SHAPES = {
    "time": (
        "not_a_time", r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?",
        "is not a time", "Write 09:30, in UTC.",
    ),
    "url": (
        "not_a_url", r"(?i)(https?|ftp|gemini)://[^\s<>]+",
        "is not an address", "It starts with http:// or https:// and has no blanks.",
    ),
    "sha256": ("not_a_hash", "[0-9a-f]{64}", "is not a SHA-256", "64 digits 0-9 a-f."),
    "name": (
        "not_a_name", r"[\p{Ll}\p{Lo}][\p{Ll}\p{Lo}\p{N}_:.\-]*",
        "is not a name in lower case", "Write it like `trade_value`.",
    ),
    "unit": (
        "not_a_unit", r"[A-Z][A-Z0-9_]*",
        "is not a unit", "An ISO 4217 currency or a word in capitals, like EUR or PIECES.",
    ),
}  # fmt: skip

Condition = tuple[str, str, str, str]
"""Code, condition under which a cell is refused, what is wrong, cure."""


def of(column: Column, table: Table) -> list[Condition]:
    """The conditions under which a cell of this column is refused, first that holds wins."""
    cell = sql.name(column.name)
    found: list[Condition] = []
    if column.required:
        found.append(("empty", f"{cell} is null", "is empty", "Every row needs one."))
    if table.kind == "case":
        found += _legible(cell)
    found += _typed(column, cell)
    return found


def _legible(cell: str) -> list[Condition]:
    cure = "Take them out; they change what a reader or a terminal shows."
    return [
        (
            "control_character",
            f"regexp_matches({cell}, {sql.text(CONTROL)})",
            "has control characters",
            cure,
        ),
        (
            "direction_override",
            f"regexp_matches({cell}, {sql.text(OVERRIDE)})",
            "has characters that override the direction of writing",
            cure,
        ),
    ]


def _shape(cell: str, pattern: str) -> str:
    return f"not regexp_full_match({cell}, {sql.text(pattern)})"


def _typed(column: Column, cell: str) -> list[Condition]:
    if column.type in ("number", "integer"):
        return _number(column, cell)
    match column.type:
        case "date":
            bad = f"{cell} is not null and not ({dates.valid_sql(cell)})"
            cure = "Write 2025-05-29, 2025-05 or 2025; empty is unknown."
            return [("not_a_date", bad, "is not a date", cure)]
        case "instant":
            cast = f"try_cast({cell} as TIMESTAMPTZ)"
            bad = f"{_shape(cell, times.INSTANT)} or ({cell} is not null and {cast} is null)"
            cure = "Write 2025-05-29T12:56:00Z or 2025-05-29T14:56:00+02:00."
            return [("not_an_instant", bad, "is not a point in time with its offset", cure)]
        case kind if kind in SHAPES:
            code, pattern, message, cure = SHAPES[kind]
            return [(code, _shape(cell, pattern), message, cure)]
        case _:
            return []


def _number(column: Column, cell: str) -> list[Condition]:
    kind = column.stored_as
    if kind == "BIGINT":
        cast = f"try_cast({cell} as BIGINT)"
        bad = f"{_shape(cell, WHOLE)} or ({cell} is not null and {cast} is null)"
        cure = "Digits only."
        return [("not_a_number", bad, "is not a whole number", cure), *_range(column, cell)]
    bad = f"{_shape(cell, NUMBER)} or not isfinite(try_cast({cell} as DOUBLE))"
    cure = "Digits with a decimal point, no thousands mark."
    return [("not_a_number", bad, "is not a number", cure), *_range(column, cell)]


def _range(column: Column, cell: str) -> list[Condition]:
    if column.low is None and column.high is None:
        return []
    low, high = column.low, column.high
    outside = f"not (try_cast({cell} as DOUBLE) between {low} and {high})"
    return [("out_of_range", outside, "is out of range", f"It goes from {low} to {high}.")]


def derived_sql(table: Table) -> list[str]:
    """The derived columns of a table of sound cells, with their names."""
    made = []
    for column in table.columns:
        cell = sql.name(column.name)
        if column.type == "date":
            for part, expression in zip(
                ("earliest", "latest", "precision"), dates.parts_sql(cell), strict=True
            ):
                made.append(f"{expression} as {sql.name(f'{column.name}_{part}')}")
        if column.type == "instant":
            seconds = f"epoch(try_cast({cell} as TIMESTAMPTZ))::BIGINT"
            made.append(f"{seconds} as {sql.name(column.name + '_t')}")
    if table.has_interval:
        number = "try_cast(value as DOUBLE)"
        low, high = hedges.interval_sql(number, "low", "high", "hedge")
        made += [f"{low} as interval_low", f"{high} as interval_high"]
    return made
