"""Tables and values without the account names that may not leave a case."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from actaverba.engine.masking import masked

if TYPE_CHECKING:
    import pyarrow as pa

# Ids and hashes hold no names, and must stay what they are.
KEYS = {"row_id", "row_hash", "origin", "sha256", "source_sha256", "run", "finding"}


def masked_table(table: pa.Table, clear: Collection[str]) -> pa.Table:
    """The table with account names masked in all its texts and addresses."""
    import pyarrow as pa

    for n, field in enumerate(table.schema):
        if field.name in KEYS or not pa.types.is_string(field.type):
            continue
        texts = table.column(n).to_pylist()
        changed = [t if t is None else masked(t, clear) for t in texts]
        if changed != texts:
            table = table.set_column(n, field, pa.array(changed, field.type))
    return table


def masked_value(value: Any, clear: Collection[str]) -> Any:
    """The same for what JSON holds."""
    if isinstance(value, str):
        return masked(value, clear)
    if isinstance(value, Mapping):
        return {name: masked_value(inner, clear) for name, inner in value.items()}
    return [masked_value(v, clear) for v in value] if isinstance(value, list) else value
