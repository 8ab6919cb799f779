"""What the vocabulary says of a value: asked once for each distinct value of a column."""

from __future__ import annotations

from collections.abc import Callable

from actaverba.engine import times
from actaverba.errors import ActaError, InputError
from actaverba.vocabulary.schema import Column


def judge(column: Column) -> Callable[[str], ActaError | None] | None:
    """A function that says why a value of this column is refused, or None for most types."""
    if column.type in ("code", "codes"):
        return _each(_code(column.codes))
    if column.type == "state":
        return _each(_state)
    if column.type in ("party", "parties"):
        return _each(_party)
    if column.type == "language":
        return _each(_language)
    return None


def _each(one: Callable[[str], None]) -> Callable[[str], ActaError | None]:
    def asked(cell: str) -> ActaError | None:
        try:
            for part in cell.split(";"):
                one(part)
        except ActaError as refusal:
            return refusal
        return None

    return asked


def _code(codes: str) -> Callable[[str], None]:
    from actaverba.vocabulary.codes import check

    return lambda value: check(codes, value)


def _state(value: str) -> None:
    from actaverba.vocabulary.states import check_state

    check_state(value)


def _party(value: str) -> None:
    from actaverba.vocabulary.states import check_party

    check_party(value)


def _language(value: str) -> None:
    from actaverba.vocabulary.languages import check_language

    check_language(value)


def explain(column: Column, value: str | None) -> ActaError | None:
    """A better reason than the shape alone gives, for types that have one."""
    if value is None:
        return None
    if (column.type == "instant" or column.instant) and times.is_local(value):
        return InputError("is a local time without its offset", cure=times.CURE)
    if column.instant:
        what = "is out of range; are these milliseconds?" if value.isdigit() else "is no time"
        return InputError(what, cure="Write seconds since 1970, or 2025-05-29T12:56:00Z.")
    if column.type != "date":
        return None
    from actaverba.vocabulary.dates import span

    try:
        span(value)
    except ActaError as refusal:
        return refusal
    return None
