"""Keeps and finds: tables, archive, migrations. Decides nothing; every row carries its town."""

from townhall.storage.memory import open_memory_archives
from townhall.storage.opening import open_archives

__all__ = ["open_archives", "open_memory_archives"]
