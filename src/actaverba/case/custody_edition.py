"""An earlier edition of a dossier, read back from its JSON, and what it noted of the case."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actaverba.case import chain
from actaverba.case.custody_shape import amiss, is_deep
from actaverba.case.layout import row_tables
from actaverba.engine import sql
from actaverba.errors import InputError
from actaverba.vocabulary.identity import digest_uuid

if TYPE_CHECKING:
    import duckdb

    from actaverba.case.case import Case

LARGEST = 512 * 1024 * 1024
FORMAT = "actaverba edition "


def heads(case: Case) -> list[dict[str, Any]]:
    """Each log of the case: its name, its number of entries, and the digest of the last."""
    with case.reading() as con:
        return [{"log": t.name, **chain.head(con, t.name)._asdict()} for t in chain.logs()]


def written_anew(case: Case, logs: Iterable[Mapping[str, Any]]) -> set[str]:
    """The logs whose noted head is no entry of theirs any more, though they are long enough."""
    found = set()
    with case.reading() as con:
        for log in logs:
            name, noted = log["log"], log["entries"]
            if noted > 0 and name in {t.name for t in chain.logs()}:
                ordered = chain.entries(con, name)
                if len(ordered) >= noted and ordered[noted - 1]["digest"] != log["digest"]:
                    found.add(name)
    return found


def books(case: Case) -> dict[str, dict[str, Any]]:
    """What later cases must follow from, beside rows: of each current run the digests of all
    that it left, and each file that was read, by its id."""
    with case.reading() as con:
        results = con.execute(
            "select id::VARCHAR, digests from run where is_current order by 1"
        ).fetchall()
        sources = con.execute("select id::VARCHAR, name from source order by 1").fetchall()
    return {
        "results": {id: json.loads(told or "{}") for id, told in results},
        "sources": {id: str(name) for id, name in sources},
    }


def refusals(case: Case) -> list[dict[str, Any]]:
    """What was refused, without its text: file, line, column, code and a digest of the rest."""
    kept = ("file", "line", "column", "code")
    return [
        {**{k: r[k] for k in kept}, "digest": str(digest_uuid("refused", r["message"], r["raw"]))}
        for r in case.refused()
    ]


def sealed(made: dict[str, Any]) -> dict[str, Any]:
    """The edition with its id, which follows from everything else in it."""
    made["id"] = edition_id(made)
    return made


def edition_id(made: Mapping[str, Any]) -> str:
    """The id that an edition should have."""
    rest = {k: v for k, v in made.items() if k != "id"}
    return str(digest_uuid(json.dumps(rest, sort_keys=True, ensure_ascii=False)))


def earlier(path: Path, case: Case) -> dict[str, Any]:
    """The edition of a case in a file.

    Raises InputError where it is none, was changed since, or is of another case.
    """
    where = str(path)
    try:
        if path.stat().st_size > LARGEST:
            raise InputError("is too large for an edition", where=where, cure="Is it one?")
        made = json.loads(path.read_text(encoding="utf-8"))
    except OSError as trouble:
        raise InputError(
            f"cannot be opened ({trouble.strerror})", where=where,
            cure="Give the .json that `acta dossier` wrote beside the page.",
        ) from trouble  # fmt: skip
    except (ValueError, RecursionError) as trouble:
        raise InputError(
            "is no JSON", where=where, cure="Give the .json beside the page, not the page."
        ) from trouble
    if not isinstance(made, dict) or not str(made.get("format")).startswith(FORMAT):
        raise InputError(
            "is no edition of a dossier", where=where,
            cure="Give the .json that `acta dossier` wrote beside the page.",
        )  # fmt: skip
    wrong = "it is too deep" if is_deep(made) else next(amiss(made), None)
    if wrong is not None:
        raise InputError(
            f"is no edition that can be compared: {wrong}", where=where,
            cure="It was changed, or is of another version of the program; compare by eye.",
        )  # fmt: skip
    if edition_id(made) != made["id"]:
        raise InputError(
            "was changed after it was written: its id does not follow from what it says",
            where=where, cure="Get the edition as it was published.",
        )  # fmt: skip
    _check_is_of(case, made, where)
    return made


def _check_is_of(case: Case, edition: Mapping[str, Any], where: str) -> None:
    """Refuse an edition that shares no row with a case, in any version or as forgotten."""
    noted = {name: set(rows) for name, rows in edition["rows"].items() if rows}
    if not noted:
        return
    with case.reading() as con:
        for table in row_tables():
            query = f"select row_id::VARCHAR from {sql.name(table.name)}"
            if table.name in noted and noted[table.name] & _ids(con, query):
                return
        if set().union(*noted.values()) & _ids(con, "select row_id::VARCHAR from forgotten"):
            return
    raise InputError(
        "is an edition of another case: none of its rows is in this one", where=where,
        cure="Give an edition of this case.",
    )  # fmt: skip


def _ids(con: duckdb.DuckDBPyConnection, query: str) -> set[str]:
    return {id for (id,) in con.execute(query).fetchall()}


def runs_of(edition: Mapping[str, Any]) -> dict[tuple[str, str], Mapping[str, Any]]:
    """The runs of an edition by method and scope."""
    return {(m["name"], r["scope"]): r for m in edition["methods"] for r in m["runs"]}


def findings_of(
    edition: Mapping[str, Any],
) -> dict[str, tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """The findings of an edition by id, each with its run."""
    runs: Iterable[Mapping[str, Any]] = runs_of(edition).values()
    return {f["id"]: (f, run) for run in runs for f in run["findings"]}
