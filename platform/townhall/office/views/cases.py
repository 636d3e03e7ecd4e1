"""What does a case look like to one of its readers?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from townhall.kernel.text import NO_TEXT, Text
from townhall.office.views.away import SentNote
from townhall.office.views.inputs import SheetInput
from townhall.office.views.sheets import SectionView


@dataclass(frozen=True, slots=True)
class Signature:
    """What one person decided at a step. `is_sealed`: whether it carries the case on and so bears a seal; of
    a seal that all who sign share, only once all have.
    """

    name: str
    post: Text
    unit: Text
    choice_title: Text
    is_sealed: bool
    reason: str
    at: datetime
    seal: Text | None
    filled: tuple[SectionView, ...] = ()
    on_behalf_of: str = ""


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of the status tree.

    `state`: done, returned, refused, skipped, cancelled, waiting, ahead. `missing`: who is asked and has
    not answered. `waited` is how long it took or has taken. `branches` run in parallel; `steps` one after
    another. `past`: what was decided in earlier rounds that did not stand, such as a return with its reason.
    `is_spared`: as things stand the case will not need this step ahead.
    """

    path: str
    title: Text
    state: Literal["done", "returned", "refused", "skipped", "cancelled", "waiting", "ahead"]
    signatures: tuple[Signature, ...] = ()
    missing: tuple[tuple[str, Text], ...] = ()
    why: Text | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    waited_minutes: int | None = None
    due: datetime | None = None
    needed: int | None = None
    steps: tuple[StepView, ...] = ()
    branches: tuple[StepView, ...] = ()
    earlier: int = 0
    past: tuple[Signature, ...] = ()
    is_spared: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """One button: a choice of the step the visitor is asked at."""

    choice: str
    title: Text
    manner: Literal["agree", "return", "refuse"]
    needs_reason: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the visitor at one step: what to fill in there, and the ways out.

    `targets`: for a return, (path, title) of earlier steps it may go back to, the default first.
    `reason_min`: characters that a reason has at least, 0 where no way out asks for one.
    """

    step: str
    title: Text
    post: Text
    sheet: SheetInput
    actions: tuple[Action, ...]
    targets: tuple[tuple[str, Text], ...]
    seal: Text | None
    complaint: str = ""
    reason: str = ""
    reason_min: int = 0


@dataclass(frozen=True, slots=True)
class NoticeLink:
    """A disclosure that a case opened, with its public address and QR code picture (SVG).

    `awaits_answer`: its days are over, and only an unanswered objection keeps it open.
    """

    number: str
    title: Text
    opened_on: date
    closes_on: date
    is_open: bool
    address: str
    code_svg: str
    awaits_answer: bool = False


@dataclass(frozen=True, slots=True)
class ObjectionView:
    """An objection as staff see it; `contact` only for whoever answers it, `answers` the post that does."""

    id: str
    content: str
    contact: str
    made_at: datetime
    state: str
    answer: str
    answered_by: str
    can_answer: bool
    answers: Text = NO_TEXT
    unit_title: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class Booked:
    """What a case booked in one register: shown rows with their columns; of many the first of `count`."""

    register: Text
    columns: tuple[Text, ...]
    rows: tuple[tuple[str, ...], ...]
    count: int = 0


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as one visitor may see it. `seq` goes back with a decision, to notice a stale page.

    `sent`: how its sheet came, where it was filled in without a network.
    """

    id: str
    seq: int
    matter_no: str
    form: str
    title: Text
    code: str
    gist: str
    unit_title: Text
    initiator: str
    opened_at: datetime
    ended_at: datetime | None
    state: str
    amount: str
    sections: tuple[SectionView, ...]
    steps: tuple[StepView, ...]
    asked: tuple[Asked, ...] = ()
    mend_draft: str | None = None
    notices: tuple[NoticeLink, ...] = ()
    objections: tuple[ObjectionView, ...] = ()
    booked: tuple[Booked, ...] = ()
    release: str = ""
    works_offline: bool = False
    sent: SentNote | None = None
