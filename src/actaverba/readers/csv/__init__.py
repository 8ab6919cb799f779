"""CSV and its kin, read to the letter."""

from actaverba.readers.csv.read import stage

__all__ = ["stage"]
