import uuid

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actaverba.vocabulary.identity import digest_sql, digest_uuid

CONNECTION = duckdb.connect()


def by_sql(*fields: str | None) -> uuid.UUID:
    columns = [f"f{n}" for n in range(len(fields))]
    given_fields = ", ".join(f"?::varchar as {c}" for c in columns)
    query = f"select {digest_sql(columns)} from (select {given_fields})"
    row = CONNECTION.execute(query, list(fields)).fetchone()
    assert row is not None
    found = row[0]
    assert isinstance(found, uuid.UUID)
    return found


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (("relays", "1", "A001"), "b000fa79-419e-d1dc-282a-8cc036b147bb"),
        (("a", None), "90f1254f-f827-d659-0e78-01f3633736f7"),
    ],
)
def test_an_id_stays_what_it_is(fields: tuple[str | None, ...], expected: str) -> None:
    assert str(digest_uuid(*fields)) == expected


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


@given(st.lists(st.none() | TEXT, min_size=1, max_size=4))
def test_python_and_sql_give_the_same_id(fields: list[str | None]) -> None:
    assert by_sql(*fields) == digest_uuid(*fields)


@given(st.lists(st.none() | TEXT, max_size=3), st.lists(st.none() | TEXT, max_size=3))
def test_other_fields_have_another_id(one: list[str | None], other: list[str | None]) -> None:
    if one != other:
        composed = [repr(digest_uuid(*fields)) for fields in (one, other)]
        same_when_composed = list(map(nfc, one)) == list(map(nfc, other))
        assert (composed[0] == composed[1]) == same_when_composed


def nfc(text: str | None) -> str | None:
    import unicodedata

    return None if text is None else unicodedata.normalize("NFC", text)


def test_one_letter_written_in_two_ways_is_one_letter() -> None:
    assert digest_uuid("Vu\u010di\u0107") == digest_uuid("Vuc\u030cic\u0301")


def test_nothing_is_not_the_empty_text_and_borders_count() -> None:
    ids = {digest_uuid(), digest_uuid(None), digest_uuid(""), digest_uuid("", None),
           digest_uuid("ab", "c"), digest_uuid("a", "bc"), digest_uuid("abc"),
           digest_uuid("1:a"), digest_uuid("-")}  # fmt: skip
    assert len(ids) == 9
