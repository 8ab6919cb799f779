"""Where the text of a statement was read, beside where it was made."""

from __future__ import annotations

from collections.abc import Mapping

from actaverba.methods.counting import Row, text

OWN_SITE = "official_site"
OFFICIAL = "official"


def by_way_of(row: Row, kinds: Mapping[str, str]) -> str:
    """The host at which a statement made on an official site was read, where that is another.

    `kinds` are the kinds of the coded outlets by host. Empty for other channels, and where
    no host is coded: whether a host is the speaker's own is known only of official sites.
    """
    host = text(row, "host")
    is_passed_on = text(row, "channel") == OWN_SITE and kinds.get(host) != OFFICIAL
    return host if is_passed_on else ""
