"""Who said what about whom: tables and sentences from small literal statements."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from actaverba.methods.words.statements import statements
from actaverba.vocabulary.manifest import manifest
from actaverba.vocabulary.messages import render


def said(result: Any) -> dict[tuple[str, str], str]:
    """The sentence of each finding."""
    messages = manifest("statements").messages
    found = {
        (f.question, f.subject): render(messages[f.message], f.params) for f in result.findings
    }
    assert len(found) == len(result.findings)
    return found


def row(name: str, sides: str, act: str = "accuse", date: str = "", **more: str) -> dict[str, str]:
    speaker, _, target = sides.partition(">")
    return {
        "id": name,
        "speaker": more.pop("speaker", f"speaker of {name}"),
        "speaker_state": speaker,
        "target_state": target,
        "speech_act": act,
        "date": date,
        **more,
    }


def test_a_statement_is_one_row_in_order_of_time_with_the_undated_last() -> None:
    result = statements(
        [
            row("S3", "FRA>DEU"),
            row("S2", "FRA>DEU", "praise", "2020-05", speaker="A", channel="tv", stance="2"),
            row("S1", "DEU>FRA", "accuse", "2020-04-30", speaker="B", time_utc="09:30"),
        ]
    )
    shown = ("statement", "date", "date_earliest", "date_latest", "precision", "accuses")
    actual = [tuple(r[name] for name in shown) for r in result.timeline.to_pylist()]
    assert actual == [
        ("S1", "2020-04-30", dt.date(2020, 4, 30), dt.date(2020, 4, 30), "day", True),
        ("S2", "2020-05", dt.date(2020, 5, 1), dt.date(2020, 5, 31), "month", False),
        ("S3", None, None, None, None, True),
    ]


def test_accusations_are_told_in_both_directions_and_zero_is_told() -> None:
    result = statements(
        [
            row("S1", "FRA>DEU", date="2020-01-01", speaker_kind="minister"),
            row("S2", "FRA>DEU", date="2020-03", speaker_kind="company"),
            row("S3", "DEU>FRA", "deny", "2020-02-01"),
        ]
    )
    sentences = said(result)
    assert sentences["who accuses whom", "FRA about DEU"] == (
        "Speakers from France accuse Germany or someone there in 2 of 2 coded statements about"
        " it. 1 is by a holder of office: minister 1. 1 is by another speaker: company 1. First:"
        " 1 January 2020, last: March 2020."
    )
    assert sentences["who accuses whom", "DEU about FRA"] == (
        "No coded statement by a speaker from Germany accuses France or someone there"
        " (statements by them about it: 1). 1 of these denies something."
    )
    assert [tuple(r.values()) for r in result.accusations.to_pylist()] == [
        ("DEU", "FRA", 0, 1, 0, 1, None, None, 0, 0, 0, 0),
        ("FRA", "DEU", 2, 2, 1, 0, "2020-01-01", "2020-03", 0, 0, 0, 0),
    ]


def test_the_first_sentence_says_who_accuses_whom_how_often_and_of_how_many() -> None:
    result = statements(
        [
            row("S1", "FRA>DEU", speaker_kind="embassy"),
            row("S2", "FRA>DEU", "praise"),
            row("S3", "DEU>FRA", "deny", stance="-2"),
            row("S4", "DEU>FRA", speaker_kind="party"),
            row("S5", "ITA>DEU"),
        ]
    )
    sentences = list(said(result).items())
    assert sentences[0][1] == (
        "5 statements are coded. Speakers from Germany accuse France or someone there in 1 of 2"
        " statements about it; speakers from France accuse Germany in 1 of 2. By holders of office:"
        " 0 and 1; beside these, statements that deny something: 1 and 0. Between Italy and"
        " Germany: 1 of 1 and 0 of 0; by holders of office: 0 and 0; statements that deny"
        " something: 0 and 0."
    )
    assert [question for (question, _), _ in sentences][:2] == ["how many", "who accuses whom"]


def test_one_pair_of_sides_is_told_alone() -> None:
    assert said(statements([row("S1", "FRA>DEU")]))["how many", "statements"] == (
        "1 statement is coded. Speakers from France accuse Germany or someone there in 1 of 1"
        " statements about it; speakers from Germany accuse France in 0 of 0. By holders of office:"
        " 0 and 0; beside these, statements that deny something: 0 and 0."
    )


def test_an_accusation_coded_for_its_target_is_told() -> None:
    rows = [row("S1", "FRA>DEU", stance="1"), row("S2", "FRA>DEU", stance="-1")]
    assert said(statements(rows))["do the codes fit", "stance of accusations"] == (
        "1 statement is coded as an accusation and as being for the one it accuses: S1. One of the"
        " two codes may be wrong."
    )
    many = [row(f"S{n:02d}", "FRA>DEU", stance="2") for n in range(13)]
    assert said(statements(many))["do the codes fit", "stance of accusations"] == (
        "13 statements are coded as accusations and as being for those they accuse. One of the two"
        " codes may be wrong."
    )
    assert ("do the codes fit", "stance of accusations") not in said(statements(rows[1:]))


def test_a_statement_of_an_official_site_may_have_been_read_elsewhere() -> None:
    outlets = [
        {"host": "a.example", "kind": "official", "kind_basis": "seen"},
        {"host": "b.example", "kind": "private", "kind_basis": "seen"},
    ]
    hosts = {"S1": "a.example", "S2": "b.example", "S3": "c.example", "S4": "b.example"}
    rows = [
        row(name, "FRA>DEU", host=host, channel="tv" if name == "S4" else "official_site")
        for name, host in hosts.items()
    ]
    result = statements(rows, outlets)
    assert [(r["statement"], r["by_way_of"]) for r in result.timeline.to_pylist()] == [
        ("S1", None), ("S2", "b.example"), ("S3", "c.example"), ("S4", None),
    ]  # fmt: skip
    key = ("where they were read", "official sites")
    assert said(result)[key] == (
        "2 of 3 statements made on an official site were read by way of other hosts:"
        " b.example and c.example."
    )
    assert said(statements(rows[:1], outlets))[key] == (
        "The 1 statement made on an official site was read at a host coded as official."
    )
    assert key not in said(statements(rows))


def test_which_acts_accuse_is_a_setting() -> None:
    rows = [row("S1", "FRA>DEU", "threaten", "2020-01-01")]
    assert said(statements(rows))["who accuses whom", "all sides"] == (
        "No coded statement accuses anyone."
    )
    assert said(statements(rows, accusing_acts=["threaten"]))[
        "who accuses whom", "FRA about DEU"
    ] == (
        "Speakers from France accuse Germany or someone there in 1 of 1 coded statements about"
        " it. 1 is by another speaker: kind not coded 1. Date: 1 January 2020."
    )


@pytest.mark.parametrize(
    ("first", "then", "expected"),
    [
        ("2020-01-01", "2020-01-03", [("later", 2, 2)]),
        ("2020-01-01", "2020-01-08", [("later", 7, 7)]),
        ("2020-01-01", "2020-01-09", []),
        ("2020-01-03", "2020-01-01", []),
        ("2020-01-01", "2020-01-01", [("same_day", 0, 0)]),
        ("2020-01-30", "2020-02", [("not_known", 2, 30)]),
        ("2020-01-15", "2020-01", [("not_known", 0, 16)]),
        ("2020", "2020-06-01", [("not_known", 0, 152)]),
        ("2020-01-01", "", []),
    ],
)
def test_what_follows_is_order_in_time_as_far_as_the_dates_allow(
    first: str, then: str, expected: list[tuple[str, int, int]]
) -> None:
    result = statements([row("S1", "FRA>DEU", date=first), row("S2", "DEU>FRA", "deny", then)])
    rows = [r for r in result.replies.to_pylist() if r["statement"] == "S1"]
    assert [(r["order"], r["days_least"], r["days_most"]) for r in rows] == expected


def test_within_a_day_the_times_decide() -> None:
    result = statements(
        [
            row("S1", "FRA>DEU", date="2020-01-01", time_utc="12:00"),
            row("S2", "DEU>FRA", "deny", "2020-01-01", time_utc="11:59"),
            row("S3", "DEU>FRA", "deny", "2020-01-01", time_utc="12:01"),
        ]
    )
    actual = [(r["statement"], r["reply"], r["order"]) for r in result.replies.to_pylist()]
    assert actual == [("S1", "S3", "later"), ("S2", "S1", "later")]


def test_the_sentence_on_what_follows_claims_no_answer() -> None:
    result = statements(
        [
            row("S1", "FRA>DEU", date="2020-01-01"),
            row("S2", "FRA>DEU", date="2020-01-02"),
            row("S3", "DEU>FRA", "deny", "2020-01-02"),
        ],
        reply_days=1,
    )
    assert said(result)["what follows", "FRA about DEU"] == (
        "Dated accusations by speakers from France against Germany or someone there that are"
        " followed within 1 day by a coded statement from Germany about France: 1 of 2 on a later"
        " day. 1 has one on the same day, in an order that is not known. An answer that is coded"
        " as being about something else is not found, and order in time is not a proven answer."
    )


def test_sides_that_are_not_coded_are_counted_and_never_paired() -> None:
    result = statements(
        [
            row("S1", "FRA>", date="2020-01-01"),
            row("S2", ">FRA", date="2020-01-02"),
            row("S3", ">", date="2020-01-03"),
        ]
    )
    assert result.replies.num_rows == 0
    assert said(result)["who accuses whom", "no coded state"] == (
        "3 accusing statements have no coded state for the speaker or the target."
    )


def test_what_is_unknown_is_counted() -> None:
    sentences = said(
        statements(
            [
                row("S1", "FRA>DEU", "", "2020", addressee="the public"),
                row("S2", "FRA>DEU", "explain", coder="ab"),
                row("S3", "FRA>DEU", "explain", coder="ab"),
            ]
        )
    )
    asked = [
        ("when", "first and last"),
        ("when", "undated"),
        ("when", "coarse dates"),
        ("how they speak", "acts"),
        ("to whom", "addressee"),
        ("coding", "coders"),
        ("coding", "no coder named"),
    ]
    assert [sentences[key] for key in asked] == [
        "The 1 statement with a date is of 2020.",
        "2 statements carry no date and stand outside the order in time.",
        "1 statement is dated to a month or a year only.",
        "Statements by speech act: explain 2; not coded: 1.",
        (
            "An addressee is coded for 1 of 3 statements; for the other 2 it is unknown whom they"
            " were addressed to."
        ),
        "2 statements were coded by one coder; no agreement is measured.",
        "For 1 statement no coder is named; no agreement is measured.",
    ]


def test_no_statement_is_not_enough_evidence() -> None:
    result = statements([])
    assert [(f.message, f.grade, f.value) for f in result.findings] == [
        ("statements.none", "not_enough_evidence", 0.0)
    ]
    assert {name: table.num_rows for name, table in result.tables.items()} == dict.fromkeys(
        ("timeline", "speakers", "acts", "channels", "accusations", "replies"), 0
    )


def test_statements_without_dates_or_codes_are_counted_all_the_same() -> None:
    sentences = said(statements([{"id": "S1", "speaker": "A"}, {"id": "S2", "speaker": "A"}]))
    assert list(sentences.values()) == [
        "2 statements are coded.",
        "No coded statement accuses anyone.",
        "1 name of a speaker occurs.",
        "For no statement is the state of the speaker coded.",
        "No statement carries a date.",
        "2 statements carry no date and stand outside the order in time.",
        (
            "No addressee is coded for any of the 2 statements; whom they were addressed to is"
            " unknown."
        ),
        "For 2 statements no coder is named; no agreement is measured.",
    ]


def test_evidence_points_at_every_row_that_counts() -> None:
    result = statements([row("S1", "FRA>DEU", date="2020-01-01"), row("S2", "DEU>FRA", "deny")])
    typed_ids = {e.row_id for f in result.findings for e in f.evidence}
    assert len(typed_ids) == 2
    first = next(f for f in result.findings if f.subject == "statements")
    assert ({e.table for e in first.evidence}, len(first.evidence)) == ({"statements"}, 2)
