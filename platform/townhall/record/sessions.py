"""Who is signed in, on which device, and until when?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Session:
    """A sign-in that can be revoked. `id` is the SHA-256 of the secret token the browser holds."""

    id: str
    person: str
    device: str
    signed_in_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None

    def is_good(self, now: datetime) -> bool:
        """Whether the session still lets its holder in."""
        return self.revoked_at is None and now < self.expires_at
