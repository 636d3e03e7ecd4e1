"""What do people meet at a stale page, a double press, two at once, a wrong file, a lost sign-in?

One effect each, words that say what to do, nothing typed lost, never an error page.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.fixtures_browser import DESK
from tests.journeys.acts import field, fill
from tests.journeys.town import Town
from townhall.rehearsal.files import paper

FORM = "village_fund_payment"
STAMP = "同意并盖章"


@pytest.fixture
def other(chromium: Browser) -> Iterator[BrowserContext]:
    """Somebody else's browser, or the same person's second one."""
    context = chromium.new_context(viewport=DESK, locale="zh-CN")
    yield context
    context.close()


def stamp(page: Page) -> None:
    page.locator("#answer").get_by_role("button", name=STAMP).click()


def test_a_page_older_than_its_case_says_so_and_keeps_the_words(
    town: Town, desk: BrowserContext, other: BrowserContext
):
    case = town.submitted(FORM)
    page = town.open(desk, f"/case/{case}", "finance_group_member")
    page.locator("#answer [name=case-reason]").fill("发票已核对，单价合理")
    quicker = town.open(other, f"/case/{case}", "finance_group_member#2")
    quicker.locator("#answer [name=case-reason]").fill("发票影像看不清，请重新上传")
    quicker.locator("#answer").get_by_role("button", name="退回").click()
    expect(quicker.locator(".head .tag")).to_have_text("已退回")

    stamp(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("情况已有变化")
    expect(page.locator("main")).to_contain_text("此件已有人办理")
    expect(page.locator("main")).to_contain_text("发票已核对，单价合理")
    with page.expect_popup() as popup:
        page.get_by_role("link", name="在新窗口查看最新情况").click()
    expect(popup.value.locator(".head .tag")).to_have_text("已退回")
    assert town.case(case).state == "returned"


def test_a_form_pressed_twice_opens_one_case(town: Town, desk: BrowserContext):
    page = town.open(desk, "/start", "village_clerk")
    draft = ready_to_hand_in(town, page)
    page.locator("#draft").get_by_role("button", name="提交", exact=True).dblclick()
    page.wait_for_url(f"**/case/{draft}")
    assert town.cases() == 1
    # The same again from a page that was left open: it leads to the case that is there.
    page.go_back()
    page.wait_for_load_state()
    page.reload()
    assert town.cases() == 1


def test_two_posts_of_the_same_form_have_one_effect(town: Town, desk: BrowserContext):
    """Whatever the page's script prevents: two posts at the very same moment."""
    page = town.open(desk, "/start", "village_clerk")
    draft = ready_to_hand_in(town, page)
    answers = page.evaluate(
        """async (path) => {
          const body = () => new FormData(document.querySelector("#draft"));
          const answers = await Promise.all([1, 2].map(() => fetch(path, {method: "POST", body: body()})));
          return answers.map(answer => [answer.status, new URL(answer.url).pathname]);
        }""",
        f"/draft/{draft}/submit",
    )
    assert answers == [[200, f"/case/{draft}"]] * 2
    assert town.cases() == 1
    assert [run.step for run in town.case(draft).open_runs] == ["group"]


def ready_to_hand_in(town: Town, page: Page) -> str:
    """A draft on the page that only waits for the button."""
    draft = town.drafted(FORM)
    page.goto(f"{town.address}/draft/{draft}")
    return draft


def test_two_who_stamp_at_once_both_count(town: Town, desk: BrowserContext, other: BrowserContext):
    case = town.submitted(FORM)
    pages = [
        town.open(desk, f"/case/{case}", "finance_group_member"),
        town.open(other, f"/case/{case}", "finance_group_member#2"),
    ]
    for page in pages:
        page.evaluate("setTimeout(() => document.querySelector('#answer [data-agree]').click(), 300)")
    for page in pages:
        expect(page.locator("#notices")).to_contain_text("已办理")
    run = town.case(case).open_runs[0]
    assert run.step == "group"
    assert {one.actor.person for one in run.decisions} == {
        town.person("finance_group_member"),
        town.person("finance_group_member#2"),
    }


def test_who_stamps_on_two_devices_stamps_once(town: Town, desk: BrowserContext, other: BrowserContext):
    case = town.submitted(FORM)
    first, second = (town.open(one, f"/case/{case}", "finance_group_member") for one in (desk, other))
    stamp(first)
    expect(first.locator("#notices")).to_contain_text("已办理")
    stamp(second)
    expect(second.locator("main")).to_contain_text("您已经办理过")
    assert len(town.case(case).open_runs[0].decisions) == 1


def test_a_wrong_file_is_named_and_costs_nothing_else(town: Town, desk: BrowserContext, tmp_path: Path):
    draft = town.drafted("temp_relief")
    page = town.open(desk, f"/draft/{draft}", "village_clerk")
    fill(page, {"purpose": "还没有保存的困难情况"})
    program = {"name": "setup.pdf", "mimeType": "application/pdf", "buffer": b"MZ\x90\x00" + b"\x00" * 200}
    page.locator("input[type=file][name=proof]").set_input_files(program)
    told = field(page, "proof").locator(".complaint")
    expect(told).to_contain_text("setup.pdf")
    expect(told).to_contain_text("内容须与后缀一致")
    expect(page.locator("[name=purpose]")).to_have_value("还没有保存的困难情况")

    huge = tmp_path / "huge.pdf"
    huge.write_bytes(paper("huge.pdf") + b"\x00" * 25_000_000)
    page.locator("input[type=file][name=proof]").set_input_files(huge)
    expect(told).to_contain_text("文件超过20MB")
    expect(page.locator("[name=purpose]")).to_have_value("还没有保存的困难情况")
    expect(field(page, "proof").get_by_role("link", name="diagnosis.pdf")).to_be_visible()
    assert page.url == f"{town.address}/draft/{draft}"


def test_more_than_can_be_taken_at_once_is_said_in_words(town: Town, desk: BrowserContext, tmp_path: Path):
    page = town.open(desk, "/start", "village_clerk")
    ready_to_hand_in(town, page)
    files = []
    for number in (1, 2):
        files.append(tmp_path / f"huge{number}.png")
        files[-1].write_bytes(paper("huge.png") + b"\x00" * 25_000_000)
    page.locator("input[type=file][name=photos]").set_input_files(files)
    expect(page.locator("#notices")).to_contain_text("文件太大")
    expect(page.locator("[name=subject]")).to_have_value("村级道路路灯维修")


def test_a_sign_in_ended_elsewhere_keeps_what_was_typed(
    town: Town, desk: BrowserContext, other: BrowserContext
):
    draft = town.drafted(FORM)
    page = town.open(desk, f"/draft/{draft}", "village_clerk")
    town.seat(other, "village_clerk", device="Firefox · Windows")
    owner = other.new_page()
    owner.goto(f"{town.address}/devices")
    row = owner.locator("tbody tr").filter(has_not_text="本机")
    row.get_by_role("button", name="让它下线").click()
    expect(owner.locator("#notices")).to_contain_text("已下线")
    expect(owner.locator("tbody tr")).to_have_count(1)

    fill(page, {"remark": "下线之后才写的备注"})
    expect(page.locator("#notices")).to_contain_text("您的登录已经结束")
    expect(page.locator("#saved")).to_contain_text("尚未保存")
    expect(page.locator("[name=remark]")).to_have_value("下线之后才写的备注")
    town.seat(desk, "village_clerk")
    page.locator("[name=remark]").press("End")
    page.locator("[name=remark]").type("。")
    expect(page.locator("#saved")).to_contain_text("已保存")
    page.reload()
    expect(page.locator("[name=remark]")).to_have_value("下线之后才写的备注。")
