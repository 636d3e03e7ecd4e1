"""What is shown outside, to anyone?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from townhall.kernel.text import NO_TEXT, Text
from townhall.office.views.cases import StepView
from townhall.office.views.sheets import Item, SectionView, TableView
from townhall.spec.pages import Readers


@dataclass(frozen=True, slots=True)
class AnswerView:
    """How an objection was answered, as anyone sees it: never what was objected, nor by whom."""

    outcome: Text
    words: str
    answered_on: date
    post: Text


@dataclass(frozen=True, slots=True)
class Stamp:
    """What stands across a page with personal rows: when it was drawn, and under which number of the
    visitors' book.
    """

    at: datetime
    scan: str


@dataclass(frozen=True, slots=True)
class PageLink:
    """A standing page in a village's list. `opens_to`: for whom it is; `unit_title`: of a unit below the
    village, whose page it is.
    """

    unit: str
    page: str
    title: Text
    question: Text
    opens_to: Readers = "anyone"
    unit_title: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A disclosure as anyone sees it: labels and masked values, a countdown, room for an objection.

    `awaits_answer`: its days are over, and only an unanswered objection keeps it open. `next`: where its rows
    go on that are not shown here.
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
    stamp: Stamp | None = None
    next: int | None = None


@dataclass(frozen=True, slots=True)
class LedgerView:
    """A standing page of a unit: totals first, then rows. `bars` are (label, amount in fen, shown).

    `spans` are (value, title, chosen) for month, quarter or year; `span` the chosen one. `is_money`: whether
    the totals are in yuan.
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
    is_money: bool = False
    opens_to: Readers = "anyone"
    stamp: Stamp | None = None


@dataclass(frozen=True, slots=True)
class VillageView:
    """The front page behind a village's QR code. `home`: the village where its people prove who they are."""

    unit: str
    title: Text
    town: str
    town_title: Text
    open_notices: tuple[tuple[str, Text, int], ...]
    past_notices: tuple[tuple[str, Text, date], ...]
    pages: tuple[PageLink, ...]
    hotline: str
    address: str
    code_svg: str
    bodies: tuple[tuple[str, Text], ...] = ()
    """Bodies that belong to it and have a page of their own, as its cooperative: (code, title)."""
    home: str = ""


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
