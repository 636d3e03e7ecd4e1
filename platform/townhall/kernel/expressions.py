"""How is a formula read, and a sentence with formulas in `{ }`?

Python's own grammar, read by `ast.parse` and never run by Python: names, dots, text, numbers, `true` and
`false`, `+ - * /`, comparisons, `in`, `and or not`, `x if claim else y`, calls. Whether the names exist
and the types go together is `kernel.inference`; what a formula gives is `kernel.evaluation`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from townhall.kernel.grammar import Refusal, read
from townhall.kernel.marks import Mark
from townhall.kernel.nodes import Call, Chain, Node, Path, walk
from townhall.kernel.problems import Problem, problem
from townhall.kernel.scanning import Fault, fault, scanned


class NotAFormula(Exception):
    """The text does not read as a formula; `problems` say why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(one.line("en") for one in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was read. Two are equal when they are written alike.

    `names` holds every dotted chain (`("case", "unit")`), `functions` every function called.
    """

    source: str
    tree: Node = field(compare=False, repr=False)
    names: frozenset[Path] = field(compare=False, repr=False)
    functions: frozenset[str] = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence with formulas in `{ }`: plain pieces and formulas in their order."""

    source: str
    parts: tuple[str | Formula, ...] = field(compare=False, repr=False)

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """The formulas in the sentence."""
        return tuple(part for part in self.parts if isinstance(part, Formula))


def parse(source: str, mark: Mark) -> Formula:
    """Read a formula that starts at `mark`.

    >>> sorted(parse("amount >= param.tier_2", Mark("x.yaml", 1, 1)).names)
    [('amount',), ('param', 'tier_2')]

    Raises:
        NotAFormula: with one problem or several, each at its place.
    """
    found = _read(source)
    if isinstance(found, Formula):
        return found
    raise NotAFormula(tuple(placed(one, source, mark) for one in found))


def literal_or_formula(text: str, mark: Mark) -> str | Formula:
    """A plain word, or, when it starts with `=`, a formula.

    Raises:
        NotAFormula: what follows the `=` does not read.
    """
    return parse(text[1:], mark.moved(1)) if text.startswith("=") else text


def template(text: str, mark: Mark) -> Template:
    """Read a sentence with formulas in `{ }`; `{{` and `}}` stand for the brackets themselves.

    >>> template("{payee_name}: {amount} yuan", Mark("x.yaml", 1, 1)).parts[1]
    ': '

    Raises:
        NotAFormula: with every problem of every formula in it.
    """
    parts: list[str | Formula] = []
    problems: list[Problem] = []
    plain, at = "", 0
    while at < len(text):
        if text[at : at + 2] in ("{{", "}}"):
            plain, at = plain + text[at], at + 2
        elif text[at] == "}":
            problems.append(placed(fault("TH322", at, found="}"), text, mark))
            at += 1
        elif text[at] == "{":
            end = _closing(text, at)
            if end is None:
                problems.append(placed(fault("TH322", at, found="{"), text, mark))
                break
            try:
                formula = parse(text[at + 1 : end], _moved(mark, text, at + 1))
            except NotAFormula as failed:
                problems.extend(failed.problems)
            else:
                parts.extend((plain, formula) if plain else (formula,))
                plain = ""
            at = end + 1
        else:
            plain, at = plain + text[at], at + 1
    if problems:
        raise NotAFormula(tuple(problems))
    return Template(text, (*parts, plain) if plain else tuple(parts))


def _closing(text: str, start: int) -> int | None:
    """Where the bracket that opens at `start` closes, texts in quotes aside."""
    quote = ""
    for at in range(start + 1, len(text)):
        character = text[at]
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character == "}":
            return at
    return None


def placed(found: Fault, source: str, mark: Mark) -> Problem:
    """A fault of a formula as a problem of the file the formula stands in."""
    return problem(found.code, _moved(mark, source, found.offset), **dict(found.words))


def _moved(mark: Mark, source: str, offset: int) -> Mark:
    """The place of an offset; in a block, every line starts in the column of the first."""
    before = source[:offset]
    lines = before.count("\n")
    if not lines:
        return mark.moved(offset)
    return mark.moved(mark.column - 1 + offset - before.rindex("\n") - 1, lines)


@lru_cache(maxsize=16384)
def _read(source: str) -> Formula | tuple[Fault, ...]:
    """The formula, or what is wrong with it; the same text is read once."""
    text, faults = scanned(source)
    if faults:
        return faults
    try:
        tree = read(source, text)
    except Refusal as refused:
        return (refused.fault,)
    below = tuple(walk(tree))
    return Formula(
        source,
        tree,
        frozenset(node.parts for node in below if isinstance(node, Chain)),
        frozenset(node.function for node in below if isinstance(node, Call)),
    )
