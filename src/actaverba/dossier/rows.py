"""The rows of a case as the dossier needs them: found by key, by id, by `table:id`.

Tables that people fill are small and taken whole; bulk tables are asked only for the rows
that are cited.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from actaverba.dossier.graded import Grades
from actaverba.dossier.labels import Key, label, place
from actaverba.vocabulary.schema import tables_of

Row = Mapping[str, Any]


class Rows:
    """The rows of one case; assumes that it does not change while it is read."""

    def __init__(self, case: Any) -> None:
        self.case = case
        self.tables: dict[str, list[Row]] = {
            name: found.to_pylist()
            for name, found in case.tables([t.name for t in tables_of("case")]).items()
        }
        self.grades = Grades(case, self.tables)
        self._by_key: dict[Key, Row] = {}
        self._by_label: dict[Key, list[Key]] = defaultdict(list)
        self._by_id: dict[str, list[Key]] = defaultdict(list)
        for name, rows in self.tables.items():
            for row in rows:
                key = (name, str(row["row_id"]))
                self._by_key[key] = row
                self._by_label[name, label(name, row)].append(key)
                if row.get("id"):
                    self._by_id[str(row["id"])].append(key)

    def keys_of(self, reference: str) -> list[Key]:
        """The rows that `table:id` names."""
        name, _, own = reference.partition(":")
        return self._by_label.get((name, own), [])

    def key_of_id(self, text: str) -> Key | None:
        """The one row of any table with this id; None where there is none or several."""
        found = self._by_id.get(text, [])
        return found[0] if len(found) == 1 else None

    def latest(self, key: Key) -> Any:
        """The last day that the date of a row may mean; None where it has no date."""
        row = self._by_key.get(key, {})
        return next((row[c] for c in row if c.endswith("_latest") and row[c]), None)

    def full(self, keys: Iterable[Key]) -> dict[Key, Row]:
        """The rows with their source, line and hashes."""
        wanted: dict[str, list[str]] = defaultdict(list)
        for name, row_id in sorted(set(keys)):
            wanted[name].append(row_id)
        found = {}
        for name in sorted(wanted, key=place):
            for row in self.case.rows(name, wanted[name]):
                found[name, str(row["row_id"])] = row
        return found
