"""Copied text: which posts say the same, in which versions, and in which order."""

from actaverba.methods.words.copies.copies import copies

__all__ = ["copies"]
