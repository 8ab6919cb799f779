"""A whole world: shares, what is on record of accounts and objects, and the truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.random import Generator

from actaverba.errors import BadSetting
from actaverba.vocabulary.nearest import did_you_mean
from actaverba.worlds import lookalikes, teams
from actaverba.worlds.circulation import circulate
from actaverba.worlds.draft import NONE, Draft, Ints
from actaverba.worlds.laws import INDEPENDENT, KINDS, PLANTED, Laws, OnRecord

if TYPE_CHECKING:
    from numpy.typing import NDArray

PLATFORM = "simulated"


@dataclass(frozen=True)
class World:
    """Tables of the vocabulary, and `truth`: the kind of each account, its team, whether it was
    planted and whether it is tied to others at all."""

    shares: pa.Table
    accounts: pa.Table
    objects: pa.Table
    truth: pa.Table


def world(seed: int, *, kinds: Sequence[str] = KINDS, laws: Laws | None = None) -> World:
    """A simulated world: the same seed, kinds and laws give the same bytes.

    Parameters
    ----------
    seed : int
        What all chance is drawn from.
    kinds : sequence of str
        Which look-alikes and teams live in it; `background` always does.
    laws : Laws, optional
        All rates and sizes.

    Examples
    --------
    >>> small = changed(Laws(), {"circulation.objects": "50", "circulation.accounts": "40"})
    >>> world(1, kinds=["weak"], laws=small).truth.num_rows
    76
    """
    laws = laws or Laws()
    check(kinds)
    draft = Draft()
    circulate(draft, laws.circulation, chance_of(seed, "background"))
    populate(draft, seed, kinds, laws)
    return tables(draft, seed, laws.on_record)


def check(kinds: Sequence[str]) -> None:
    """Refuse kinds that no world has."""
    for kind in kinds:
        if kind not in KINDS:
            raise BadSetting(
                f"no world has the kind {kind!r}",
                cure=did_you_mean(kind, KINDS) or f"Take some of {', '.join(KINDS)}.",
            )


def populate(draft: Draft, seed: int, kinds: Sequence[str], laws: Laws) -> None:
    """Look-alikes and teams; each kind has chances of its own, so that leaving one out
    changes none of the accounts of another before it."""
    for kind in KINDS:
        if kind not in kinds:
            continue
        chance = chance_of(seed, kind)
        if kind in PLANTED and kind != "boost":
            teams.plant(draft, kind, getattr(laws, kind), laws.circulation, chance)
        else:
            lookalikes.add(draft, kind, laws, chance)


def chance_of(seed: int, of: str) -> Generator:
    """Chance of its own for one purpose."""
    return np.random.default_rng([seed, *of.encode()])


def tables(draft: Draft, seed: int, rule: OnRecord) -> World:
    """The tables of a draft. Names say nothing of the truth."""
    chance = chance_of(seed, "names")
    objects, accounts, t = draft.shares()
    account_names = _named("a", chance.permutation(len(draft.kind)))
    host, author = np.concatenate(draft.host), np.concatenate(draft.author)
    object_names, kinds = _objects(chance.permutation(draft.objects), host)
    shares = pa.table({
        "object_id": object_names.take(pa.array(objects)),
        "account_id": account_names.take(pa.array(accounts)),
        "content_id": _named("c", np.arange(t.size)),
        "object_kind": kinds.take(pa.array(objects)),
        "t": pa.array(t),
    })  # fmt: skip
    known = chance_of(seed, "on record")
    return World(
        shares,
        _accounts(draft, account_names, rule, known),
        pa.table({
            "object_id": object_names,
            "object_kind": kinds,
            "author": _where(account_names, author, rule.author, rule, known),
            "host": _where(_hosts(host), np.arange(host.size), rule.host, rule, known, host >= 0),
            "published": _where(
                _instants(np.concatenate(draft.published)), np.arange(draft.objects),
                rule.published, rule, known,
            ),
        }),
        pa.table({
            "account": account_names,
            "kind": draft.kind,
            "team": [team or None for team in draft.team],
            "planted": ["yes" if kind in PLANTED else "no" for kind in draft.kind],
            "tied": ["no" if kind in INDEPENDENT else "yes" for kind in draft.kind],
        }),
    )  # fmt: skip


def _named(letter: str, numbers: Ints) -> pa.Array:
    wide = len(str(max(numbers.size - 1, 0)))
    return pa.array([f"{letter}{n:0{wide}d}" for n in numbers.tolist()], pa.string())


def _objects(numbers: Ints, host: Ints) -> tuple[pa.Array, pa.Array]:
    """Objects are addresses; their hosts are in what is on record, not in their names."""
    return _named("o", numbers), pa.array(["url"] * numbers.size, pa.string())


def _hosts(host: Ints) -> pa.Array:
    return pa.array([f"site{h}.example" for h in host.tolist()], pa.string())


def _instants(t: Ints) -> pa.Array:
    texts = np.datetime_as_string(t.astype("datetime64[s]"), unit="s")
    return pa.array([f"{one}Z" for one in texts], pa.string())


def _accounts(draft: Draft, names: pa.Array, rule: OnRecord, known: Generator) -> pa.Table:
    """What is on record of accounts; of one owner's accounts all or none are declared."""
    n = len(draft.kind)
    owners = sorted({o for o in draft.owner if o})
    declared = dict(zip(owners, known.random(len(owners)) < rule.owner, strict=True))
    is_declared = np.array([declared.get(o or "", False) for o in draft.owner])
    kept = known.random((3, n)) >= rule.removed
    outlet = (known.random(n) < rule.outlet) & kept[1]
    automated = (known.random(n) < rule.automation) & kept[2]
    return pa.table({
        "account": names,
        "platform": pa.array([PLATFORM] * n, pa.string()),
        "owner": _masked(draft.owner, is_declared & kept[0]),
        "disclosed_automation": _masked(draft.automated, automated),
        "host": _masked(draft.outlet, outlet),
    })  # fmt: skip


def _masked(values: list[str | None], shown: NDArray[np.bool_]) -> pa.Array:
    return pa.array([v if s else None for v, s in zip(values, shown, strict=True)], pa.string())


def _where(
    names: pa.Array, at: Ints, share: float, rule: OnRecord, known: Generator,
    there: Any = None,
) -> pa.Array:  # fmt: skip
    shown = (known.random(at.size) < share) & (known.random(at.size) >= rule.removed) & (at > NONE)
    if there is not None:
        shown &= there
    return names.take(pa.array(at, pa.int64(), mask=~shown))


def without_metadata(laws: Laws) -> Laws:
    """The same world with nothing on record."""
    return replace(laws, on_record=replace(laws.on_record, removed=1.0))
