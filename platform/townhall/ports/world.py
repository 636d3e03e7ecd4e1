"""What else of the world does the office need: time, names, secrets, files, passwords, codes?"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any, Protocol

ZONE = timezone(timedelta(hours=8), "Asia/Shanghai")
"""The office's zone: one offset all year since 1992, so no table of zones has to be installed for it."""


class Clock(Protocol):
    """Tells the time, always aware, in the office's zone (Asia/Shanghai)."""

    def now(self) -> datetime:
        """The moment."""
        ...


class Names(Protocol):
    """Makes new names."""

    def new(self) -> str:
        """A new id: 26 characters that sort by time."""
        ...

    def unguessable(self) -> str:
        """A new public name that nobody can guess: 22 characters of URL-safe text."""
        ...


class Vault(Protocol):
    """Seals secrets with a key that is not in the database."""

    def seal(self, value: Any) -> str:
        """The JSON value, encrypted and authenticated (AES-256-GCM), as text."""
        ...

    def unseal(self, sealed: str) -> Any:
        """The JSON value back.

        Raises:
            ValueError: it was changed, or sealed with another key.
        """
        ...

    def digest(self, text: str) -> str:
        """A keyed hash (HMAC-SHA-256, 64 hexadecimal digits): equal texts, equal digests."""
        ...


class Files(Protocol):
    """Keeps the bytes of attachments under their SHA-256."""

    def put(self, content: bytes) -> str:
        """Keep the bytes; gives their SHA-256."""
        ...

    def get(self, sha256: str) -> bytes:
        """The bytes. Raises LookupError."""
        ...


class Passwords(Protocol):
    """Hashes passwords (argon2id)."""

    def hash(self, password: str) -> str:
        """The hash to keep."""
        ...

    def fits(self, password: str, hashed: str | None) -> bool:
        """Whether the password is the one; takes as long for None, so that logins cannot be probed."""
        ...


class Codes(Protocol):
    """Draws QR codes."""

    def svg(self, text: str) -> str:
        """An SVG picture of the code."""
        ...
