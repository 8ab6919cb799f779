"""Ids and hashes of rows: the same in SQL as in Python, and only of what a row says."""

from __future__ import annotations

import unicodedata

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actaverba.engine import sql
from actaverba.engine.validate import digest_columns, digest_of
from actaverba.vocabulary.identity import SCHEMA_VERSION, digest_sql, digest_uuid
from actaverba.vocabulary.schema import table as named
from tests.case.taking import checked

CONNECTION = duckdb.connect()
# DuckDB holds no lone surrogates; and characters newer than its Unicode tables it leaves alone.
KNOWN = (
    *range(0x250), 0x301, 0x308, 0x323, 0xAC00, 0x1100, 0x1161, 0x212B, 0x2126, 0xFB01, 0xFEFF,
    0x202E, 0x1F600, 0x1D15E, 0x10FFFF, 0xFDD0,
)  # fmt: skip
TEXT = st.text(st.sampled_from(list(map(chr, KNOWN))), max_size=12)


@given(st.lists(st.none() | TEXT, min_size=1, max_size=5))
def test_an_id_is_the_same_in_python_and_in_sql(fields: list[str | None]) -> None:
    columns = ", ".join(f"?::VARCHAR as c{n}" for n in range(len(fields)))
    expression = digest_sql([f"c{n}" for n in range(len(fields))])
    row = CONNECTION.execute(f"select {expression} from (select {columns})", fields).fetchone()
    assert row == (digest_uuid(*fields),)


@given(st.text(max_size=30))
def test_any_text_that_the_database_takes_has_the_same_id(field: str) -> None:
    try:
        field.encode()
    except UnicodeEncodeError:
        return
    row = CONNECTION.execute(f"select {digest_sql(['c'])} from (select ? as c)", [field]).fetchone()
    assert row == (digest_uuid(field),)


@given(st.lists(st.none() | TEXT, min_size=1, max_size=4), st.lists(st.none() | TEXT, max_size=4))
def test_other_fields_have_another_id(one: list[str | None], two: list[str | None]) -> None:
    def composed(fields: list[str | None]) -> list[str | None]:
        return [None if f is None else unicodedata.normalize("NFC", f) for f in fields]

    assert (digest_uuid(*one) == digest_uuid(*two)) == (composed(one) == composed(two))


def test_nothing_is_not_the_empty_text_and_borders_count() -> None:
    different = [(None,), ("",), ("-",), ("0:",), ("a", "b"), ("ab",), ("ab", ""), ("ab", None)]
    assert len({digest_uuid(*fields) for fields in different}) == len(different)


RELAYS = "id,statement,host,url\nA1,S1,a.org,https://a.org/1\n"


def test_what_stands_behind_a_nul_counts() -> None:
    one, two = ("id,platform,text\np1,x,é\0" + end + "\n" for end in "ab")
    assert rows("posts", one)[0]["text"] == "é\0a"
    assert rows("posts", one)[0]["row_hash"] != rows("posts", two)[0]["row_hash"]


def rows(table: str, text: str, dataset: str = "d") -> list[dict[str, object]]:
    con = sql.workbench()
    made = checked(con, table, text, dataset=dataset)
    assert made.refused == ()
    cursor = con.execute(f"select * from ({made.good}) order by line")
    names = [d[0] for d in cursor.description or ()]
    return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]


def test_the_id_of_a_row_is_of_what_names_it() -> None:
    (row,) = rows("relays", RELAYS)
    assert row["row_id"] == digest_uuid("relays", SCHEMA_VERSION, "d", "A1")


def test_the_hash_of_a_row_is_of_all_it_says() -> None:
    (row,) = rows("relays", RELAYS)
    says = {"id": "A1", "statement": "S1", "host": "a.org", "url": "https://a.org/1"}
    cells = [says.get(c) for c in named("relays").names]
    assert row["row_hash"] == digest_uuid("relays", SCHEMA_VERSION, *cells)


def test_numbers_are_hashed_as_they_are_stored() -> None:
    head = "relay,field,printed,low\n"
    one, two, other = (
        rows("relay_fields", f"{head}A1,shells,many,{n}\n")[0]["row_hash"]
        for n in ("100", "1e2", "101")
    )
    assert one == two
    assert one != other


def test_the_dataset_is_part_of_a_case_row_and_not_of_a_post() -> None:
    assert rows("relays", RELAYS)[0]["row_id"] != rows("relays", RELAYS, "e")[0]["row_id"]
    post = "id,platform\np1,telegram\n"
    (one,), (two,) = rows("posts", post), rows("posts", post, "e")
    assert one["row_id"] == two["row_id"] == digest_uuid("posts", SCHEMA_VERSION, "telegram", "p1")


def test_rows_without_a_name_have_their_occurrence() -> None:
    share = "u,a,1,5\n"
    found = rows("shares", "object_id,account_id,content_id,t\n" + share * 3)
    (row_hash,) = {r["row_hash"] for r in found}
    start = ("shares", SCHEMA_VERSION, "d") if named("shares").scope == "dataset" else (
        "shares", SCHEMA_VERSION)  # fmt: skip
    assert [r["row_id"] for r in found] == [
        digest_uuid(*start, str(row_hash), str(n)) for n in (1, 2, 3)
    ]


@pytest.mark.parametrize("column", ["published", "published_time_utc", "language", "note", "url"])
def test_an_optional_cell_may_be_empty(column: str) -> None:
    text = "id,statement,host,url,published,published_time_utc,language,note\n"
    (row,) = rows("relays", text + "A1,S1,a.org,https://a.org/1,,,,\n")
    assert row[column] is None or column == "url"


def test_an_empty_instant_and_an_empty_whole_number_are_no_errors() -> None:
    (post,) = rows("posts", "id,platform,published\np1,telegram,\n")
    assert (post["published"], post["published_t"]) == (None, None)


@given(st.lists(st.integers(0, 2**128 - 1), max_size=20))
def test_the_digest_of_a_table_is_the_sum_of_its_hashes(numbers: list[int]) -> None:
    import uuid

    CONNECTION.execute("create or replace table h (h UUID)")
    if numbers:
        CONNECTION.executemany("insert into h values (?)", [[uuid.UUID(int=n)] for n in numbers])
    row = CONNECTION.execute(f"select {digest_columns('h')} from h").fetchone()
    assert row is not None
    assert digest_of(*row) == sum(numbers) % 2**128
