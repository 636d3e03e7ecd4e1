"""How does a person bring the rows of a workbook into a table, and see what became of them?"""

from __future__ import annotations

from playwright.sync_api import Page, expect

LONG = 120_000
"""Milliseconds that ten thousand rows may take on a busy machine."""


def open_imports(page: Page, table: str) -> None:
    """From the draft to the workbooks of one of its tables; what was typed is kept on the way."""
    page.locator(f"button[value='import:{table}']").click()
    page.wait_for_url(f"**/import/{table}")


def upload(page: Page, content: bytes, name: str = "名单.xlsx") -> None:
    """Choose a workbook and send it."""
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.locator("#workbook").set_input_files({"name": name, "mimeType": media, "buffer": content})
    page.get_by_role("button", name="上传并核对").click()


def wait_until_checked(page: Page) -> None:
    """Look on while the bar fills, until the page says what came of it."""
    expect(page.locator("#batch progress")).to_have_count(0, timeout=LONG)
    expect(page.locator("#batch h2")).to_contain_text("通过")


def take_in(page: Page) -> None:
    """Take all rows in, and go back to the form."""
    page.locator("#batch").get_by_role("button", name="收入全部").click()
    expect(page.locator(".batches")).to_be_visible()
    page.get_by_role("link", name="返回填写").last.click()
    page.wait_for_url("**/draft/*")
