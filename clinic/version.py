"""The version of Plumbline, in a place of its own so that every part may name it."""

__version__ = "0.1.0"

EARLIEST = "2025-01-01"
"""There was no Plumbline before this day, so an earlier clock is wrong: an empty battery puts one years back."""
