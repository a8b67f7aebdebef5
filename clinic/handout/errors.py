"""The one exception of the printed sheet."""

from __future__ import annotations


class HandoutError(Exception):
    """A sheet cannot be made; the message says why and what to do."""
