from actaverba.kernels.families import Pattern, find_families


def where(patterns: dict[Pattern, int], *, keep: float = 0.5) -> list[tuple[int, ...]]:
    found = find_families(list(patterns), list(patterns.values()), least=2, keep=keep, slip=0.05)
    return [placing.families for placing in found.placings]


def test_two_versions_are_two_families() -> None:
    assert where({((1,),): 4, ((2,),): 3}) == [(0,), (1,)]


def test_one_version_is_one_family_without_the_slip_of_one() -> None:
    assert where({((1,),): 4, ((0,),): 1}) == [(0,), ()]


def test_silence_speaks_neither_for_nor_against() -> None:
    patterns: dict[Pattern, int] = {
        ((1,), (1,)): 4, ((2,), (2,)): 4, ((), (2,)): 1, ((), ()): 3,
    }  # fmt: skip
    assert where(patterns) == [(0,), (1,), (1,), ()]


def test_a_wide_value_fits_both_and_is_not_placed() -> None:
    assert where({((1,),): 4, ((2,),): 4, ((3,),): 3}) == [(0,), (1,), ()]


def test_two_printed_values_stand_in_two_families() -> None:
    assert where({((1,),): 4, ((2,),): 3, ((1, 2),): 1}) == [(0,), (1,), (0, 1)]


def test_a_second_value_that_no_family_prints_does_not_count() -> None:
    assert where({((1,),): 4, ((2,),): 3, ((0, 1),): 1}) == [(0,), (1,), (0,)]


def test_a_family_is_split_again_where_its_items_differ() -> None:
    patterns: dict[Pattern, int] = {((1,), (1,)): 5, ((2,), (1,)): 6, ((2,), (2,)): 7}
    assert sorted(where(patterns)) == [(0,), (1,), (2,)]


def test_a_field_that_few_print_does_not_shatter_a_family() -> None:
    patterns: dict[Pattern, int] = {
        ((1,), ()): 20, ((1,), (1,)): 3, ((1,), (2,)): 2, ((2,), ()): 20,
    }  # fmt: skip
    assert where(patterns) == [(0,), (0,), (0,), (1,)]


def test_versions_that_no_family_prints_together() -> None:
    patterns: dict[Pattern, int] = {
        ((1,), (1,)): 9, ((2,), (1,)): 9, ((2,), (2,)): 9, ((1,), (2,)): 1,
    }  # fmt: skip
    assert where(patterns)[3] == ()


def test_nothing_and_too_little() -> None:
    assert where({}) == []
    assert where({((0,),): 1}) == [()]
