"""What items answer to the yes-or-no questions of the case, by statement and kind of outlet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actaverba.case.finding import Evidence, Finding
from actaverba.methods.counting import Row, grouped, text
from actaverba.methods.words.naming import spoken
from actaverba.methods.words.relay.items import Item
from actaverba.methods.words.relay.saying import called

KIND = "yes_no"
ANSWERS = ("yes", "no")


@dataclass(frozen=True)
class Question:
    """One declared field of yes or no, and the coded answers of each item by its id."""

    field: str
    asked: str
    answers: Mapping[str, Sequence[Row]]

    def answer(self, item: Item) -> str:
        """yes where a row says so, else no, else empty: not coded."""
        said = {text(row, "value") for row in self.answers.get(item.id, [])}
        return next((answer for answer in ANSWERS if answer in said), "")


def questions(fields: Iterable[Row], cells: Iterable[Row]) -> list[Question]:
    """The declared questions that any item answers, the most answered first."""
    by_field = grouped(cells, lambda cell: text(cell, "field"))
    found = []
    for declared in fields:
        name = text(declared, "field")
        rows = [r for r in by_field.get(name, []) if text(r, "value") in ANSWERS]
        if text(declared, "kind") == KIND and rows:
            asked = text(declared, "description").rstrip(" .") or spoken(name)
            found.append(Question(name, asked, grouped(rows, lambda row: text(row, "relay"))))
    return sorted(found, key=lambda question: (-len(question.answers), question.field))


def answered(every: Sequence[Item], asked: Sequence[Question]) -> list[dict[str, Any]]:
    """How the items of one statement at one kind of outlet answer each question."""
    return [
        {
            "field": question.field,
            "statement": statement,
            "outlet_kind": kind,
            "yes": sum(question.answer(item) == "yes" for item in group),
            "no": sum(question.answer(item) == "no" for item in group),
            "not_coded": sum(not question.answer(item) for item in group),
        }
        for question in asked
        for (statement, kind), group in grouped(
            every, lambda item: (text(item.row, "statement"), item.kind)
        ).items()
    ]


def answers(every: Sequence[Item], asked: Iterable[Question]) -> list[Finding]:
    """One finding a question that any of the items answers."""
    found = []
    for question in asked:
        by = {a: [i for i in every if question.answer(i) == a] for a in (*ANSWERS, "")}
        if len(by[""]) == len(every):
            continue
        params = {
            "asked": question.asked,
            "n": len(every), "yes": len(by["yes"]), "no": len(by["no"]), "rest": len(by[""]),
            "by": _both_ways(every, question, lambda i: called(text(i.row, "statement"), [i])),
            "kinds": _both_ways(every, question, lambda i: i.kind),
        }  # fmt: skip
        found.append(
            Finding(
                "what the items answer", f"all statements {question.field}", "answers.count",
                params, value=float(len(by["yes"])), low=float(len(by["yes"])),
                high=float(len(by["yes"]) + len(by[""])), unit="ITEMS", n=len(every),
                evidence=tuple(
                    Evidence("relay_fields", str(row["row_id"]), answer)
                    for answer in ANSWERS
                    for item in by[answer]
                    for row in question.answers[item.id]
                ),
            )
        )  # fmt: skip
    return found


def _both_ways(
    every: Iterable[Item], question: Question, key: Callable[[Item], str]
) -> list[list[Any]]:
    """Yes and no for each name, most answered first; what answers nothing is left out."""
    made = [
        [name, *(sum(question.answer(item) == answer for item in group) for answer in ANSWERS)]
        for name, group in grouped(every, key).items()
    ]
    return sorted([m for m in made if m[1] + m[2]], key=lambda m: (-m[1] - m[2], m[0]))
