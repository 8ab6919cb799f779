"""A case: one file, opened for each question and closed again."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actaverba.case import clock, file, findings, inputs, keys, rows
from actaverba.case.layout import row_tables
from actaverba.vocabulary.identity import SCHEMA_VERSION
from actaverba.vocabulary.manifest import manifest

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

    from actaverba.case.forget import Forgotten
    from actaverba.case.report import Report

SOURCE = (
    "id", "name", "dataset", "table_name", "sha256", "bytes", "format", "encoding", "row_count",
    "refused_count", "said", "link", "read_at",
)  # fmt: skip
REFUSED = ("file", "line", "column", "code", "message", "cure", "raw")


class Case:
    """A case on disk. It holds no connection: every call opens the file and closes it.

    Several questions inside one `with case.reading():` see the case at one moment, and open
    the file once. Nothing can be written to the case meanwhile.

    Examples
    --------
    >>> import actaverba, tempfile, pathlib
    >>> case = actaverba.new(pathlib.Path(tempfile.mkdtemp()) / "my.case")
    >>> case.table("relays").num_rows
    0
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._open = threading.local()
        with self.reading():
            pass

    def __repr__(self) -> str:
        return f"Case({str(self.path)!r})"

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A read-only connection with the views of current rows, for as long as it is needed.

        Inside another reading of the same thread it is that one's.
        """
        held = getattr(self._open, "con", None)
        if held is not None:
            yield held
            return
        with file.reading(self.path) as con:
            self._open.con = con
            try:
                yield con
            finally:
                self._open.con = None

    def info(self) -> dict[str, Any]:
        """What the case is and holds: `about`, `sources`, `datasets`, `tables`, `runs`."""
        with self.reading() as con:
            facts = dict(
                con.execute(
                    "select key, value from case_info where not starts_with(key, 'seal:')"
                    " order by key"
                ).fetchall()
            )
            facts.pop("about", None)
            about = inputs.about(con)
            sources = self._sources(con)
            tables = self.counts([t.name for t in row_tables()])
            runs = findings.runs(con)
            return {
                "case": self.path.name,
                **facts,
                "about": about,
                "tables": {name: n for name, n in tables.items() if n},
                "refused": sum(s["refused"] for s in sources),
                "datasets": _datasets(sources, about),
                "sources": sources,
                "runs": runs,
                "findings": sum(len(findings.of_run(con, r)) for r in runs),
            }

    def counts(self, names: Sequence[str]) -> dict[str, int]:
        """How many current rows tables have, with those of files that are read in place."""
        with self.reading() as con:
            counts = rows.counts(con, names)
            for source in self._sources(con):
                if source["link"] is not None and source["table"] in counts:
                    counts[source["table"]] += source["rows"]
        return counts

    def _sources(self, con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
        found = con.execute(
            f"select {', '.join(SOURCE)} from source where is_current"
            " order by dataset, table_name, name"
        ).fetchall()
        told = []
        for values in found:
            source = dict(zip(SOURCE, values, strict=True))
            source["id"] = str(source["id"])
            source["table"] = source.pop("table_name")
            source["rows"] = source.pop("row_count")
            source["refused"] = source.pop("refused_count")
            source["said"] = json.loads(source["said"])
            told.append(source)
        return told

    def table(self, name: str) -> pa.Table:
        """The current rows of a table, typed: see `docs/reference` for its columns."""
        return self.tables([name])[name]

    def tables(self, names: Sequence[str]) -> dict[str, pa.Table]:
        """Several tables as they were at one moment."""
        with self.reading() as con:
            stored = {name: rows.table(con, name) for name in names}
            links = {name: found for name in names if (found := rows.links(con, name))}
        for name, found in links.items():
            stored[name] = self._with_links(stored[name], found, name)
        return stored

    def plain(self, name: str, *, in_order: bool = False) -> pa.Table:
        """The current rows of a bulk table without hashes and places, in no order or in that
        of files and lines."""
        with self.reading() as con:
            stored = rows.plain(con, name, in_order=in_order)
            links = rows.links(con, name)
        return self._with_links(stored, links, name) if links else stored

    def _with_links(self, stored: pa.Table, links: Sequence[dict[str, Any]], name: str) -> pa.Table:
        from actaverba.case.linked import added

        return added(stored, links, name=name, key=self.key(), folder=self.path.parent)

    def rows(self, table: str, row_ids: Sequence[str]) -> list[dict[str, Any]]:
        """Full rows by id, with source, line, and the hashes of file and row."""
        with self.reading() as con:
            return rows.placed(con, table, row_ids)

    def refused(self) -> list[dict[str, Any]]:
        """What was not let in: file, line, column, code, message, cure, raw."""
        with self.reading() as con:
            found = con.execute(
                "select s.name, r.line, r.column_name, r.code, r.message, r.cure, r.raw"
                " from refused r join source s on s.id = r.source where s.is_current"
                " order by s.dataset, s.table_name, s.name, r.line, r.column_name, r.code"
            ).fetchall()
        return [dict(zip(REFUSED, values, strict=True)) for values in found]

    def runs(self) -> list[dict[str, Any]]:
        """The current runs with their settings, and whether they are stale."""
        with self.reading() as con:
            return findings.runs(con)

    def result(self, method: str, scope: str = "") -> dict[str, Any] | None:
        """The current run of a method with `results` and `findings`, or None."""
        known = manifest(method)
        with self.reading() as con:
            for run in findings.runs(con):
                if run["method"] == known.name and run["scope"] == scope:
                    return findings.result(con, known, run)
        return None

    def findings(self) -> list[dict[str, Any]]:
        """All findings of all current runs, in the order of the dossier."""
        with self.reading() as con:
            return [f for run in findings.runs(con) for f in findings.of_run(con, run)]

    def evidence(self, finding: str) -> dict[str, Any]:
        """A finding, by the start of its id, with the full rows that carry it."""
        found = findings.one(self.findings(), finding)
        cited: dict[str, list[str]] = {}
        for row in found["evidence"]["rows"]:
            cited.setdefault(row["table"], []).append(row["row_id"])
        return {"finding": found, "rows": {t: self.rows(t, ids) for t, ids in cited.items()}}

    def verify(
        self, *, against: str | Path | None = None, by: str | None = None, now: str | None = None
    ) -> Report:
        """Whether it is whole, also against an edition: see `actaverba.verify`."""
        from actaverba.case import custody_against

        earlier = Path(against) if against is not None else None
        return custody_against.verify(self, earlier, by=by, now=now or clock.now())

    def forget(
        self, *, account: str | None = None, row: str | None = None, source: str | None = None,
        why: str, now: str | None = None,
    ) -> Forgotten:  # fmt: skip
        """Erase rows for good: see `actaverba.forget`."""
        from actaverba.case import forget

        asked = {"account": account, "row": row, "source": source}
        return forget.forget(self.path, **asked, why=why, now=now or clock.now())

    def about(self) -> dict[str, Any]:
        """What `case.toml` says."""
        with self.reading() as con:
            return inputs.about(con)

    def key(self) -> bytes | None:
        """The key of its pseudonyms; None where names are clear."""
        return keys.key(self.path)


def _datasets(
    sources: Sequence[dict[str, Any]], about: dict[str, Any]
) -> dict[str, dict[str, Any]]:
    """Each dataset with its rows and how it was sampled; not stated is convenience."""
    sampling = about.get("sampling", {})
    told: dict[str, dict[str, Any]] = {}
    for source in sources:
        if source["table"] == "case":
            continue
        dataset = told.setdefault(source["dataset"], {"rows": 0, "refused": 0})
        dataset["sampling"] = sampling.get(source["dataset"], "convenience")
        dataset["stated"] = source["dataset"] in sampling
        dataset["rows"] += source["rows"]
        dataset["refused"] += source["refused"]
    return told


def new(path: str | Path, *, clear_names: bool = False, now: str) -> Case:
    """Make an empty case; with pseudonyms, its key lies beside it."""
    place = Path(path)
    facts = {"schema_version": SCHEMA_VERSION, "created_at": now}
    facts["pseudonyms"] = "clear" if clear_names else "keyed"
    file.create(place, facts, before=None if clear_names else lambda: keys.make(place))
    return Case(place)
