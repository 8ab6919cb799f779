from datetime import date

import pytest

from actaverba.errors import InputError, UnknownCode
from actaverba.vocabulary import blocs
from actaverba.vocabulary.state_codes import state


@pytest.mark.parametrize(
    ("bloc", "day", "count"),
    [
        ("EU", date(1957, 12, 31), 0),
        ("EU", date(1958, 1, 1), 6),
        ("EU", date(1973, 1, 1), 9),
        ("EU", date(1986, 1, 1), 12),
        ("EU", date(1995, 1, 1), 15),
        ("EU", date(2004, 5, 1), 25),
        ("EU", date(2007, 1, 1), 27),
        ("EU", date(2013, 7, 1), 28),
        ("EU", date(2020, 1, 31), 28),
        ("EU", date(2020, 2, 1), 27),
        ("NATO", date(1949, 8, 24), 12),
        ("NATO", date(1982, 5, 30), 16),
        ("NATO", date(1999, 3, 12), 19),
        ("NATO", date(2004, 3, 29), 26),
        ("NATO", date(2009, 4, 1), 28),
        ("NATO", date(2025, 1, 1), 32),
        ("EAEU", date(2016, 1, 1), 5),
        ("CSTO", date(2025, 1, 1), 6),
        ("CSTO", date(2010, 1, 1), 7),
        ("SCO", date(2025, 1, 1), 10),
        ("ASEAN", date(2025, 12, 1), 11),
        ("WARSAW_PACT", date(1960, 1, 1), 8),
        ("WARSAW_PACT", date(1992, 1, 1), 0),
    ],
)
def test_number_of_members(bloc: str, day: date, count: int) -> None:
    assert len(blocs.members(bloc, day)) == count


def test_members_on_a_day() -> None:
    assert blocs.members("EAEU", date(2015, 6, 1)) == ["ARM", "BLR", "KAZ", "RUS"]


def test_members_are_states_that_stand_when_they_join() -> None:
    for bloc in blocs.blocs().values():
        for member in bloc.members:
            assert state(member.code).stands_on(member.first), (bloc.code, member)
            assert state(member.code).stands_on(member.last or blocs.as_of()), (bloc.code, member)


def test_who_belongs_is_not_guessed() -> None:
    with pytest.raises(InputError) as refused:
        blocs.members("UN", date(2025, 1, 1))
    assert refused.value.what == "who belongs to UN is not kept"
    with pytest.raises(UnknownCode) as unknown:
        blocs.members("NATOO", date(2025, 1, 1))
    assert unknown.value.cure == "Did you mean NATO?"
