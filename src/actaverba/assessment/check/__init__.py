"""Each coded claim beside the acts and figures that bear on it, in both directions."""

from actaverba.assessment.check.checking import check

__all__ = ["check"]
