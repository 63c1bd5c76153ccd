"""Passphrases hashed with argon2id."""

import argon2
from argon2.exceptions import InvalidHashError, VerificationError


class Argon2Passphrases:
    """Slow on purpose; `hasher` may be cheaper in tests."""

    def __init__(self, hasher: argon2.PasswordHasher | None = None) -> None:
        self._hasher = hasher or argon2.PasswordHasher()
        # Compared with when the name is unknown, so that the answer takes as long.
        self._nobody = self._hasher.hash("nobody has this passphrase")

    def hash(self, passphrase: str) -> str:
        return self._hasher.hash(passphrase)

    def matches(self, stored: str, passphrase: str) -> bool:
        try:
            return self._hasher.verify(stored or self._nobody, passphrase) and bool(stored)
        except (VerificationError, InvalidHashError):
            return False
