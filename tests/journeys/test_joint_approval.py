"""Does a project's dossier go through all its departments at once, on nothing but phones?"""

from __future__ import annotations

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.fixtures_browser import PHONE
from tests.journeys.acts import begin, field, fill, hand_in, is_saved, send, step
from tests.journeys.town import Town

FORM = "project_joint_approval"
DOSSIER = {
    "project_name": "二组至三组道路硬化",
    "location": "30.9650,112.0480",
    "category": "road",
    "beneficiary_households": "86",
    "scale": "长1.2公里，宽3.5米",
    "owner_org": "刘院村村民委员会",
    "start_on": "2026-05-10",
    "end_on": "2026-08-31",
    "need": "现为土路，雨天通行困难",
    "land_status": "ok",
    "meeting_date": "2026-04-03",
    "entitled": "36",
    "present": "31",
    "agree": "29",
    "against": "1",
    "control_price": "200000",
    "procurement": "inquiry",
}
STAGES = "支部提议\t2026-03-20\n两委商议\t2026-03-24\n党员大会审议\t2026-03-30\n代表会议决议\t2026-04-03"
SOURCES = "来源\t文号\t金额（元）\n区\t示例文号 2026-12\t140000\n村自筹\t\t60000"
BILL = "路基整平\t平方米\t4200\t6\n混凝土路面\t平方米\t4200\t36"
OPINIONS = (
    ("construction_head", "立项"),
    ("fiscal_director", "资金来源"),
    ("construction_head", "方案"),
    ("fiscal_auditor", "预算"),
    ("rural_mgmt_head", "发包"),
    ("legal_officer", "合法性"),
)


def test_a_project_is_approved_on_phones_alone(town: Town, phone: BrowserContext, chromium: Browser):
    page = town.open(phone, "/start", "village_clerk")
    case = begin(page, FORM)
    fill(page, DOSSIER)
    refused_as_incomplete(page)
    completed(page)
    hand_in(page)
    page.wait_for_url(f"**/case/{case}")

    for number in (1, 2, 3):
        came_to(town, page, f"finance_group_member#{number}")
        stamped_at_the_thumb(page, "同意并盖章")
    came_to(town, page, "village_party_sec")
    stamped_at_the_thumb(page, "同意并盖章")

    # All departments at once; the one that disagrees stops nobody, and everybody is heard.
    for number, (by, title) in enumerate(OPINIONS):
        assert len(town.case(case).open_runs) == 1 + len(OPINIONS) - number
        came_to(town, page, by)
        if title == "资金来源":
            gave(page, {"opinion": "disagree", "opinion_text": "村自筹资金未到位"})
        elif title == "发包":
            gave(page, {"opinion": "agree_with_conditions", "conditions": "询价不少于三家"})
        else:
            gave(page, {"opinion": "agree"})
    assert town.case(case).state == "returned"

    mended_on_another_phone(town, page, chromium, case)
    for by, _ in OPINIONS:
        came_to(town, page, by)
        gave(page, {"opinion": "agree"})
    for by, words in (
        ("deputy_leader.build", "同意"),
        ("deputy_leader.finance", "同意"),
        ("mayor", "同意并盖章"),
    ):
        came_to(town, page, by)
        stamped_at_the_thumb(page, words)
    assert town.case(case).state == "approved"
    shown_to_the_village(page)


def came_to(town: Town, page: Page, by: str) -> None:
    town.seat(page.context, by)
    page.goto(town.address + "/desk")
    page.locator("#list a.gist").first.click()
    expect(page.locator(".thumb")).to_contain_text("二组至三组道路硬化")
    expect(page.locator(".thumb")).to_be_in_viewport(ratio=1)
    is_as_wide_as_the_screen(page)


def is_as_wide_as_the_screen(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def stamped_at_the_thumb(page: Page, words: str) -> None:
    """The second of two taps from the list: gist and amount are in view, nothing need be scrolled."""
    page.locator(".thumb").get_by_role("button", name=words, exact=True).tap()
    expect(page.locator("#notices")).to_contain_text("已办理")


def gave(page: Page, opinion: dict[str, str]) -> None:
    """An opinion sheet, filled in and given."""
    page.locator(".thumb").get_by_role("link", name="填写并办理").tap()
    sheet = page.locator("#answer")
    fill(sheet, opinion)
    sheet.get_by_role("button", name="提交意见").tap()
    expect(page.locator("#notices")).to_contain_text("已办理")


def refused_as_incomplete(page: Page) -> None:
    hand_in(page)
    summary = page.locator("#wrong")
    expect(summary).to_be_focused()
    for missing in ("会议记录", "签到表", "四议", "资金来源", "实施方案", "工程量清单"):
        expect(summary).to_contain_text(missing)
    is_as_wide_as_the_screen(page)
    expect(page.locator("[name=project_name]")).to_have_value(DOSSIER["project_name"])


def completed(page: Page) -> None:
    pasted(page, "four_steps", STAGES, 4)
    for number, name in enumerate(("propose", "consult", "review", "resolve")):
        send(page, f"four_steps.{number}.proof", f"{name}.pdf")
    pasted(page, "sources", SOURCES, 2)
    page.locator("[name='sources.0.arrived'][value=true]").check()
    page.locator("[name='sources.1.arrived'][value=false]").check()
    pasted(page, "bill", BILL, 2)
    for name in ("minutes", "sign_sheet", "plan_doc"):
        send(page, name, f"{name}.pdf")
    expect(field(page, "sources_total").locator("input")).to_have_value("200,000.00")
    expect(field(page, "budget").locator("input")).to_have_value("176,400.00")
    expect(field(page, "pass_ok").get_by_role("radio", name="是")).to_be_checked()
    is_as_wide_as_the_screen(page)


def pasted(page: Page, table: str, text: str, rows: int) -> None:
    frame = field(page, table)
    frame.get_by_text("从Excel粘贴").tap()
    page.locator(f"[name='paste:{table}']").fill(text)
    frame.get_by_role("button", name="填入表格").tap()
    expect(frame.locator("tbody tr")).to_have_count(rows)


def mended_on_another_phone(town: Town, page: Page, chromium: Browser, case: str) -> None:
    """Begun on one phone, saved by itself, gone on with on another."""
    town.seat(page.context, "village_clerk")
    page.goto(town.address + f"/case/{case}")
    opinions = step(page, "四项联审").locator(".branches")
    expect(opinions).to_contain_text("村自筹资金未到位")
    opinions.locator("li").filter(has_text="发包").get_by_text("查看填写内容").tap()
    expect(opinions).to_contain_text("询价不少于三家")
    page.get_by_role("link", name="修改并重新提交").tap()
    expect(page.locator(".note.warn")).to_contain_text("村自筹资金未到位")
    fill(page, {"remark": "自筹资金已到账"})
    is_saved(page)
    expect(page.locator("#saved")).not_to_contain_text("尚未")
    draft = page.url

    other = chromium.new_context(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)
    town.seat(other, "village_clerk")
    again = other.new_page()
    again.goto(town.address + "/desk?tab=drafts")
    again.locator("#list a.gist").tap()
    again.wait_for_url(draft)
    expect(again.locator("[name=remark]")).to_have_value("自筹资金已到账")
    again.locator("[name='sources.1.arrived'][value=true]").check()
    again.locator("#draft").get_by_role("button", name="重新提交").tap()
    again.wait_for_url(f"**/case/{case}")
    other.close()
    assert town.case(case).state == "open"


def shown_to_the_village(page: Page) -> None:
    """The case leads to the project's page, which anybody may read."""
    address = page.get_by_role("link", name="查看公示页").get_attribute("href")
    page.context.clear_cookies()
    page.goto(page.url.partition("/case/")[0] + str(address))
    shown = page.locator("main")
    for words in ("二组至三组道路硬化", "刘院村", "道路", "200,000.00", "176,400.00", "询价", "还剩7天"):
        expect(shown).to_contain_text(words)
    is_as_wide_as_the_screen(page)
