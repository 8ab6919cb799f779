"""The clock, asked only where a face was given no time."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """This moment in ISO 8601, in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
