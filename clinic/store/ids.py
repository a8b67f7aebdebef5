"""Ids of records and keys of forms: random, so that no address tells how many there are or who is next."""

from __future__ import annotations

import secrets

LETTERS = 22
"""Letters and digits of an id: 16 random bytes."""


def new_id() -> str:
    """A new random id that may stand in an address."""
    return secrets.token_urlsafe(16)
