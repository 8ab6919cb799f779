import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actaverba.vocabulary import hedges
from actaverba.vocabulary.codes import code_list

CONNECTION = duckdb.connect()
HEDGES = list(code_list("hedge").codes)


def by_sql(kind: str, *cells: object) -> tuple[object, ...] | None:
    low, high = hedges.interval_sql("v", "l", "h", "g")
    return CONNECTION.execute(
        f"select {low}, {high} from (select ?::{kind} v, ?::{kind} l, ?::{kind} h, ?::varchar g)",
        cells,
    ).fetchone()


@pytest.mark.parametrize(
    ("value", "low", "high", "hedge", "expected"),
    [
        ("100000", None, None, "exact", (100000.0, 100000.0)),
        ("100000", None, None, None, (100000.0, 100000.0)),
        ("100000", None, None, "about", (80000.0, 125000.0)),
        ("7", None, None, "at least", (7.0, 70.0)),
        ("7", "7", None, "at least", (7.0, 70.0)),
        ("7", None, None, "more than", (7.0, 70.0)),
        (None, "7", None, "more than", (7.0, 70.0)),
        ("50", None, None, "up to", (5.0, 50.0)),
        (None, None, "50", "up to", (5.0, 50.0)),
        (None, "200000", None, "vague", (200000.0, 1000000.0)),
        ("100000", None, None, "vague", (200000.0, 1000000.0)),
        ("100", "50", "400", "vague", (50.0, 400.0)),
        (None, "50", "400", None, (50.0, 400.0)),
        ("100", "50", None, "exact", (50.0, 100.0)),
        ("-20", None, None, "about", (-25.0, -16.0)),
        ("-20", None, None, "more than", (-200.0, -20.0)),
        (None, "-20", None, "at least", (-20.0, -2.0)),
        ("0", None, None, "about", (0.0, 0.0)),
        (None, "400", "50", None, (None, None)),
        ("CZE;POL", None, None, None, (None, None)),
        ("2025-05-28", None, None, None, (None, None)),
        ("nan", None, None, None, (None, None)),
        ("inf", None, None, None, (None, None)),
        ("1e999", None, None, "at least", (None, None)),
        ("1_000", None, None, "exact", (None, None)),
        ("1,000", None, None, "exact", (None, None)),
        (None, None, None, "vague", (None, None)),
    ],
)
def test_interval_of_a_printed_number(
    value: str | None,
    low: str | None,
    high: str | None,
    hedge: str | None,
    expected: tuple[object, object],
) -> None:
    assert hedges.interval(value, low, high=high, hedge=hedge) == expected
    assert by_sql("varchar", value, low, high, hedge) == expected


NUMBERS = st.none() | st.floats(allow_nan=True, allow_infinity=True) | st.integers(-1000, 1000)
TEXTS = (
    st.none()
    | st.integers().map(str)
    | st.floats().map(str)
    | st.text(alphabet="0123456789.eE+-_ ;'", max_size=6)
)


@given(NUMBERS, NUMBERS, NUMBERS, st.none() | st.sampled_from(HEDGES))
def test_function_and_sql_agree_on_numbers(
    value: float | None, low: float | None, high: float | None, hedge: str | None
) -> None:
    cells = [None if n is None else float(n) for n in (value, low, high)]
    expected = hedges.interval(cells[0], cells[1], high=cells[2], hedge=hedge)
    assert by_sql("double", *cells, hedge) == expected


@given(TEXTS, TEXTS, TEXTS, st.none() | st.sampled_from(HEDGES))
def test_function_and_sql_agree_on_texts(
    value: str | None, low: str | None, high: str | None, hedge: str | None
) -> None:
    expected = hedges.interval(value, low, high=high, hedge=hedge)
    assert by_sql("varchar", value, low, high, hedge) == expected


@given(st.floats(1e-9, 1e9), st.sampled_from(HEDGES))
def test_a_larger_number_has_a_higher_interval(value: float, hedge: str) -> None:
    low, high = hedges.interval(value, hedge=hedge)
    twice_low, twice_high = hedges.interval(2 * value, hedge=hedge)
    assert low is not None
    assert high is not None
    assert (twice_low, twice_high) == (2 * low, 2 * high)
