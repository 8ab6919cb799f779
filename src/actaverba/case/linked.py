"""Files that are read in place: the case keeps their hash, not their rows.

Advised above 20 million rows. The file must lie where it lay, unchanged: its hash is
checked before a row of it is believed, so that a case from elsewhere cannot make another
file of this machine its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actaverba.engine import sql
from actaverba.engine.cells import Columns
from actaverba.engine.staged import ReadOptions
from actaverba.engine.validate import check
from actaverba.errors import InputError
from actaverba.vocabulary.formats import digest_of_file, reader
from actaverba.vocabulary.schema import table as named

if TYPE_CHECKING:
    import pyarrow as pa


def added(
    stored: pa.Table, links: Sequence[Mapping[str, Any]], *, name: str, key: bytes | None,
    folder: Path,
) -> pa.Table:  # fmt: skip
    """The rows of a table in the case, with those of the files that are read in place."""
    import pyarrow as pa

    rows = [stored, *(_rows(link, name=name, key=key, folder=folder) for link in links)]
    return pa.concat_tables([t.select(stored.schema.names).cast(stored.schema) for t in rows])


def _rows(link: Mapping[str, Any], *, name: str, key: bytes | None, folder: Path) -> pa.Table:
    path = folder / link["link"]
    where = f"{link['name']}, read in place from {link['link']}"
    if not path.is_file():
        raise InputError("is not there", where=where, cure="Put it back, or read it again.")
    sha256, _ = digest_of_file(path)
    if sha256 != link["sha256"]:
        raise InputError(
            "has changed since it was read", where=where, cure="Read it again with `acta read`."
        )
    mapping = json.loads(link["mapping"])
    columns = Columns(mapping.get("columns", {}), mapping.get("constants", {}),
                      mapping.get("timezone", ""))  # fmt: skip
    options = ReadOptions(name, columns.headers, columns.constants, link["encoding"])
    con = sql.workbench()
    staged = reader(link["format"]).stage()(con, path, options)
    checked = check(
        con, staged, named(name), columns=columns, dataset=link["dataset"], known={}, key=key
    )
    return con.sql(
        f"select *, NULL::VARCHAR as origin from ({checked.good}) order by line"
    ).to_arrow_table()
