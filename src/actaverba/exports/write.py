"""Writing an export: a folder with one file a table, and a list of them with hashes.

Everything is made in a folder beside it and then moved in; the list comes last, so that a
folder without `export.json` is no finished export. One network may go to one file as well.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actaverba.engine.masking import public_names
from actaverba.errors import ActaError, NotApplicable
from actaverba.exports.csv import write_csv
from actaverba.exports.gexf import write_gexf
from actaverba.exports.masks import masked_table, masked_value
from actaverba.exports.networks import methods_with_networks, networks
from actaverba.exports.parquet import write_parquet
from actaverba.exports.sheets import Sheet, sheets
from actaverba.version import VERSION
from actaverba.vocabulary.nearest import did_you_mean

if TYPE_CHECKING:
    import pyarrow as pa

    from actaverba.case.case import Case

NETWORK = "gexf"
FORMATS = ("csv", "parquet", NETWORK)
LIST = "export.json"
OUR_NETWORK = b"<creator>actaverba "
OURS = re.compile(r"[a-z][\w-]*(/[\w-]+){0,3}\.(csv|parquet|gexf)")


def write(
    case: Case, to: str, out: str | Path, *, bom: bool = False, raw: bool = False
) -> list[Path]:
    """Write an export of `case` in the format `to` into the folder `out`; the paths.

    The same case gives the same bytes. An earlier export in `out` is replaced; raises
    ActaError where the folder holds anything else. `gexf` writes each network, or, where `out`
    ends in `.gexf`, the first of them as that file; raises NotApplicable where there is none.
    """
    if to not in FORMATS:
        raise ActaError(
            f"there is no format {to!r}",
            cure=f"{did_you_mean(to, FORMATS)}Formats: {', '.join(FORMATS)}.",
        )
    folder = Path(out)
    clear = None if raw else public_names(case.about(), case.table("outlets")["host"].to_pylist())
    if to == NETWORK and folder.suffix == f".{NETWORK}" and not folder.is_dir():
        return [_one_network(case, folder, clear)]
    earlier = _earlier(folder)
    whole = folder.resolve()
    making = whole.with_name(f".{whole.name}.making-{os.getpid()}")
    making.mkdir(parents=True)
    try:
        if to == NETWORK:
            listed = _put_networks(case, making, clear)
        else:
            listed = [_put(s, making, to=to, bom=bom) for s in _leaving(case, clear)]
        _list(case.about(), listed, making / LIST, clear=clear)
        _remove(folder, earlier)
        return _move_in(making, folder, [*(f["file"] for f in listed), LIST])
    finally:
        shutil.rmtree(making)


def _leaving(case: Case, clear: Collection[str] | None) -> Iterator[Sheet]:
    """The sheets as they leave; without names to keep `clear`, raw and with refused rows."""
    for sheet in sheets(case, raw=clear is None):
        rows = sheet.rows if clear is None else masked_table(sheet.rows, clear)
        yield Sheet(sheet.name, sheet.what, rows)


def _put(sheet: Sheet, folder: Path, *, to: str, bom: bool) -> dict[str, Any]:
    """Write one sheet; its entry in the list."""
    name = f"{sheet.name}.{to}"
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    _write(sheet.rows, place, to=to, bom=bom)
    return _entry(folder, name, what=sheet.what, rows=sheet.rows.num_rows)


def _entry(folder: Path, name: str, *, what: str, rows: int) -> dict[str, Any]:
    content = (folder / name).read_bytes()
    return {
        "file": name,
        "one_row_is": what,
        "rows": rows,
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _put_networks(case: Case, folder: Path, clear: Collection[str] | None) -> list[dict[str, Any]]:
    """Write each network; their entries in the list."""
    listed = []
    for found in networks(case, clear):
        name = f"{found.name}.{NETWORK}"
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_gexf(found.graph, folder / name)
        listed.append(_entry(folder, name, what=found.what, rows=found.graph.edge_count))
    if not listed:
        raise _no_network()
    return listed


def _one_network(case: Case, place: Path, clear: Collection[str] | None) -> Path:
    """Write the first network as one file, in place of nothing or of an earlier one."""
    if place.exists() and OUR_NETWORK not in place.read_bytes()[:1000]:
        raise ActaError(
            "is another file",
            where=str(place),
            cure="Name a file that is new or holds an earlier export, or a folder.",
        )
    found = next(networks(case, clear), None)
    if found is None:
        raise _no_network()
    making = place.with_name(f".{place.name}.making-{os.getpid()}")
    place.resolve().parent.mkdir(parents=True, exist_ok=True)
    try:
        write_gexf(found.graph, making)
        os.replace(making, place)
    finally:
        making.unlink(missing_ok=True)
    return place


def _no_network() -> NotApplicable:
    return NotApplicable(
        "no result of the case is a network",
        cure=f"Run a method that finds one first: {', '.join(methods_with_networks())}.",
    )


def _write(rows: pa.Table, place: Path, *, to: str, bom: bool) -> None:
    if to == "csv":
        write_csv(rows, place, bom=bom)
    else:
        write_parquet(rows, place)


def _list(
    about: Mapping[str, Any], listed: list[dict[str, Any]], place: Path, *,
    clear: Collection[str] | None,
) -> None:  # fmt: skip
    told = {
        "format": "actaverba export 1",
        "software": VERSION,
        "case": about if clear is None else masked_value(about, clear),
        "handles": "as in the case" if clear is None else "masked in texts and addresses",
        "files": listed,
    }
    text = json.dumps(told, ensure_ascii=True, indent=1) + "\n"
    place.write_text(text, encoding="utf-8", newline="\n")


def _earlier(folder: Path) -> list[Path]:
    """The files of an earlier export that stands there, to be replaced."""
    if not folder.exists() or not any(folder.iterdir()):
        return []
    try:
        told = json.loads((folder / LIST).read_text(encoding="utf-8"))
        names = [str(f["file"]) for f in told["files"]]
    except (OSError, ValueError, KeyError, TypeError):
        raise ActaError(
            "holds other files",
            where=str(folder),
            cure="Name a folder that is empty, new, or holds an earlier export.",
        ) from None
    # The list may come from elsewhere: only what an export would have written is removed.
    return [folder / LIST, *(folder / name for name in names if OURS.fullmatch(name))]


def _remove(folder: Path, earlier: list[Path]) -> None:
    for place in earlier:
        place.unlink(missing_ok=True)
    for parent in sorted({p.parent for p in earlier} - {folder}, reverse=True):
        if parent.is_dir() and not any(parent.iterdir()):
            parent.rmdir()


def _move_in(making: Path, folder: Path, names: list[str]) -> list[Path]:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(making / name, folder / name)
    return [folder / name for name in names]
