"""An earlier edition of a dossier, read back from its JSON, and what it noted of the case."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actaverba.case import chain
from actaverba.errors import InputError
from actaverba.vocabulary.identity import digest_uuid

if TYPE_CHECKING:
    from actaverba.case.case import Case

LARGEST = 512 * 1024 * 1024
NOTED = ("format", "id", "logs", "rows", "refused", "methods", "judgements", "case")
FORMAT = "actaverba edition "


def heads(case: Case) -> list[dict[str, Any]]:
    """Each log of the case: its name, its number of entries, and the digest of the last."""
    with case.reading() as con:
        return [{"log": t.name, **chain.head(con, t.name)._asdict()} for t in chain.logs()]


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


def earlier(path: Path) -> dict[str, Any]:
    """The edition in a file. Raises InputError where it is none, or was changed since."""
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
    missing = [name for name in NOTED if name not in made]
    if missing:
        raise InputError(
            f"has no {missing[0]}", where=where, cure="It is of an older program; compare by eye."
        )
    if edition_id(made) != made["id"]:
        raise InputError(
            "was changed after it was written: its id does not follow from what it says",
            where=where, cure="Get the edition as it was published.",
        )  # fmt: skip
    return made


def runs_of(edition: Mapping[str, Any]) -> dict[tuple[str, str], Mapping[str, Any]]:
    """The runs of an edition by method and scope."""
    return {(m["name"], r["scope"]): r for m in edition["methods"] for r in m["runs"]}


def findings_of(
    edition: Mapping[str, Any],
) -> dict[str, tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """The findings of an edition by id, each with its run."""
    runs: Iterable[Mapping[str, Any]] = runs_of(edition).values()
    return {f["id"]: (f, run) for run in runs for f in run["findings"]}
