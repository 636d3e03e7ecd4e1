"""How is a signature named?

As any attached file is; that it is a picture was checked when it was uploaded.
"""

from __future__ import annotations

from dataclasses import dataclass

from townhall.kernel.text import Text

from ..file.kind import AttachedFile


@dataclass(frozen=True, slots=True)
class Signature(AttachedFile):
    """The id of an attachment: a picture drawn on the screen, or an uploaded scan."""

    name: str = "signature"
    title: Text = Text("签名", "Signature")
