"""What does the text of one file say: maps, lists and scalars, each with its place?

Strict YAML, or JSON. Only `true` and `false` are booleans, numbers with a fraction are `Decimal`, dates
stay text; no tags, anchors or aliases (so no bomb can grow), no duplicate keys, one document a file. The
parser's events are read one by one, so that depth is limited before anything is built.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import yaml
from yaml._yaml import CParser

from townhall.compiler.hints import likely_meant, stray_key
from townhall.compiler.marked import Map, Seq, Spot, mark_at
from townhall.kernel.problems import Problem, problem

DEEPEST = 40
"""Levels of nesting; the deepest of the shipped definitions has about fifteen."""

_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,29})")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,29})\.[0-9]{1,30}")
_PADDED = re.compile(r"[-+]?0[0-9]+(?:\.[0-9]+)?")
QUOTES = ("'", '"')
_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
_PAIR = re.compile(r"(\\\\)|\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
"""Two escapes by which JSON says one rare character, which YAML does not know; or an escaped backslash."""

_EVENT = (yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent, yaml.AliasEvent)


class _Unreadable(Exception):
    """The rest of the file cannot be read; what was wrong is already noted."""


def parsed(text: str, file: str) -> tuple[Map | None, tuple[Problem, ...]]:
    """The top map of a file, or None when it cannot be read, and every problem found on the way.

    A map whose file has problems may lack what they are about.
    """
    if file.endswith(".json"):
        try:
            json.loads(text)
        except json.JSONDecodeError as failed:
            place = mark_at((file, failed.lineno, failed.colno, ""))
            return None, (problem("TH129", place, why=failed.msg),)
        except RecursionError:
            return None, (problem("TH106", mark_at((file, 1, 1, "")), limit=DEEPEST),)
        text = _PAIR.sub(_joined, text)
    reader = _Reader(file, text)
    try:
        top = reader.document()
        is_foreign = any(one.code == "TH105" for one in reader.problems)
        return None if is_foreign else top, tuple(reader.problems)
    except _Unreadable:
        return None, tuple(reader.problems)
    except yaml.YAMLError as failed:
        if reader.long_quote is not None:  # a quote that runs on over lines swallowed what came next
            return None, (*reader.problems, problem("TH134", mark_at(reader.long_quote)))
        return None, (*reader.problems, likely_meant(failed, text, file))


@dataclass(slots=True)
class _Reader:
    """Builds one file's values from its events."""

    file: str
    text: str
    problems: list[Problem] = field(default_factory=list)
    long_quote: Spot | None = None
    next: Callable[[], Any] = field(init=False)

    def __post_init__(self) -> None:
        self.next = CParser(self.text).get_event

    def document(self) -> Map | None:
        """The file's one document."""
        event = self.next()
        while not isinstance(event, _EVENT):
            if event is None or isinstance(event, yaml.StreamEndEvent):
                self.note("TH118", (self.file, 1, 1, ""))
                return None
            event = self.next()
        spot = self.spot(event)
        top = self.value(event, spot, 1)
        self.next()
        rest = self.next()
        if isinstance(rest, yaml.DocumentStartEvent):
            self.note("TH119", self.spot(rest))
        if top is None:
            self.note("TH118", spot)
        elif not isinstance(top, Map):
            self.note("TH112", spot, wanted="'key: value'", wanted_zh="“键: 值”")
        return top if isinstance(top, Map) else None

    def note(self, code: str, spot: Spot, **words: object) -> None:
        """Remember a problem at a place."""
        self.problems.append(problem(code, mark_at(spot), **words))

    def foreign(self, spot: Spot, found: str) -> None:
        """Note what YAML has and definitions do not; a file that has it once has it often."""
        if not any(one.code == "TH105" for one in self.problems):
            self.note("TH105", spot, found=found)

    def spot(self, event: Any) -> Spot:
        """The place an event starts at; of a block of text, its first line."""
        start = event.start_mark
        style = getattr(event, "style", None) or ""
        if style in ("|", ">"):
            return self.block(start.line, style)
        return (self.file, start.line + 1, start.column + 1, style)

    def block(self, line: int, style: str) -> Spot:
        """Where the text of a `|` or `>` block starts."""
        lines = self.text.splitlines()
        following = lines[line + 1] if line + 1 < len(lines) else ""
        return (self.file, line + 2, len(following) - len(following.lstrip(" ")) + 1, style)

    def value(self, event: Any, spot: Spot, depth: int) -> Any:
        """The value an event begins."""
        if isinstance(event, yaml.AliasEvent):
            self.foreign(spot, f"*{event.anchor}")
            return None
        if event.anchor is not None:
            self.foreign(spot, f"&{event.anchor}")
        if event.tag is not None and event.tag != "!":
            self.foreign(spot, event.tag.replace("tag:yaml.org,2002:", "!!"))
        if isinstance(event, yaml.ScalarEvent):
            if not event.style:
                return self.scalar(event.value, spot)
            if event.style in QUOTES and _lines(event) > 1:
                self.long_quote = spot
            return event.value
        if depth > DEEPEST:
            self.note("TH106", spot, limit=DEEPEST)
            raise _Unreadable
        if isinstance(event, yaml.MappingStartEvent):
            return self.map(event, spot, depth)
        return self.sequence(spot, depth)

    def scalar(self, written: str, spot: Spot) -> Any:
        """An unquoted scalar: a boolean, a number, nothing, or text."""
        if written in _EMPTY:
            return None
        if written == "true":
            return True
        if written == "false":
            return False
        if written[0] in "0123456789-+":
            if _INTEGER.fullmatch(written):
                return int(written)
            if _DECIMAL.fullmatch(written):
                return Decimal(written)
            if _PADDED.fullmatch(written):
                self.note("TH124", spot, found=written)
        return written

    def sequence(self, spot: Spot, depth: int) -> Seq:
        """A list."""
        made = Seq(spot)
        event = self.next()
        while not isinstance(event, yaml.SequenceEndEvent):
            place = self.spot(event)
            made.append(self.value(event, place, depth + 1))
            made.spots.append(place)
            event = self.next()
        return made

    def map(self, start: Any, spot: Spot, depth: int) -> Map:
        """A map; a key written twice keeps its first value."""
        made = Map(spot)
        event = self.next()
        while not isinstance(event, yaml.MappingEndEvent):
            key_spot = self.spot(event)
            if not isinstance(event, yaml.ScalarEvent):
                self.note("TH112", key_spot, wanted="a word before the colon", wanted_zh="冒号前的一个词")
                raise _Unreadable
            key = str(event.value)
            if event.anchor is not None or (event.tag is not None and event.tag != "!") or key == "<<":
                self.foreign(key_spot, key if event.anchor is None else f"&{event.anchor}")
            end = event.end_mark.index if event.end_mark is not None else -1
            event = self.next()
            value_spot = self.spot(event)
            value = self.value(event, value_spot, depth + 1)
            if value is None and start.flow_style and event.start_mark.index == end:
                self.problems.append(stray_key(key, key_spot))
            elif key in made:
                self.note("TH102", key_spot, key=key, line=made.spots[key][0][1])
            else:
                made.put(key, value, key_spot, value_spot)
            event = self.next()
        return made


def _lines(event: Any) -> int:
    """How many lines a scalar takes up."""
    return int(event.end_mark.line - event.start_mark.line + 1)


def _joined(found: re.Match[str]) -> str:
    """The character that a pair of escapes stands for."""
    if found[1]:
        return found[1]
    return chr(0x10000 + ((int(found[2], 16) - 0xD800) << 10) + int(found[3], 16) - 0xDC00)
