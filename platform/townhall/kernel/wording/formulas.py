"""What do problems with formulas say (TH3xx)?"""

from __future__ import annotations

from townhall.kernel.text import Text, Words

WORDS: dict[str, Words] = {}
