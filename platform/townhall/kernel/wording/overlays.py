"""What do problems with overlays, floors, packs and publishing say (TH4xx)?"""

from __future__ import annotations

from townhall.kernel.text import Text, Words

WORDS: dict[str, Words] = {}
