"""What is asked for while a sheet is filled in?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from townhall.kernel.text import Text
from townhall.office.views.sheets import AttachmentView
from townhall.spec.fields import Field


@dataclass(frozen=True, slots=True)
class Input:
    """One control. `name` is its full name in the post (`amount`, `labour.0.days`).

    `raw` is what was typed (text, list of text), `shown` what it reads as; `options` are (value, title,
    chosen). `is_live`: other inputs hang on it, so a change asks the server for the sheet again.
    """

    name: str
    field: Field
    raw: Any
    shown: str
    required: bool
    calculated: bool = False
    is_live: bool = False
    options: tuple[tuple[str, str, bool], ...] = ()
    complaints: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    attachments: tuple[AttachmentView, ...] = ()


@dataclass(frozen=True, slots=True)
class TableInput:
    """A child table being filled. `totals` has a shown sum per money, number or integer column.

    `kept`: how many rows it has beside those that are drawn as inputs (`office.kept_rows`).
    """

    name: str
    field: Field
    rows: tuple[tuple[Input, ...], ...]
    totals: tuple[tuple[str, str], ...] = ()
    complaints: tuple[str, ...] = ()
    is_live: bool = True
    kept: int = 0


@dataclass(frozen=True, slots=True)
class SectionInput:
    """A section being filled; hidden fields are not in it."""

    name: str
    title: Text
    help: Text
    items: tuple[Input | TableInput, ...]


@dataclass(frozen=True, slots=True)
class SheetInput:
    """All that is asked for at once. `complaints` belong to the whole sheet: (place, words, warns)."""

    sections: tuple[SectionInput, ...]
    complaints: tuple[tuple[str, str, bool], ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether nothing but warnings stands in the way."""
        return all(warns for _, _, warns in self.complaints)


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft being filled in. `version` goes back with the next save. `case` is set for a returned one.

    `refused`: names of the fields and demands that stood in the way of handing it in. `path`: each step, and
    whether it is not needed as the draft is filled in now.
    """

    id: str
    version: int
    form: str
    title: Text
    code: str
    unit: str
    unit_title: Text
    sheet: SheetInput
    saved_at: datetime
    case: str | None = None
    return_reason: str = ""
    path: tuple[tuple[Text, bool], ...] = ()
    refused: tuple[str, ...] = ()
    works_offline: bool = False
