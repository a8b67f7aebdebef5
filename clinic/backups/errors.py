"""What can stand in the way of a backup, or of its way back."""

from __future__ import annotations

from clinic.store.errors import StoreError


class BackupError(StoreError):
    """A backup cannot be made, opened or put back as asked; the message says what to do and names no patient."""
