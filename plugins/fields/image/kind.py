"""How is an attached picture named?

As any attached file is; that it is a picture was checked when it was uploaded.
"""

from __future__ import annotations

from dataclasses import dataclass

from townhall.kernel.text import Text

from ..file.kind import AttachedFile


@dataclass(frozen=True, slots=True)
class Picture(AttachedFile):
    """The id of an attachment that is a picture."""

    name: str = "image"
    title: Text = Text("图片", "Picture")
