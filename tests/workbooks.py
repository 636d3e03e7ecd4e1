"""Workbooks for tests: plain ones, and what somebody careless or hostile might send instead."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import xlsxwriter

Sheets = Mapping[str, Sequence[Sequence[Any]]]


def workbook(sheets: Sheets, furnish: Callable[[xlsxwriter.Workbook], None] = lambda _: None) -> bytes:
    """Sheets by name, cell by cell; a text that begins with `=` is written as a formula."""
    into = io.BytesIO()
    with xlsxwriter.Workbook(into, {"strings_to_urls": False}) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
        furnish(made)
    return into.getvalue()


def rezipped(content: bytes, change: Mapping[str, bytes], more: Iterable[tuple[str, bytes]] = ()) -> bytes:
    """The same archive with some parts changed, and others added."""
    into = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as read,
        zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for one in read.infolist():
            made.writestr(one.filename, change.get(one.filename, read.read(one)))
        for name, body in more:
            made.writestr(name, body)
    return into.getvalue()


PLAIN: Sheets = {"明细": [["姓名", "金额"], ["甲某某", 12.5]]}
SHEET = "xl/worksheets/sheet1.xml"


def sheet_part(body: str, before: str = "") -> bytes:
    """The XML of a sheet."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<worksheet xmlns="{space}"><sheetData>{body}'
        "</sheetData></worksheet>"
    ).encode()


def zip_bomb() -> bytes:
    """Half a megabyte that would be 400 MB."""
    return rezipped(workbook(PLAIN), {}, [("xl/media/bomb.xml", b"0" * 400_000_000)])


def lying_bomb() -> bytes:
    """A directory that says 10 octets of a part that has many more."""
    content = bytearray(rezipped(workbook(PLAIN), {}, [("xl/zz.xml", b"0" * 5_000_000)]))
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(content)


def entity_bomb() -> bytes:
    """Words that are defined by words, a thousand million times over."""
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    before = f'<!DOCTYPE worksheet [<!ENTITY a0 "lol">{lines}]>'
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>&a9;</t></is></c></row>'
    return rezipped(workbook(PLAIN), {SHEET: sheet_part(cell, before)})


def far_cell() -> bytes:
    """One cell in the last corner of the largest sheet: laid out it would be 17,000,000,000 cells."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return rezipped(workbook(PLAIN), {SHEET: sheet_part(rows)})


def empty_rows(count: int = 1_000_000) -> bytes:
    """Two rows, and so many more that only have a format."""
    name = '<c r="A1" t="inlineStr"><is><t>姓名</t></is></c>'
    head = f'<row r="1">{name}</row><row r="2"><c r="A2"><v>7</v></c></row>'
    rest = "".join(f'<row r="{number}" s="1" customFormat="1"/>' for number in range(3, count + 3))
    return rezipped(workbook(PLAIN), {SHEET: sheet_part(head + rest)})


def locked() -> bytes:
    """What Excel makes of a workbook with a password: a compound file with one stream."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
    )


HOSTILE: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "zip bomb": (zip_bomb, "过大"),
    "a directory that lies": (lying_bomb, "已损坏"),
    "entity bomb": (entity_bomb, "已损坏"),
    "a cell far away": (far_cell, "1048576"),
    "old format": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2048), "旧格式"),
    "password": (locked, "密码"),
    "csv renamed": ("姓名,金额\n甲某某,12.5\n".encode, "不是 Excel 工作簿"),
    "empty": (lambda: b"", "不是 Excel 工作簿"),
    "another archive": (lambda: rezipped(workbook({"a": []}), {})[:40] + bytes(100), "已损坏"),
    "cut off": (lambda: workbook(PLAIN)[:-200], "已损坏"),
    "no XML": (lambda: rezipped(workbook(PLAIN), {SHEET: b"<worksheet><row"}), "已损坏"),
    "two parts of one name": (
        lambda: rezipped(workbook(PLAIN), {}, [("XL/worksheets/Sheet1.xml", b"<a/>")]),
        "已损坏",
    ),
}
"""What may be sent, and a word of what is said of it."""
