"""Passwords: which ones are refused, and how the others are kept."""

from __future__ import annotations

import unicodedata
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import Flask, current_app

KEY = "passwords"
AT_ONCE = 2
"""How many passwords are hashed at a time: each takes 64 MiB meanwhile."""


class Passwords:
    """Keeps passwords as argon2id hashes and recognises them. The parameters are the second choice of RFC 9106:
    three passes over 64 MiB in four lanes. It takes a moment, so no transaction may be open meanwhile."""

    def __init__(self, *, time_cost: int = 3, memory_cost: int = 65_536, parallelism: int = 4) -> None:
        self._hasher = PasswordHasher(time_cost=time_cost, memory_cost=memory_cost, parallelism=parallelism)
        self._line = BoundedSemaphore(AT_ONCE)
        self._nobody = ""

    def hashed(self, password: str) -> str:
        """What is kept of a password."""
        with self._line:
            return self._hasher.hash(normal(password))

    def fits(self, kept: str, password: str) -> bool:
        """Whether this is the password of which this is kept. Nothing kept takes as long as something."""
        try:
            if not self._nobody:
                self._nobody = self.hashed("")
            with self._line:
                self._hasher.verify(kept or self._nobody, normal(password))
            return bool(kept)
        except (VerificationError, InvalidHashError):
            return False

    def outdated(self, kept: str) -> bool:
        """Whether a password was hashed with other parameters than those of today."""
        return self._hasher.check_needs_rehash(kept)


def normal(password: str) -> str:
    """A password as it is hashed: the same letters, however a keyboard composes them."""
    return unicodedata.normalize("NFC", password)


def keep_passwords(app: Flask, passwords: Passwords) -> None:
    """Say how the passwords of this application are kept."""
    app.extensions[KEY] = passwords


def passwords() -> Passwords:
    """How the passwords of the current application are kept."""
    found: Passwords = current_app.extensions[KEY]
    return found
