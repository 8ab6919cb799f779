"""Two editions of one case, side by side, and how what differs between them is printed."""

from __future__ import annotations

from collections.abc import Mapping
from gettext import NullTranslations
from typing import Any

from actaverba.dossier.labels import natural, place
from actaverba.engine.masking import masked
from actaverba.vocabulary import printing
from actaverba.vocabulary.messages import catalogue

Entry = dict[str, Any]
LONGEST = 160


class Pair:
    """An earlier edition and one of the case as it is now."""

    def __init__(
        self, old: Mapping[str, Any], new: Mapping[str, Any], case: Any, clear: frozenset[str]
    ) -> None:
        self.old, self.new, self.case, self.clear = old, new, case, clear
        self.words: NullTranslations = catalogue(str(new["language"]))
        self.say = self.words.gettext
        self.anchors = {(e["table"], e["row_id"]): e["anchor"] for e in new["evidence"]}
        self.tables = sorted({*old["rows"], *new["rows"]}, key=place)

    def rows(self, name: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """The rows of a table then and now, by id."""
        return self.old["rows"].get(name, {}), self.new["rows"].get(name, {})

    def row(self, name: str, row_id: str, called: str, *, text: str = "", why: str) -> Entry:
        """An entry about one row, with the way to where it stands on the page."""
        anchor = self.anchors.get((name, row_id), "")
        return {**entry(called, text, anchor=anchor, why=why), "table": name, "row_id": row_id}

    def moved(self, was: Any, now: Any) -> str:
        """`old → new`, each masked and cut to a readable length."""
        return f"{self.value(was)} → {self.value(now)}"

    def value(self, value: Any) -> str:
        """One value as it is printed here."""
        say = self.say
        if value is None or value == "" or value == []:
            return say("nothing")
        if isinstance(value, bool):
            return say("yes") if value else say("no")
        if isinstance(value, int | float):
            return printing.number(value)
        if isinstance(value, dict):
            return ", ".join(f"{k} {self.value(v)}" for k, v in value.items() if v) or say(
                "nothing"
            )
        if isinstance(value, list | tuple):
            return ", ".join(
                str(v.get("name") or v) if isinstance(v, dict) else str(v) for v in value
            )
        text = masked(str(value), self.clear)
        return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def entry(called: str, text: str, *, anchor: str = "", why: str = "") -> Entry:
    """One change: what is called so, what has become of it, and why."""
    return {
        "label": called, "anchor": anchor, "text": text, "why": why, "table": "", "row_id": "",
    }  # fmt: skip


def by_label(ids: list[str], noted: Mapping[str, Any]) -> list[str]:
    """Ids of rows in the order of what people call them."""
    return sorted(ids, key=lambda r: (natural(str(noted[r][1])), r))
