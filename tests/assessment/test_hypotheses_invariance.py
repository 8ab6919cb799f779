"""Neither the order of the rows nor names change what is found; exchanged ratings exchange sums."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from actaverba.assessment.hypotheses import hypotheses
from actaverba.vocabulary.manifest import manifest

NAMES = ("H1", "H2", "H3")
ITEMS = ("deeds:D1", "deeds:D2", "deeds:D3", "statements:S1")
OTHER = {"H1": "Z9", "H2": "M5", "H3": "A1"}
LETTERS = ("CC", "C", "N", "I", "II", "NA")


class Typed(list[dict[str, Any]]):
    """Rows as a method gets them: the typed table's `to_pylist`, without its cost."""

    def to_pylist(self) -> list[dict[str, Any]]:
        return list(self)


def typed(rows: list[dict[str, Any]]) -> Typed:
    return Typed({**row, "row_id": f"{n:04d}"} for n, row in enumerate(rows))


DEEDS = typed([{"id": f"D{n}", "url": f"https://{h}/"} for n, h in enumerate("aab", 1)])
STATEMENTS = typed([{"id": "S1", "host": "b", "speaker": "Office"}])
GRADES = [{"place": 1, "target": "outlets:a", "scale": "reliability", "code": "A"}]

ratings = st.lists(
    st.fixed_dictionaries(
        {
            "hypothesis": st.sampled_from(NAMES),
            "evidence": st.sampled_from(ITEMS),
            "rating": st.sampled_from(LETTERS),
            "by": st.sampled_from(("ab", "cd")),
            "at": st.sampled_from(("", "2024", "2024-01-02")),
            "revision": st.sampled_from((None, 1)),
        }
    ),
    min_size=1,
    max_size=30,
)
# Every cell filled, so that something is compared.
full = st.lists(st.sampled_from(LETTERS), min_size=12, max_size=12).map(
    lambda letters: [
        {"hypothesis": h, "evidence": e, "rating": letters[n * 3 + m], "by": "ab", "at": ""}
        for n, e in enumerate(ITEMS)
        for m, h in enumerate(NAMES)
    ]
)


def found(rated: Typed, names: tuple[str, ...] = NAMES) -> Any:
    listed = typed([{"id": h, "text": "a text"} for h in names])
    tables, findings = hypotheses.__wrapped__(
        listed, rated, STATEMENTS, Typed(), DEEDS, Typed(), Typed(), Typed(), Typed(GRADES),
        blanks="leave-out",
    )  # fmt: skip
    return {name: list(rows) for name, rows in tables.items()}, findings


@given(st.one_of(ratings, full), st.integers(0, 1000))
def test_shuffled_rows_give_the_same_result(rated: list[Any], seed: int) -> None:
    rows = typed(rated)
    shuffled = Typed(random.Random(seed).sample(rows, len(rows)))
    assert found(shuffled) == found(rows)


@given(st.one_of(ratings, full))
def test_other_names_of_hypotheses_change_names_only(rated: list[Any]) -> None:
    renamed = [{**r, "hypothesis": OTHER[r["hypothesis"]]} for r in rated]
    before, said = found(typed(rated))
    after, said_after = found(typed(renamed), tuple(OTHER[h] for h in NAMES))
    back = {new: old for old, new in OTHER.items()}
    scores = [{**r, "hypothesis": back[r["hypothesis"]]} for r in after["scores"]]
    assert sorted(scores, key=str) == sorted(before["scores"], key=str)
    kept = ("diagnosticity", "spread", "weight", "counts", "changes_first", "evidence")
    told = [[{k: r[k] for k in kept} for r in t["items"]] for t in (before, after)]
    assert told[0] == told[1]
    values = [sorted((f.question, f.value or 0, f.n or 0, f.grade) for f in s)
              for s in (said, said_after)]  # fmt: skip
    assert values[0] == values[1]


@given(full)
def test_exchanged_ratings_exchange_the_sums(rated: list[Any]) -> None:
    swap = {"H1": "H2", "H2": "H1", "H3": "H3"}
    exchanged = [{**r, "hypothesis": swap[r["hypothesis"]]} for r in rated]
    before, _ = found(typed(rated))
    after, _ = found(typed(exchanged))
    scores = [{r["hypothesis"]: {**r, "hypothesis": ""} for r in t["scores"]}
              for t in (before, after)]  # fmt: skip
    assert scores[1] == {swap[h]: row for h, row in scores[0].items()}
    apart = [{r["evidence"]: r["diagnosticity"] for r in t["items"]} for t in (before, after)]
    assert apart[0] == apart[1]


@given(full)
def test_turning_the_order_turns_it(rated: list[Any]) -> None:
    """The items that are said to hold two hypotheses apart do; one fewer would not do."""
    before, _ = found(typed(rated))
    for turn in before["turns"]:
        items = [i for i in turn["items"].split(";") if i]
        for left_out, is_level in ((items, True), (items[:-1], False)):
            rest = typed([r for r in rated if r["evidence"] not in left_out])
            if not rest:
                continue
            sums = {r["hypothesis"]: r["marks"] for r in found(rest)[0]["scores"]}
            gap = sums[turn["hypothesis"]] - sums[turn["level_with"]]
            assert (gap <= 0) is is_level


@given(st.one_of(ratings, full))
def test_what_is_said_can_be_printed(rated: list[Any]) -> None:
    from actaverba.case.findings import text

    version = manifest("hypotheses").version

    for finding in found(typed(rated))[1]:
        assert text("hypotheses", finding.message, finding.params, version) != finding.message
        assert replace(finding) == finding
