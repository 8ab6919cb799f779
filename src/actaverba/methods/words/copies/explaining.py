"""What else could put the same text into many accounts, and how far the rows speak for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from actaverba.case.finding import Innocent
from actaverba.methods.words.copies.clusters import Clusters
from actaverba.methods.words.copies.slots import Template

if TYPE_CHECKING:
    import pyarrow as pa

YES, NO = "yes", "no"


@dataclass(frozen=True)
class Told:
    """What an account says of itself; None is unknown."""

    owner: str | None
    automated: str | None
    host: str | None


NOTHING = Told(None, None, None)
Accounts = Mapping[tuple[str, str], Told]


def told_by(accounts: pa.Table | None) -> Accounts:
    """The accounts by platform and name; an account of no platform stands for that name."""
    if accounts is None:
        return {}
    names = ["platform", "account", "owner", "disclosed_automation", "host"]
    rows = zip(*(accounts[n].to_pylist() for n in names), strict=True)
    return {(p or "", a): Told(owner, said, host) for p, a, owner, said, host in rows}


def members(made: Clusters, posts: pa.Table, cluster: int) -> list[tuple[str, str]]:
    """Platform and name of the accounts of one cluster."""
    low, high = made.start[cluster], made.start[cluster + 1]
    rows = posts.select(["platform", "account"]).take(made.place[low:high])
    pairs = zip(rows["platform"].to_pylist(), rows["account"].to_pylist(), strict=True)
    return sorted({(p or "", a) for p, a in pairs if a})


def innocents(
    who: Sequence[tuple[str, str]], known: Accounts, *, form: Template | None, is_linked: bool
) -> tuple[Innocent, ...]:
    """Each explanation with its standing; what is not in the rows is not examined."""
    told = [known.get(pair) or known.get(("", pair[1])) or NOTHING for pair in who]
    return (
        _template(form, is_linked=is_linked),
        _owner(told),
        _automation(told),
        _wire(told),
        Innocent("lawful_activism", "not_examined", "why.activism"),
        Innocent("several_statements", "not_examined", "why.source"),
    )


def _template(form: Template | None, *, is_linked: bool) -> Innocent:
    if form is not None:
        return Innocent("template", "supported", "why.slots")
    if is_linked:
        return Innocent("template", "plausible", "why.button")
    return Innocent("template", "not_examined", "why.no_form")


def _owner(told: Sequence[Told]) -> Innocent:
    owners = {t.owner for t in told if t.owner}
    if len(owners) == 1 and all(t.owner for t in told):
        return Innocent("single_feed", "supported", "why.one_owner")
    if len(owners) > 1 and all(t.owner for t in told):
        return Innocent("single_feed", "ruled_out", "why.owners")
    return Innocent("single_feed", "not_examined", "why.no_owner")


def _automation(told: Sequence[Told]) -> Innocent:
    said = [t.automated for t in told]
    if said.count(YES) >= max(1, len(said) - 1):
        return Innocent("benign_automation", "supported", "why.automated")
    if YES in said:
        return Innocent("benign_automation", "plausible", "why.some_automated")
    if said and all(s == NO for s in said):
        return Innocent("benign_automation", "ruled_out", "why.not_automated")
    return Innocent("benign_automation", "not_examined", "why.no_automation")


def _wire(told: Sequence[Told]) -> Innocent:
    if told and all(t.host for t in told):
        return Innocent("syndicated_wire", "plausible", "why.outlets")
    return Innocent("syndicated_wire", "not_examined", "why.no_outlets")


def is_linked(made: Clusters, texts: Any, cluster: int) -> bool:
    """Does the first text carry a link, and do all posts of the cluster say just that text?"""
    low, high = int(made.start[cluster]), int(made.start[cluster + 1])
    text = str(texts[int(made.place[low])].as_py()).lower()
    has_link = "http://" in text or "https://" in text or "www." in text
    return has_link and bool((made.version[low:high] == 1).all())


def many(made: Clusters) -> np.ndarray[Any, Any]:
    """The clusters of several accounts that are long enough to say something, largest first."""
    accounts = made.distinct(made.account)
    order = np.lexsort((np.array(made.name), -np.diff(made.start), -accounts))
    return order[(accounts[order] > 1) & ~made.is_short[order]]
