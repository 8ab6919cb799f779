"""Who carried a statement: tables and sentences from small literal relays."""

from __future__ import annotations

from typing import Any

import pytest

from actaverba.methods.words.relay import relay
from actaverba.methods.words.relay.items import names_speaker
from actaverba.vocabulary.manifest import manifest
from actaverba.vocabulary.messages import render

SAID = {
    "id": "S1",
    "date": "2020-03-10",
    "speaker": "Ministry of Trade",
    "speaker_state": "FRA",
    "target_state": "DEU",
}
OUTLETS = [
    {"host": "a.example", "outlet": "Alpha", "state": "FRA", "kind": "official",
     "kind_basis": "site", "kind_basis_url": "https://a.example/imprint", "languages": "fr;en"},
    {"host": "b.example", "outlet": "Beta (Berlin)", "state": "DEU", "kind": "private",
     "kind_basis": "not looked up", "languages": "de"},
    {"host": "c.example", "outlet": "Gamma", "kind": "aggregator", "kind_basis": "seen"},
    {"host": "d.example", "outlet": "Delta", "state": "ITA", "kind": "mirror_network",
     "kind_basis": "seen", "languages": "en"},
]  # fmt: skip


def item(name: str, host: str, **more: str) -> dict[str, str]:
    url = f"https://{host}/{name}"
    return {"id": name, "statement": "S1", "host": host, "url": url, **more}


def said(result: Any) -> dict[tuple[str, str], str]:
    """The sentence of each finding."""
    messages = manifest("relay").messages
    found = {
        (f.question, f.subject): render(messages[f.message], f.params) for f in result.findings
    }
    assert len(found) == len(result.findings)
    return found


def rows(table: Any, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in table.to_pylist()]


def test_every_item_is_listed_with_what_is_known_of_it() -> None:
    result = relay(
        [
            item("A1", "b.example", language="de", published="2020-03", keeps_attribution="no"),
            item("A2", "a.example", published="2020-03-09", credits="Ministry ; Beta"),
            item("A3", "e.example"),
        ],
        [SAID],
        OUTLETS,
    )
    names = ("relay", "outlet", "outlet_kind", "kind_looked_up", "state", "before_statement",
             "keeps_attribution", "credits")  # fmt: skip
    assert rows(result.tables["items"], *names) == [
        ("A1", "Beta (Berlin)", "private", False, "DEU", "unknown", "no", None),
        ("A2", "Alpha", "official", True, "FRA", "yes", "unknown", "Ministry;Beta"),
        ("A3", None, "unknown", False, None, "unknown", "unknown", None),
    ]


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2020-03-09", "yes"),
        ("2020-02", "yes"),
        ("2020-03-10", "no"),
        ("2020-04", "no"),
        ("2020-03", "unknown"),
        ("2020", "unknown"),
        ("", "unknown"),
    ],
)
def test_an_item_is_before_its_statement_only_where_the_dates_say_so(
    published: str, expected: str
) -> None:
    result = relay([item("A1", "a.example", published=published)], [SAID], OUTLETS)
    assert rows(result.tables["items"], "before_statement") == [(expected,)]


def test_an_item_from_before_the_statement_is_said_and_kept() -> None:
    result = relay([item("A1", "a.example", published="2020-03-09")], [SAID], OUTLETS)
    sentences = said(result)
    assert sentences["dated before it", "S1"] == (
        "1 item is dated before statement S1, which it passes on: A1. Either date may be wrong,"
        " or the item passes on something else."
    )
    assert sentences["how many", "S1"] == "1 coded item passes statement S1 on; number of hosts: 1."


def test_credits_are_edges_only_where_a_source_is_named() -> None:
    result = relay(
        [
            item("A1", "a.example", credits="ministry of  trade"),
            item("A2", "b.example", credits="beta; https; Alpha"),
            item("A3", "c.example"),
        ],
        [SAID],
        [*OUTLETS, {"host": "b2.example", "outlet": "BETA", "kind": "private", "kind_basis": "-"}],
    )
    names = ("relay", "credited", "names_speaker", "credited_host")
    assert rows(result.credits, *names) == [
        ("A1", "ministry of  trade", True, None),
        ("A2", "beta", False, "b.example;b2.example"),
        ("A2", "https", False, None),
        ("A2", "Alpha", False, "a.example"),
    ]
    sentences = said(result)
    assert [sentences[f"credits {whom}", "S1"] for whom in ("the speaker", "others", "nobody")] == [
        "1 item that passes on S1 credits the speaker by name.",
        (
            "1 item that passes on S1 credits a name other than the speaker's: Alpha 1, beta 1,"
            " https 1."
        ),
        "1 item that passes on S1 names no source.",
    ]


def test_a_credit_names_the_speaker_by_whole_words() -> None:
    assert [names_speaker(c, "Ministry of Trade") for c in ("TRADE", "Trade Union", "")] == [
        True,
        False,
        False,
    ]


def test_reach_sets_items_beside_the_coded_outlets() -> None:
    result = relay(
        [
            item("A1", "a.example", language="en"),
            item("A2", "a.example", language="en"),
            item("A3", "c.example", language="en"),
        ],
        [SAID],
        OUTLETS,
    )
    assert [tuple(row.values()) for row in result.reach.to_pylist()] == [
        ("language", None, 0, 0, 1, 0),
        ("language", "de", 0, 0, 1, 0),
        ("language", "en", 3, 2, 2, 1),
        ("language", "fr", 0, 0, 1, 0),
        ("state", None, 1, 1, 1, 1),
        ("state", "DEU", 0, 0, 1, 0),
        ("state", "FRA", 2, 1, 1, 1),
        ("state", "ITA", 0, 0, 1, 0),
    ]
    assert said(result)["reach by states", "coded outlets"] == (
        "Coded outlets that pass a statement on: 2 of 4. By state they are set side by side in a"
        " list; the base is the coded outlets only (without a coded state: 1)."
    )


def test_where_it_went_is_not_at_whom_it_was_aimed() -> None:
    carried = [item(f"A{n}", f"{host}.example") for n, host in enumerate("abcde")]
    sentences = said(relay(carried, [SAID], OUTLETS))
    assert sentences["where it was passed on", "S1"] == (
        "Items that pass on S1, by the seat of the outlet: 1 in the speaker's state (France), 1 in"
        " the target's (Germany), 1 elsewhere, 2 unknown (n = 5). This shows where it was passed"
        " on, not at whom it was aimed."
    )
    assert sentences["at whom it was aimed", "S1"] == (
        "No addressee is coded for statement S1; at whom it was aimed is unknown."
    )
    aimed = said(relay(carried, [{**SAID, "addressee": "voters"}], OUTLETS))
    assert aimed["at whom it was aimed", "S1"] == "The coded addressee of statement S1 is: voters."


def test_ordinary_explanations_are_counted_and_none_is_ruled_out() -> None:
    result = relay(
        [
            item("A1", "a.example", credits="Agency", published="2020-03-11"),
            item("A2", "b.example", credits="agency", published="2020-03-20"),
            item("A3", "c.example", credits="Alpha"),
            item("A4", "d.example"),
        ],
        [SAID],
        OUTLETS,
    )
    carried = next(f for f in result.findings if f.message == "relay.count")
    assert [(i.explanation, i.status, i.why.split(" ")[0]) for i in carried.innocent] == [
        ("syndicated_wire", "plausible", "2"),
        ("single_feed", "supported", "1"),
        ("benign_automation", "supported", "1"),
        ("press_echo", "supported", "1"),
        ("breaking_news", "plausible", "Of"),
        ("organic", "not_examined", "Why"),
        ("selection", "plausible", "The"),
    ]
    bare = relay([item("A1", "a.example")], [SAID], OUTLETS)
    carried = next(f for f in bare.findings if f.message == "relay.count")
    assert {i.explanation for i in carried.innocent if i.status == "not_examined"} == {
        "syndicated_wire", "single_feed", "benign_automation", "press_echo", "breaking_news",
        "organic",
    }  # fmt: skip


def test_what_is_not_known_is_counted_by_statement() -> None:
    result = relay([item("A1", "b.example"), item("A2", "e.example")], [SAID], OUTLETS)
    assert rows(result.unknown, "what", "unknown", "of") == [
        ("published", 2, 2),
        ("language", 2, 2),
        ("outlet", 1, 2),
        ("outlet_kind", 1, 2),
        ("kind_basis_url", 2, 2),
        ("state", 1, 2),
        ("reliability", 2, 2),
        ("credits", 2, 2),
        ("keeps_attribution", 2, 2),
        ("full_text", 2, 2),
        ("credibility", 2, 2),
        ("addressee", 2, 2),
    ]


def test_one_statement_may_be_asked_for() -> None:
    both = [item("A1", "a.example"), {**item("A2", "b.example"), "statement": "S2"}]
    assert rows(relay(both, [SAID], OUTLETS, only="S2").tables["items"], "relay") == [("A2",)]
    none = relay(both, [SAID], OUTLETS, only=["S3"])
    assert list(said(none).values()) == ["No coded item passes on the statements asked for: S3."]


def test_no_item_is_not_enough_evidence() -> None:
    result = relay([], [SAID], OUTLETS)
    assert [(f.message, f.grade) for f in result.findings] == [
        ("relay.none", "not_enough_evidence")
    ]
    assert result.tables["items"].num_rows == 0


def test_without_outlets_and_statements_the_items_are_counted_all_the_same() -> None:
    sentences = said(relay([item("A1", "a.example", credits="Agency")]))
    assert list(sentences.values()) == [
        "1 coded item passes statement S1 on; number of hosts: 1.",
        "No item that passes on S1 carries a date.",
        "1 item that passes on S1 carries no date.",
        "No item of statement S1 can be compared with it in time: a date is missing or too coarse.",
        "Items that pass on S1, by kind of outlet: unknown 1 (n = 1).",
        "For 1 of the items that pass on S1 the kind of outlet rests on no coded address.",
        "For no item that passes on S1 is the language coded.",
        "For no item that passes on S1 is the state of the outlet known.",
        (
            "For statement S1 the state of the speaker or of the target is not coded, so the"
            " outlets cannot be set beside them."
        ),
        "No addressee is coded for statement S1; at whom it was aimed is unknown.",
        (
            "Items that pass on S1 and name a source: 1; most often: Agency 1. The statement is not"
            " coded, so the speaker cannot be told from other sources."
        ),
        (
            "Items that pass on S1 and say whose statement it is: 0; that do not: 0; not known: 1"
            " (n = 1)."
        ),
        "Of the items that pass on S1, 1 was not seen in full.",
        "No outlet is coded, so the items cannot be set beside the outlets that were looked at.",
        "For 1 item no coder is named; no agreement is measured.",
    ]
