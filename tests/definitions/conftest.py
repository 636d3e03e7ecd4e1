"""Scenarios are played on each kind of database in turn."""

from tests.halls import open_hall

__all__ = ["open_hall"]
