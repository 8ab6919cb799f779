"""Simulated worlds in which it is known who moves together, and who only looks like it."""

from __future__ import annotations
