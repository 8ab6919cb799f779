"""What two sides say of each other: accusations, and what the other side says afterwards.

A side is the coded state of a speaker or a target. A bloc and its members are different
sides, as are a state and a bloc to which it belongs.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from actaverba.methods.counting import Row, grouped, text

LONGEST_DATE = 366  # days that a date known to the year only may span

Pair = tuple[str, str]


@dataclass(frozen=True)
class Reply:
    """A statement, a later one of the other side about the first, and what the dates allow.

    `order`: later (surely after it and within the days), same_day (the order within the
    day is unknown), not_known (the dates are too coarse to tell).
    """

    statement: Row
    reply: Row
    days_least: int
    days_most: int
    order: str


@dataclass(frozen=True)
class Direction:
    """The accusations of one side against another. `looked_at`: all it says about it."""

    pair: Pair
    looked_at: Sequence[Row]
    accusing: Sequence[Row]
    replies: Sequence[Reply] = ()
    best: dict[str, list[Row]] = field(default_factory=dict)


def pair(row: Row) -> Pair:
    return text(row, "speaker_state"), text(row, "target_state")


def is_dated(row: Row) -> bool:
    return row["date_earliest"] is not None


def follows(first: Row, then: Row, *, days: int) -> Reply | None:
    """Whether one statement may come after another within so many days, and how surely."""
    first_from, first_to = _days(first)
    then_from, then_to = _days(then)
    least, most = max(0, then_from - first_to), then_to - first_from
    if most < 0 or least > days:
        return None
    if first_from == first_to == then_from == then_to:
        order = _within_the_day(text(first, "time_utc"), text(then, "time_utc"))
    elif then_from > first_to and most <= days:
        order = "later"
    else:
        order = "not_known"
    return Reply(first, then, least, most, order) if order else None


def _days(row: Row) -> tuple[int, int]:
    return row["date_earliest"].toordinal(), row["date_latest"].toordinal()


def _within_the_day(first: str, then: str) -> str:
    if not first or not then or first == then:
        return "same_day"
    return "later" if then > first else ""


def replies(rows: Iterable[Row], *, days: int) -> list[Reply]:
    """Every statement with the other side's statements about the first side after it.

    Assumes nothing but parties and dates, so a pair may have nothing to do with each other.
    """
    by_pair = grouped(filter(is_dated, rows), pair)
    found = []
    for (speaker, target), firsts in by_pair.items():
        others = by_pair.get((target, speaker), [])
        if not speaker or not target or speaker == target or not others:
            continue
        others = sorted(others, key=lambda r: r["date_earliest"])
        starts = [row["date_earliest"].toordinal() for row in others]
        for first in firsts:
            begin, end = _days(first)
            near = slice(
                bisect_left(starts, begin - LONGEST_DATE), bisect_right(starts, end + days)
            )
            found += [r for then in others[near] if (r := follows(first, then, days=days))]
    return sorted(found, key=_in_order)


def _in_order(reply: Reply) -> tuple[int, str, int, str]:
    first, then = reply.statement, reply.reply
    return _days(first)[0], text(first, "id"), _days(then)[0], text(then, "id")


def directions(
    rows: Sequence[Row], acts: Collection[str], followed: Sequence[Reply]
) -> list[Direction]:
    """Both directions between any two sides of which one accuses the other, most heard first."""
    by_pair = grouped(rows, pair)
    accusing = {k: [r for r in g if text(r, "speech_act") in acts] for k, g in by_pair.items()}
    pairs = {k for k, g in accusing.items() if g}
    both = pairs | {(b, a) for a, b in pairs if a and b}
    after = grouped(followed, lambda reply: str(reply.statement["row_id"]))
    found = []
    heard = {k: len(accusing.get(k, [])) + len(accusing.get(k[::-1], [])) for k in both}
    for key in sorted(both, key=lambda k: (-heard[k], sorted(k), k)):
        mine = accusing.get(key, [])
        said = [reply for row in mine for reply in after.get(str(row["row_id"]), [])]
        found.append(Direction(key, by_pair.get(key, []), mine, said, _best(mine, said)))
    return found


def _best(accusing: Iterable[Row], said: Iterable[Reply]) -> dict[str, list[Row]]:
    """Each accusation under the surest order of what follows it."""
    orders: dict[str, set[str]] = {}
    for reply in said:
        orders.setdefault(str(reply.statement["row_id"]), set()).add(reply.order)
    best: dict[str, list[Row]] = {"later": [], "same_day": [], "not_known": []}
    for row in accusing:
        mine = orders.get(str(row["row_id"]), set())
        for order, group in best.items():
            if order in mine:
                group.append(row)
                break
    return best
