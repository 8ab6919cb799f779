"""The interval that a printed number stands for: its value, its ends and its hedge.

The factors are data (`data/codes/hedge.toml`). The rule stands here twice, as a function
and as SQL for DuckDB; a test holds the two together.

An end that the source gives wins. A missing end is the value times the hedge's factor, or,
where the value is missing too, as far from the other end as the factors are apart. No hedge
counts as `exact`. There is no interval without a number, and none where low exceeds high.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from actaverba.vocabulary.codes import code_list

NUMBER = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?"
LARGEST = 1e300
UNHEDGED = "exact"

Interval = tuple[float, float] | tuple[None, None]


def number(text: str | float | None) -> float | None:
    """The number that a cell holds, or nothing: `2025-05` and `many` are no numbers."""
    if text is None or not re.fullmatch(NUMBER, str(text)):
        return None
    value = float(text)
    return value if abs(value) <= LARGEST else None


def interval(
    value: str | float | None,
    low: str | float | None = None,
    *,
    high: str | float | None = None,
    hedge: str | None = None,
) -> Interval:
    """The interval of one printed number.

    >>> interval("100000", hedge="about"), interval(None, "200000", hedge="vague")
    ((80000.0, 125000.0), (200000.0, 1000000.0))
    """
    middle, below, above = number(value), number(low), number(high)
    code = code_list("hedge").codes[hedge or UNHEDGED]
    apart = code.high_factor / code.low_factor
    around = [] if middle is None else [middle * code.low_factor, middle * code.high_factor]
    under = [] if above is None else [above * apart, above / apart]
    over = [] if below is None else [below * apart, below / apart]
    if below is None:
        below = min(around or under, default=None)
    if above is None:
        above = max(around or over, default=None)
    if below is None or above is None or below > above:
        return None, None
    return below, above


def interval_sql(value: str, low: str, high: str, hedge: str) -> tuple[str, str]:
    """`interval_low` and `interval_high` of four expressions, as DuckDB SQL.

    The numbers may be texts or DOUBLE; both ends are null where there is no interval.
    """
    codes = code_list("hedge").codes
    low_factor = _factor_sql(hedge, [(c, k.low_factor) for c, k in codes.items()])
    high_factor = _factor_sql(hedge, [(c, k.high_factor) for c, k in codes.items()])
    apart = f"({high_factor} / {low_factor})"
    middle, below, above = number_sql(value), number_sql(low), number_sql(high)
    around = f"{middle} * {low_factor}, {middle} * {high_factor}"
    under = f"{above} * {apart}, {above} / {apart}"
    over = f"{below} * {apart}, {below} / {apart}"
    bottom = f"coalesce({below}, least({around}), least({under}))"
    top = f"coalesce({above}, greatest({around}), greatest({over}))"
    sound = f"{bottom} <= {top}"
    return f"case when {sound} then {bottom} end", f"case when {sound} then {top} end"


def number_sql(expr: str) -> str:
    """The number that an expression holds, as DuckDB SQL; null where it holds none."""
    cast = f"try_cast(({expr}) as double)"
    shape = f"regexp_full_match(({expr})::varchar, '{NUMBER}')"
    return f"(case when {shape} and abs({cast}) <= {LARGEST!r}::double then {cast} end)"


def _factor_sql(hedge: str, factors: Sequence[tuple[str, float]]) -> str:
    whens = " ".join(f"when '{code}' then {factor!r}::double" for code, factor in factors)
    return f"(case coalesce({hedge}, '{UNHEDGED}') {whens} end)"
