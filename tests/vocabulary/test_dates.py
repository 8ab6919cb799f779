from datetime import date

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actaverba.errors import InputError
from actaverba.vocabulary import dates

CONNECTION = duckdb.connect()
COLUMNS = ", ".join((dates.valid_sql("x"), *dates.parts_sql("x")))
QUERY = f"select {COLUMNS} from (select ?::varchar as x)"


def by_sql(text: str | None) -> tuple[object, ...] | None:
    return CONNECTION.execute(QUERY, [text]).fetchone()


def by_function(text: str) -> tuple[object, ...]:
    if not dates.is_date(text):
        return (False, None, None, None)
    return (True, *dates.span(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025", (date(2025, 1, 1), date(2025, 12, 31), "year")),
        ("2024-02", (date(2024, 2, 1), date(2024, 2, 29), "month")),
        ("1900-02", (date(1900, 2, 1), date(1900, 2, 28), "month")),
        ("2025-05-29", (date(2025, 5, 29), date(2025, 5, 29), "day")),
        ("0001", (date(1, 1, 1), date(1, 12, 31), "year")),
        ("9999-12", (date(9999, 12, 1), date(9999, 12, 31), "month")),
    ],
)
def test_a_date_is_the_days_it_may_mean(text: str, expected: tuple[object, ...]) -> None:
    assert dates.span(text) == expected
    assert by_sql(text) == (True, *expected)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2025-02-30", "2025-02 has 28 days"),
        ("2025-13", "there is no month 13"),
        ("2025-00-01", "there is no month 0"),
        ("2025-01-00", "2025-01 has 31 days"),
        ("0000", "there is no year 0"),
        ("0000-01-01", "there is no year 0"),
        ("2025-5", "it has another shape"),
        ("2025-05-29 ", "it has another shape"),
        ("2025\n", "it has another shape"),
        ("٢٠٢٥", "it has another shape"),
        ("-2025", "it has another shape"),
        ("12025", "it has another shape"),
        ("", "it has another shape"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(InputError) as refused:
        dates.span(text)
    assert refused.value.what == f"{text!r} is not a date: {why}"
    assert by_sql(text) == (False, None, None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("29.05.2025", "Write 2025-05-29."),
        ("29/5/2025", "Write 2025-05-29."),
        ("05/06/2025", dates.CURE),
        ("30.02.2025", dates.CURE),
        ("yesterday", dates.CURE),
    ],
)
def test_the_cure_turns_a_date_round_only_where_that_is_safe(text: str, expected: str) -> None:
    assert dates.cure(text) == expected


def test_nothing_is_neither_valid_nor_invalid() -> None:
    assert by_sql(None) == (None, None, None, None)


DATE_LIKE = st.one_of(
    st.dates().map(lambda d: d.isoformat()),
    st.tuples(st.dates(), st.sampled_from([4, 7])).map(lambda pair: pair[0].isoformat()[: pair[1]]),
    st.from_regex(r"[0-2][0-9]{3}(-[0-3][0-9]){0,3}", fullmatch=True),
    st.text(alphabet="0123456789-', \n", max_size=11),
)


@given(DATE_LIKE)
def test_function_and_sql_agree(text: str) -> None:
    assert by_sql(text) == by_function(text)


@given(st.dates())
def test_every_day_is_itself(day: date) -> None:
    assert dates.span(day.isoformat()) == (day, day, "day")
