"""Apache Parquet."""

from actaverba.readers.parquet.read import stage

__all__ = ["stage"]
