"""Trade beside sanctions: tables and sentences from small literal rows."""

from __future__ import annotations

from typing import Any

import pytest

import actaverba
from actaverba.vocabulary.manifest import manifest
from actaverba.vocabulary.messages import render

Rows = list[dict[str, str]]


def trade(name: str, year: str, value: str, **more: str) -> dict[str, str]:
    plain = {"state": "NZL", "counterpart": "FJI", "indicator": "trade_value", "unit": "EUR",
             "commodity": "goods", "flow": "export", "reporter": "customs"}  # fmt: skip
    return {"id": name, "from": year, "to": year, "value": value, **plain, **more}


def sanction(name: str, date: str, actor: str = "NZL", **more: str) -> dict[str, str]:
    plain = {"act": name, "date": date, "actor": actor, "counterpart": "FJI", "kind": "sanction"}
    return {"id": name, **plain, **more}


def axis(act: str, pole: str, direction: str) -> dict[str, str]:
    return {"act": act, "pole": pole, "direction": direction}


def packages(value: str, **more: str) -> dict[str, str]:
    return trade("P1", "2021", value, counterpart="EU", indicator="sanctions_packages_joined",
                 unit="COUNT", **more)  # fmt: skip


def rows(table: Any, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in table.to_pylist()]


def said(result: Any) -> list[str]:
    messages = manifest("sanctions-trade").messages
    return [render(messages[f.message], f.params) for f in result.findings]


FIGURES = [
    trade("F1", "2019", "5"),
    trade("F2", "2020", "6"),
    trade("F3", "2022", "9"),
    trade("F4", "2022", "4", unit="TONNES"),
    trade("F5", "2022", "7", reporter="bank"),
    trade("F6", "2020", "8", unit="TONNES"),
    trade("F7", "2021", "1"),
    trade("F8", "2022", "3", indicator="trade_growth", unit="PCT"),
]


def test_like_figures_before_and_after_stand_side_by_side() -> None:
    result = actaverba.sanctions_trade(
        FIGURES, [sanction("D1", "2021-03-01")], [axis("D1", "FJI", "away")]
    )
    assert rows(result.comparisons, "before", "after", "unit", "went", "price_effect") == [
        ("F2", "F3", "EUR", "up", True),
        ("F6", "F4", "TONNES", "down", False),
    ]
    assert rows(result.figures, "id", "stands", "rivals") == [
        ("F8", "after", None),
        ("F1", "before", None),
        ("F2", "before", "F6"),
        ("F6", "before", "F2"),
        ("F7", "across", None),
        ("F3", "after", "F4;F5"),
        ("F4", "after", "F3;F5"),
        ("F5", "after", "F3;F4"),
    ]
    assert rows(result.states, "sanctioned", "state", "sanctions", "since", "up", "down") == [
        ("FJI", "NZL", "joined", "2021-03-01", 1, 1)
    ]
    together, pair, party = said(result)
    assert together == (
        "Trade before and after sanctions can be compared for 1 of 1 pair of state and sanctioned"
        " party. Compared: New Zealand with Fiji. Figures that rose there: 1; that fell: 1; not"
        " told apart: 0. No state that did not join can be compared, so joining and not joining"
        " cannot be set against each other here."
    )
    assert party == (
        "Sanctions on Fiji and trade with it: rows of 1 state or bloc (joined 1). The first"
        " sanction record in the case is of 1 March 2021; states and blocs for which trade before"
        " and after it can be compared: 1."
    )
    assert pair == (
        "New Zealand joined sanctions on Fiji. Trade before and after 1 March 2021, like figures of"
        " one source: 1 rose, 1 fell, 0 cannot be told apart. 1 of them is counted in money, so"
        " prices may have moved it. Rates of growth for periods after it: above zero 1, below"
        " zero 0."
    )
    rows_cited = [(e.table, e.row_id) for e in result.findings[1].evidence]
    assert len(rows_cited) == len(set(rows_cited))
    assert [i.explanation for i in result.findings[1].innocent] == [
        "price_effect",
        "selection",
        "common_cause",
    ]


@pytest.mark.parametrize(
    ("axes", "expected"),
    [
        ([axis("D1", "FJI", "away")], "joined"),
        ([axis("D1", "FJI", "toward")], "not_joined"),
        ([axis("D1", "NZL", "away")], "joined"),
        ([axis("D1", "FJI", "neutral")], "not_coded"),
        ([], "not_coded"),
        ([axis("D1", "FJI", "away"), axis("D2", "FJI", "toward")], "conflicting"),
    ],
)
def test_the_kind_of_an_act_alone_does_not_say_who_joined(axes: Rows, expected: str) -> None:
    deeds = [sanction("D1", "2021-03-01"), sanction("D2", "2021-04-01")]
    assert rows(actaverba.sanctions_trade(FIGURES, deeds, axes).states, "sanctions") == [
        (expected,)
    ]


def test_an_act_of_a_bloc_counts_for_its_members_on_the_day() -> None:
    series = [trade(f"F{state}", "2020", "1", state=state) for state in ("FRA", "GBR", "EU")]
    result = actaverba.sanctions_trade(
        series, [sanction("D1", "2021-03-01", "EU")], [axis("D1", "FJI", "away")]
    )
    assert rows(result.states, "state", "sanctions", "by_bloc") == [
        ("EU", "joined", False),
        ("FRA", "joined", True),
        ("GBR", "not_coded", False),
    ]


def test_a_count_of_packages_is_of_a_party_that_a_claim_asks_about() -> None:
    claims = [{"id": "C1", "statement": "S1", "subject": "NZL", "object": "FJI",
               "predicate": "did_not_join_sanctions_on", "polarity": "asserts"}]  # fmt: skip
    series = [*FIGURES, packages("0"), trade("F9", "2020", "1", state="FRA")]
    result = actaverba.sanctions_trade(series, claims=claims)
    assert rows(result.states, "sanctioned", "state", "sanctions", "on_whom_coded") == [
        ("FJI", "NZL", "not_joined", False),
        ("FJI", "FRA", "joined", False),
    ]  # What can be compared stands first.
    alone = actaverba.sanctions_trade(series)
    assert set(rows(alone.states, "sanctions")) == {("not_coded",)}
    assert said(alone)[-1] == "No sanction record names a party, so the 1 trade partner is shown."
    asked = actaverba.sanctions_trade(series, sanctioned=["FJI"])
    assert rows(asked.states, "sanctions") == [("not_joined",), ("joined",)]


@pytest.mark.parametrize(
    ("series", "since", "expected"),
    [
        ([trade("F1", "2019", "1")], "2020", "no_figure_after"),
        ([trade("F1", "2022", "1")], "2020", "no_figure_before"),
        ([trade("F1", "2020", "1")], "2020", "no_figure_before_or_after"),
        ([trade("F1", "2019", "1"), trade("F2", "2022", "1", unit="USD")], "2020",
         "no_comparable_pair"),
        ([trade("F1", "2022", "1", indicator="trade_growth")], "2020", "only_rates_of_growth"),
        ([trade("F1", "2019", "1")], "", "no_date_of_sanctions"),
    ],
)  # fmt: skip
def test_it_says_why_nothing_can_be_compared(series: Rows, since: str, expected: str) -> None:
    result = actaverba.sanctions_trade(series, since=since)
    assert rows(result.states, "why_not", "comparisons") == [(expected, 0)]
    assert result.findings[2].grade == "not_enough_evidence"
    assert said(result)[2].startswith(
        "Whether New Zealand joined sanctions on Fiji is not coded. Nothing can be compared: "
    )


def test_without_trade_it_says_so() -> None:
    result = actaverba.sanctions_trade([packages("0")])
    assert said(result) == ["No trade figure and no sanction record is coded."]
    only = actaverba.sanctions_trade(
        [packages("0")], [sanction("D1", "2021")], [axis("D1", "FJI", "away")]
    )
    assert said(only)[2] == (
        "New Zealand joined sanctions on Fiji. Nothing can be compared: no trade figure is coded."
    )


def test_sanctions_on_a_firm_and_what_is_only_reported_are_none_on_a_state() -> None:
    deeds = [
        sanction("D1", "2021-03-01", counterpart="FJI:line"),
        sanction("D2", "2021-04-01", standing="reported"),
    ]
    axes = [axis("D1", "FJI", "away"), axis("D2", "FJI", "away")]
    result = actaverba.sanctions_trade(FIGURES, deeds, axes)
    assert rows(result.states, "sanctioned", "state", "sanctions") == [("FJI", "NZL", "not_coded")]
    assert said(result)[-1] == (
        "1 report of sanctions on a firm or another body is left out, since these are none on its"
        " state: line (Fiji) 1."
    )
