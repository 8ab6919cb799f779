"""Figures that we show, and how they were earned.

A measure is a folder `evaluate/<name>/` (is it right?) or `bench/<name>/` (is it quick?)
with a `measure.py` whose `main()` measures and calls `figures.record.record`. Each run
writes one dated file, `results/<day>.json`, which is committed. Floors stand in
`evaluate/floors.toml` and `bench/floors.toml`; `tests/test_earned_numbers.py` compares.
"""
