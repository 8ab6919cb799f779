"""The method: tables of acts by pole, year and kind, and without one source at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from actaverba.methods.counting import grouped, rows_of, text
from actaverba.methods.deeds.ledger.acts import (
    AWAY,
    CONFLICTING,
    NEUTRAL,
    TOWARD,
    UNCONFIRMED,
    Act,
    Standing,
    acts,
    on_poles,
    standings,
    tally,
)
from actaverba.methods.deeds.ledger.leaving import leave_one_out, over
from actaverba.methods.deeds.ledger.period import INSIDE, Period, period
from actaverba.methods.deeds.ledger.telling import findings
from actaverba.methods.method import method

if TYPE_CHECKING:
    import pyarrow as pa

    from actaverba.case.finding import Finding

Rows = list[dict[str, Any]]
ByPole = Mapping[str, Sequence[Standing]]


@method(__file__)
def ledger(
    deeds: pa.Table, deed_axes: pa.Table | None, *, poles: Collection[str], further_axes: bool,
    period_from: str = "", period_to: str = "", cut_off: str = "",
) -> tuple[Mapping[str, Iterable[Mapping[str, Any]]], list[Finding]]:  # fmt: skip
    """Acts toward and away from each pole, by year and kind; acts are counted, not reports.

    `deeds` and `deed_axes` are the tables of those names; `poles` is the order of the
    axes, and `further_axes` adds those that are no poles. Acts outside the period, and what
    is only reported or is denied, are counted apart. Assumes that reports which share the
    name of an act are of one act, and that all acts count alike. It gives no trend and no
    change point, since acts found by looking cannot carry one.
    """
    known = acts(rows_of(deeds))
    axes = rows_of(deed_axes, by="act")
    every = standings(known, axes)
    shown = on_poles(every, poles, further=further_axes)
    within = period(period_from, period_to, cut_off)
    by_pole = {pole: _in_time(s for s in every if s.pole == pole and _in(s, within))
               for pole in shown}  # fmt: skip
    on_any = {one.act.name for one in every}
    tables = {
        "acts": [_standing(one) for mine in by_pole.values() for one in mine],
        "by_year": _by_year(by_pole),
        "poles": [_pole(pole, mine, poles) for pole, mine in by_pole.items()],
        "leave_one_out": _leave_one_out(by_pole),
        "apart": [_apart(s, within) for pole in shown
                  for s in _in_time(every) if s.pole == pole and not _in(s, within)],
        "off_axis": [_off_axis(act) for act in known if act.name not in on_any],
    }  # fmt: skip
    return tables, findings(known, axes, every, by_pole, within=within)


def _in(one: Standing, within: Period) -> bool:
    return within.place(one.act) == INSIDE


def _in_time(standing: Iterable[Standing]) -> list[Standing]:
    """By date, the undated last, then by name."""
    return sorted(
        standing,
        key=lambda one: (one.act.earliest is None, str(one.act.earliest), one.act.name),
    )


def _act(act: Act) -> dict[str, Any]:
    return {
        "act": act.name,
        "date": act.date or None,
        "earliest": act.earliest,
        "actors": ";".join(act.actors),
        "counterparts": ";".join(act.counterparts) or None,
        "kinds": ";".join(act.kinds),
        "n_reports": len(act.reports),
        "reports": ";".join(text(row, "id") for row in act.reports),
        "summary": next((s for row in act.reports if (s := text(row, "summary"))), None),
    }


def _standing(one: Standing) -> dict[str, Any]:
    return {
        **_act(one.act),
        "pole": one.pole,
        "direction": one.counts_as,
        "coded": one.direction,
        "standing": one.act.standing or None,
        "by_the_pole": one.is_own,
        "year": one.act.year,
        "dates_differ": len(one.act.dates) > 1,
        "n_sources": len(one.act.sources),
        "basis": one.basis or None,
    }


def _apart(one: Standing, within: Period) -> dict[str, Any]:
    return {**_standing(one), "lies": within.place(one.act)}


def _off_axis(act: Act) -> dict[str, Any]:
    return _act(act)


def _by_year(by_pole: ByPole) -> Rows:
    """An act under two kinds stands in each; the years run on, the undated last."""
    made = []
    for pole, mine in by_pole.items():
        pairs = [(one.act.year, kind, one) for one in mine for kind in one.act.kinds]
        by = grouped(pairs, lambda p: (p[0] is None, p[0] or 0, p[1]))
        for (undated, year, kind), group in by.items():
            counted = tally(one for _, _, one in group)
            made.append({"pole": pole, "year": None if undated else year, "kind": kind, **counted})
    return made


def _pole(pole: str, mine: Sequence[Standing], poles: Collection[str]) -> dict[str, Any]:
    counted = tally(mine)
    spread = over(mine, leave_one_out(mine))
    return {
        "pole": pole,
        "further": bool(poles) and pole not in poles,
        **{name: counted[name] for name in (TOWARD, AWAY, NEUTRAL, CONFLICTING, UNCONFIRMED)},
        "undated": sum(one.act.year is None for one in mine),
        "own_acts": sum(one.is_own for one in mine),
        "single_source": sum(len(one.act.sources) == 1 for one in mine),
        "toward_low": spread.toward[0],
        "toward_high": spread.toward[1],
        "away_low": spread.away[0],
        "away_high": spread.away[1],
    }


def _leave_one_out(by_pole: ByPole) -> Rows:
    return [
        {
            "pole": pole,
            "source": without.source,
            **{name: without.left[name] for name in (TOWARD, AWAY, NEUTRAL)},
            "lost": len(without.lost),
        }
        for pole, mine in by_pole.items()
        for without in leave_one_out(mine)
    ]
