"""How sentences are marked: of which kind each is, in a word that stands before it.

A finding that is observed is a fact of the record; one that is inferred rests on the
assumptions of its method. Judgements belong to people, never to the program.
"""

from __future__ import annotations

from typing import Any


def N_(text: str) -> str:  # noqa: N802 the name by which texts are collected
    return text


MARKS = (
    ("fact", N_("Fact"), N_("what coded rows say, counted or listed; of the record, not of the"
                            " world")),
    ("inference", N_("Inference"), N_("drawn from coded rows by the rule of a method, under its"
                                      " assumptions")),
    ("assumption", N_("Assumption"), N_("taken as given by a method, and not tested here")),
    ("hypothesis", N_("Hypothesis"), N_("an explanation that is weighed, neither asserted nor"
                                        " denied")),
    ("judgement", N_("Judgement"), N_("what a named person holds; the program judges nothing")),
)  # fmt: skip


def legend(say: Any) -> list[dict[str, str]]:
    """Every kind of sentence with its word and what the word means here."""
    return [{"kind": kind, "name": say(name), "meaning": say(text)} for kind, name, text in MARKS]


def kind_of(finding: Any) -> str:
    """Whether a finding is a fact of the record or an inference.

    >>> kind_of({"observed_or_inferred": "observed"})
    'fact'
    """
    return "fact" if finding["observed_or_inferred"] == "observed" else "inference"
