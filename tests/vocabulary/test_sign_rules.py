"""The language of sign rules: what it takes, what it refuses, and that both sides are equal."""

import pytest

from actaverba.errors import InputError
from actaverba.vocabulary import sign_rules
from actaverba.vocabulary.predicates import predicates
from actaverba.vocabulary.schema import table
from actaverba.vocabulary.sign_rules import ActClause, FigureClause, RegisterClause, SignRule


def test_each_kind_of_clause_is_read() -> None:
    assert sign_rules.parse(
        [
            "for: act visit,talks subject>object toward either unmixed after_start",
            "against: act subject>any away object",
            "for: figure trade_value:arms subject>object flow export above 0",
            "against: figure cfsp_alignment subject>any down",
            "for: register member",
            "never: intent",
        ]
    ) == SignRule(
        acts=(
            ActClause("for", ("visit", "talks"), "subject>object", "toward", "either", True, True),
            ActClause("against", (), "subject>any", "away", "object"),
        ),
        figures=(
            FigureClause(
                "for", "trade_value", "arms", "subject>object", "export", "above", 0.0
            ),
            FigureClause("against", "cfsp_alignment", "", "subject>any", "", "down"),
        ),
        registers=(RegisterClause("for", "member"),),
        never="intent",
    )  # fmt: skip


@pytest.mark.parametrize(
    "clause",
    [
        "",
        "for: act visit subject>object",
        "for: act visit",
        "perhaps: act visit subject>object toward object",
        "for: figure trade_value subject>object above",
        "for: figure trade_value subject>object up 3",
        "never: because",
        "for: act visit subject>object toward SRB",
    ],
)
def test_what_is_no_clause_is_refused(clause: str) -> None:
    with pytest.raises(InputError) as refused:
        sign_rules.parse([clause])
    assert refused.value.what.endswith("is not a clause of a sign rule")


def test_a_kind_never_speaks_without_a_way() -> None:
    clauses = [c for p in predicates().values() for c in p.rule.acts]
    assert {c.way for c in clauses} == {"toward", "away", "neutral"}


def test_a_rule_signs_only_what_bears_on_the_predicate() -> None:
    rule = sign_rules.parse(["for: act visit subject>object toward object"])
    sign_rules.check(rule, ["visit"], [])
    with pytest.raises(InputError) as refused:
        sign_rules.check(rule, ["vote"], [])
    assert refused.value.what == (
        "the sign rule names 'visit', which does not bear on the predicate"
    )


def test_every_predicate_of_the_vocabulary_has_a_rule() -> None:
    assert len(predicates()) == 70
    assert [p.predicate for p in predicates().values() if p.rule.is_empty] == []


def test_predicates_that_say_the_opposite_have_the_opposite_rule() -> None:
    turned = {"for": "against", "against": "for"}
    for one, other in (
        ("moves_toward", "moves_away_from"),
        ("trade_with_rose", "trade_with_fell"),
        ("joined_sanctions_on", "did_not_join_sanctions_on"),
        ("recognises", "does_not_recognise"),
        ("voted_for_text_of", "votes_against_position_of"),
    ):
        here, there = (predicates()[name].sign_rule for name in (one, other))
        swapped = {f"{turned[s]}: {rest}" for s, rest in (c.split(": ") for c in here)}
        assert swapped == set(there)


def test_the_shape_is_checked_when_a_case_is_read() -> None:
    rule = next(r for r in table("predicates").rules if r.column == "sign_rule")
    import duckdb

    for rules in [*(p.sign_rule for p in predicates().values()), ("for: act visit", "perhaps")]:
        query = f"select {rule.holds} from (select ? as sign_rule)"
        found = duckdb.connect().execute(query, [";".join(rules)]).fetchone()
        assert found == ("perhaps" not in rules,)
