"""Points in time as files write them."""

from __future__ import annotations

import pytest

from actaverba.engine import sql, times
from actaverba.errors import InputError


def asked(expression, cell):
    found = sql.row(sql.workbench(), f"select {expression} from (select ?::VARCHAR as c)", cell)
    return found[0]


@pytest.mark.parametrize(
    ("cell", "zone", "placed"),
    [
        ("2025-05-29 14:56:00", "Europe/Belgrade", "2025-05-29T12:56:00Z"),
        ("2025-01-29T14:56", "Europe/Belgrade", "2025-01-29T13:56:00Z"),
        ("2025-05-29 14:56:00.250", "+05:30", "2025-05-29 14:56:00.250+05:30"),
        ("2025-05-29T14:56:00Z", "Europe/Belgrade", "2025-05-29T14:56:00Z"),
        ("2025-10-26 01:59:59", "Europe/Belgrade", "2025-10-25T23:59:59Z"),
        ("2025-10-26 02:30:00", "Europe/Belgrade", "2025-10-26 02:30:00"),
        ("2025-10-26 03:00:00", "Europe/Belgrade", "2025-10-26T02:00:00Z"),
        ("2025-03-30 02:30:00", "Europe/Belgrade", "2025-03-30 02:30:00"),
        ("2025-02-30 02:30:00", "Europe/Belgrade", "2025-02-30 02:30:00"),
        ("yesterday", "Europe/Belgrade", "yesterday"),
        (None, "Europe/Belgrade", None),
    ],
)
def test_local_times_are_placed_where_their_zone_is_told(cell, zone, placed):
    assert asked(times.placed_sql("c", zone), cell) == placed


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [
        ("1700000000", "1700000000"), ("1700000000.0", "1700000000"),
        ("2023-11-14T22:13:20Z", "1700000000"), ("2023-11-14 23:13:20.9+01:00", "1700000000"),
        ("2023-11-14 22:13:20", "2023-11-14 22:13:20"), ("1700000000.5", "1700000000.5"),
        ("soon: now", "soon: now"), (None, None),
    ],
)  # fmt: skip
def test_seconds_of_points_in_time(cell, seconds):
    assert asked(times.seconds_sql("c"), cell) == seconds


def test_a_zone_that_there_is_not():
    bench = sql.workbench()
    for zone in ("", "Europe/Belgrade", "UTC", "+02:00", "-0330"):
        times.check_timezone(bench, zone)
    with pytest.raises(InputError, match="no time zone 'Europe/Belgrad'") as refusal:
        times.check_timezone(bench, "Europe/Belgrad")
    assert refusal.value.cure.startswith("Did you mean Europe/Belgrade")
