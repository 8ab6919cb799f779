"""What runs left is read back, also where the program or a hand has changed since."""

from __future__ import annotations

from pathlib import Path

import pytest

from actaverba.case import findings, inputs
from actaverba.errors import CaseError
from actaverba.vocabulary.manifest import manifest
from tests.case.taking import empty, tampered


def test_a_sentence_of_another_version_is_said_to_be_one() -> None:
    actual = findings.text("relay", "relay.total", {"old": 1}, "0")
    assert actual == "Version 0 of relay left this; run relay again to read it in words."


def test_a_sentence_of_this_version_that_does_not_fit_was_changed_by_hand() -> None:
    with pytest.raises(CaseError, match="changed by hand"):
        findings.text("relay", "relay.total", {"old": 1}, manifest("relay").version)


@pytest.mark.parametrize("about", ["{", "[1]", "null"])
def test_what_a_case_says_of_itself_changed_by_hand(tmp_path: Path, about: str) -> None:
    case = empty(tmp_path / "a.case")
    tampered(case.path, f"insert into case_info values ('about', '{about}')")
    with pytest.raises(CaseError, match="changed by hand"):
        case.info()
    with pytest.raises(CaseError, match="changed by hand"):
        case.about()


def test_data_of_a_method_are_an_input(tmp_path: Path) -> None:
    case = empty(tmp_path / "a.case")
    with case.reading() as con:
        names = ["data:coordination", "data:relay", "data:of_nobody"]
        told = inputs.digests(con, names)
    assert told["data:coordination"] != told["data:relay"]
    # `relay` brings none, and of a method that is not installed none is known.
    assert told["data:relay"] == told["data:of_nobody"]
