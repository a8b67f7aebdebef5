"""The error of this part."""

from __future__ import annotations


class NetworkError(Exception):
    """Plumbline cannot be served on the local network; the message says why and what to do."""
