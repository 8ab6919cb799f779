"""Acts toward and away from each pole, and how far they rest on one source."""

from actaverba.methods.deeds.ledger.counting_acts import ledger

__all__ = ["ledger"]
