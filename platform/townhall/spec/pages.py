"""What may be seen outside the office, by whom, and for how long?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from townhall.kernel.expressions import Formula
from townhall.kernel.text import NO_TEXT, Text
from townhall.spec.fields import Fact, Field

Viewer = Literal["anyone", "resident", "self", "staff", "case_staff", "payment_staff"]
Readers = Literal["anyone", "resident", "members", "self"]
"""For whom a page of a register is: anyone, whoever lives in the village, the members of the unit it stands
at, or everybody who lives there for their own rows."""
VIEWERS: tuple[Viewer, ...] = ("anyone", "resident", "self", "staff", "case_staff", "payment_staff")


@dataclass(frozen=True, slots=True)
class Mask:
    """Which mask function each class of viewer gets; an unnamed class gets what the class before it gets.

    `anyone` must be named.
    """

    name: str
    by_viewer: Mapping[str, str]

    def function_for(self, viewer: Viewer) -> str:
        """The mask function for a viewer; classes see at least what those before them see."""
        found = self.by_viewer["anyone"]
        for one in VIEWERS[: VIEWERS.index(viewer) + 1]:
            found = self.by_viewer.get(one, found)
        return found


@dataclass(frozen=True, slots=True)
class PageColumn:
    """A column of a page: `path` is a name or a dotted path of what the page is `of`."""

    path: tuple[str, ...]
    field: Field
    mask: str | None = None
    total: Literal["sum", "count"] | None = None

    @property
    def name(self) -> str:
        """The path joined by dots."""
        return ".".join(self.path)

    @property
    def names_somebody(self) -> bool:
        """Whether it tells who somebody is."""
        return self.mask is not None or self.field.names_somebody


@dataclass(frozen=True, slots=True)
class Objections:
    """Who answers an objection, and how soon."""

    to: str
    answer_within: Formula | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """By which spans of time a standing page is read, and on which column."""

    by: tuple[Literal["month", "quarter", "year"], ...]
    on: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page for those outside: of one case (`of_form`) or of the entries of a register (`of_register`).

    The page of a facet is of one case, too, of whichever form offers the facet; `by_form` holds its columns
    as each of them keeps them.
    `totals_by`, `bars_by`: columns of words; the column with `total: sum` is summed for each word of the
    first, and drawn as a bar for each of the second. `rows`: the table of the form whose rows it lists; a
    column `form.x` is the form's own then. `totals_by_record`: of a register, the reference and the claim of
    the record it points to (`programme.sensitive`) whose rows are shown as totals only. `at`: the kinds of
    units that have the page; every body with a public of its own where nothing is said. `includes`: the kinds
    of units below one whose entries its page shows, too. `where`: which entries a register's page is about;
    `listed`: which of them it shows one by one, the others only in its totals. `opens_to`: for whom it is;
    `about`: the columns that say whose row, or whose matter, it is: a person, a household or a number.
    """

    name: str
    pack: str
    title: Text
    code: str = ""
    of_form: str | None = None
    of_register: str | None = None
    rows: str | None = None
    rows_of: Literal["village", "town"] = "village"
    at: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()
    opens_to: Readers = "anyone"
    about: tuple[str, ...] = ()
    where: Formula | None = None
    listed: Formula | None = None
    facts: tuple[Fact, ...] = ()
    columns: tuple[PageColumn, ...] = ()
    by_form: Mapping[str, tuple[PageColumn, ...]] = field(default_factory=dict)
    filters: tuple[str, ...] = ()
    totals_by: str | None = None
    bars_by: str | None = None
    sort: tuple[str, ...] = ()
    period: Period | None = None
    question: Text = NO_TEXT
    open_for: Formula | None = None
    objections: Objections | None = None
    names_for: Formula | None = None
    totals_only: Formula | None = None
    totals_by_record: tuple[str, str] | None = None
    qr: bool = True

    def columns_of(self, form: str) -> tuple[PageColumn, ...]:
        """What the page shows of a case of this form."""
        return self.by_form.get(form, self.columns)
