"""Points in time as files write them: with an offset, as seconds, or as the clock showed.

What a clock showed is no point in time until its zone is told. An hour that comes twice when
clocks are set back, and one that never comes, cannot be told and stay as they were written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from actaverba.engine import sql
from actaverba.errors import InputError
from actaverba.vocabulary.nearest import did_you_mean

if TYPE_CHECKING:
    import duckdb

LOCAL = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?"
OFFSET = r"(Z|[+-]\d\d(:?\d\d)?)"
INSTANT = LOCAL + OFFSET
CURE = (
    "Give --timezone ZONE, like Europe/Belgrade, or write the offset; where clocks change, an"
    " hour comes twice or never, and only its offset tells."
)
_UTC = "%Y-%m-%dT%H:%M:%SZ"


def is_local(text: str) -> bool:
    """Whether a text is a time without an offset.

    >>> is_local("2025-05-29 14:56"), is_local("2025-05-29T14:56:00Z")
    (True, False)
    """
    return re.fullmatch(LOCAL, text, re.ASCII) is not None


def placed_sql(cell: str, timezone: str) -> str:
    """The cell in UTC if it is a time without an offset; otherwise as it is."""
    local = f"try_cast({cell} as TIMESTAMP)"
    is_local = f"regexp_full_match({cell}, {sql.text(LOCAL)}) and {local} is not null"
    if re.fullmatch(OFFSET, timezone):
        return f"case when {is_local} then {cell} || {sql.text(timezone)} else {cell} end"
    zone = sql.text(timezone)
    moment = f"timezone({zone}, {local})"
    shown = [f"timezone({zone}, {moment} {by} interval 1 hour) <> {local}" for by in "+-"]
    sure = " and ".join([f"timezone({zone}, {moment}) = {local}", *shown])
    utc = f"strftime(timezone('UTC', {moment}), '{_UTC}')"
    return f"case when {is_local} and {sure} then {utc} else {cell} end"


def seconds_sql(cell: str, timezone: str = "") -> str:
    """The cell as whole seconds since 1970 if it is a point in time; otherwise as it is."""
    placed = placed_sql(cell, timezone) if timezone else cell
    moment = f"try_cast({placed} as TIMESTAMPTZ)"
    is_moment = f"regexp_full_match({placed}, {sql.text(INSTANT)}) and {moment} is not null"
    return (
        f"case when not contains({cell}, ':') then"
        f" case when contains({cell}, '.') then regexp_replace({cell}, '\\.0+$', '')"
        f" else {cell} end"
        f" when {is_moment} then floor(epoch({moment}))::BIGINT::VARCHAR else {cell} end"
    )


def check_timezone(con: duckdb.DuckDBPyConnection, timezone: str) -> None:
    """Raises InputError for a zone that is not in the IANA database and no offset either."""
    if not timezone or re.fullmatch(OFFSET, timezone):
        return
    known = [name for (name,) in con.execute("select name from pg_timezone_names()").fetchall()]
    if timezone not in known:
        raise InputError(
            f"there is no time zone {timezone[:80]!r}",
            cure=f"{did_you_mean(timezone, known)}Write it like Europe/Belgrade, or as +02:00.",
        )
