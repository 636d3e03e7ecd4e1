"""Which kinds of page does a town have, with something on each, and who opens them?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Page

from tests.journeys.town import VILLAGE, Town
from townhall.office import objecting

SURVEYED = {"record": "入户查看，情况属实"}
OBJECTION = "这一户有工资收入，请核实"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of page. `by` opens it, None for somebody who has not signed in."""

    name: str
    path: str
    by: str | None = None


PUBLIC = ("towns", "town", "village", "ledger", "notice")
"""What villagers open."""


def kinds(town: Town) -> tuple[Kind, ...]:
    """Bring the town into the midst of its work, and tell where to look."""
    payment = town.submitted("village_fund_payment")
    town.decided("finance_group_member")
    relief = town.submitted("temp_relief")
    for by in ("civil_affairs_clerk", "civil_affairs_clerk#2"):
        town.decided(by, fields=SURVEYED)
    town.decided("civil_affairs_head")
    notice = town.case(relief).publicities[0].number
    objecting.object_to(town.hall, notice, OBJECTION, "13900000000")
    project = town.submitted("project_joint_approval")
    for number in (1, 2, 3):
        town.decided(f"finance_group_member#{number}")
    town.decided("village_party_sec")
    mended = town.submitted("village_fund_payment", subject="另一笔付款", amount="900", invoices=INVOICE)
    town.decided("finance_group_member", "return", reason="发票影像看不清")
    draft = town.drafted("project_joint_approval")
    clerk, member, head = "village_clerk", "finance_group_member#2", "construction_head"
    return (
        Kind("towns", "/town"),
        Kind("town", "/town/zhanghe"),
        Kind("village", f"/v/{VILLAGE}"),
        Kind("ledger", f"/v/{VILLAGE}/income_expense?by=month&span=2026-03"),
        Kind("notice", f"/d/{notice}"),
        Kind("sign-in", "/sign-in"),
        Kind("chooser", "/demo"),
        Kind("todo", "/desk", member),
        Kind("copied", "/desk?tab=copied", "discipline_officer"),
        Kind("started", "/desk?tab=started", clerk),
        Kind("done", "/desk?tab=done", "finance_group_member"),
        Kind("drafts", "/desk?tab=drafts", clerk),
        Kind("case, asked", f"/case/{payment}", member),
        Kind("case, opinion sheets", f"/case/{project}", head),
        Kind("case, to mend", f"/case/{mended}", clerk),
        Kind("case, objected to", f"/case/{relief}", "discipline_officer"),
        Kind("objections", "/objections", "discipline_officer"),
        Kind("start", "/start", clerk),
        Kind("draft", f"/draft/{draft}", clerk),
        Kind("watch", "/watch", "fiscal_specialist"),
        Kind("guides", "/guides", clerk),
        Kind("guide", "/guides/project_joint_approval", clerk),
        Kind("devices", "/devices", clerk),
        Kind("password", "/password", clerk),
        Kind("menu", "/menu", clerk),
        Kind("nothing there", "/case/none", clerk),
    )


INVOICE = [
    {
        "inv_type": "village_receipt",
        "inv_no": "SJ-0009",
        "inv_date": "2026-04-02",
        "face_amount": "900",
        "used_amount": "900",
        "image": "receipt.jpg",
    }
]


def opened(town: Town, context: BrowserContext) -> Iterator[tuple[str, Page]]:
    """One kind after the other, and at last a draft with every complaint on it."""
    page = context.new_page()
    for one in kinds(town):
        context.clear_cookies(name="visit")
        if one.by is not None:
            town.seat(context, one.by)
        page.goto(town.address + one.path)
        yield one.name, page
    page.goto(town.address + "/start")
    page.locator("form[action$='/start/village_fund_payment'] button").click()
    page.wait_for_url("**/draft/*")
    page.locator("#draft .foot .main").click()
    page.locator("#wrong").wait_for()
    yield "draft with complaints", page
    page.close()
