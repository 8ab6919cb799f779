"""Drift on small literal cases."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from actaverba.errors import BadSetting
from actaverba.methods.method import Result
from actaverba.methods.words.drift import drift
from actaverba.vocabulary.manifest import manifest
from actaverba.vocabulary.messages import render

Rows = list[dict[str, Any]]
FIELDS: Rows = [
    {"field": "shells", "kind": "quantity", "unit": "PIECES"},
    {"field": "states", "kind": "state_set"},
    {"field": "word", "kind": "noun"},
]


def relay(name: str, **more: str) -> dict[str, Any]:
    plain = {"id": name, "statement": "S1", "host": "a.example", "url": "https://a.example/x"}
    return {**plain, "language": "en", **more}


def number(name: str, value: str, hedge: str = "exact", **more: str) -> dict[str, Any]:
    low = {"low": value} if hedge == "vague" else {"value": value}
    plain = {"relay": name, "field": "shells", "printed": f"{hedge} {value}", "hedge": hedge}
    return {**plain, **low, "unit": "PIECES", **more}


def states(name: str, value: str) -> dict[str, Any]:
    return {"relay": name, "field": "states", "value": value}


def run(cells: Rows, *, extra: tuple[str, ...] = (), **settings: Any) -> Result:
    names = dict.fromkeys([c["relay"] for c in cells] + list(extra))
    return drift([relay(n) for n in names], cells, FIELDS, **settings)


def where(result: Result) -> dict[str, list[str | None]]:
    found = defaultdict(list)
    for row in result.placement.to_pylist():
        found[row["relay"]].append(row["family"])
    return dict(found)


def told(result: Result) -> list[str]:
    messages = manifest("drift").messages
    return [render(messages[f.message], f.params) for f in result.findings]


def test_families_of_numbers_with_hedges() -> None:
    cells = [
        number("A", "100"), number("B", "100", "about"), number("C", "100"),
        number("D", "1000"), number("E", "1000"), number("F", "5000"),
    ]  # fmt: skip
    result = run(cells, extra=("G",))
    assert where(result) == {
        "A": ["S1/1"], "B": ["S1/1"], "C": ["S1/1"], "D": ["S1/2"], "E": ["S1/2"],
        "F": [None], "G": [None],
    }  # fmt: skip
    assert result.telling_fields.to_pylist() == [
        {
            "statement": "S1", "family_a": "S1/1", "family_b": "S1/2", "field": "shells",
            "words_a": "exact 100 (100)", "items_a": 3,
            "words_b": "exact 1000 (1\u202f000)", "items_b": 2, "splits": True,
        }
    ]  # fmt: skip
    reasons = {r["relay"]: r["reason"] for r in result.placement.to_pylist()}
    assert (reasons["F"], reasons["G"]) == ("rare", "silent")


def test_families_are_counted_and_said_in_words() -> None:
    cells = [
        number("A", "100"), number("B", "100"), number("C", "1000"), number("D", "1000"),
        number("E", "100"), number("E", "1000"),
    ]  # fmt: skip
    names = "ABCDEF"
    said = {"id": "S1", "date": "2020-05-29", "speaker": "A ministry"}
    result = drift([relay(n) for n in names], cells, FIELDS, None, [said])
    assert told(result)[0] == (
        "Of 6 items that pass on S1 (A ministry, 29 May 2020), 5 can be sorted by what they print,"
        " into 2 versions: 3 print shells: exact 100 (S1/1); 3 print shells: exact 1000 (S1/2). 1"
        " item prints several versions and is counted in each. The other item prints too little or"
        " fits several."
    )
    assert (
        "1 of 6 items that pass on S1 (29 May 2020) stands in no family. 1 prints none of the"
        " fields."
    ) in told(result)


def test_families_that_print_a_field_alike_are_not_told_apart_by_it() -> None:
    few = [number(n, "100", printed="сто" if n < "H" else "a hundred") for n in "ABCDEFGHIJ"]
    many = [number(n, "900") for n in "KLMNO"]
    sets = [states(n, "FRA" if n < "F" else "DEU") for n in "ABCDEFGHIJKLMNO"]
    relays = [relay(n, language="ru" if n < "H" else "en") for n in "ABCDEFGHIJKLMNO"]
    result = drift(relays, [*few, *many, *sets], FIELDS)
    assert [r["description"] for r in result.families.to_pylist()] == [
        "shells: сто (100), states: France",
        "shells: a hundred (100), states: Germany",
        "shells: exact 900 (900), states: Germany",
    ]
    assert [t for t in told(result) if "separates" in t] == [
        (
            "Among the items that pass on S1, the field shells separates S1/1 and S1/2 from S1/3."
            " The former: a hundred (100); the latter: exact 900 (900)."
        ),
        (
            "Among the items that pass on S1, the field states separates S1/1 from S1/2 and S1/3."
            " The former: France; the latter: Germany."
        ),
    ]


def test_what_differs_in_three_ways_is_listed() -> None:
    cells = [number(n, str(10 ** (2 + "ABCDEF".index(n) // 2))) for n in "ABCDEF"]
    (said,) = [t for t in told(run(cells)) if "separates" in t]
    assert said == (
        "The field shells separates families of items that pass on S1: S1/1: exact 100 (100);"
        " S1/2: exact 1000 (1\u202f000); S1/3: exact 10000 (10\u202f000)."
    )


def test_an_item_of_two_values_stands_in_two_families() -> None:
    cells = [
        number("A", "100"), number("B", "100"), number("C", "1000"), number("D", "1000"),
        number("E", "100"), number("E", "1000"),
    ]  # fmt: skip
    result = run(cells)
    assert where(result)["E"] == ["S1/1", "S1/2"]
    assert any("prints values of two families and stands in both: E." in t for t in told(result))


def test_a_hedge_that_fits_two_versions_is_not_placed() -> None:
    cells = [number(n, "100") for n in "ABC"] + [number(n, "200", "vague") for n in "DEF"]
    result = run([*cells, number("G", "100", "more than")])
    row = result.placement.to_pylist()[-1]
    assert (row["family"], row["reason"]) == (None, "several")
    assert row["why"] == "fits several families (S1/1 and S1/2); prints shells: more than 100"


def test_words_without_a_number_are_counted_and_not_compared() -> None:
    cells = [number("A", "100"), number("B", "100")]
    vague = {"relay": "C", "field": "shells", "printed": "large batches", "hedge": "vague"}
    result = run([*cells, vague])
    assert where(result) == {"A": ["S1/1"], "B": ["S1/1"], "C": [None]}
    row = next(r for r in result.missing.to_pylist() if r["field"] == "shells")
    assert (row["stating"], row["unmeasured"], row["silent"]) == (3, 1, 0)
    assert result.placement.to_pylist()[2]["reason"] == "unmeasured"


def test_numbers_in_different_units_are_not_compared() -> None:
    cells = [
        number(n, "100", unit=u) for n, u in zip("ABCD", ["EUR", "EUR", "USD", "USD"], strict=True)
    ]
    result = run(cells)
    fields = [row["field"] for row in result.versions.to_pylist()]
    assert fields == ["shells (EUR)", "shells (USD)"]
    assert any("printed in several units" in text for text in told(result))


def test_a_field_that_few_print_does_not_shatter_families() -> None:
    cells = [number(n, "100") for n in "ABCDEFGHIJ"] + [number(n, "900") for n in "KLMNOPQRST"]
    few = [states("A", "FRA"), states("B", "DEU"), states("C", "DEU")]
    result = run([*cells, *few])
    assert {f for families in where(result).values() for f in families} == {"S1/1", "S1/2"}
    assert any("states 3" in text for text in told(result))


def test_versions_that_a_family_mixes_are_said() -> None:
    cells = [number(n, "100") for n in "ABCDEFGHIJ"] + [number(n, "900") for n in "KLMNOPQRST"]
    some = [states(n, "FRA") for n in "AB"] + [states(n, "DEU") for n in "CD"]
    result = run([*cells, *some], coverage=0.1)
    assert {f for families in where(result).values() for f in families} == {"S1/1", "S1/2"}
    assert (
        "Items of family S1/1 print several versions of states: France / Germany (n = 4 of its 10"
        " items). It was not split by this field, since too few of its items could then be"
        " placed."
    ) in told(result)


def test_sets_alone() -> None:
    cells = [states(n, "FRA;DEU") for n in "ABC"] + [states(n, "CHN") for n in "DE"]
    result = run([*cells, states("F", "FRA;DEU;ITA")])
    assert where(result) == {
        "A": ["S1/1"], "B": ["S1/1"], "C": ["S1/1"], "D": ["S1/2"], "E": ["S1/2"],
        "F": ["S1/1"],
    }  # fmt: skip


def test_a_case_without_fields_to_compare() -> None:
    cells = [{"relay": "A", "field": "word", "printed": "rockets"}]
    result = drift([relay("A"), relay("B")], cells, FIELDS[2:])
    assert where(result) == {"A": [None], "B": [None]}
    first = result.findings[0]
    assert (first.message, first.grade) == ("families.no_fields", "not_enough_evidence")
    assert [r["version"] for r in result.versions.to_pylist()] == ["rockets"]


def test_nothing_at_all() -> None:
    result = drift([], [], [])
    assert [f.message for f in result.findings] == ["families.no_items"]


def test_each_prints_its_own() -> None:
    result = run([number("A", "1"), number("B", "10"), number("C", "100")])
    assert result.findings[0].message == "families.none"
    assert {r["reason"] for r in result.placement.to_pylist()} == {"no_family"}


def test_one_source_credited_for_two_versions() -> None:
    cells = [number(n, "100") for n in "AB"] + [number(n, "1000") for n in "CD"]
    relays = [relay(n, credits="Agency" if n in "AC" else "Other") for n in "ABCD"]
    result = drift(relays, cells, FIELDS)
    found = [f for f in result.findings if f.message == "credits.both"]
    assert [(f.subject, f.params["families"]) for f in found] == [
        ("S1 Agency", ["S1/1", "S1/2"]), ("S1 Other", ["S1/1", "S1/2"]),
    ]  # fmt: skip
    status = {i.explanation: i.status for i in found[0].innocent}
    assert status["source_edited"] == "plausible"


def test_statements_stand_for_themselves() -> None:
    relays = [relay(n, statement=s) for n, s in zip("ABCD", ["S1", "S1", "S2", "S2"], strict=True)]
    result = drift(relays, [number(n, "100") for n in "ABCD"], FIELDS)
    assert where(result) == {"A": ["S1/1"], "B": ["S1/1"], "C": ["S2/1"], "D": ["S2/1"]}


@pytest.mark.parametrize(
    ("field", "what"), [("shels", "no field is called 'shels'"), ("word", "word is of kind noun")]
)
def test_fields_that_cannot_be_compared_are_refused(field: str, what: str) -> None:
    with pytest.raises(BadSetting, match=what):
        run([number("A", "100")], fields=[field])
