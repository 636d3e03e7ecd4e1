"""Lets a post fill in what its step asks for before it decides: the sheet follows what is typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from townhall.office.unfolding import case_view
from townhall.office.views import CaseView
from townhall.office.visiting import Visitor
from townhall.ports.hall import Hall
from townhall.record.refusals import NotFound


def answering(
    hall: Hall, visitor: Visitor, case: str, step: str, raw: Mapping[str, Any], reason: str = ""
) -> CaseView:
    """The case with what was typed at a step so far: what that shows, hides and calculates. Keeps nothing.

    Raises:
        NotFound: there is no such case for this visitor.
    """
    with hall.archive(read_only=True) as archive:
        found = archive.case(case, visitor.sight)
        if found is None:
            raise NotFound
        return case_view(hall, archive, visitor, found, typed={step: (raw, reason, ())})
