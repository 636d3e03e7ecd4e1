"""Does a cooperative's pond get let: planned, published, awarded, signed, and its rent called in by itself?

Villagers read of it without signing in, on their village's own page: what is let, for how much, and whether
the rent was paid.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.journeys.acts import begin, decide, field, fill, hand_in, send, step
from tests.journeys.town import VILLAGE, Town

COOP = f"{VILLAGE}-coop"
POND = f"{COOP}-R1"
PLAN = {
    "contract_type": "lease",
    "usage": "水面养殖",
    "term_years": "3",
    "price_mode": "fixed",
    "floor_price": "10000",
    "price_basis": "comparables",
    "procedure": "auction",
    "bidder_conditions": "有养殖经验的成员、农户或合作社",
    "insider_priority": "true",
    "related_declared": "false",
    "decision_type": "board",
    "meeting_date": "2026-04-03",
    "entitled": "5",
    "present": "4",
    "agree": "4",
    "against": "0",
}
BID = {"name": "示例种植合作社", "bidder_id": "91990101MA00000022", "price": "12000", "is_member": "false"}
CONTRACT = {
    "action": "sign",
    "contract_type": "lease",
    "party_b": "示例种植合作社",
    "party_b_id": "91990101MA00000022",
    "party_b_related": "false",
    "usage": "水面养殖",
    "start_on": "2026-05-01",
    "end_on": "2029-04-30",
    "price_mode": "fixed",
    "annual_amount": "12000",
    "procedure": "auction",
    "signed_on": "2026-04-16",
}
DUE = "2026-05-10\t12000\n2027-05-10\t12000\n2028-05-10\t12000"
INCOME = {
    "subject": "水面承包费",
    "income_type": "rent",
    "payer": "示例种植合作社",
    "amount": "12000",
    "receipt_no": "00000101",
    "pay_account": f"{COOP}/basic",
    "bank_ref": "D20260514001",
}


def test_a_cooperative_lets_its_pond_and_its_rent_is_called_in(town: Town, desk: BrowserContext):
    with town.hall.archive() as archive:
        # The village's finance group is its cooperative's, too.
        archive.add_holdings(
            replace(one, unit=COOP)
            for one in town.rehearsal.cast.holdings
            if one.post == "finance_group_member"
        )
    page = town.open(desk, "/start", "coop_accountant")
    plan = planned(page)
    approved(town, page)
    read_by_anyone(town, page, plan)
    forward(page, "快进7天")
    forward(page, "快进1天")
    assert town.work().ended == 1

    awarded(town, page)
    expect(page.locator(".head .tag")).to_have_text("已办结")
    filed(town, page, town.case(plan).matter_no)

    # Thirty days before the first payment is due the accountant is asked; the day passes unpaid.
    forward(page, "快进7天")
    town.work()
    town.seat(desk, "coop_accountant")
    page.goto(town.address + "/desk")
    expect(page.locator("#list")).to_contain_text("水面养殖 2026-05-10")
    for _ in range(3):
        forward(page, "快进7天")
    on_the_village_page(town, page, {"已收（元）": "0.00", "逾期未收（元）": "12,000.00", "逾期期数": "1"})

    confirmed(town, page, "还有12,000.00元未收，请先登记收入")
    paid(town, page)
    confirmed(town, page)
    came_to(town, page, "fiscal_specialist", "租金收缴与催缴")
    decide(page, "同意")
    on_the_village_page(town, page, {"已收（元）": "12,000.00", "已收清期数": "1", "逾期未收（元）": "0.00"})


# -- the plan --------------------------------------------------------------------------------------------


def planned(page: Page) -> str:
    """What is let, on which terms, and how the board voted; what does not fit is told before it goes on."""
    case = begin(page, "coop_asset_letting")
    fill(page, {**PLAN, "procedure": "consult"})
    for name, file in {"basis_file": "prices.pdf", "minutes": "m.pdf", "sign_sheet": "s.pdf"}.items():
        send(page, name, file)
    with_a_row(page, "items", {"resource": POND})
    fill(page, {"items.0.area": "40"})
    hand_in(page)
    expect(page.locator("#wrong").get_by_role("listitem")).to_have_text(["公开协商理由：请填写"])
    fill(page, {"procedure": PLAN["procedure"]})
    hand_in(page)
    page.wait_for_url(f"**/case/{case}")
    return case


def approved(town: Town, page: Page) -> None:
    title = "经营性资产资源管理"
    for number in (1, 2, 3):
        came_to(town, page, f"finance_group_member#{number}", title)
        decide(page, "同意并盖章")
    came_to(town, page, "coop_chair", title)
    decide(page, "同意并盖章")
    for by in ("coop_supervisor", "fiscal_specialist"):
        came_to(town, page, by, title)
        decide(page, "同意")
    for by in ("rural_mgmt_head", "land_head", "legal_officer"):
        came_to(town, page, by, title)
        fill(page.locator("#answer"), {"opinion": "agree"})
        decide(page, "提交意见")
    came_to(town, page, "fiscal_director", title)
    decide(page, "同意并盖章")
    expect(step(page, "方案公示")).to_contain_text("正在办理")


def read_by_anyone(town: Town, page: Page, plan: str) -> None:
    """The notice is one for villages and cooperatives; its words are this plan's. One objects twice."""
    page.context.clear_cookies()
    page.goto(f"{town.address}/v/{VILLAGE}")
    page.get_by_role("link", name="刘院村集体合作社", exact=True).click()
    page.get_by_role("link", name="发包（租赁）方案公示").click()
    shown = page.locator("main")
    for words in ("水面养殖", "租赁", "40.00", "10,000.00", "拍卖", "还剩7天"):
        expect(shown).to_contain_text(words)
    for answer in ("异议已收到", "这条异议已经收到"):
        page.get_by_label("您认为哪里不对").fill("底价低于邻村")
        page.get_by_role("button", name="提交异议").click()
        expect(shown).to_contain_text(answer)
        expect(shown).to_contain_text("已收到1条异议")
    town.seat(page.context, "discipline_officer")
    page.goto(town.address + "/objections")
    page.get_by_label("核查情况和答复").fill("经比较三处同类水面，底价合理")
    page.get_by_role("button", name="答复并继续公示").click()
    expect(page.locator("#notices")).to_contain_text("已答复")


def awarded(town: Town, page: Page) -> None:
    came_to(town, page, "coop_accountant", "经营性资产资源管理")
    answer = page.locator("#answer")
    with_a_row(answer, "bidders", {**BID, "price": "9999.99"})
    fill(answer, {"held_on": "2026-04-16", "winner": "示例种植合作社"})
    send(answer, "record", "record.pdf")
    answer.get_by_role("button", name="已成交", exact=True).click()
    expect(answer).to_contain_text("成交价9,999.99元低于底价10,000.00元")
    fill(answer, {"bidders.0.price": BID["price"]})
    decide(page, "已成交")


# -- the contract and its rent ---------------------------------------------------------------------------


def filed(town: Town, page: Page, plan: str) -> None:
    town.seat(page.context, "coop_accountant")
    page.goto(town.address + "/start")
    case = begin(page, "contract_filing")
    fill(page, {"action": "sign"})
    fill(page, {"plan_ref": plan, **{name: one for name, one in CONTRACT.items() if name != "action"}})
    table = field(page, "schedule")
    table.get_by_text("从Excel粘贴").click()
    page.locator("[name='paste:schedule']").fill(DUE.replace("2028-05-10\t12000", "2028-05-10\t11000"))
    table.get_by_role("button", name="填入表格").click()
    expect(page.locator("[name='schedule.2.amount']")).to_have_value("11000")
    send(page, "signed_copy", "contract.pdf")
    with_a_row(page, "items", {"resource": POND})
    fill(page, {"items.0.area": "40"})
    hand_in(page)
    expect(page.locator("#wrong")).to_contain_text("收付计划合计35,000.00元，应等于合同总额36,000.00元")
    fill(page, {"schedule.2.amount": "12000"})
    hand_in(page)
    page.wait_for_url(f"**/case/{case}")
    for by in ("legal_officer", "rural_mgmt_head", "fiscal_specialist"):
        came_to(town, page, by, "合同签订备案、变更和终止")
        decide(page, "同意")
    expect(page.locator(".head .tag")).to_have_text("已办结")


def confirmed(town: Town, page: Page, refused: str = "") -> None:
    """The accountant fills in what was begun for them."""
    town.seat(page.context, "coop_accountant")
    page.goto(town.address + "/desk")
    page.locator("#list a.gist").filter(has_text="2026-05-10").click()
    page.locator("a.button.main").first.click()
    page.wait_for_url("**/draft/*")
    fill(page, {"outcome": "paid"})
    hand_in(page)
    if refused:
        expect(page.locator("#wrong")).to_contain_text(refused)
    else:
        page.wait_for_url("**/case/*")


def paid(town: Town, page: Page) -> None:
    page.goto(town.address + "/start")
    case = begin(page, "village_income")
    fill(page, {"income_type": "rent"})
    fill(page, {"receivable_ref": "SZ-12-2026-00001/2026-05-10", **INCOME})
    fill(page, {"received_on": "2026-05-13", "deposited_on": "2026-05-14"})
    send(page, "slip", "slip.png")
    hand_in(page)
    page.wait_for_url(f"**/case/{case}")
    came_to(town, page, "fiscal_specialist", "收入登记缴存")
    decide(page, "同意")
    came_to(town, page, "fiscal_accountant", "收入登记缴存")
    decide(page, "已入账")


def on_the_village_page(town: Town, page: Page, told: Mapping[str, str]) -> None:
    """What anyone reads of the cooperative's contract behind the village's code, within its width."""
    page.context.clear_cookies()
    page.goto(f"{town.address}/v/{VILLAGE}")
    page.get_by_role("link", name="租给谁、租金多少、收齐了没有").click()
    row = page.locator("table.list tbody tr").filter(has_text="水面养殖")
    for label, words in told.items():
        expect(row.locator(f"td[data-label='{label}']")).to_have_text(words)
    width = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert width[0] <= width[1]
    table = page.locator("table.list")
    assert table.evaluate("one => one.scrollWidth <= one.parentElement.clientWidth")
    assert "91990101MA00000022" not in page.content()


# -- at the desk -----------------------------------------------------------------------------------------


def with_a_row(page: Page | Locator, table: str, values: Mapping[str, str]) -> None:
    page.locator(f"button[value='add:{table}']").click()
    expect(page.locator(f"[name^='{table}.0.']").first).to_be_attached()
    fill(page, {f"{table}.0.{name}": value for name, value in values.items()})


def came_to(town: Town, page: Page, by: str, title: str) -> None:
    town.seat(page.context, by)
    page.goto(town.address + "/desk")
    page.locator("#list a.gist").first.click()
    expect(page.locator(".sheet h1")).to_have_text(title)


def forward(page: Page, words: str) -> None:
    """Move the demo's clock on screen."""
    before = page.locator(".demo-bar time").get_attribute("datetime")
    page.locator(".demo-bar").get_by_role("button", name=words).click()
    expect(page.locator(".demo-bar time")).not_to_have_attribute("datetime", str(before))
