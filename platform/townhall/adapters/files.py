"""Where do the bytes of attachments lie?

Under their own SHA-256, so the same file is kept once and a name from outside never becomes a path.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


class FolderFiles:
    """Files in a folder, readable by nobody but the program's own account."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes) -> str:
        """Keep the bytes; whole or not at all, and on the disk when this returns."""
        sha256 = hashlib.sha256(content).hexdigest()
        place = self._place(sha256)
        if not place.exists():
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, unfinished = tempfile.mkstemp(dir=place.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                Path(unfinished).replace(place)
            except OSError:
                Path(unfinished).unlink(missing_ok=True)
                raise
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes.

        Raises:
            LookupError: nothing is kept under that hash.
        """
        if not _SHA256.fullmatch(sha256):
            raise LookupError(f"{sha256!r} is no SHA-256")
        try:
            return self._place(sha256).read_bytes()
        except FileNotFoundError as failed:
            raise LookupError(f"no file {sha256}") from failed

    def _place(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256[2:4] / sha256


class MemoryFiles:
    """Files that a rehearsal forgets."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def put(self, content: bytes) -> str:
        """Keep the bytes."""
        sha256 = hashlib.sha256(content).hexdigest()
        self._kept[sha256] = content
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes. Raises LookupError."""
        return self._kept[sha256]
