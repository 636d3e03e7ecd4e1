"""How is a list read that a spreadsheet saved?"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from townhall.cli.asked import Asked

ENCODINGS = ("utf-8-sig", "gb18030")
"""In which a list may be written, in the order in which they are tried: GBK is a part of GB18030."""


def listed(asked: Asked, file: Path) -> list[dict[str, str]]:
    """The rows of a list as a spreadsheet writes it: UTF-8, or what Chinese Windows takes for text."""
    written = file.read_bytes()
    for encoding in ENCODINGS:
        try:
            return list(csv.DictReader(io.StringIO(written.decode(encoding), newline=""), strict=True))
        except UnicodeDecodeError:
            continue
        except csv.Error as wrong:
            raise asked.failed(f"{file}不是CSV表：{wrong}。", f"{file} is no CSV list: {wrong}.") from wrong
    raise asked.failed(
        f"{file}既不是UTF-8也不是GB18030（GBK）编码，请另存为“CSV UTF-8”。",
        f"{file} is written neither in UTF-8 nor in GB18030 (GBK); save it as “CSV UTF-8”.",
    )
