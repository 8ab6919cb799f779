"""Acts toward and away from each pole: tables and sentences from small literal deeds."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from actaverba.methods.deeds.ledger import ledger
from actaverba.methods.deeds.ledger.acts import source
from actaverba.vocabulary.manifest import manifest
from actaverba.vocabulary.messages import render


def report(name: str, act: str, **more: str) -> dict[str, str]:
    plain = {"date": "", "actor": "SRB", "kind": "agreement", "url": f"https://{name}.example/"}
    return {"id": name, "act": act, **plain, **more}


def axis(act: str, pole: str, direction: str, **more: str) -> dict[str, str]:
    return {"act": act, "pole": pole, "direction": direction, **more}


def said(result: Any) -> dict[tuple[str, str], str]:
    """The sentence of each finding."""
    messages = manifest("ledger").messages
    told = [(f, render(messages[f.message], f.params)) for f in result.findings]
    found = {(f.question, f.subject): sentence for f, sentence in told}
    assert len(found) == len(result.findings)
    return found


def rows(table: Any, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in table.to_pylist()]


def test_reports_of_one_act_are_one_act() -> None:
    result = ledger(
        [
            report("D2", "deal", date="2020-03-05", kind="trade", counterpart="FRA"),
            report("D1", "deal", date="2020-03-02", summary="signed"),
        ],
        [axis("deal", "FRA", "toward", basis="first"), axis("deal", "DEU", "away")],
    )
    assert result.acts.to_pylist()[1] == {
        "act": "deal",
        "pole": "FRA",
        "direction": "toward",
        "coded": "toward",
        "standing": None,
        "by_the_pole": False,
        "year": 2020,
        "date": "2020-03-02",
        "earliest": dt.date(2020, 3, 2),
        "dates_differ": True,
        "actors": "SRB",
        "counterparts": "FRA",
        "kinds": "agreement;trade",
        "n_reports": 2,
        "n_sources": 2,
        "reports": "D1;D2",
        "summary": "signed",
        "basis": "first",
    }
    assert rows(result.by_year, "pole", "year", "kind", "toward", "away") == [
        ("DEU", 2020, "agreement", 0, 1),
        ("DEU", 2020, "trade", 0, 1),
        ("FRA", 2020, "agreement", 1, 0),
        ("FRA", 2020, "trade", 1, 0),
    ]
    sentences = said(result)
    assert sentences["how many", "acts"] == (
        "1 act is coded (reports of it: 2). Toward / away from each pole:"
        " Germany 0 / 1, France 1 / 0."
    )
    assert sentences["acts toward", "FRA"] == (
        "1 act is coded toward France (by actor: Serbia 1; by kind: agreement 1, trade 1)."
    )
    assert sentences["acts away", "FRA"] == "No act is coded away from France."
    assert sentences["when", "dates differ"] == (
        "The reports of 1 act give different dates; the earliest is printed: deal."
    )


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2020", "2020-07"], ("2020-07", 2020, False)),
        (["2020-07-01", "2020-07", "2020"], ("2020-07-01", 2020, False)),
        (["2021", "2020-07"], ("2020-07", 2020, True)),
        (["", "2021"], ("2021", 2021, False)),
        (["", ""], (None, None, False)),
    ],
)
def test_a_coarse_date_does_not_differ_from_a_finer_one_inside_it(
    dates: list[str], expected: tuple[Any, ...]
) -> None:
    deeds = [report(f"D{n}", "deal", date=date) for n, date in enumerate(dates)]
    result = ledger(deeds, [axis("deal", "FRA", "toward")])
    assert rows(result.acts, "date", "year", "dates_differ") == [expected]


def test_poles_come_in_their_order_and_further_axes_after_them() -> None:
    deeds = [report("D1", "deal"), report("D2", "visit")]
    axes = [axis("deal", pole, "toward") for pole in ("NATO", "DEU", "FRA")]
    axes.append(axis("visit", "NATO", "away"))
    assert rows(ledger(deeds, axes).poles, "pole", "further", "toward", "away") == [
        ("DEU", False, 1, 0),
        ("FRA", False, 1, 0),
        ("NATO", False, 1, 1),
    ]
    asked = ledger(deeds, axes, poles=["FRA", "ITA"])
    assert rows(asked.poles, "pole", "further", "toward", "away") == [
        ("FRA", False, 1, 0),
        ("ITA", False, 0, 0),
        ("DEU", True, 1, 0),
        ("NATO", True, 1, 1),
    ]
    assert said(asked)["on the axis", "ITA"] == "No act stands on the axis of Italy."
    narrow = ledger(deeds, axes, poles=["FRA"], further_axes=False)
    assert rows(narrow.poles, "pole") == [("FRA",)]
    assert said(narrow)["on which axes", "not asked for"] == (
        "1 act stands only on axes that were not asked for."
    )


def test_an_act_coded_both_ways_is_said_and_counted_in_neither() -> None:
    result = ledger(
        [report("D1", "deal")],
        [
            axis("deal", "FRA", "toward", basis="joins", coder="x"),
            axis("deal", "FRA", "away", basis="leaves", coder="y"),
        ],
    )
    assert rows(result.acts, "direction", "basis") == [
        ("conflicting", "away: leaves; toward: joins")
    ]
    assert rows(result.poles, "toward", "away", "neutral", "conflicting") == [(0, 0, 0, 1)]
    assert said(result)["acts conflicting", "FRA"] == (
        "1 act is coded in more than one direction on the axis of France and counted in neither:"
        " deal."
    )


def test_an_act_is_lost_only_with_the_source_of_all_its_reports() -> None:
    deeds = [
        report("D1", "one", url="https://www.a.example/1"),
        report("D2", "one", url="http://a.example:80/2"),
        report("D3", "two", url="https://a.example/3"),
        report("D4", "two", url="https://b.example/4"),
        report("D5", "three", url="https://a.example/5"),
        report("D6", "four", url=""),
    ]
    axes = [axis(act, "FRA", "toward") for act in ("one", "two", "four")]
    axes.append(axis("three", "FRA", "away"))
    result = ledger(deeds, axes)
    assert [tuple(row.values()) for row in result.leave_one_out.to_pylist()] == [
        ("FRA", "a.example", 2, 0, 0, 2),
        ("FRA", "b.example", 3, 1, 0, 0),
    ]
    sentences = said(result)
    assert sentences["rests on one source", "FRA"] == (
        "Whichever one source is left out, at least 2 of 3 acts toward France and 0 of 1 away from"
        " it remain. The source that matters most is a.example, with 2 acts on this axis that no"
        " other source reports."
    )
    assert sentences["source unknown", "reports"] == (
        "1 report names no address, so its source is unknown; it is never left out."
    )
    toward = next(f for f in result.findings if f.question == "acts toward")
    assert (toward.value, toward.low, toward.high, toward.n) == (3.0, 2.0, 3.0, 4)
    assert sentences["acts toward", "FRA"].endswith(
        " 2 to 3 remain, whichever one source is left out."
    )


def test_a_source_without_a_host_is_unknown() -> None:
    urls = ("https://[broken/", "no address", "HTTPS://News.Example./x")
    assert [source({"url": url}) for url in urls] == ["", "", "news.example"]


def test_acts_of_the_pole_itself_and_of_its_bodies_are_told() -> None:
    result = ledger(
        [report("D1", "grant", actor="FRA:ministry"), report("D2", "deal")],
        [axis("grant", "FRA", "toward"), axis("deal", "FRA", "toward")],
    )
    assert said(result)["acts of the pole itself", "FRA"] == (
        "1 of 2 acts on the axis of France is done by France itself: 1 toward, 0 away."
    )


@pytest.mark.parametrize(
    ("standings", "direction"),
    [
        (["done"], "toward"),
        (["announced"], "toward"),
        ([""], "toward"),
        (["reported"], "unconfirmed"),
        (["disputed"], "unconfirmed"),
        (["reported", "done"], "toward"),
        (["disputed", "announced"], "unconfirmed"),
        (["reported", ""], "toward"),
        (["reported", "disputed"], "unconfirmed"),
    ],
)
def test_what_is_only_reported_or_denied_is_counted_apart(
    standings: list[str], direction: str
) -> None:
    deeds = [report(f"D{n}", "deal", standing=s) for n, s in enumerate(standings)]
    result = ledger(deeds, [axis("deal", "FRA", "toward")])
    assert rows(result.acts, "direction", "coded") == [(direction, "toward")]
    is_counted = int(direction == "toward")
    assert rows(result.poles, "toward", "unconfirmed") == [(is_counted, 1 - is_counted)]


def test_an_unconfirmed_act_is_named_and_in_no_count() -> None:
    deeds = [report("D1", "deal"), report("D2", "leak", standing="disputed")]
    result = ledger(deeds, [axis("deal", "FRA", "toward"), axis("leak", "FRA", "toward")])
    sentences = said(result)
    assert sentences["how many", "acts"] == (
        "2 acts are coded (reports of them: 2). Toward / away from each pole: France 1 / 0."
        " 1 that is only reported, or reported and denied, is counted in neither."
    )
    assert sentences["acts unconfirmed", "FRA"] == (
        "1 act on the axis of France is only reported, or reported and denied, and is counted in"
        " neither direction: leak."
    )


def test_acts_outside_the_period_are_counted_apart() -> None:
    dates = ["2013-12-31", "2014", "2020-05-01", "2025-12", "2026-01-01", ""]
    deeds = [report(f"D{n}", f"a{n}", date=date) for n, date in enumerate(dates)]
    axes = [axis(f"a{n}", "FRA", "toward") for n in range(len(dates))]
    result = ledger(deeds, axes, period_from="2014-01-01", period_to="2026", cut_off="2025-12-31")
    assert rows(result.acts, "act") == [("a1",), ("a2",), ("a3",)]
    assert rows(result.apart, "act", "lies") == [
        ("a0", "before"), ("a4", "after"), ("a5", "undated"),
    ]  # fmt: skip
    assert rows(result.poles, "toward", "undated") == [(3, 0)]
    sentences = said(result)
    assert sentences["how many", "acts"] == (
        "In the period, 1 January 2014 to 31 December 2025: 3 acts are coded (reports of them: 3)."
        " Toward / away from each pole: France 3 / 0."
        " 3 more lie outside the period or carry no date and are counted apart."
    )
    assert ("on which axes", "not asked for") not in sentences
    assert sentences["when", "outside the period"] == (
        "2 acts lie outside the period and are counted apart: 1 before it, 1 after it."
    )


def test_acts_on_no_axis_and_axes_without_an_act_are_told() -> None:
    result = ledger(
        [report("D1", "deal"), report("D2", "visit", date="2020")],
        [axis("deal", "FRA", "neutral"), axis("gone", "FRA", "toward")],
    )
    assert rows(result.off_axis, "act", "date", "reports") == [("visit", "2020", "D2")]
    sentences = said(result)
    assert [sentences["on which axes", subject] for subject in ("none", "without an act")] == [
        "1 act stands on no axis: visit.",
        "1 coded axis names an act that no report carries; it is not counted.",
    ]
    assert sentences["acts neutral", "FRA"] == (
        "1 act on the axis of France is coded as neither toward nor away."
    )
    assert sentences["when", "undated"] == "1 act carries no date and stands in no year."


def test_no_act_and_no_axis_are_not_enough_evidence() -> None:
    nothing = ledger([], [])
    assert [(f.message, f.grade) for f in nothing.findings] == [
        ("ledger.none", "not_enough_evidence")
    ]
    for axes in ([], None):
        found = {f.message: f.grade for f in ledger([report("D1", "deal")], axes).findings}
        assert found["axes.none"] == "not_enough_evidence"


def test_no_trend_is_computed_and_it_says_so() -> None:
    assert said(ledger([report("D1", "deal")], []))["trend", "acts"] == (
        "The acts were found by looking. They give counts and lists; no trend and no change point"
        " is computed."
    )


def test_evidence_of_a_direction_is_its_codings_and_all_reports() -> None:
    result = ledger(
        [report("D1", "deal"), report("D2", "deal"), report("D3", "visit")],
        [axis("deal", "FRA", "toward"), axis("visit", "FRA", "away")],
    )
    toward = next(f for f in result.findings if f.question == "acts toward")
    tables = [(e.table, e.role) for e in toward.evidence]
    assert tables == [("deed_axes", "toward"), ("deeds", "toward"), ("deeds", "toward")]


def test_names_too_many_to_read_are_counted_instead() -> None:
    deeds = [report(f"D{n}", f"act-{n}") for n in range(13)]
    sentences = said(ledger([*deeds, report("D99", "deal")], [axis("deal", "FRA", "toward")]))
    assert sentences["on which axes", "none"] == "13 acts stand on no axis."
