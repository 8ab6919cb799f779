"""A finding: one sentence's worth, with what carries it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from actaverba.vocabulary.identity import digest_uuid


@dataclass(frozen=True)
class Evidence:
    """A row that carries a finding; `role` says what it does there (a plain word)."""

    table: str
    row_id: str
    role: str


@dataclass(frozen=True)
class Innocent:
    """Another explanation of the same finding and how it stands."""

    explanation: str
    status: Literal["supported", "plausible", "ruled_out", "not_examined"]
    why: str


@dataclass(frozen=True)
class Finding:
    """What a method says, as a message with parameters, never as typed text.

    Either `value` (with `low`, `high`, `unit`) or `category` is set. `grade` is a code
    of the vocabulary; `listed` marks a plain count or list of coded rows.
    """

    question: str
    subject: str
    message: str
    params: Mapping[str, Any] = field(default_factory=dict)
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    category: str = ""
    n: int | None = None
    base_rate: float | None = None
    grade: str = "listed"
    observed_or_inferred: Literal["observed", "inferred"] = "observed"
    evidence: tuple[Evidence, ...] = ()
    innocent: tuple[Innocent, ...] = ()

    def id(self, method: str, scope: str) -> uuid.UUID:
        """From what is asked, not from what is found: a judgement survives a recompute."""
        return digest_uuid("finding", method, self.question, self.subject, scope)
