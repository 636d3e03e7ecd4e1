"""How is a table too long for one page cut into pages?"""

from __future__ import annotations

from townhall.office.views import RowPage, TableView

PAGE = 50
"""Rows on one page of a long table."""


def pages_of(total: int) -> int:
    """How many pages there are; one where there is nothing.

    >>> pages_of(0), pages_of(50), pages_of(51)
    (1, 1, 2)
    """
    return max(1, -(-total // PAGE))


def page_of(table: TableView, total: int, page: int) -> RowPage:
    """One page, `table` holding its rows alone."""
    return RowPage(table, total, (page - 1) * PAGE + 1, page, pages_of(total))
