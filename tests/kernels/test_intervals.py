from hypothesis import given
from hypothesis import strategies as st

from actaverba.kernels.intervals import Span, number_versions

EXACT = Span(1_000_000, 1_000_000, closed_low=True, closed_high=True)
ABOUT = Span(800_000, 1_250_000)
MORE = Span(1_000_000, 10_000_000, closed_low=True)
MILLIONS = Span(2_000_000, 10_000_000)
HUNDREDS = Span(200_000, 1_000_000)


def test_an_exact_number_and_about_it_are_one_version() -> None:
    assert number_versions([EXACT, ABOUT], [3, 2], least=2) == [1, 1]


def test_ends_that_only_touch_do_not_overlap() -> None:
    assert number_versions([HUNDREDS, EXACT, MILLIONS], [4, 3, 2], least=2) == [1, 2, 4]


def test_a_bound_fits_the_number_it_names_and_what_it_overlaps() -> None:
    assert number_versions([EXACT, MORE, MILLIONS], [5, 2, 4], least=2) == [1, 3, 2]


def test_an_open_bound_only_touches_the_number_it_names() -> None:
    bound = Span(1_000_000, 10_000_000)
    assert number_versions([EXACT, bound, MILLIONS], [7, 2, 4], least=2) == [1, 2, 2]


def test_a_wide_interval_does_not_weld_two_numbers() -> None:
    wide, small, large = Span(1, 100), Span(10, 10), Span(50, 50)
    assert number_versions([wide, small, large], [9, 3, 2], least=2) == [3, 1, 2]


def test_what_few_print_is_no_version() -> None:
    assert number_versions([EXACT, Span(5, 5)], [3, 1], least=2) == [1, 0]


def test_exact_numbers_nearer_than_rounding_are_one() -> None:
    numbers = [Span(858, 858), Span(855, 855), Span(908, 908)]
    assert number_versions(numbers, [3, 2, 2], least=2, rounding=1.05) == [1, 1, 2]
    assert number_versions(numbers, [3, 2, 2], least=2) == [1, 2, 4]


def test_rounding_does_not_reach_its_own_ratio() -> None:
    assert number_versions([Span(20, 20), Span(21, 21)], [3, 2], least=2, rounding=1.05) == [1, 2]


def test_nothing_and_zero() -> None:
    assert number_versions([], [], least=2) == []
    assert number_versions([Span(0, 0), Span(5, 5)], [2, 3], least=2) == [2, 1]


spans = st.lists(
    st.tuples(st.integers(1, 60), st.integers(0, 60), st.booleans(), st.integers(1, 9)),
    min_size=1, max_size=12, unique_by=lambda t: t[:3],
)  # fmt: skip


def made(rows: list[tuple[int, int, bool, int]], scale: float) -> tuple[list[Span], list[int]]:
    found = [Span(low * scale, (low + more) * scale, closed_low=c) for low, more, c, _ in rows]
    return found, [weight for *_, weight in rows]


@given(spans, st.sampled_from([7, 1e-6, 1e9]), st.integers(1, 4))
def test_scale_changes_nothing(
    rows: list[tuple[int, int, bool, int]], by: float, least: int
) -> None:
    plain, weights = made(rows, 1)
    scaled, _ = made(rows, by)
    found = number_versions(plain, weights, least=least, rounding=1.05)
    assert number_versions(scaled, weights, least=least, rounding=1.05) == found


@given(spans, st.randoms(use_true_random=False))
def test_order_changes_nothing(rows: list[tuple[int, int, bool, int]], chance: object) -> None:
    plain, weights = made(rows, 1)
    found = dict(zip(rows, number_versions(plain, weights, least=2), strict=True))
    mixed = list(rows)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    again = number_versions(*made(mixed, 1), least=2)
    assert dict(zip(mixed, again, strict=True)) == found


@given(spans)
def test_a_number_that_all_may_mean_is_one_version(
    rows: list[tuple[int, int, bool, int]],
) -> None:
    around = [Span(50 - low / 2, 50 + more + 1) for low, more, _, _ in rows]
    assert number_versions(around, [2] * len(around), least=2) == [1] * len(around)
