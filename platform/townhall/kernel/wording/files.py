"""What do problems with a file and its shape say (TH1xx)?"""

from __future__ import annotations

from townhall.kernel.text import Text, Words

WORDS: dict[str, Words] = {}
