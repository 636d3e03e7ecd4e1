"""What does a reader get to see: plain frozen views, already masked, already in words?

A view holds no secret its reader may not see: masking happens when a view is made, so whatever renders
it (page, fragment, export, print) cannot show more.
"""

from __future__ import annotations

from townhall.office.views.cases import (
    Action,
    Asked,
    Booked,
    CaseView,
    NoticeLink,
    ObjectionView,
    Signature,
    StepView,
)
from townhall.office.views.inputs import DraftView, Input, SectionInput, SheetInput, TableInput
from townhall.office.views.lists import (
    CaseItem,
    Category,
    DemoPerson,
    DeviceView,
    DraftRow,
    Listing,
    Matter,
    TaskItem,
)
from townhall.office.views.outside import (
    AnswerView,
    GuideView,
    LedgerView,
    NoticeView,
    PageLink,
    Stamp,
    VillageView,
)
from townhall.office.views.sheets import AttachmentView, Item, SectionView, TableView

__all__ = (
    "Action",
    "AnswerView",
    "Asked",
    "AttachmentView",
    "Booked",
    "CaseItem",
    "CaseView",
    "Category",
    "DemoPerson",
    "DeviceView",
    "DraftRow",
    "DraftView",
    "GuideView",
    "Input",
    "Item",
    "LedgerView",
    "Listing",
    "Matter",
    "NoticeLink",
    "NoticeView",
    "ObjectionView",
    "PageLink",
    "SectionInput",
    "SectionView",
    "SheetInput",
    "Signature",
    "Stamp",
    "StepView",
    "TableInput",
    "TableView",
    "TaskItem",
    "VillageView",
)
