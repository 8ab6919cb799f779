"""Who carried a statement: items, dates, languages, kinds of outlet, credits, attribution."""

from actaverba.methods.words.relay.carrying import relay

__all__ = ["relay"]
