"""Any table in the shape of the vocabulary; what has that shape already is left alone."""

from __future__ import annotations

from actaverba.engine.typed import typed


def test_a_typed_table_is_returned_as_it_is() -> None:
    made = typed("fields", [{"field": "tonnes", "kind": "quantity", "description": "weight"}])
    place = made.column_names.index("row_hash")
    marked = made.set_column(place, "row_hash", made["row_id"])
    assert typed("fields", marked).equals(marked)
