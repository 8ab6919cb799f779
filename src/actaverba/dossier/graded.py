"""Admiralty grades as they count now: of the source and of the item, never merged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from actaverba.case.grades import LABELS, SCALES, SPEAKER, effective, grades

Row = Mapping[str, Any]
Told = dict[str, Any]


class Grades:
    """The grades of one case, from the log of `acta grade` and from the coding sheets."""

    def __init__(self, case: Any, tables: Mapping[str, list[Row]]) -> None:
        self.found = effective(grades(case), tables)

    def of(self, name: str, row: Row) -> Told:
        """What is graded of a row: its host and speaker for the source, itself for the item."""
        sources = {"outlets": row.get("host")}
        if name == "statements":
            sources[SPEAKER] = row.get("speaker")
        own = row.get(LABELS.get(name, ""))
        return {
            "reliability": [
                told
                for kind, who in sources.items()
                if (told := self._told(f"{kind}:{who}", "reliability", str(who)))
            ],
            "credibility": self._told(f"{name}:{own}", "credibility", str(own)),
        }

    def missing(self, name: str, rows: Iterable[Row]) -> int:
        """How many of these rows have no grade of their own."""
        named = (f"{name}:{row.get(LABELS[name])}" for row in rows)
        return sum((target, SCALES[name]) not in self.found for target in named)

    def _told(self, target: str, scale: str, of: str) -> Mapping[str, str] | None:
        grade = self.found.get((target, scale))
        return {"code": grade.code, "of": of, "by": grade.by} if grade else None
