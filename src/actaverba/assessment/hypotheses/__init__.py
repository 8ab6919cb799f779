"""Competing hypotheses: which of them the fewest ratings speak against, and what that hangs on."""

from actaverba.assessment.hypotheses.weighing import hypotheses

__all__ = ["hypotheses"]
