"""The rated pieces of evidence, each with its row, its source and its grades."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from urllib.parse import urlsplit

from actaverba.case.grades import Grade, effective
from actaverba.methods.counting import Row, text
from actaverba.vocabulary.codes import code_list
from actaverba.vocabulary.schema import table as declared

NOT_GRADED = {"reliability": "F", "credibility": "6"}
ONE = Fraction(1)


@dataclass(frozen=True)
class Item:
    """One piece of evidence. `row` is None where it is not in the case, `is_known` False then.

    `grades` are those that bear on it, by scale; what is not graded is not in it.
    """

    evidence: str
    row: Row | None
    source: str
    grades: Mapping[str, Grade]
    scales: tuple[str, ...]
    is_known: bool = True

    @property
    def table(self) -> str:
        return self.evidence.partition(":")[0]

    def weight(self, instead: Mapping[str, str] | None = None) -> Fraction:
        """What its marks are multiplied with: the product of the weights of its grades.

        `instead` gives a code for a scale in the place of what is recorded.
        """
        weight = ONE
        for scale in self.scales:
            code = (instead or {}).get(scale) or self.code(scale)
            weight *= Fraction(code_list(scale).codes[code].weight)
        return weight

    def code(self, scale: str) -> str:
        """Its grade on a scale; what is not graded counts as what cannot be judged."""
        return self.grades[scale].code if scale in self.grades else NOT_GRADED[scale]

    def is_graded(self, scale: str) -> bool:
        return self.code(scale) != NOT_GRADED[scale]


class Evidence:
    """Finds the rows that ratings name, in the tables that are at hand."""

    def __init__(self, tables: Mapping[str, Sequence[Row] | None], log: Iterable[Row]) -> None:
        self.tables = {name: rows for name, rows in tables.items() if rows is not None}
        self.by_key: dict[str, Row] = {}
        for name, rows in self.tables.items():
            label = declared(name).label
            for row in sorted(rows, key=lambda r: str(r["row_id"]), reverse=True):
                self.by_key[f"{name}:{row[label]}"] = row
        self.grades = effective(log, self.tables)
        self.hosts = {text(r, "host") for r in self.tables.get("outlets", ())}

    def item(self, evidence: str) -> Item:
        """The item of that name; one of a table that is not at hand has no known source."""
        row = self.by_key.get(evidence)
        name = evidence.partition(":")[0]
        bears, key = row, evidence
        if name == "claims" and row is not None:
            # A claim stands where its statement does, and is as well graded.
            key = f"statements:{text(row, 'statement')}"
            bears = self.by_key.get(key)
        source = source_of(bears, self.hosts) if bears is not None else ""
        found = {
            "reliability": self._reliability(source, text(bears or {}, "speaker")),
            "credibility": self.grades.get((key, "credibility")),
        }
        is_said = key.partition(":")[0] in ("statements", "relays")
        scales = ("reliability", "credibility") if is_said else ("reliability",)
        kept = {scale: grade for scale, grade in found.items() if grade and scale in scales}
        is_known = row is not None or name not in self.tables
        return Item(evidence, row, source, kept, scales, is_known)

    def _reliability(self, source: str, speaker: str) -> Grade | None:
        """The less reliable of outlet and speaker, as far as they are graded."""
        found = [
            grade
            for target in (f"outlets:{source}", f"speaker:{speaker}")
            if (grade := self.grades.get((target, "reliability"))) is not None
            and grade.code != NOT_GRADED["reliability"]
        ]
        return max(found, key=lambda grade: grade.code, default=None)


def source_of(row: Row, hosts: Iterable[str] = ()) -> str:
    """The host behind a row: its own column, or that of its address; empty is unknown.

    >>> source_of({"url": "https://www.example.org/a"})
    'example.org'
    """
    if text(row, "host"):
        return text(row, "host")
    try:
        parts = urlsplit(text(row, "url"))
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    # A channel on a platform is coded as an outlet of its own, with its path.
    place = f"{host}{parts.path}".rstrip("/")
    within = [h for h in hosts if "/" in h and f"{place}/".startswith(f"{h}/")]
    return max(within, key=len, default=host)


def named(item: Item, words: int) -> str:
    """The id of a row with the first words of what it says; its whole name where it is gone."""
    if item.row is None:
        return item.evidence
    row = item.row
    said = next((text(row, c) for c in ("summary", "note", "act", "host") if row.get(c)), "")
    first = said.split()
    more = "…" if len(first) > words else ""
    few = f" ({' '.join(first[:words]).rstrip('.,;:')}{more})" if first and words else ""
    return f"{item.evidence.partition(':')[2]}{few}"


def told(table: str, row: Mapping[str, Any], most: int = 140) -> str:
    """What a row is, in a few words: when, who, and its summary."""
    when = next((text(row, d) for d in ("date", "published", "from") if row.get(d)), "")
    columns = ("speaker", "host", "actor", "counterpart", "indicator", "outlet", "statement")
    who = [text(row, c) for c in columns if row.get(c) and not (c == "host" and table != "relays")]
    what = next((text(row, c) for c in ("summary", "text", "note") if row.get(c)), "")
    whole = " ".join(filter(None, [when, " ".join(who) + ":" if what and who else " ".join(who),
                                   " ".join(what.split())]))  # fmt: skip
    return whole if len(whole) <= most else f"{whole[: most - 1].rstrip()}…"
