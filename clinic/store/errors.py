"""What can stand in the way of keeping or finding a record."""

from __future__ import annotations


class StoreError(Exception):
    """The records cannot be used as asked; the message says what to do."""


class AbsentError(StoreError):
    """There is no such record."""


class ConflictError(StoreError):
    """Somebody else saved the record first: it has another version than the one that was changed.

    `kind` and `id` say which record, `version` its version now.
    """

    def __init__(self, kind: str, id: str, version: int) -> None:
        super().__init__("Somebody else changed this record in the meantime. Look at both and decide which to keep.")
        self.kind = kind
        self.id = id
        self.version = version


class UnfitError(StoreError):
    """A value cannot be kept as it is: too long, too large, or with characters that are no letters."""


class FrozenError(StoreError):
    """A finalised, signed or issued record was to be changed."""


class UnreadableError(StoreError):
    """A final assessment was made under another edition, and today's clinical content cannot read it any more."""


class DiskError(StoreError):
    """The disk with the records, or the server that keeps them, did not take or give what was asked for: nothing of it
    was acknowledged. `full` is when only room is missing. The message names no record."""

    def __init__(self, text: str, *, full: bool = False) -> None:
        super().__init__(text)
        self.full = full
