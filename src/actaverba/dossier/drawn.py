"""What a figure shows, as data: rows of roles with printed names, and where marks lead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actaverba.dossier import figures
from actaverba.dossier.labels import Key, code_label, column_name, slug, state
from actaverba.dossier.rows import Rows
from actaverba.engine.masking import masked
from actaverba.vocabulary import codes
from actaverba.vocabulary.languages import language_name
from actaverba.vocabulary.manifest import Manifest
from actaverba.vocabulary.messages import catalogue, render
from actaverba.vocabulary.states import is_state

# Roles whose values are shown as words: codes by label, states by name.
NAMED = ("row", "panel", "group", "mark", "label")


class Figures:
    """Makes the figures of a case; `keys` collects the rows that their marks lead to."""

    def __init__(self, rows: Rows, clear: frozenset[str], language: str) -> None:
        self.rows = rows
        self.clear = clear
        self.language = language
        self.keys: set[Key] = set()
        hypotheses = rows.tables.get("hypotheses", [])
        self.short = {str(h["id"]): str(h.get("short") or "") for h in hypotheses}

    def figure(
        self, method: Manifest, declared: Mapping[str, Any], results: Mapping[str, Any], place: int
    ) -> dict[str, Any]:
        """One figure of one run: its rows, its title, its finding in a sentence."""
        columns: Mapping[str, str] = declared["columns"]
        kind = str(declared["kind"])
        is_whole = figures.is_whole(kind)
        made = self._cells if is_whole else self._row
        rows = [made(columns, row) for row in results[declared["table"]].to_pylist()]
        words = catalogue(self.language)
        said = figures.says(kind, rows, words)
        return {
            "kind": kind,
            "id": slug(f"figure-{method.name}-{place + 1}"),
            "table": declared["table"],
            "title": render(method.messages[declared["title"]], said, self.language),
            "says": said["says"],
            "cannot_show": words.gettext(str(declared.get("cannot_show", ""))),
            "mark_name": column_name(columns["mark"]) if "mark" in columns else "",
            "rows": figures.keep(kind, rows) if is_whole else rows,
        }

    def _cells(self, columns: Mapping[str, str], row: Mapping[str, Any]) -> dict[str, Any]:
        """The roles as they stand, for a figure that keeps none of the names among them."""
        told = {role: row[column] for role, column in columns.items()}
        if "group" in columns:
            told["group_name"] = self._name(columns["group"], row[columns["group"]])
        return told

    def _row(self, columns: Mapping[str, str], row: Mapping[str, Any]) -> dict[str, Any]:
        told: dict[str, Any] = {}
        for role, column in columns.items():
            told[role] = self._plain(row[column])
            if role == "column":
                told["column_name"] = masked(self.short.get(str(row[column]), ""), self.clear)
            if role in NAMED:
                told[f"{role}_name"] = self._name(column, row[column])
        key = self._leads_to(columns, row)
        if key:
            self.keys.add(key)
            if "date" in columns and "latest" not in columns:
                told["latest"] = self._plain(self.rows.latest(key))
        return {**told, "key": list(key) if key else None}

    def _leads_to(self, columns: Mapping[str, str], row: Mapping[str, Any]) -> Key | None:
        """The row that a mark stands for: by the role `link`, else by the first id in the row."""
        named = [columns[role] for role in ("link", "label") if role in columns]
        for column in (*named, *row):
            for part in str(row[column] or "").split(";"):
                key = self.rows.key_of_id(part)
                if key:
                    return key
        return None

    def _name(self, column: str, value: Any) -> str:
        if isinstance(value, bool):
            words = catalogue(self.language)
            return words.gettext("yes") if value else words.gettext("no")
        return printed(column, value, self.language, self.clear)

    def _plain(self, value: Any) -> Any:
        if isinstance(value, str):
            return masked(value, self.clear)
        return value.isoformat() if hasattr(value, "isoformat") else value


def printed(column: str, value: Any, language: str, clear: frozenset[str]) -> str:
    """A value of a result table in words: what looks like a code or a state is named as one."""
    if value is None or value == "":
        return catalogue(language).gettext("unknown")
    text = str(value)
    if column in codes.list_names():
        return code_label(text, (column,))
    if column == "language":
        return language_name(text, language)
    if is_state(text):
        return state(text, language)
    if text.replace("_", "").islower() and text.isascii() and text in _codes():
        return code_label(text)
    return masked(text, clear)


def _codes() -> frozenset[str]:
    return frozenset(c for name in codes.list_names() for c in codes.code_list(name).codes)
