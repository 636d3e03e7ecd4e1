"""What do the house's tests share: a square of two towns, for those that look at the program at work."""

from tests.web.square import raised, square

__all__ = ["raised", "square"]
