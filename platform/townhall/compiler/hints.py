"""What did a person most likely mean who wrote YAML that does not read?

Looks at the line where the parser stopped, and at the one before, for what people really do: a tab, a
Chinese colon, a missing space, a line that is indented too far.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from townhall.compiler.marked import Spot, mark_at
from townhall.kernel.marks import Mark
from townhall.kernel.problems import Problem, problem

WIDE = {
    "\uff1a": ":",
    "\uff0c": ",",
    "\u3001": ",",
    "\uff5b": "{",
    "\uff5d": "}",
    "\uff3b": "[",
    "\uff3d": "]",
    "\u3010": "[",
    "\u3011": "]",
    "\u201c": '"',
    "\u201d": '"',
    "\u2018": "'",
    "\u2019": "'",
    "\u300c": '"',
    "\u300d": '"',
}
"""Chinese punctuation that is typed by mistake where YAML wants its own."""

SAID_YES = {
    "yes": True, "on": True, "y": True, "true": True, "\u662f": True,
    "no": False, "off": False, "n": False, "false": False, "\u5426": False,
}  # fmt: skip
"""Words by which people mean true and false."""

_COLON = "\uff1a"
_COMMAS = "\uff0c\u3001"
_KEY_WIDE_COLON = re.compile(rf"^\s*(?:- )?[\w.\-]+({_COLON})")
_KEY_NO_SPACE = re.compile(r"^\s*(?:- )?[A-Za-z_][\w.\-]*:(?=[^\s:/])")
_WIDE_COMMA = re.compile(rf"[{_COMMAS}]\s*[a-z_]\w*:")
_WIDE_BRACKET = re.compile(r":\s+([\uff5b\uff5d\u3010\u3011\uff3b\uff3d])")


def stray_key(key: str, spot: Spot) -> Problem:
    """A word that stands alone inside `{ }`: which slip made it so?"""
    place = mark_at(spot)
    if _COLON in key:
        return problem("TH120", place.moved(key.index(_COLON)), found=_COLON, instead=": ")
    if re.match(r"[A-Za-z_]\w*:\S", key):
        return problem("TH121", place.moved(key.index(":") + 1), key=key.split(":", 1)[0])
    return problem("TH108", place, key=key)


def likely_meant(failed: yaml.YAMLError, text: str, file: str) -> Problem:
    """The problem behind an error of the parser."""
    if not isinstance(failed, yaml.MarkedYAMLError) or failed.problem_mark is None:
        return _foreign_character(failed, text, file)
    lines = text.splitlines()
    at = failed.problem_mark
    place = Mark(file, at.line + 1, at.column + 1)
    line = lines[at.line] if at.line < len(lines) else ""
    said = failed.problem or ""
    if said == "found character that cannot start any token":
        if line[at.column : at.column + 1] == "\t" or "\t" in line[: at.column + 1]:
            return problem("TH101", place)
        return problem("TH132", place, found=line[at.column : at.column + 1])
    for number in (at.line, at.line - 1):
        found = _slip(lines, number, file)
        if found is not None:
            return found
    opened = failed.context_mark
    comma = _WIDE_COMMA.search(line[: at.column + 1])
    if comma:
        return problem("TH120", Mark(file, at.line + 1, comma.start() + 1), found=comma[0][0], instead=", ")
    if said.startswith("did not find expected ',' or"):
        bracket = said.rsplit(" ", 1)[-1].strip("'")
        return problem("TH133", _place(file, opened) or place, closing=bracket)
    if said in ("found unexpected end of stream", "found unexpected document indicator"):
        return problem("TH134", _place(file, opened) or place)
    if said == "found unknown escape character":
        return problem("TH135", place)
    if said == "could not find expected ':'":
        return problem("TH136", _place(file, opened) or place)
    if said == "mapping values are not allowed in this context":
        if line[: at.column].strip().count(":") or _nested(lines, at.line):
            return _two_values(line, at.column, place, lines, at.line)
        return problem("TH107", Mark(file, place.line, len(line) - len(line.lstrip()) + 1))
    if said.startswith("did not find expected") and line[: at.column].strip():
        return problem("TH137", place)
    return problem("TH107", place)


def _place(file: str, mark: Any) -> Mark | None:
    return None if mark is None else Mark(file, mark.line + 1, mark.column + 1)


def _foreign_character(failed: yaml.YAMLError, text: str, file: str) -> Problem:
    """A character that no text file should hold."""
    offset = getattr(failed, "position", None)
    if not isinstance(offset, int):
        return problem("TH100", Mark(file, 1, 1), why=str(failed).splitlines()[0])
    before = text.encode()[:offset].decode(errors="ignore")  # the parser counts bytes
    place = Mark(file, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
    return problem("TH128", place, found=f"U+{ord(text[len(before) : len(before) + 1] or ' '):04X}")


def _slip(lines: list[str], number: int, file: str) -> Problem | None:
    """A slip of the pen in one line: a tab, a Chinese colon or bracket, no space behind a colon."""
    if not 0 <= number < len(lines):
        return None
    line = lines[number]
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        return problem("TH101", Mark(file, number + 1, indent.index("\t") + 1))
    wide = _KEY_WIDE_COLON.match(line) or _WIDE_BRACKET.search(line)
    if wide:
        found = wide[1]
        return problem("TH120", Mark(file, number + 1, wide.start(1) + 1), found=found, instead=WIDE[found])
    tight = _KEY_NO_SPACE.match(line)
    if tight:
        return problem("TH121", Mark(file, number + 1, tight.end() + 1), key=tight[0].strip("- :"))
    return None


def _nested(lines: list[str], number: int) -> bool:
    """Whether the line before is a finished `key: value`, so that nothing may stand below it."""
    before = lines[number - 1].rstrip() if number else ""
    return bool(re.match(r"^\s*(?:- )?[^\s#][^:]*:\s+\S", before))


def _two_values(line: str, column: int, place: Mark, lines: list[str], number: int) -> Problem:
    """Either a second colon in one line, or a line indented under a finished one."""
    if line[:column].count(": "):
        return problem("TH138", place)
    indent = len(line) - len(line.lstrip())
    before = lines[number - 1]
    if indent > len(before) - len(before.lstrip()):
        return problem("TH107", Mark(place.file, place.line, indent + 1))
    return problem("TH138", place)
