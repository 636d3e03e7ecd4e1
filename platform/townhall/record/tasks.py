"""What waits for whom?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal["act", "mend", "copy"]


@dataclass(frozen=True, slots=True)
class Task:
    """One thing asked of one person, or of whoever holds a post at a unit (`person` None).

    A row of the task list: it repeats what the list shows, so that a list needs one query. Copies
    (`kind` "copy") wait for nothing.
    """

    id: str
    case: str
    town: str
    step: str
    round: int
    kind: Kind
    post: str
    unit: str
    person: str | None
    opened_at: datetime
    due: datetime | None = None
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task with what its list shows of the case; `cursor` continues the list after this row."""

    task: Task
    form: str
    release: str
    matter_no: str
    gist: str
    case_unit: str
    case_state: str
    amount: int | None
    cursor: str
