"""How a finding about statements is put together: its count and its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from actaverba.case.finding import Finding, Innocent
from actaverba.methods.counting import Row, evidence, plain_count

TABLE = "statements"
NONE_LOOKED_AT = "not_enough_evidence"


def counted(
    question: str, subject: str, message: str, rows: Sequence[Row], *,
    of: Sequence[Row], role: str = "counts", params: Mapping[str, Any] | None = None,
    innocents: tuple[Innocent, ...] = (),
) -> Finding:  # fmt: skip
    """A plain count of rows, with the rows."""
    return plain_count(
        question, subject, message, len(rows), of=len(of), unit="STATEMENTS", params=params,
        evidence=evidence(TABLE, rows, role), innocent=innocents,
    )  # fmt: skip
