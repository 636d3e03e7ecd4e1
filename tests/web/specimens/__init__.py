"""What does each page look like with everything on it? Views with made-up contents, for every page kind."""

from tests.web.specimens.dossiers import case, objection_list, rich_case
from tests.web.specimens.filling import CATEGORIES, categories, draft, one, sheet
from tests.web.specimens.lists import cases, drafts, introduction, tasks
from tests.web.specimens.outside import (
    demo_groups,
    devices,
    guide,
    issued_code,
    ledger,
    my_proof,
    notice,
    persons,
    place,
    village,
)
from tests.web.specimens.places import CODE_SVG, DEMOCRATIC, MEMBER, NOW, TOWN, VILLAGE, field
from tests.web.specimens.sheets import asked, item, objection, sections
from tests.web.specimens.trees import signature, steps
from townhall.office.views import Listing

__all__ = [
    "CATEGORIES",
    "CODE_SVG",
    "DEMOCRATIC",
    "MEMBER",
    "NOW",
    "TOWN",
    "VILLAGE",
    "Listing",
    "asked",
    "case",
    "cases",
    "categories",
    "demo_groups",
    "devices",
    "draft",
    "drafts",
    "field",
    "guide",
    "introduction",
    "issued_code",
    "item",
    "ledger",
    "my_proof",
    "notice",
    "objection",
    "objection_list",
    "one",
    "persons",
    "place",
    "rich_case",
    "sections",
    "sheet",
    "signature",
    "steps",
    "tasks",
    "village",
]
