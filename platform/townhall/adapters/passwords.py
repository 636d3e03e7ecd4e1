"""Is this the password that was set? (argon2id, RFC 9106)"""

from __future__ import annotations

from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class Argon2Passwords:
    """Hashes passwords, with the library's parameters unless others are given."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._nobodys: str | None = None
        self._lock = Lock()

    def hash(self, password: str) -> str:
        """The hash to keep, with its own salt."""
        return self._hasher.hash(password)

    def fits(self, password: str, hashed: str | None) -> bool:
        """Whether the password is the one; takes as long where there is none, so logins cannot be probed."""
        try:
            self._hasher.verify(hashed or self._nobody(), password)
        except (VerificationError, InvalidHashError):
            return False
        return hashed is not None

    def _nobody(self) -> str:
        """The hash of a password that nobody knows, made once."""
        with self._lock:
            if self._nobodys is None:
                self._nobodys = self._hasher.hash("nobody's password is not checked against this")
            return self._nobodys
