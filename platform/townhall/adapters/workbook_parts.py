"""Is this file a workbook that can be unpacked without harm, and where in it does which sheet stand?

Looks at the archive's directory first, then at every octet once, within the limits: a directory that lies
about a size is found out here, before anything else opens the file.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from townhall.kernel.text import Text
from townhall.ports.workbooks import Limits
from townhall.record.refusals import BadUpload

ARCHIVE, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")
WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
SMALL = 1024 * 1024
"""A part no larger than this may be packed as tightly as it will."""
_PIECE = 256 * 1024

Attributes = dict[str, str]


@dataclass(slots=True)
class Contents:
    """What a workbook says of itself: its sheets that are shown, in order, and the part each stands in."""

    sheets: dict[str, str] = field(default_factory=dict)
    counts_from_1904: bool = False


def opened(content: bytes, limits: Limits) -> zipfile.ZipFile:
    """The archive, known to be harmless.

    Raises:
        BadUpload: it is no workbook, or beyond a limit.
    """
    if len(content) > limits.octets:
        most = limits.octets // 1024 // 1024
        raise BadUpload(
            Text(f"文件超过{most}MB，请分成几份。", f"The file is larger than {most} MB; split it.")
        )
    if content.startswith(COMPOUND):
        raise BadUpload(_LOCKED if LOCKED in content else _OLD)
    if not content.startswith(ARCHIVE):
        raise BadUpload(_NOT_ONE)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        _bounded(archive, limits, len(content))
        for one in archive.infolist():
            _unpacked(archive, one)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError) as failed:
        raise BadUpload(_DAMAGED) from failed
    return archive


def _bounded(archive: zipfile.ZipFile, limits: Limits, size: int) -> None:
    """Ask the directory alone."""
    parts = archive.infolist()
    names = {one.filename.lower() for one in parts}
    if any(one.flag_bits & 0x1 for one in parts):
        raise BadUpload(_LOCKED)
    if "xl/workbook.bin" in names:
        raise BadUpload(_OLD)
    if WORKBOOK not in names:
        raise BadUpload(_NOT_ONE)
    if len(names) < len(parts) or sum(one.compress_size for one in parts) > size:
        raise BadUpload(_DAMAGED)
    is_dense = any(
        one.file_size > SMALL and one.file_size > limits.ratio * max(one.compress_size, 1) for one in parts
    )
    if is_dense or len(parts) > limits.parts or sum(one.file_size for one in parts) > limits.unpacked:
        raise BadUpload(_BOMB)


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Go through a part once: its size and its checksum are as the directory says, or this raises."""
    with archive.open(part) as stream:
        while stream.read(_PIECE):
            pass


def contents(archive: zipfile.ZipFile) -> Contents:
    """Which sheets there are to see.

    Raises:
        BadUpload: the workbook does not say so in the way of workbooks.
    """
    found, targets = Contents(), dict[str, str]()
    named: list[tuple[str, str]] = []

    def of_workbook(name: str, attributes: Attributes) -> None:
        if name == "sheet" and attributes.get("state", "visible") == "visible":
            id = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            named.append((attributes.get("name", ""), id))
        elif name == "workbookPr":
            found.counts_from_1904 = attributes.get("date1904") in ("1", "true", "on")

    def of_relations(name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    walk(archive, WORKBOOK, of_workbook)
    walk(archive, RELATIONS, of_relations)
    for name, id in named:
        target = targets.get(id, "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if "worksheets/" in path:  # a chart sheet has no cells
            found.sheets[name] = path
    return found


def walk(archive: zipfile.ZipFile, path: str, begins: Callable[[str, Attributes], None]) -> None:
    """Hand every element of a part, without its prefix, to `begins`.

    Raises:
        BadUpload: it is not there, is no XML, or defines words of its own, as no workbook does.
    """
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise BadUpload(_DAMAGED)

    def begin(name: str, attributes: Attributes) -> None:
        begins(name.rpartition(":")[2], attributes)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = begin
    try:
        with _part(archive, path) as stream:
            parser.ParseFile(stream)
    except (expat.ExpatError, ValueError) as failed:
        raise BadUpload(_DAMAGED) from failed


def _part(archive: zipfile.ZipFile, path: str) -> IO[bytes]:
    names = {one.lower(): one for one in archive.namelist()}
    if path.lower() not in names:
        raise BadUpload(_DAMAGED)
    return archive.open(names[path.lower()])


_NOT_ONE = Text(
    "这不是 Excel 工作簿（.xlsx）。CSV、网页或 WPS 文档，请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。",
    "This is no Excel workbook (.xlsx). Open a CSV or another file in Excel, save it as .xlsx, and upload"
    " that.",
)
_OLD = Text(
    "这是旧格式的工作簿，请在 Excel 或 WPS 中另存为 .xlsx 再上传。",
    "This is a workbook in an old format; save it as .xlsx in Excel and upload that.",
)
_LOCKED = Text(
    "工作簿设了打开密码，读不了。请取消密码后再上传。",
    "The workbook is protected by a password and cannot be read. Take the password off and upload it again.",
)
_DAMAGED = Text(
    "工作簿已损坏，或不是 Excel 写成的。请在 Excel 或 WPS 中打开，另存为新的 .xlsx 再上传。",
    "The workbook is damaged, or not written by Excel. Open it in Excel, save it as a new .xlsx, and upload"
    " that.",
)
_BOMB = Text(
    "工作簿解开后过大，不予打开。多半是表格下方设了格式的空行太多：请把要导入的行复制到一个新工作簿再上传。",
    "The workbook is too large once unpacked and is not opened. Mostly too many formatted empty rows are the"
    " cause: copy the rows you need into a new workbook and upload that.",
)
DAMAGED = _DAMAGED
