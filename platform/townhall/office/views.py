"""What does a reader get to see: plain frozen views, already masked, already in words?

A view holds no secret its reader may not see: masking happens when a view is made, so whatever renders
it (page, fragment, export, print) cannot show more.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, Literal, TypeVar

from townhall.kernel.text import NO_TEXT, Text
from townhall.spec.fields import Field

Line = TypeVar("Line")

# -- filling in ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Input:
    """One control. `name` is its full name in the post (`amount`, `labour.0.days`).

    `raw` is what was typed (text, list of text), `shown` what it reads as; `options` are (value, title,
    chosen). `is_live`: other inputs hang on it, so a change asks the server for the sheet again.
    """

    name: str
    field: Field
    raw: Any
    shown: str
    required: bool
    calculated: bool = False
    is_live: bool = False
    options: tuple[tuple[str, str, bool], ...] = ()
    complaints: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    attachments: tuple[AttachmentView, ...] = ()


@dataclass(frozen=True, slots=True)
class TableInput:
    """A child table being filled. `totals` has a shown sum per money, number or integer column."""

    name: str
    field: Field
    rows: tuple[tuple[Input, ...], ...]
    totals: tuple[tuple[str, str], ...] = ()
    complaints: tuple[str, ...] = ()
    is_live: bool = True


@dataclass(frozen=True, slots=True)
class SectionInput:
    """A section being filled; hidden fields are not in it."""

    name: str
    title: Text
    help: Text
    items: tuple[Input | TableInput, ...]


@dataclass(frozen=True, slots=True)
class SheetInput:
    """All that is asked for at once. `complaints` belong to the whole sheet: (place, words, warns)."""

    sections: tuple[SectionInput, ...]
    complaints: tuple[tuple[str, str, bool], ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether nothing but warnings stands in the way."""
        return all(warns for _, _, warns in self.complaints)


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft being filled in. `version` goes back with the next save. `case` is set for a returned one.

    `refused`: names of the fields and demands that stood in the way of handing it in.
    """

    id: str
    version: int
    form: str
    title: Text
    code: str
    unit: str
    unit_title: Text
    sheet: SheetInput
    saved_at: datetime
    case: str | None = None
    return_reason: str = ""
    path: tuple[Text, ...] = ()
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft in a list. `gist`: the first words filled in, "" where there are none yet."""

    id: str
    form: str
    title: Text
    gist: str
    unit_title: Text
    saved_at: datetime
    case: str | None


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter somebody may start, at one of `units` (code, title)."""

    form: str
    title: Text
    code: str
    pack: str
    units: tuple[tuple[str, Text], ...]
    who: Text


@dataclass(frozen=True, slots=True)
class Category:
    """One of the six categories, with the matters the visitor may start."""

    pack: str
    title: Text
    matters: tuple[Matter, ...]


# -- reading a case --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """A file: `id` for its address."""

    id: str
    name: str
    media_type: str
    size: int

    @property
    def is_picture(self) -> bool:
        """Whether a thumbnail can be shown."""
        return self.media_type.startswith("image/")


@dataclass(frozen=True, slots=True)
class Item:
    """One label and its value, as this reader may see it."""

    name: str
    label: Text
    shown: str
    kind: str
    is_wide: bool = False
    attachments: tuple[AttachmentView, ...] = ()


@dataclass(frozen=True, slots=True)
class TableView:
    """A child table as read: `columns` are (name, label, kind); totals align with columns, "" for none."""

    name: str
    label: Text
    columns: tuple[tuple[str, Text, str], ...]
    rows: tuple[tuple[Item, ...], ...]
    totals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of a sheet as read."""

    name: str
    title: Text
    items: tuple[Item | TableView, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """What one person decided at a step."""

    name: str
    post: Text
    unit: Text
    choice: str
    choice_title: Text
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


@dataclass(frozen=True, slots=True)
class Booked:
    """What a case booked in one register: shown rows with their columns."""

    register: Text
    columns: tuple[Text, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as one visitor may see it. `seq` goes back with a decision, to notice a stale page."""

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


@dataclass(frozen=True, slots=True)
class TaskItem:
    """A line of the task list. `amount` is shown money or ""."""

    case: str
    step_title: Text
    form_title: Text
    matter_no: str
    gist: str
    unit_title: Text
    amount: str
    since: datetime
    due: datetime | None
    is_overdue: bool
    kind: str


@dataclass(frozen=True, slots=True)
class CaseItem:
    """A line of a case list."""

    case: str
    form_title: Text
    matter_no: str
    gist: str
    unit_title: Text
    amount: str
    state: str
    at: tuple[Text, ...]
    opened_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Listing(Generic[Line]):
    """A page of a list and the cursor that continues it (None: no more)."""

    lines: tuple[Line, ...]
    next: str | None


# -- outside ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AnswerView:
    """How an objection was answered, as anyone sees it: never what was objected, nor by whom."""

    outcome: Text
    words: str
    answered_on: date
    post: Text


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A disclosure as anyone sees it: labels and masked values, a countdown, room for an objection.

    `awaits_answer`: its days are over, and only an unanswered objection keeps it open.
    """

    number: str
    town_title: Text
    unit: str
    unit_title: Text
    title: Text
    question: Text
    items: tuple[Item | TableView, ...]
    opened_on: date
    closes_on: date
    days_left: int
    is_open: bool
    outcome: Text | None
    takes_objections: bool
    objections_made: int
    hotline: str
    address: str
    code_svg: str
    answers: tuple[AnswerView, ...] = ()
    awaits_answer: bool = False


@dataclass(frozen=True, slots=True)
class LedgerView:
    """A standing page of a unit: totals first, then rows. `bars` are (label, amount in fen, shown).

    `spans` are (value, title, chosen) for month, quarter or year; `span` the chosen one.
    """

    page: str
    unit: str
    unit_title: Text
    town_title: Text
    title: Text
    question: Text
    span: str
    spans: tuple[tuple[str, str, bool], ...]
    steps_by: tuple[tuple[str, Text, bool], ...]
    totals: tuple[tuple[Text, str], ...]
    bars: tuple[tuple[str, int, str], ...]
    columns: tuple[tuple[str, Text, str], ...]
    rows: tuple[tuple[str, ...], ...]
    filters: tuple[tuple[str, Text, tuple[tuple[str, str, bool], ...]], ...]
    next: str | None
    hotline: str


@dataclass(frozen=True, slots=True)
class VillageView:
    """The front page behind a village's QR code."""

    unit: str
    title: Text
    town: str
    town_title: Text
    open_notices: tuple[tuple[str, Text, int], ...]
    past_notices: tuple[tuple[str, Text, date], ...]
    pages: tuple[tuple[str, Text, Text], ...]
    hotline: str
    address: str
    code_svg: str


@dataclass(frozen=True, slots=True)
class GuideView:
    """A matter explained: who, papers, law, the chain drawn from the live definition, a specimen."""

    form: str
    title: Text
    code: str
    pack_title: Text
    who: Text
    papers: tuple[Text, ...]
    notes: Text
    law: tuple[str, ...]
    steps: tuple[StepView, ...]
    specimen: tuple[SectionView, ...]
    hotline: str


@dataclass(frozen=True, slots=True)
class DeviceView:
    """A sign-in of one's own."""

    id: str
    device: str
    signed_in_at: datetime
    is_this: bool


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody a visitor of the demo may be."""

    id: str
    name: str
    post: Text
    unit_title: Text
    waiting: int = field(default=0)
