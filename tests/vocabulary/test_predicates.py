import csv
from pathlib import Path

import pytest

from actaverba.errors import UnknownCode
from actaverba.vocabulary import codes, predicates


def test_each_says_what_bears_on_it() -> None:
    for predicate in predicates.predicates().values():
        assert predicate.text
        assert predicate.sign_test
        assert predicate.what_would_settle_it
        for kind in predicate.bears_on_deed_kinds:
            codes.check("deed_kind", kind)


def test_the_bundled_case_declares_none_that_the_vocabulary_has_otherwise(serbia: Path) -> None:
    with (serbia / "predicates.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        known = predicates.predicates()[row["predicate"]]
        assert row == {
            "predicate": known.predicate,
            "text": known.text,
            "bears_on_deed_kinds": ";".join(known.bears_on_deed_kinds),
            "bears_on_indicators": ";".join(known.bears_on_indicators),
            "sign_test": known.sign_test,
            "what_would_settle_it": known.what_would_settle_it,
        }


def test_a_case_may_add_its_own() -> None:
    predicates.check("member_of")
    predicates.check("damaged_cable_of", ["damaged_cable_of"])
    with pytest.raises(UnknownCode) as refused:
        predicates.check("damaged_cable_of")
    assert refused.value.what == "'damaged_cable_of' is not a predicate"
