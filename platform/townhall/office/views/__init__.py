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
from townhall.office.views.workbooks import BatchView, FaultLine, ImportView, RowPage

__all__ = (
    "Action",
    "AnswerView",
    "Asked",
    "AttachmentView",
    "BatchView",
    "Booked",
    "CaseItem",
    "CaseView",
    "Category",
    "DemoPerson",
    "DeviceView",
    "DraftRow",
    "DraftView",
    "FaultLine",
    "GuideView",
    "ImportView",
    "Input",
    "Item",
    "LedgerView",
    "Listing",
    "Matter",
    "NoticeLink",
    "NoticeView",
    "ObjectionView",
    "PageLink",
    "RowPage",
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
