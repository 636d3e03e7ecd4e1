"""Fills an empty database with a town to look at: people, offices, books and months of history.

Everything follows from one seed number and the day. No person, company or payment in it is real: identity
numbers begin with 990101, which no county has.
"""

from townhall.rehearsal.demo.building import DEMO_PASSWORD, DemoSummary, Progress, build_demo

__all__ = ["DEMO_PASSWORD", "DemoSummary", "Progress", "build_demo"]
