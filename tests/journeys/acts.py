"""How do people fill a sheet in, wait until it is saved, and answer what they are asked?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Locator, Page, expect

from townhall.rehearsal.files import paper

Sheet = Page | Locator
"""A page with one sheet to fill in, or one of several forms on it."""


def fill(page: Sheet, values: Mapping[str, Any]) -> None:
    """Put values into the sheet on the page, as a person would: each by what kind of control it is."""
    for name, value in values.items():
        fill_one(page, name, value)


def fill_one(page: Sheet, name: str, value: Any) -> None:
    """One value: a radio is ticked, a list chosen from, a file chosen and sent, all else is typed."""
    control = page.locator(f"[name='{name}']:not([type=hidden])")
    expect(control.first).to_be_attached()
    kind = control.first.evaluate("one => one.type")
    match kind:
        case "radio":
            page.locator(f"[name='{name}'][value='{value}']").check()
        case "select-one":
            control.select_option(str(value))
        case "file":
            send(page, name, value)
        case _:
            control.fill(str(value))


def send(page: Sheet, name: str, *files: str) -> None:
    """Choose files, and wait until the sheet shows that they arrived."""
    payload = [{"name": one, "mimeType": media(one), "buffer": paper(one)} for one in files]
    page.locator(f"input[type=file][name='{name}']").set_input_files(payload)
    for one in files:
        expect(field(page, name).get_by_role("link", name=one)).to_be_visible()


def media(name: str) -> str:
    return "application/pdf" if name.endswith(".pdf") else "image/png"


def field(page: Sheet, name: str) -> Locator:
    """The frame around a control: its label, the control, what is said about it."""
    return page.locator(f"#f-{name.replace('.', '-')}-field")


def is_saved(page: Page) -> None:
    """Wait until the page says by itself that all is saved."""
    expect(page.locator("#saved")).to_contain_text("已保存")


def hand_in(page: Page) -> None:
    page.locator("#draft").get_by_role("button", name="提交", exact=True).click()


def begin(page: Page, form: str) -> str:
    """From the launch desk to the empty sheet; gives the draft's id."""
    page.locator(f"form[action$='/start/{form}']").get_by_role("button").click()
    page.wait_for_url("**/draft/*")
    return page.url.rpartition("/")[2]


def decide(page: Page, words: str, reason: str = "") -> None:
    """Press one of the ways out of what is asked, and see that it is done."""
    if reason:
        page.locator("#answer [name=case-reason]").fill(reason)
    page.locator("#answer").get_by_role("button", name=words, exact=True).click()
    expect(page.locator("#notices")).to_contain_text("已办理")


def step(page: Page, title: str) -> Locator:
    """A step of the status tree, by its title."""
    return page.locator("#status li").filter(has=page.locator(f".step > span:text-is('{title}')")).last
