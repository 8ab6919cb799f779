"""What CooRTweet computes: pairs of shares within a window, edges, accounts, objects, flags."""

from actaverba.methods.words.coortweet.coortweet import cooRTweet

__all__ = ["cooRTweet"]
