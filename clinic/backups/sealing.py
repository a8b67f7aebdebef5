"""Sealing in the age format: whoever has a recipient's line can seal, and only who has its key can open.

The machine that makes the backups keeps the recipients alone. Whoever steals it or the backups cannot read them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import pyrage
from pyrage import x25519

from clinic.backups.errors import BackupError

SECRET = "AGE-SECRET-KEY-"  # noqa: S105  # how every key begins, and no key
FIRST = b"age-encryption.org/"
"""How every sealed file begins."""


class Readable(Protocol):
    """What bytes are read from."""

    def read(self, size: int = -1, /) -> bytes: ...


class Writable(Protocol):
    """What bytes are written to."""

    def write(self, content: bytes, /) -> int: ...
    def flush(self) -> None: ...


def new_key() -> tuple[str, str]:
    """A new key, which opens, and its recipient, which seals."""
    made = x25519.Identity.generate()
    return str(made), str(made.to_public())


def recipient_of(key: str) -> str:
    """The recipient whose backups a key opens. Raises BackupError."""
    return str(_identity(key).to_public())


def checked_recipient(line: str) -> str:
    """A recipient as it is written in a list. Raises BackupError for anything else, above all for a key."""
    if line.upper().startswith(SECRET):
        raise BackupError(
            "This is the key itself, which opens every backup. It has to be kept away from this machine: delete the "
            "line here and write its recipient, which begins with age1."
        )
    _recipient(line)
    return line


def seal(source: Readable, target: Writable, recipients: Iterable[str]) -> None:
    """Seals what it reads, as it comes, for each of these recipients. Raises BackupError."""
    try:
        pyrage.encrypt_io(source, target, [_recipient(one) for one in recipients])
    except (pyrage.EncryptError, OSError) as error:
        raise BackupError(f"The backup cannot be sealed: {error}.") from error


def unseal(source: Readable, target: Writable, key: str) -> None:
    """Opens what was sealed for this key. Raises BackupError when it was not, or when a single bit is another one; what
    was written until then is not to be used."""
    try:
        pyrage.decrypt_io(source, target, [_identity(key)])
    except (pyrage.DecryptError, OSError) as error:
        if "matching keys" in str(error):
            raise BackupError("This key does not open this backup: it was sealed for another one.") from error
        raise BackupError(f"The backup is damaged or cut short, or there is no room for it: {error}.") from error


def _recipient(line: str) -> x25519.Recipient:
    try:
        return x25519.Recipient.from_str(line)
    except pyrage.RecipientError as error:
        raise BackupError(f"{line[:70]!r} is no recipient. One begins with age1 and has 62 letters.") from error


def _identity(key: str) -> x25519.Identity:
    try:
        return x25519.Identity.from_str(key.strip())
    except pyrage.IdentityError as error:
        raise BackupError(f"This is no key. One begins with {SECRET} and has 74 letters.") from error
