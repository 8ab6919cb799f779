from actaverba.kernels.sets import set_versions


def found(*sets: str, weights: list[int], least: int = 2, alike: float = 0.5) -> list[int]:
    names = [frozenset(s) for s in sets]
    return set_versions(names, weights, firsts=range(len(sets)), alike=alike, least=least)


def test_a_shorter_list_is_the_same_when_half_is_shared() -> None:
    assert found("abcd", "abc", "a", weights=[5, 2, 2]) == [1, 1, 2]


def test_a_set_alike_to_two_versions_does_not_weld_them() -> None:
    assert found("ab", "abcd", "cd", weights=[5, 2, 4]) == [1, 3, 2]


def test_what_few_print_is_no_version() -> None:
    assert found("ab", "xy", weights=[3, 1]) == [1, 0]


def test_of_equals_the_more_printed_stands_for_the_version() -> None:
    assert found("abc", "abcd", "abce", weights=[2, 9, 2]) == [1, 1, 1]


def test_no_sets() -> None:
    assert found(weights=[]) == []
