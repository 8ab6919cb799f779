"""JSON lines, or one JSON array of objects."""

from actaverba.readers.jsonl.read import stage

__all__ = ["stage"]
