"""What do villages, offices, cooperatives and the home ask for: a dossier of each matter?

A dossier is written as a definition writes an example; `rehearsal.dossiers.typed` turns it into what somebody
types in. Only what differs from the specimen is made, so a field that a definition adds is filled as its
specimen fills it, and so is a matter that nobody here knows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from townhall.rehearsal.demo import collective, inspecting, paying, relieving, stocking, works
from townhall.rehearsal.demo.bodies import Asked, Dossier
from townhall.rehearsal.demo.making import Maker
from townhall.rehearsal.demo.specimens import specimen

MAKERS: Mapping[str, Callable[[Maker, Asked], Dossier]] = {
    "village_fund_payment": paying.village_payment,
    "unit_expense": paying.staff_payment,
    "coop_fund_use": paying.coop_payment,
    "home_expense": paying.staff_payment,
    "home_purchase_stock": stocking.stock,
    "temp_relief": relieving.relief,
    "village_income": collective.income,
    "asset_letting": collective.plan,
    "coop_asset_letting": collective.plan,
    "contract_filing": collective.contract,
    "rent_collection": collective.rent,
    "month_close": collective.month_close,
    "supervision_task": inspecting.task,
    "onsite_sheet": inspecting.sheet,
    "project_joint_approval": works.project,
    "project_procurement": works.procurement,
    "project_start": works.start,
    "project_change": works.change,
    "project_payment": works.payment,
}


def dossier(form: str, example: Mapping[str, Any], make: Maker, asked: Asked) -> Dossier:
    """A filled dossier of a matter, as handed in on a day.

    Raises:
        LookupError: the books do not hold what the matter is about.
    """
    made = MAKERS[form](make, asked) if form in MAKERS else {}
    return {**specimen(example, asked.body.unit, asked.day), **made, **(asked.wish.fixed or {})}
