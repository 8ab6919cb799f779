"""From when to when the edges and nodes of a network are known, as GEXF writes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from actaverba.exports.gexf import OPEN, Span

DAY = re.compile(r"\d{4}-\d\d-\d\d")


def spans(begins: Sequence[Any], ends: Sequence[Any]) -> tuple[str, list[Span]]:
    """The format of the times (`date`, `dateTime`, or "" where there is none), and for each
    edge its span.

    Takes dates, moments and ISO texts. Where all are days they stay days, else a day is its
    midnight UTC. What is no time is unknown, and so is an end before its start.
    """
    read = [(_moment(b), _moment(e)) for b, e in zip(begins, ends, strict=True)]
    known = [at for pair in read for at in pair if at is not None]
    if not known:
        return "", [OPEN] * len(read)
    has_days_only = all(not isinstance(at, datetime) for at in known)
    made = []
    for begin, end in read:
        first, last = _written(begin, has_days_only), _written(end, has_days_only)
        made.append((first, "" if first and last and last < first else last))
    return "date" if has_days_only else "dateTime", made


def joined(of: Iterable[Span]) -> Span:
    """The span in which all of these lie; open where one of them is."""
    parts = list(of)
    begins, ends = [s[0] for s in parts], [s[1] for s in parts]
    return (
        min(begins) if begins and all(begins) else "",
        max(ends) if ends and all(ends) else "",
    )


def _moment(value: Any) -> date | datetime | None:
    if isinstance(value, date):
        return value
    text = str(value or "").strip()
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
        return datetime.fromisoformat(text) if text[4:5] == "-" else None
    except ValueError:
        return None


def _written(at: date | datetime | None, has_days_only: bool) -> str:
    """In one form, so that the order of texts is the order of times."""
    if at is None:
        return ""
    if has_days_only:
        return at.isoformat()
    if not isinstance(at, datetime):
        return f"{at.isoformat()}T00:00:00Z"
    try:
        moment = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except OverflowError:
        return ""
    return moment.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
