"""Where a statement was passed on: languages and states beside the coded outlets.

The base is the coded outlets, which were coded because something of the case stands
there; so the two counts are set side by side and never made a share.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from actaverba.methods.counting import Row, grouped, parts, text
from actaverba.methods.words.relay.items import Item


def side(item: Item) -> str:
    """Whose state the outlet is of: speaker, target, both, other, or unknown."""
    speaker, target = states(item.statement)
    if not item.state:
        return "unknown"
    of = [name for name, s in (("speaker", speaker), ("target", target)) if s == item.state]
    if of:
        return "both" if len(of) == 2 else of[0]
    return "other" if speaker and target else "unknown"


def states(statement: Row | None) -> tuple[str, str]:
    """The coded states of the speaker and of the target of a statement."""
    row = statement or {}
    return text(row, "speaker_state"), text(row, "target_state")


def reach(kept: Sequence[Item], outlets: Sequence[Row]) -> list[dict[str, Any]]:
    """Items and hosts by language and by state, beside the outlets that are coded with it."""
    languages = [(lang, text(row, "host")) for row in outlets for lang in _languages(row)]
    of_states = [(text(row, "state"), text(row, "host")) for row in outlets]
    return [
        *_side_by_side("language", [(item.language, item) for item in kept], languages),
        *_side_by_side("state", [(item.state, item) for item in kept], of_states),
    ]


def _languages(outlet: Row) -> list[str]:
    return parts(outlet, "languages") or [""]


def _side_by_side(
    dimension: str, carried: Iterable[tuple[str, Item]], coded: Iterable[tuple[str, str]]
) -> list[dict[str, Any]]:
    by_items = grouped(carried, lambda pair: pair[0])
    by_hosts = grouped(coded, lambda pair: pair[0])
    made = []
    for code in sorted({*by_items, *by_hosts}):
        relaying = {item.host for _, item in by_items.get(code, [])}
        hosts = {host for _, host in by_hosts.get(code, [])}
        made.append(
            {
                "dimension": dimension,
                "code": code or None,
                "relays": len(by_items.get(code, [])),
                "relaying_hosts": len(relaying),
                "coded_hosts": len(hosts),
                "relaying_coded_hosts": len(relaying & hosts),
            }
        )
    return made
