"""What do the plug-ins offer to definitions: which field kinds, masks and functions exist?

The compiler and the engine see plug-ins only through this pure catalog, so an unknown name is a Problem
at compile time and nothing here touches the world.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from townhall.kernel.canonical import Json
from townhall.kernel.signatures import Functions, ValueType
from townhall.kernel.text import Locale, Text
from townhall.spec.fields import Field

Column = Literal["text", "integer", "fen", "number", "boolean", "date", "datetime", "json"]
"""How storage keeps a value: fen = integer cents; number = exact decimal."""


class Unreadable(Exception):
    """What was typed cannot be read as this kind; `say` tells the person what to type."""

    def __init__(self, say: Text) -> None:
        super().__init__(say.en)
        self.say = say


class Kind(Protocol):
    """One kind of field. Pure: it reads, checks and shows values and touches nothing.

    Values in the engine are: str, int, Decimal (money in yuan), bool, date, datetime, Period, Place,
    tuples of them where a field is `many`; None is empty. Whoever calls gives the whole value or the whole
    raw input, `many` or not. A plug-in writes a `kinds.Single`; `kinds.Whole` makes a Kind of it.
    """

    @property
    def name(self) -> str:
        """The word configurators write in `kind:`."""
        ...

    @property
    def title(self) -> Text:
        """What the kind is called on screen."""
        ...

    @property
    def column(self) -> Column:
        """How storage keeps one value; a field that is `many` is kept as `json`."""
        ...

    def value_type(self, field: Field) -> ValueType:
        """The type formulas see."""
        ...

    def read(self, raw: Any, field: Field) -> Any:
        """A value from what a browser, a workbook or a scenario gave: text, or JSON's own types.

        Full-width digits and stray spaces are forgiven; empty text is None.

        Raises:
            Unreadable: it makes no sense as this kind.
        """
        ...

    def complaints(self, value: Any, field: Field) -> tuple[Text, ...]:
        """What is wrong with a value that was read (checksum, range, length); not `required`."""
        ...

    def warnings(self, value: Any, field: Field) -> tuple[Text, ...]:
        """What looks odd about a value that may be submitted all the same."""
        ...

    def to_json(self, value: Any) -> Json:
        """The value as canonical JSON (money as fen, decimals and dates as text).

        A calculated value finer than the kind keeps (a third of a fen) is rounded half up.
        """
        ...

    def from_json(self, stored: Json) -> Any:
        """The value back from JSON: `from_json(to_json(v)) == v`."""
        ...

    def shown(self, value: Any, field: Field, locale: Locale) -> str:
        """The value as a person reads it; empty text for None."""
        ...


PLAIN, HIDDEN = "plain", "hidden"
"""The masks that show everything and nothing. Other masks are ordered only as far as they say."""

MaskFunction = Callable[[str], str]
"""Takes the whole value as it would be shown; gives what may be seen."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """All that is plugged in, by name. `widgets` maps a kind to the text of the template that draws it.

    `mask_within`: by mask, those that show all that it shows.
    """

    kinds: Mapping[str, Kind]
    masks: Mapping[str, MaskFunction]
    functions: Functions
    widgets: Mapping[str, str]
    mask_titles: Mapping[str, Text] = field(default_factory=dict)
    mask_within: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def kind(self, field: Field) -> Kind:
        """The kind of a field."""
        return self.kinds[field.kind]

    def widget_templates(self) -> dict[str, str]:
        """The widgets as a template loader wants them: `widgets/money.html` and its text."""
        return {f"widgets/{kind}.html": text for kind, text in self.widgets.items()}

    def shows_no_more(self, mask: str, other: str) -> bool:
        """Whether a mask is known to show nothing that another one hides.

        What a mask says of itself counts, and what follows from it; of a mask that says nothing, only that
        everything shows more than `hidden` and less than `plain`.
        """
        if mask in (other, HIDDEN) or other == PLAIN:
            return True
        seen: set[str] = set()
        waiting = [mask]
        while waiting:
            one = waiting.pop()
            if one == other:
                return True
            if one not in seen:
                seen.add(one)
                waiting.extend(self.mask_within.get(one, ()))
        return False
