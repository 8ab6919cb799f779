"""The method: figures, comparisons and states with each sanctioned party, as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from actaverba.methods.counting import rows_of, text
from actaverba.methods.deeds.figures import Figure, figures, moves_with_prices, rivals
from actaverba.methods.deeds.ledger.acts import AWAY, Act, acts, standings
from actaverba.methods.deeds.sanctions_trade.comparing import (
    GROWTH,
    Comparison,
    Since,
    comparisons,
    growth,
    place,
    says,
    why_not,
)
from actaverba.methods.deeds.sanctions_trade.joining import Records, Sign, status, ways_of
from actaverba.methods.method import method
from actaverba.vocabulary.dates import span

if TYPE_CHECKING:
    import pyarrow as pa

    from actaverba.case.finding import Finding

Made = dict[str, Any]


@dataclass(frozen=True)
class Pair:
    """A state and a sanctioned party: what says that it joined, and their trade."""

    sanctioned: str
    state: str
    signs: tuple[Sign, ...]
    trade: tuple[Figure, ...]
    since: Since | None

    @property
    def status(self) -> str:
        return status(self.signs)

    @property
    def compared(self) -> list[Comparison]:
        return comparisons(self.trade, self.since)

    @property
    def growth(self) -> dict[str, list[Figure]]:
        return growth(self.trade, self.since)

    @property
    def why_not(self) -> str:
        return "" if self.compared else why_not(self.trade, self.since)


@method(__file__)
def sanctions_trade(
    series: pa.Table, deeds: pa.Table | None, deed_axes: pa.Table | None, claims: pa.Table | None,
    *, sanctioned: Collection[str], since: str, indicators: Collection[str],
    kinds: Collection[str], joined_indicators: Collection[str], predicates: Collection[str],
) -> tuple[Mapping[str, Iterable[Mapping[str, Any]]], list[Finding]]:  # fmt: skip
    """Trade of each state before and after sanctions that it joined or did not join.

    Figures are set side by side by source, unit and season, and rivals are all kept. It
    assumes that the codes are right and says nothing of causes: prices, other events and what
    was looked for move figures too, and a state without coded rows is not spoken of.
    """
    from actaverba.methods.deeds.sanctions_trade.telling import findings

    counted = figures(rows_of(series))
    trade = [f for f in counted if text(f.row, "indicator") in indicators]
    asked = list(dict.fromkeys(sanctioned))
    counts = [f for f in counted if text(f.row, "indicator") in joined_indicators]
    said = {
        (text(row, "subject"), text(row, "object"))
        for row in rows_of(claims)
        if text(row, "predicate") in predicates and row["object"]
    }
    if len(asked) == 1:
        said |= {(figure.state, asked[0]) for figure in counts}
    records = _records(deeds, deed_axes, counts, kinds=kinds, said=said)
    named = asked or sorted({*records.parties(), *(party for _, party in said)})
    partners = Counter(f.counterpart for f in trade if f.counterpart and f.state != f.counterpart)
    # Those with most figures come first, unless the analyst gave an order.
    shown = asked or sorted(named or partners, key=lambda party: (-partners[party], party))
    pairs = [pair for party in shown for pair in _pairs(party, trade, records=records, since=since)]
    pairs.sort(key=lambda pair: not pair.compared)
    tables = {
        "states": [_state(pair) for pair in pairs],
        "comparisons": [_comparison(pair, one) for pair in pairs for one in pair.compared],
        "figures": [row for pair in pairs for row in _figures(pair)],
    }
    on_bodies = records.on_bodies()
    return tables, findings(pairs, shown, is_named=bool(named), on_bodies=on_bodies)


def _records(
    deeds: pa.Table | None, axes: pa.Table | None, counts: Sequence[Figure], *,
    kinds: Collection[str], said: Collection[tuple[str, str]],
) -> Records:  # fmt: skip
    known = acts(rows_of(deeds))
    ways = ways_of(standings(known, rows_of(axes, by="act")))
    return Records([a for a in known if set(a.kinds) & set(kinds)], ways, counts, kinds, said)


def _pairs(party: str, trade: Sequence[Figure], *, records: Records, since: str) -> list[Pair]:
    mine = [f for f in trade if f.counterpart == party and f.state != party]
    actors = [text(row, "actor") for row in records.on(party)]
    states = sorted({*(f.state for f in mine), *actors} - {"", party})
    signs = {state: tuple(records.of(state, party)) for state in states}
    date = _since(since, records, party)
    return [
        Pair(party, state, signs[state], tuple(f for f in mine if f.state == state), date)
        for state in states
    ]


def _since(asked: str, records: Records, party: str) -> Since | None:
    """The date that was asked for, else the first sanction record on the party."""
    if asked:
        days = span(asked)
        return Since(days.earliest, days.latest, asked, "asked")
    imposed = {act.name for act in records.acts if _is_imposed(act, records, party)}
    dated = [
        (row["date_earliest"], row["date_latest"], text(row, "date"))
        for row in records.on(party)
        if row["date_earliest"] is not None and text(row, "act") in imposed
    ]
    dated += [
        (f.row["from_earliest"], f.row["from_latest"], text(f.row, "from"))
        for f in records.counts_on(party)
        if f.row["from_earliest"] is not None and f.state != party
    ]
    return Since(*min(dated), "first record") if dated else None


def _is_imposed(act: Act, records: Records, party: str) -> bool:
    ways = records.ways.get(act.name, {})
    return AWAY in (ways.get(party), *(ways.get(actor) for actor in act.actors))


def _state(pair: Pair) -> Made:
    went = [one.went for one in pair.compared]
    rates = pair.growth
    return {
        "sanctioned": pair.sanctioned,
        "state": pair.state,
        "sanctions": pair.status,
        "by_bloc": any(s.by_bloc for s in pair.signs),
        "on_whom_coded": all(s.on_whom for s in pair.signs) if pair.signs else None,
        "records": ";".join(dict.fromkeys(text(s.row, "id") for s in pair.signs)) or None,
        "since": pair.since.printed if pair.since else None,
        "figures": len(pair.trade),
        "comparisons": len(went),
        **{way: went.count(way) for way in ("up", "down", "overlap")},
        "growth_up": len(rates["up"]),
        "growth_down": len(rates["down"]),
        "in_money": sum(one.with_prices for one in pair.compared),
        "why_not": pair.why_not or None,
    }


def _comparison(pair: Pair, one: Comparison) -> Made:
    before, after = one.before[0], one.after[0]
    return {
        "sanctioned": pair.sanctioned,
        "state": pair.state,
        "sanctions": pair.status,
        "indicator": text(after.row, "indicator"),
        "commodity": text(after.row, "commodity") or None,
        "flow": after.flow or None,
        "source": after.source,
        "unit": after.unit or None,
        "before": ";".join(f.id for f in one.before),
        "before_period": before.period,
        "before_printed": " / ".join(f.printed for f in one.before),
        "after": ";".join(f.id for f in one.after),
        "after_period": after.period,
        "after_printed": " / ".join(f.printed for f in one.after),
        "went": one.went,
        "price_effect": one.with_prices,
    }


def _figures(pair: Pair) -> list[Made]:
    """Every trade figure, rivals beside each other."""
    return [
        {
            "sanctioned": pair.sanctioned,
            "state": pair.state,
            "sanctions": pair.status,
            "id": f.id,
            "indicator": text(f.row, "indicator"),
            "commodity": text(f.row, "commodity") or None,
            "flow": f.flow or None,
            "period": f.period,
            "first": f.first,
            "last": f.last,
            "stands": place(f, pair.since),
            "printed": f.printed,
            "low": f.ends[0] if f.ends else None,
            "high": f.ends[1] if f.ends else None,
            "unit": f.unit or None,
            "source": f.source or None,
            "rivals": ";".join(other.id for other in group if other.id != f.id) or None,
            "growth": says(f) if text(f.row, "indicator") == GROWTH else None,
            "price_effect": moves_with_prices(f.unit),
            "note": text(f.row, "note") or None,
        }
        for group in rivals(pair.trade)
        for f in group
    ]
