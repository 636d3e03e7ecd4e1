"""Tests mirror the house; what several of them share is imported from here as `tests.…`."""
