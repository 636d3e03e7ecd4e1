"""How is an attached file named?

By the id of its attachment; type and size were checked when it was uploaded. Its setting `takes` lists the
types of files that belong there (`townhall.office.attaching.TYPES`); without it all that may be uploaded do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from townhall.kernel.signatures import FILE, ValueType
from townhall.kernel.text import Text
from townhall.spec import typed
from townhall.spec.catalog import Unreadable
from townhall.spec.fields import Field
from townhall.spec.kinds import Single

SAY = Text("请重新上传文件", "Upload the file again")
KEY = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}")

SETTINGS = {
    "takes": {
        "description": "可以上传哪几种文件，如 [picture, pdf, ofd]。Which types of files may be uploaded.",
        "type": "array",
        "items": {"type": "string", "enum": ["picture", "pdf", "ofd", "workbook", "document"]},
    }
}
"""What a field of this kind may say besides, as JSON Schema."""


@dataclass(frozen=True, slots=True)
class AttachedFile(Single):
    """The id of an attachment."""

    name: str = "file"
    title: Text = Text("附件", "File")

    @property
    def settings(self) -> Mapping[str, Any]:
        """What a field of this kind may say besides."""
        return SETTINGS

    def value_type(self, field: Field) -> ValueType:
        """A file."""
        return FILE

    def read(self, raw: Any, field: Field) -> str:
        """The key, if it looks like one; whether it exists is for the office to find out."""
        key = typed.line(raw)
        if not KEY.fullmatch(key):
            raise Unreadable(SAY)
        return key
