"""Who shares the same things at the same time, more often than chance has it."""

from actaverba.methods.words.coordination.coordination import coordination

__all__ = ["coordination"]
