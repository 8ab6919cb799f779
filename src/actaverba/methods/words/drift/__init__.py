"""How a statement changes on the way: versions, families of versions, and who carries them."""

from actaverba.methods.words.drift.following import drift

__all__ = ["drift"]
