"""Claims beside the record: tables and sentences from small literal rows."""

from __future__ import annotations

from typing import Any

import pytest

import actaverba
from actaverba.vocabulary.manifest import manifest
from actaverba.vocabulary.messages import render, texts

Rows = list[dict[str, str]]


def claim(predicate: str, **more: str) -> dict[str, str]:
    plain = {"id": "C1", "statement": "S1", "subject": "SRB", "object": "UKR"}
    said = {"summary": "Shells go there", "polarity": "asserts", "coder": "x"}
    return {**plain, "predicate": predicate, **said, **more}


def deed(name: str, act: str, kind: str, **more: str) -> dict[str, str]:
    plain = {"date": "2023-05-01", "actor": "SRB", "counterpart": "UKR"}
    return {"id": name, "act": act, "kind": kind, **plain, **more}


def axis(act: str, pole: str, direction: str) -> dict[str, str]:
    return {"act": act, "pole": pole, "direction": direction}


def figure(name: str, indicator: str, value: str, **more: str) -> dict[str, str]:
    plain = {"state": "SRB", "counterpart": "UKR", "from": "2022", "to": "2022", "unit": "COUNT"}
    return {"id": name, "indicator": indicator, "value": value, **plain, **more}


SAID = [{"id": "S1", "date": "2024-06-01", "speaker": "Ana Ban", "url": "https://a.example/1"}]


def checked(claims: Rows, deeds: Rows = (), axes: Rows = (), series: Rows = (), **more: Any) -> Any:  # type: ignore[assignment]  # empty by default
    return actaverba.check(
        claims,
        statements=more.pop("statements", SAID),
        deeds=list(deeds),
        deed_axes=list(axes),
        series=list(series),
        **more,
    )


def relations(result: Any) -> list[tuple[str, str, str, str]]:
    return [
        (row["claim"], row["record"], row["relation"], row["reason"])
        for row in result.record.to_pylist()
    ]


def said(result: Any) -> dict[str, str]:
    messages = manifest("check").messages
    found = {f.subject: render(messages[f.message], f.params) for f in result.findings}
    assert len(found) == len(result.findings)
    return found


def test_the_kind_of_an_act_alone_is_no_sign() -> None:
    deeds = [deed("D1", "shipment", "arms_transfer"), deed("D2", "halt", "arms_transfer")]
    bare = checked([claim("supplies_arms_to")], deeds)
    assert relations(bare) == [
        ("C1", "halt", "bears_on_unsigned", "no_axis_coded"),
        ("C1", "shipment", "bears_on_unsigned", "no_axis_coded"),
    ]
    coded = checked(
        [claim("supplies_arms_to", **{"from": "2023", "to": "2024"})],
        deeds,
        [axis("shipment", "UKR", "toward"), axis("halt", "UKR", "away")],
    )
    assert relations(coded) == [
        ("C1", "shipment", "supports", "toward"),
        ("C1", "halt", "contradicts", "away"),
    ]
    assert coded.claims.to_pylist()[0]["state"] == "both"
    assert said(coded)["C1"] == (
        "Ana Ban asserts, 1 June 2024: “Shells go there” (C1). 1 record speaks for it. 1 record"
        " speaks against it. To settle it: licences, shipping and delivery papers, end-user"
        " certificates checked with the receiver, marked finds."
    )
    assert coded.claims.to_pylist()[0]["coded_as"] == (
        "asserts that arms or ammunition go from the subject to the object by the subject's own"
        " act, directly or by way of others; subject: Serbia; object: Ukraine"
    )
    assert (
        said(bare)["C1"]
        .split(" (C1). ")[1]
        .startswith(
            "2 records touch the matter but cannot be read either way. To settle it: licences"
        )
    )


def test_a_denial_is_contradicted_by_what_supports_the_assertion() -> None:
    deeds = [deed("D1", "one", "arms_transfer"), deed("D2", "two", "arms_transfer")]
    axes = [axis("one", "UKR", "toward"), axis("two", "UKR", "away")]
    denial = claim("supplies_arms_to", polarity="denies", **{"from": "2023"})
    result = checked([denial], deeds, axes)
    assert relations(result) == [
        ("C1", "two", "supports", "away"),
        ("C1", "one", "contradicts", "toward"),
    ]
    assert [row["speaks"] for row in result.record.to_pylist()] == ["against", "for"]
    assert said(result)["C1"].startswith(
        "Ana Ban denies, 1 June 2024, saying: “Shells go there” (C1). 1 record speaks for it."
    )


def test_a_halt_that_another_party_thanks_for_is_no_delivery_to_it() -> None:
    deeds = [
        deed("D1", "halt", "arms_transfer"),
        deed("D2", "halt", "arms_transfer", counterpart="RUS"),
    ]
    axes = [axis("halt", "UKR", "away"), axis("halt", "RUS", "toward")]
    claims = [
        claim("supplies_arms_to", object="RUS"),
        claim("supplies_arms_to", id="C2"),
        claim("supplies_arms_to", id="C3", **{"from": "2023-05"}),
        claim("halted_arms_exports_to", id="C4", object="WLD"),
    ]
    assert relations(checked(claims, deeds, axes)) == [
        ("C1", "halt", "bears_on_unsigned", "away_from_another_counterpart"),
        ("C2", "halt", "bears_on_unsigned", "claim_without_start"),
        ("C3", "halt", "contradicts", "away"),
        ("C4", "halt", "supports", "away"),
    ]


def test_reports_of_one_act_count_once() -> None:
    deeds = [
        deed("D2", "visit", "visit", url="https://b.example/"),
        deed("D1", "visit", "visit", url="https://c.example/"),
    ]
    result = checked([claim("took_part_in_event_of")], deeds, [axis("visit", "UKR", "toward")])
    row = result.claims.to_pylist()[0]
    assert (row["supporting"], row["state"]) == (1, "only_for")
    assert [(r["id"], r["rows"]) for r in result.record.to_pylist()] == [("D1", "D1;D2")]
    finding = next(f for f in result.findings if f.subject == "C1")
    assert [(e.table, e.role) for e in finding.evidence] == [
        ("claims", "claim"),
        ("statements", "statement"),
        ("deeds", "supports"),
        ("deeds", "supports"),
    ]


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        ("", ("supports", "toward")),
        ("done", ("supports", "toward")),
        ("announced", ("supports", "toward")),
        ("reported", ("bears_on_unsigned", "act_reported")),
        ("disputed", ("bears_on_unsigned", "act_disputed")),
    ],
)
def test_the_sign_of_what_is_reported_or_denied_is_not_counted(
    standing: str, expected: tuple[str, str]
) -> None:
    deeds = [deed("D1", "shipment", "arms_transfer", standing=standing)]
    result = checked([claim("supplies_arms_to")], deeds, [axis("shipment", "UKR", "toward")])
    assert relations(result)[0][2:] == expected


@pytest.mark.parametrize("polarity", ["asserts", "denies"])
@pytest.mark.parametrize(
    ("state", "standing", "url", "reason"),
    [
        ("SRB", "done", "https://b.example/", "toward"),
        ("SRB", "announced", "https://b.example/", "own_announcement"),
        ("RUS", "announced", "https://b.example/", "toward"),
        ("RUS", "done", "https://a.example/1", "own_page"),
    ],
)
def test_the_speakers_own_words_and_page_are_no_second_source(
    polarity: str, state: str, standing: str, url: str, reason: str
) -> None:
    deeds = [deed("D1", "visit", "visit", standing=standing, url=url)]
    claims = [claim("took_part_in_event_of", polarity=polarity)]
    statements = [{**SAID[0], "speaker_state": state}]
    result = checked(claims, deeds, [axis("visit", "UKR", "toward")], statements=statements)
    assert relations(result)[0][3] == reason


def test_a_rule_that_reads_one_side_only_says_so() -> None:
    one = claim("used_force_against")
    denial = claim("used_force_against", id="C2", polarity="denies")
    result = checked([one, denial])
    assert [row["rule_hears"] for row in result.claims.to_pylist()] == ["none_against", "none_for"]
    assert "The rule reads one side only: no record could speak against it." in said(result)["C1"]
    assert "The rule reads one side only: no record could speak for it." in said(result)["C2"]


def test_the_claims_together_are_counted_both_ways() -> None:
    deeds = [deed("D1", "one", "arms_transfer"), deed("D2", "two", "visit")]
    axes = [axis("one", "UKR", "toward"), axis("two", "UKR", "toward")]
    denials = [claim("supplies_arms_to", id=f"C{n}", polarity="denies") for n in (1, 2)]
    others = [
        claim("took_part_in_event_of", id="C3", statement="S2"),
        claim("seeks_overthrow_in", id="C4"),
        claim("gives_aid_to", id="C5", subject="FRA"),
    ]
    statements = [
        {**SAID[0], "speaker_kind": "minister"},
        {"id": "S2", "date": "2024-06-02", "speaker": "Ivo", "speaker_kind": "expert"},
    ]
    relays = [{"id": "A1", "statement": "S2", "host": "c.example", "url": "https://c.example/"}]
    result = checked([*denials, *others], deeds, axes, statements=statements, relays=relays)
    told = said(result)
    assert told["all claims"] == (
        "5 claims were compared with the acts and figures on record. For 3 of them something"
        " speaks for or against: only for 1, only against 2, both 0. For 1 nothing is on record."
        " 1 is of a kind that no act or figure as coded here can settle."
        " These counts say how much was found, not who is right."
    )
    assert told["claims of S2"] == (
        "1 claim is coded from the statement of 2 June 2024 by Ivo (S2), which relays pass on. For"
        " 1 something on record speaks for or against."
    )
    assert told["only_against"] == (
        "All 2 claims with records only against them rest on one record: one (D1)."
    )
    assert told["by kind of speaker"] == (
        "By kind of speaker, claims for or against which something is on record: minister 2 of 4,"
        " expert 1 of 1. Claims of a kind that no act or figure as coded here can settle:"
        " minister 1 of 4, expert 0 of 1."
    )
    of_claims = [f.subject for f in result.findings if f.message == "claim"]
    assert of_claims == ["C3", "C1", "C2", "C5", "C4"]


@pytest.mark.parametrize(
    ("more", "date", "expected"),
    [
        ({}, "2024-06-01", ("supports", "statement")),
        ({}, "2024-06-02", ("outside_period", "statement")),
        ({}, "2024", ("bears_on_unsigned", "statement")),
        ({}, "", ("bears_on_unsigned", "statement")),
        ({"from": "2024-06-02"}, "2024-06-02", ("supports", "claim")),
        ({"from": "2024-06-02"}, "2024-06-01", ("outside_period", "claim")),
        ({"from": "2024", "to": "2024"}, "2024-11", ("supports", "claim")),
        ({"to": "2023"}, "2024-01-01", ("outside_period", "claim")),
        ({"statement": "S9"}, "", ("supports", "none")),
    ],
)
def test_the_claims_own_period_counts_else_the_day_of_the_statement(
    more: dict[str, str], date: str, expected: tuple[str, str]
) -> None:
    result = checked(
        [claim("took_part_in_event_of", **more)],
        [deed("D1", "visit", "visit", date=date)],
        [axis("visit", "UKR", "toward")],
    )
    relation = result.record.to_pylist()[0]["relation"]
    assert (relation, result.claims.to_pylist()[0]["period_from"]) == expected


def test_a_state_is_not_its_body_and_a_bloc_not_its_member() -> None:
    axes = [axis(act, "FRA", "toward") for act in ("state", "firm", "bloc")]
    deeds = [
        deed("D1", "state", "aid", counterpart="FRA"),
        deed("D2", "firm", "aid", actor="SRB:maker", counterpart="FRA"),
        deed("D3", "bloc", "aid", counterpart="EU"),
        deed("D4", "before", "aid", counterpart="EU", date="1950-01-01"),
    ]
    claims = [
        claim("gives_aid_to", object="FRA"),
        claim("gives_aid_to", id="C2", subject="SRB:maker", object="FRA"),
        claim("gives_aid_to", id="C3", object="EU"),
    ]
    assert relations(checked(claims, deeds, axes)) == [
        ("C1", "state", "supports", "toward"),
        ("C1", "bloc", "bears_on_unsigned", "of_the_bloc_not_of_the_member"),
        ("C1", "firm", "bears_on_unsigned", "of_a_body_not_of_the_state"),
        ("C2", "firm", "supports", "toward"),
        ("C2", "bloc", "bears_on_unsigned", "of_the_state_not_of_the_body"),
        ("C2", "state", "bears_on_unsigned", "of_the_state_not_of_the_body"),
        ("C3", "before", "bears_on_unsigned", "no_axis_coded"),
        ("C3", "bloc", "bears_on_unsigned", "no_axis_coded"),
        ("C3", "firm", "bears_on_unsigned", "of_a_body_not_of_the_state"),
        ("C3", "state", "bears_on_unsigned", "of_a_member_not_of_the_bloc"),
    ]


def test_figures_are_compared_with_the_last_comparable_one() -> None:
    plain = {"reporter": "customs", "commodity": "goods", "unit": "EUR", "flow": "export"}
    series = [
        figure("F1", "trade_value", "5", **{**plain, "from": "2021", "to": "2021"}),
        figure("F2", "trade_value", "9", **plain),
        figure("F3", "trade_value", "7", **{**plain, "reporter": "bank"}),
        figure("F4", "trade_value", "3", **{**plain, "from": "2023", "to": "2023"}),
    ]
    result = checked([claim("trade_with_rose", **{"from": "2022", "to": "2023"})], series=series)
    assert [
        (r["id"], r["rows"], r["relation"], r["reason"]) for r in result.record.to_pylist()
    ] == [
        ("F2", "F2;F3", "supports", "up_price"),
        ("F4", "F4", "contradicts", "down_price"),
        ("F1", "F1", "outside_period", "outside"),
    ]
    assert result.record.to_pylist()[0]["why"] == (
        "9 EUR is higher than the last comparable figure of the same source before it:"
        " 5 EUR (2021, F1); by the predicate's rule this speaks for it."
        " It is counted in money, so prices may have moved it and not volumes."
    )
    finding = next(f for f in result.findings if f.subject == "C1")
    assert [i.explanation for i in finding.innocent] == ["selection", "coding", "price_effect"]


def test_rival_figures_that_speak_for_different_sides_have_no_sign() -> None:
    series = [
        figure("F1", "sanctions_packages_joined", "0", counterpart="EU", reporter="one"),
        figure("F2", "sanctions_packages_joined", "2", counterpart="EU", reporter="two"),
    ]
    claims = [claim("did_not_join_sanctions_on", object="RUS")]
    assert relations(checked(claims, series=series))[0][2:] == (
        "bears_on_unsigned",
        "rivals_differ",
    )
    assert relations(checked(claims, series=series[:1]))[0][2:] == ("supports", "equal")
    assert relations(checked(claims, series=series[1:]))[0][2:] == ("contradicts", "above")


def test_a_figure_that_the_speaker_gave_is_words() -> None:
    plain = {"commodity": "goods", "unit": "PCT"}
    for more in (
        {"reporter": "ana ban"},
        {"reporter": "minister Ban, Ana's office", "url": "https://a.example/1"},
        {"url": "https://a.example/1"},
    ):
        series = [figure("F1", "trade_growth", "50", **plain, **more)]
        result = checked([claim("trade_with_rose")], series=series)
        # One that another counted is no second source either, where it stands on that page.
        is_others = "office" in more.get("reporter", "")
        expected = "own_page" if is_others else "own_figure_of_the_speaker"
        assert relations(result)[0][3] == expected


def test_an_import_of_the_other_side_is_an_export() -> None:
    series = [
        figure("F1", "trade_value", "5", state="UKR", counterpart="SRB", commodity="arms",
               flow="import"),
        figure("F2", "trade_value", "5", commodity="arms", flow="import"),
    ]  # fmt: skip
    assert (
        relations(checked([claim("supplies_arms_to")], series=series))
        == [
            ("C1", "SRB UKR trade_value arms import 2022 2022", "bears_on_unsigned", "other_flow"),
            ("C1", "UKR SRB trade_value arms import 2022 2022", "supports", "above"),
        ][::-1]
    )


def test_members_are_looked_up_on_the_day() -> None:
    claims = [
        claim("member_of", subject="FIN", object="NATO", to="2023-04-03"),
        claim("member_of", id="C2", subject="FIN", object="NATO", to="2023-04-04"),
        claim("member_of", id="C3", subject="FIN", object="UN"),
    ]
    result = checked(claims)
    assert relations(result) == [
        ("C1", "NATO:FIN", "contradicts", "no_member"),
        ("C2", "NATO:FIN", "supports", "member"),
    ]
    assert [row["state"] for row in result.claims.to_pylist()] == [
        "only_against",
        "only_for",
        "silent",
    ]


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (claim("seeks_overthrow_in"), "never_intent"),
        (claim("raised_matter_with", subject="unspecified_west"), "unnamed_subject"),
        (claim("stays_neutral_in", object="military_blocs"), "unnamed_object"),
        (claim("not_declared"), "nothing_bears"),
    ],
)
def test_what_no_record_can_settle_is_said_with_what_would(asked: dict[str, str], why: str) -> None:
    result = checked([asked], [deed("D1", "visit", "visit")], [axis("visit", "UKR", "toward")])
    row = result.claims.to_pylist()[0]
    assert (row["state"], row["supporting"], row["contradicting"]) == ("cannot_settle", 0, 0)
    assert row["why"] == manifest("check").messages[f"reason.{why}"]
    assert row["why"] in said(result)["C1"]


def test_silence_supports_neither_side() -> None:
    result = checked([claim("gives_aid_to", polarity="denies")])
    assert result.claims.to_pylist()[0]["state"] == "silent"
    finding = next(f for f in result.findings if f.subject == "C1")
    assert finding.grade == "not_enough_evidence"
    assert "silence supports neither side" in said(result)["C1"]


def test_a_case_may_bring_its_own_rule_and_a_broken_one_gives_no_sign() -> None:
    own = {
        "predicate": "recalled_ambassador_from",
        "text": "the subject recalled its ambassador from the object",
        "bears_on_deed_kinds": "diplomatic_recall",
        "sign_rule": "for: act subject>object away object",
    }
    deeds = [deed("D1", "recall", "diplomatic_recall")]
    axes = [axis("recall", "UKR", "away")]
    claims = [claim("recalled_ambassador_from")]
    assert relations(checked(claims, deeds, axes, predicates=[own]))[0][2] == "supports"
    bare = {**own, "sign_rule": ""}
    assert relations(checked(claims, deeds, axes, predicates=[bare]))[0][3] == "no_rule"
    broken = {**own, "sign_rule": "for: act visit subject>object away object"}
    result = checked(claims, deeds, axes, predicates=[broken])
    assert relations(result)[0][3] == "no_rule"
    assert said(result)["recalled_ambassador_from"] == (
        "The sign rule of recalled_ambassador_from in the case cannot be read (the sign rule names"
        " 'visit', which does not bear on the predicate); its record is listed without a sign."
    )


def test_no_sentence_gives_a_verdict() -> None:
    words = {"true", "false", "proven", "refuted", "lie", "debunked"}
    for message in manifest("check").messages.values():
        for text in texts(message):
            for form in (text,) if isinstance(text, str) else text:
                assert not words & set(form.lower().replace(".", " ").replace(",", " ").split())
