"""What do problems with names and links between definitions say (TH2xx)?"""

from __future__ import annotations

from townhall.kernel.text import Text, Words

WORDS: dict[str, Words] = {}
