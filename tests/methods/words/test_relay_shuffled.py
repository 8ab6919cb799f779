"""Neither the order of the rows nor the names of states and hosts may change what is found."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from actaverba.methods.words.relay import relay
from actaverba.vocabulary.dates import span

STATES = ("FRA", "DEU", "")
RENAMED = {"FRA": "JPN", "DEU": "BRA"}
HOSTS = ("a.example", "b.example", "c.example")

items = st.lists(
    st.fixed_dictionaries(
        {
            "statement": st.sampled_from(("S1", "S2", "S3")),
            "host": st.sampled_from((*HOSTS, "uncoded.example")),
            "published": st.sampled_from(("", "2020", "2020-01", "2020-01-01", "2020-01-03")),
            "language": st.sampled_from(("", "fr", "de")),
            "credits": st.sampled_from(("", "Alpha", "Office; Beta", "Gamma;Alpha")),
            "keeps_attribution": st.sampled_from(("", "yes", "no", "unknown")),
            "url": st.just("https://example.org/"),
        }
    ),
    min_size=1,
    max_size=8,
).map(lambda rows: [{**row, "id": f"A{n:02d}"} for n, row in enumerate(rows)])

outlets = st.lists(
    st.fixed_dictionaries(
        {
            "outlet": st.sampled_from(("Alpha", "Beta", "")),
            "state": st.sampled_from(STATES),
            "kind": st.sampled_from(("private", "aggregator", "unknown")),
            "kind_basis": st.just("seen"),
            "languages": st.sampled_from(("", "fr", "fr;de")),
        }
    ),
    min_size=3,
    max_size=3,
).map(lambda rows: [{**row, "host": HOSTS[n]} for n, row in enumerate(rows)])

said = st.tuples(st.sampled_from(STATES), st.sampled_from(STATES)).map(
    lambda sides: [
        {"id": name, "speaker": "Office of Trade", "date": date, "speaker_state": sides[0],
         "target_state": sides[1]}
        for name, date in (("S1", "2020-01-02"), ("S2", ""))
    ]
)  # fmt: skip


class Typed(list[dict[str, Any]]):
    """Rows as a method gets them: the typed table's `to_pylist`, without its cost."""

    def to_pylist(self) -> list[dict[str, Any]]:
        return list(self)


def typed(rows: list[dict[str, str]], date: str) -> Typed:
    """Unknown cells as null, each date with its days, and a row id that stays with the row."""
    made = Typed()
    for number, row in enumerate(rows):
        cells: dict[str, Any] = {name: cell or None for name, cell in row.items()}
        days = span(row[date]) if row.get(date) else (None, None, None)
        ends = (f"{date}_earliest", f"{date}_latest", f"{date}_precision")
        cells |= dict(zip(ends, days, strict=True))
        made.append({**cells, "row_id": f"{number:04d}"})
    return made


DATES = ("published", "date", "")


def found(*given_rows: list[Any]) -> Any:
    """The tables and findings of the plain function, from relays, statements and outlets."""
    tables, findings = relay.__wrapped__(
        *given_rows, only=(), copying_kinds=("aggregator",), feed_kinds=("mirror_network",)
    )
    return {name: list(rows) for name, rows in tables.items()}, findings


@given(items, said, outlets, st.integers(0, 1000))
def test_shuffled_rows_give_the_same_result(
    relays: list[Any], statements: list[Any], coded: list[Any], seed: int
) -> None:
    chance = random.Random(seed)
    given_rows = [*map(typed, (relays, statements, coded), DATES)]
    shuffled = [Typed(chance.sample(rows, len(rows))) for rows in given_rows]
    assert found(*shuffled) == found(*given_rows)


@given(items, said, outlets)
def test_renamed_states_and_hosts_are_followed(
    relays: list[Any], statements: list[Any], coded: list[Any]
) -> None:
    def renamed(row: dict[str, str]) -> dict[str, str]:
        new = {k: RENAMED.get(v, v) for k, v in row.items()}
        return {**new, "host": f"new-{row['host']}"} if "host" in row else new

    every = (relays, statements, coded)
    _, before = found(*map(typed, every, DATES))
    _, after = found(*map(typed, ([renamed(row) for row in rows] for rows in every), DATES))
    told = [
        [(f.question, f.subject, f.message, f.value, f.n, [i.status for i in f.innocent])
         for f in findings]
        for findings in (before, after)
    ]  # fmt: skip
    assert told[0] == told[1]


@given(items, said, outlets)
def test_no_item_is_lost(relays: list[Any], statements: list[Any], coded: list[Any]) -> None:
    result, _ = found(*map(typed, (relays, statements, coded), DATES))
    sums = {
        name: sum(row["relays"] for row in result[name])
        for name in ("by_kind", "by_language", "by_state", "attribution")
    }
    assert sums == dict.fromkeys(sums, len(relays))
    reach = [row for row in result["reach"] if row["dimension"] == "state"]
    assert sum(row["relays"] for row in reach) == len(relays)
    assert sum(row["coded_hosts"] for row in reach) == len(coded)
