from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actaverba.errors import InputError, UnknownCode
from actaverba.vocabulary import blocs, state_codes, states

BETWEEN = "war, conflict, border, dispute, talks, trade, treaty, relations, transit."


@pytest.mark.parametrize(
    "party",
    [
        "SRB", "EU", "NATO", "UN", "EAEU", "CSTO", "WLD", "XKX", "TWN", "SUN",
        "SRB:arms_industry", "CZE:Policske_Strojirny", "RUS:SVR", "EU:commission",
        "FRA:Conseil_d'État", "unspecified", "unspecified_africa", "unspecified_third_states",
        "RUS-UKR_war", "ISL-NZL_dispute", "military_blocs",
    ],
)  # fmt: skip
def test_a_party(party: str) -> None:
    assert states.is_party(party)
    assert states.explain_party(party) is None


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("Serbia", "Write SRB (Serbia)."),
        ("Сербия", "Write SRB (Serbia)."),
        ("塞尔维亚", "Write SRB (Serbia)."),
        ("srb", "Write SRB (Serbia)."),
        ("RS", "Write SRB (Serbia)."),
        ("UK", "Write GBR (United Kingdom)."),
        ("ZAR", "Write COD (Congo - Kinshasa)."),
        ("Nato", "Write NATO (NATO)."),
        ("SBR", "Did you mean SYR or SUR or SRB? Write " + states.SHAPES + "."),
        ("military_bloc", "Did you mean military_blocs? Write " + states.SHAPES + "."),
        ("SRB:arms industry", "Write SRB:name in letters, digits and _, without blanks."),
        ("SRB:", "Write SRB:name in letters, digits and _, without blanks."),
        ("Serbia:arms_industry", "Write SRB (Serbia)."),
        ("RUS-QQQQ_war", "Write " + states.SHAPES + "."),
        ("RUS-UKR_wars", "Did you mean war? One of: " + BETWEEN),
        ("unspecified africa", "Write " + states.SHAPES + "."),
        ("</script>", "Write " + states.SHAPES + "."),
        ("", "Write " + states.SHAPES + "."),
    ],
)  # fmt: skip
def test_what_is_no_party_is_refused_with_what_to_write(text: str, cure: str) -> None:
    assert not states.is_party(text)
    with pytest.raises(UnknownCode) as refused:
        states.check_party(text)
    assert refused.value.cure == cure


def test_a_state_is_no_body_and_no_topic() -> None:
    states.check_state("SRB")
    states.check_state("EU")
    for text in ("SRB:arms_industry", "unspecified", "military_blocs"):
        with pytest.raises(UnknownCode):
            states.check_state(text)


@given(st.text(max_size=30))
def test_any_text_is_a_party_or_is_explained(text: str) -> None:
    assert states.is_party(text) == (states.explain_party(text) is None)
    assert isinstance(states.party_name(text), str)


@pytest.mark.parametrize(
    ("party", "language", "name"),
    [
        ("SRB", "en", "Serbia"),
        ("SRB", "ru", "Сербия"),
        ("SRB", "zh", "塞尔维亚"),
        ("SRB", "no-such-language", "Serbia"),
        ("XKX", "en", "Kosovo"),
        ("EU", "de", "Europäische Union"),
        ("NATO", "ru", "NATO"),
        ("WLD", "en", "world"),
        ("SUN", "en", "Soviet Union"),
        ("SUN", "ru", "СССР"),
        ("SUN", "ja", "Soviet Union"),
        ("SRB:arms_industry", "en", "arms industry (Serbia)"),
        ("unspecified", "en", "a party, not named"),
        ("unspecified_africa", "en", "African states, not named"),
        ("unspecified_nato", "en", "a NATO state, not named"),
        ("unspecified_both_sides", "en", "both sides, not named"),
        ("RUS-UKR_war", "en", "Russia–Ukraine war"),
        ("military_blocs", "en", "military blocs"),
        ("QQQ", "en", "QQQ"),
    ],
)
def test_names_of_parties(party: str, language: str, name: str) -> None:
    assert states.party_name(party, language) == name


def test_every_code_has_a_name_and_is_found_by_it() -> None:
    for code in [*state_codes.states(), *blocs.blocs()]:
        assert states.state_name(code) != code or code in blocs.blocs()
        assert states.resolve(states.state_name(code)) == code


def test_codes_of_states_and_blocs_do_not_meet() -> None:
    assert state_codes.states().keys() & blocs.blocs().keys() == set()


@pytest.mark.parametrize(
    ("text", "day", "code"),
    [
        ("Serbia", date(2025, 6, 23), "SRB"),
        ("Serbia", date(2004, 6, 1), "SCG"),
        ("Serbia", date(1999, 3, 24), "YUG"),
        ("Yugoslavia", date(2025, 1, 1), "SRB"),
        ("Россия", date(1970, 1, 1), "SUN"),
        ("USSR", date(2000, 1, 1), "RUS"),
        ("Ukraine", date(1970, 1, 1), "UKR"),
        ("Algeria", date(1950, 1, 1), "DZA"),
        ("Yemen", date(1980, 1, 1), "YAR"),
        ("North Vietnam", date(1990, 1, 1), "VNM"),
        ("EU", date(1950, 1, 1), "EU"),
    ],
)
def test_a_name_on_a_day(text: str, day: date, code: str) -> None:
    assert states.resolve(text, on=day) == code


@pytest.mark.parametrize(
    ("code", "day", "what", "cure"),
    [
        ("HRV", date(1980, 1, 1), "HRV begins on 1991-06-25, after 1980-01-01",
         "On that day ISO 3166 counted it under YUG; write YUG or YUG:name."),
        ("MNE", date(1999, 1, 1), "MNE begins on 2006-06-03, after 1999-01-01",
         "On that day ISO 3166 counted it under YUG; write YUG or YUG:name."),
        ("CSK", date(2000, 1, 1), "CSK ended on 1992-12-31, before 2000-01-01",
         "Write CZE or SVK."),
    ],
)  # fmt: skip
def test_a_state_that_was_not_there(code: str, day: date, what: str, cure: str) -> None:
    with pytest.raises(InputError) as refused:
        states.on_day(code, day)
    assert (refused.value.what, refused.value.cure) == (what, cure)


def test_no_chain_of_states_is_a_circle() -> None:
    for code in state_codes.states():
        for year in (1946, 1960, 1975, 1992, 2003, 2005, 2026):
            try:
                found = states.on_day(code, date(year, 1, 1))
            except InputError:
                continue
            known = state_codes.state(found)
            assert known.stands_on(date(year, 1, 1)) or known.part_of == known.continues == ""


@pytest.mark.parametrize(
    ("number", "day", "code"),
    [
        (345, date(1990, 1, 1), "YUG"),
        (345, date(2005, 1, 1), "SCG"),
        (345, date(2025, 1, 1), "SRB"),
        (365, date(1990, 1, 1), "SUN"),
        (365, date(1992, 1, 1), "RUS"),
        (260, date(1980, 1, 1), "DEU"),
        (255, date(2000, 1, 1), "DEU"),
        (265, date(1980, 1, 1), "DDR"),
        (816, date(1970, 1, 1), "VDR"),
        (816, date(1980, 1, 1), "VNM"),
        (679, date(1995, 1, 1), "YEM"),
        (678, date(1985, 1, 1), "YAR"),
    ],
)
def test_correlates_of_war_numbers_by_date(number: int, day: date, code: str) -> None:
    assert states.by_cow(number, day) == code


def test_no_state_has_the_number() -> None:
    with pytest.raises(UnknownCode):
        states.by_cow(9999, date(2000, 1, 1))


def test_state_of_a_party() -> None:
    parties = ["SRB", "SRB:arms_industry", "EU:commission", "unspecified", "RUS-UKR_war"]
    assert [states.state_of(p) for p in parties] == ["SRB", "SRB", "EU", "", ""]
