"""What else may lie behind many items: each explanation with what the rows say for it.

A row can support an ordinary explanation; none of the rows can rule one out.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from actaverba.case.finding import Innocent
from actaverba.methods.counting import grouped, innocent, text
from actaverba.methods.words.relay.items import Item

METHOD = "relay"
NEXT_DAY = 1


@dataclass(frozen=True)
class Kinds:
    """Kinds of outlet that speak for ordinary copying, and for one feed behind several."""

    copying: Collection[str]
    feed: Collection[str]


def innocents(items: Sequence[Item], kinds: Kinds) -> tuple[Innocent, ...]:
    """The ordinary explanations of how many items there are, and how each stands."""
    copying = [item for item in items if item.kind in kinds.copying]
    feed = [item for item in items if item.kind in kinds.feed]
    echo = [i for i in items if any(set(c.hosts) - {i.host} for c in i.others)]
    return (
        _wire(_shared(items)),
        _counted("single_feed", "feed", len(feed)),
        _counted("benign_automation", "copying", len(copying)),
        _counted("press_echo", "echo", len(echo)),
        _news(items),
        _excerpt(sum(text(item.row, "text_seen") != "full" for item in items)),
        innocent("organic", "not_examined", method=METHOD, message="why.organic"),
        innocent("selection", "plausible", method=METHOD, message="why.selection"),
    )


def _counted(explanation: str, message: str, n: int) -> Innocent:
    if n:
        return innocent(explanation, "supported", method=METHOD, message=f"why.{message}", n=n)
    return innocent(explanation, "not_examined", method=METHOD, message=f"why.no_{message}")


def _wire(n: int) -> Innocent:
    """Plausible at most, since no column says which sources are agencies."""
    if n:
        return innocent("syndicated_wire", "plausible", method=METHOD, message="why.wire", n=n)
    return innocent("syndicated_wire", "not_examined", method=METHOD, message="why.no_wire")


def _excerpt(n: int) -> Innocent:
    """What an item does not say may stand in the part that was not seen."""
    if n:
        return innocent("excerpt_only", "plausible", method=METHOD, message="why.excerpt", n=n)
    return innocent("excerpt_only", "not_examined", method=METHOD, message="why.seen_in_full")


def _shared(items: Sequence[Item]) -> int:
    """Items that credit a source, not the speaker, which another host credits too."""
    pairs = [(credit.name.casefold(), item) for item in items for credit in item.others]
    by_name = grouped(pairs, lambda pair: pair[0])
    shared = {name for name, group in by_name.items() if len({i.host for _, i in group}) > 1}
    return sum(any(c.name.casefold() in shared for c in item.others) for item in items)


def _news(items: Sequence[Item]) -> Innocent:
    compared = [days for item in items if (days := item.days_after()) is not None]
    soon = sum(0 <= days <= NEXT_DAY for days in compared)
    if not compared:
        return innocent("breaking_news", "not_examined", method=METHOD, message="why.no_news")
    return innocent("breaking_news", "plausible", method=METHOD, message="why.news",
                    n=soon, of=len(compared))  # fmt: skip
