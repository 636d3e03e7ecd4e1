"""What, in the text of a formula, is not written as formulas are written?

Before Python's grammar sees a formula, this finds what people really type: Chinese punctuation, `=` for
`==`, `30%`, `&&`, an open bracket. It also blanks texts and line ends, so that what Python parses is
plain ASCII on one line, with every character at its own offset.
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

LONGEST = 2000
DEEPEST = 50

_PIECE = re.compile(
    r"""
    (?P<space>[ \t\r\n]+)
    | (?P<text>"[^"\r\n]*"|'[^'\r\n]*')
    | (?P<span>[0-9]+\ *(?:minute|hour|day|workday|month|year)s?\b)
    | (?P<percent>[0-9]+(?:\.[0-9]+)?%(?![\w(]))
    | (?P<grouped>[0-9]{1,3}(?:,[0-9]{3})+\b)
    | (?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?!\w))
    | (?P<mixed>[0-9][\w.]*)
    | (?P<word>[^\W\d]\w*)
    | (?P<foreign>&&|\|\||<>|=>|=<|!(?!=)|[≥≤≠×÷−])
    | (?P<sign>[=!<>]=|[-+*/<>.,])
    | (?P<bracket>[()\[\]])
    | (?P<equals>=)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_INSTEAD = {
    "&&": "and", "||": "or", "!": "not", "<>": "!=", "=>": ">=", "=<": "<=",
    "≥": ">=", "≤": "<=", "≠": "!=", "×": "*", "÷": "/", "−": "-",
    "True": "true", "False": "false", "TRUE": "true", "FALSE": "false",
    "AND": "and", "OR": "or", "NOT": "not", "IN": "in", "IF": "if", "ELSE": "else", "is": "==",
    "None": "unknown(…)", "NULL": "unknown(…)", "null": "unknown(…)",
}  # fmt: skip
_ENGLISH = dict(zip("“”‘’、。【】《》—　", "\"\"'',.[]<>- ", strict=True))
_OPENS = {")": "(", "]": "["}
_USED_WORDS = frozenset({"and", "or", "not", "in", "if", "else"})
_INVISIBLE = ("C", "Z")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at an offset; becomes a Problem once it is known where the formula stands."""

    code: str
    offset: int
    words: tuple[tuple[str, str], ...] = ()


def fault(code: str, offset: int, **words: object) -> Fault:
    """A fault with its blanks filled."""
    return Fault(code, offset, tuple((name, str(value)) for name, value in words.items()))


@dataclass(slots=True)
class _Scan:
    """One pass over a formula: which brackets and `if`s are open, and the two pieces before."""

    brackets: list[tuple[str, int]] = field(default_factory=list)
    ifs: list[int] = field(default_factory=list)
    last: tuple[str, str] = ("", "")
    last_but_one: tuple[str, str] = ("", "")

    def faults(self, kind: str, piece: str, offset: int) -> Iterator[Fault]:
        """What is wrong with one piece."""
        match kind:
            case "text":
                yield from self._text(piece, offset)
            case "span":
                count, unit = re.findall(r"[0-9]+|[a-z]+", piece)
                yield fault("TH316", offset, found=piece, instead=f"{unit.removesuffix('s')}s({count})")
            case "percent":
                share = (Decimal(piece[:-1]) / 100).normalize()
                yield fault("TH316", offset, found=piece, instead=format(share, "f"))
            case "grouped" if not self.brackets:
                yield fault("TH316", offset, found=piece, instead=piece.replace(",", ""))
            case "foreign":
                yield fault("TH316", offset, found=piece, instead=_INSTEAD[piece])
            case "word":
                self._if_else(piece, offset)
                yield from _word(piece, offset)
            case "bracket":
                yield from self._bracket(piece, offset)
            case "equals":
                yield from self._equals(offset)
            case "mixed":
                yield fault("TH315", offset, found=piece)
            case "other":
                yield _other(piece, offset)

    def _if_else(self, piece: str, offset: int) -> None:
        if piece == "if":
            self.ifs.append(offset)
        elif piece == "else" and self.ifs:
            self.ifs.pop()

    def _text(self, piece: str, offset: int) -> Iterator[Fault]:
        kind, before = self.last
        if kind == "text" or (kind == "word" and before not in _USED_WORDS):
            yield fault("TH301", offset, near=piece)
        for place, character in enumerate(piece, offset):
            if character == "\\":
                yield fault("TH315", place, found=character)
            elif character != " " and unicodedata.category(character)[0] == "C":
                yield _other(character, place)

    def _bracket(self, piece: str, offset: int) -> Iterator[Fault]:
        if piece in "([":
            self.brackets.append((piece, offset))
        elif self.brackets and self.brackets[-1][0] == _OPENS[piece]:
            self.brackets.pop()
        else:
            yield fault("TH331", offset, found=piece)

    def _equals(self, offset: int) -> Iterator[Fault]:
        if not self.last[0]:
            yield fault("TH317", offset)
        elif not (self.brackets and self.last[0] == "word" and self.last_but_one[1] in ("(", ",")):
            yield fault("TH307", offset)


def _word(piece: str, offset: int) -> Iterator[Fault]:
    if piece in _INSTEAD:
        yield fault("TH316", offset, found=piece, instead=_INSTEAD[piece])
    elif not piece.isascii():
        wide = next((place for place, character in enumerate(piece) if "！" <= character <= "～"), None)
        yield fault("TH330", offset, found=piece) if wide is None else _other(piece[wide], offset + wide)
    elif keyword.iskeyword(piece) and piece not in _USED_WORDS:
        yield fault("TH315", offset, found=piece)


def _other(piece: str, offset: int) -> Fault:
    if piece in "\"'":
        return fault("TH332", offset, found=piece)
    if "！" <= piece <= "～":  # the full-width twins of ASCII
        return fault("TH306", offset, found=piece, instead=chr(ord(piece) - 0xFEE0))
    if piece in _ENGLISH:
        return fault("TH306", offset, found=piece, instead=_ENGLISH[piece])
    if unicodedata.category(piece)[0] in _INVISIBLE:
        return fault("TH329", offset, found=f"U+{ord(piece):04X}")
    return fault("TH315", offset, found=piece)


def scanned(source: str) -> tuple[str, tuple[Fault, ...]]:
    """The formula as Python's grammar may see it, and what is wrong with its writing: one fault a code.

    >>> scanned('state == "open"')[0]
    'state == "____"'
    >>> [one.code for one in scanned("filled（a） and b = 3")[1]]
    ['TH306', 'TH307']
    """
    if len(source) > LONGEST:
        return "", (fault("TH313", 0, limit=LONGEST),)
    if not source.strip(" \t\r\n"):
        return "", (fault("TH328", 0),)
    scan, kept, faults = _Scan(), [], dict[str, Fault]()
    for found in _PIECE.finditer(source):
        kind, piece = found.lastgroup or "other", found[0]
        for one in scan.faults(kind, piece, found.start()):
            faults.setdefault(one.code, one)
        if "TH332" in faults:  # all that follows an open quote would be read wrongly
            break
        if len(scan.brackets) > DEEPEST:
            faults["TH314"] = fault("TH314", found.start(), limit=DEEPEST)
            break
        if kind == "space":
            kept.append(" " * len(piece))
            continue
        kept.append(piece[0] + "_" * (len(piece) - 2) + piece[-1] if kind == "text" else piece)
        scan.last_but_one, scan.last = scan.last, (kind, piece)
    if scan.brackets and not faults:
        bracket, offset = scan.brackets[-1]
        faults["TH331"] = fault("TH331", offset, found=bracket)
    if scan.ifs and not faults:
        faults["TH316"] = fault("TH316", scan.ifs[-1], found="if", instead="x if claim else y")
    return "".join(kept), tuple(faults.values())
