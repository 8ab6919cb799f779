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
        "1 item is dated before statement S1 (10 March 2020), which it passes on: A1. Either date"
        " may be wrong, or the item passes on something else."
    )
    assert sentences["how many", "S1"] == (
        "1 item passes on S1 (Ministry of Trade, 10 March 2020); sites: 1."
    )


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
        "1 item that passes on S1 (10 March 2020) credits the speaker by name.",
        (
            "1 item that passes on S1 (10 March 2020) credits a name other than the speaker's:"
            " Alpha 1, beta 1, https 1."
        ),
        "1 item that passes on S1 (10 March 2020) names no source.",
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
        "2 of 4 coded outlets pass a statement on. The state is known for 3 of the 4; by state they"
        " are set side by side in a list, with the coded outlets as base."
    )


def test_where_it_went_is_not_at_whom_it_was_aimed() -> None:
    carried = [item(f"A{n}", f"{host}.example") for n, host in enumerate("abcde")]
    sentences = said(relay(carried, [SAID], OUTLETS))
    assert sentences["where it was passed on", "S1"] == (
        "Items that pass on S1 (10 March 2020), by the seat of the outlet: 1 in the speaker's state"
        " (France), 1 in the target's (Germany), 1 elsewhere, 2 unknown (n = 5). This shows where"
        " it was passed on, not at whom it was aimed."
    )
    assert sentences["at whom it was aimed", "S1"] == (
        "No addressee is coded for statement S1 (10 March 2020); at whom it was aimed is unknown."
    )
    aimed = said(relay(carried, [{**SAID, "addressee": "voters"}], OUTLETS))
    assert aimed["at whom it was aimed", "S1"] == (
        "The coded addressee of statement S1 (10 March 2020) is: voters."
    )


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
        ("excerpt_only", "plausible", "4"),
        ("organic", "not_examined", "Why"),
        ("selection", "plausible", "The"),
    ]
    bare = relay([item("A1", "a.example")], [SAID], OUTLETS)
    carried = next(f for f in bare.findings if f.message == "relay.count")
    assert {i.explanation for i in carried.innocent if i.status == "not_examined"} == {
        "syndicated_wire", "single_feed", "benign_automation", "press_echo", "breaking_news",
        "organic",
    }  # fmt: skip


def test_the_first_sentence_says_what_passes_what_on_and_what_was_not_seen() -> None:
    every = [
        item("A1", "a.example", language="fr", published="2020-03-11", keeps_attribution="yes"),
        item("A2", "d.example", language="en", keeps_attribution="no"),
        {**item("A3", "d.example", keeps_attribution="unknown"), "statement": "S2"},
    ]
    other = {"id": "S2", "speaker": "An office", "speech_act": "deny", "date": "2020-04"}
    sentences = list(said(relay(every, [SAID, other], OUTLETS)).items())
    assert sentences[:2] == [
        (
            ("how many", "all statements"),
            (
                "3 items on 2 sites, in 2 languages, pass on 2 statements: S1 (Ministry of Trade,"
                " 10 March 2020) 2, S2 (An office, April 2020) 1. Whose statement it is, is said in"
                " 1, was not seen in 1 and cannot be told in 1. 2 carry no date. 1 of the sites is"
                " of a kind that republishes the same material as others."
            ),
        ),
        (
            ("which statements", "all statements"),
            (
                "Items are coded for 2 of 2 coded statements, by An office and Ministry of Trade"
                " (act not coded 1, deny 1). 1 statement denies something; passed on: 1."
            ),
        ),
    ]


def test_statements_that_nobody_passes_on_are_the_base() -> None:
    rest = [{"id": f"S{n}", "speaker": "B", "speech_act": "deny"} for n in (2, 3)]
    sentences = said(relay([item("A1", "a.example")], [SAID, *rest], OUTLETS))
    assert sentences["which statements", "all statements"] == (
        "Items are coded for 1 of 3 coded statements, by Ministry of Trade (act not coded 1). 2"
        " statements deny something; of these, items are coded for 0. How widely the others were"
        " passed on was not looked at."
    )


def test_sites_that_republish_the_same_material_are_said_beside_each_count() -> None:
    own = [{**row, "state": "FRA"} for row in OUTLETS if row["host"] in ("a.example", "d.example")]
    both = [item("A1", "a.example"), item("A2", "d.example"), item("A3", "d.example")]
    sentences = said(relay(both, [SAID], own))
    feed = "2 of those in the speaker's state stand at sites of a kind that republishes the same"
    assert feed in sentences["where it was passed on", "S1"]
    assert sentences["which states", "S1"].endswith(
        "Of these items, at sites of a kind that republishes the same material: France 2."
    )
    assert sentences["reach in the state of the speaker", "S1"] == (
        "Coded outlets seated in the speaker's state (France): 2; with an item that passes on S1"
        " (10 March 2020): 2. 1 of the latter is of a kind that republishes the same material as"
        " others."
    )


def test_the_kinds_that_are_known_are_told_with_the_seats_of_those_looked_up() -> None:
    sentences = said(relay([item("A1", "a.example")], [SAID], OUTLETS))
    assert sentences["which kinds are known", "coded outlets"] == (
        "The kind is known for 4 of 4 coded outlets. For 1 of them a source for it was looked up;"
        " seats: France 1; seat not known: 0. Without a source a kind rests on the page itself or"
        " on common description."
    )


def test_addresses_that_end_alike_may_be_one_article() -> None:
    ends = {
        "A1": "https://a.example/2020/Ministry-says-that-trade-fell.html",
        "A2": "https://b.example/amp/ministry-says-that-trade-fell",
        "A3": "https://c.example/news/12345678901234567890123",
        "A4": "https://d.example/news/12345678901234567890123",
        "A5": "https://b.example/elsewhere/ministry-says-that-trade-fell/",
    }
    every = [{**item(name, url.split("/")[2]), "url": url} for name, url in ends.items()]
    assert said(relay(every, [SAID], OUTLETS))["one article at several sites", "S1"] == (
        "3 items that pass on S1 (10 March 2020), at different sites, have addresses that end"
        " alike: A1 (a.example) = A2 (b.example) = A5 (b.example). They may be copies of one"
        " article; each is counted."
    )
    alone = said(relay(every[2:], [SAID], OUTLETS))
    assert ("one article at several sites", "S1") not in alone


def test_questions_of_yes_or_no_are_counted_by_statement_and_kind_of_outlet() -> None:
    every = [item("A1", "a.example"), item("A2", "b.example"), item("A3", "c.example")]
    fields = [
        {"field": "reply", "kind": "yes_no", "description": "is there a reply."},
        {"field": "silent", "kind": "yes_no"},
        {"field": "word", "kind": "noun"},
    ]
    cells = [
        {"relay": "A1", "field": "reply", "value": "yes"},
        {"relay": "A2", "field": "reply", "value": "no"},
        {"relay": "A3", "field": "word", "value": "yes"},
        {"relay": "A9", "field": "silent", "value": "yes"},
    ]
    result = relay(every, [SAID], OUTLETS, cells, fields)
    told = {key: text for key, text in said(result).items() if key[0] == "what the items answer"}
    assert told == {
        ("what the items answer", "all statements reply"): (
            "Asked of each item: is there a reply. Yes in 1 of 3 items, no in 1. For 1 no answer is"
            " coded. Yes / no by statement: S1 (10 March 2020) 1 / 1; by kind of outlet: official"
            " 1 / 0, private 0 / 1."
        )
    }
    answers = [tuple(r.values()) for r in result.answers.to_pylist() if r["field"] == "reply"]
    assert answers == [
        ("reply", "S1", "aggregator", 0, 0, 1),
        ("reply", "S1", "official", 1, 0, 0),
        ("reply", "S1", "private", 0, 1, 0),
    ]


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
        "1 item passes on S1; sites: 1.",
        "No item that passes on S1 carries a date.",
        "1 item that passes on S1 carries no date.",
        "No item of statement S1 can be compared with it in time: a date is missing or too coarse.",
        "Items that pass on S1, by kind of outlet: unknown 1 (n = 1).",
        "For 1 of 1 items that pass on S1 the kind of outlet was not looked up.",
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
            "1 item passes on S1. Whose statement it is, is said in 0, was not seen in 0 and cannot"
            " be told in 1."
        ),
        "The 1 item that passes on S1 was not seen in full.",
        "No outlet is coded, so the items cannot be set beside the outlets that were looked at.",
        "For 1 item no coder is named; no agreement is measured.",
    ]
