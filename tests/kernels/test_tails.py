"""Exact tails and false discovery rates."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from actaverba.kernels.tails import binomial_tail, false_discovery, poisson_binomial_tail

CHANCES = st.lists(st.floats(0, 1, allow_nan=False), max_size=8)


@given(CHANCES, st.integers(0, 9))
def test_the_tail_is_the_sum_over_all_outcomes(chances: list[float], observed: int) -> None:
    expected = sum(
        float(np.prod([p if hit else 1 - p for p, hit in zip(chances, outcome, strict=True)]))
        for outcome in itertools.product([False, True], repeat=len(chances))
        if sum(outcome) >= observed
    )
    actual = poisson_binomial_tail(np.array(chances, float), observed)
    assert abs(actual - expected) <= 1e-12


def test_a_tiny_tail_keeps_its_digits() -> None:
    actual = poisson_binomial_tail(np.full(60, 1e-2), 60)
    assert abs(actual / 1e-120 - 1) < 1e-12


def test_one_chance_is_the_binomial_law() -> None:
    assert abs(binomial_tail(4, 0.5, 3) - 5 / 16) < 1e-15


def test_rates_of_false_discovery() -> None:
    actual = false_discovery(np.array([0.04, 0.001, 0.03, 0.5]), 10)
    assert np.allclose(actual, [4 / 30, 0.01, 4 / 30, 1.0])


def test_no_test_has_no_rate() -> None:
    assert false_discovery(np.empty(0), 10).size == 0
