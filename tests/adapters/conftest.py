"""Adapters that read the archive are tested on each kind of it."""

from tests.halls import open_hall

__all__ = ["open_hall"]
