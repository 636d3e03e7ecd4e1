"""The words of the pages, each in both languages, by room; a page says them with `t("room.words")`.

Not gettext: one mapping in Python needs no compiling step, a key without its English is a type error, and a
test reads templates and modules for keys that are missing or that nobody says.
"""

from collections.abc import Mapping

from townhall.kernel.text import Text
from townhall.web.wording import away, board, counter, desk, door, frame, proving, unit, workbooks

WORDS: Mapping[str, Text] = {
    f"{room}.{key}": words
    for module in (away, board, counter, desk, door, frame, proving, unit, workbooks)
    for room, spoken in module.WORDS.items()
    for key, words in spoken.items()
}
