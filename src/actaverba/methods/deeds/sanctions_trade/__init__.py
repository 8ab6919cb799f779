"""Trade of each state before and after sanctions that it joined or did not join."""

from actaverba.methods.deeds.sanctions_trade.trading import sanctions_trade

__all__ = ["sanctions_trade"]
