"""The version of Plumbline, in a place of its own so that every part may name it."""

__version__ = "0.1.0"

RELEASED = "2026-11-20"
"""The day of this release. A clock that is before it is wrong."""
