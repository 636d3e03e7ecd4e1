"""What does a sheet read like: files, labelled values, tables, sections?"""

from __future__ import annotations

from dataclasses import dataclass

from townhall.kernel.text import Text


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """A file: `id` for its address."""

    id: str
    name: str
    media_type: str
    size: int

    @property
    def is_picture(self) -> bool:
        """Whether a thumbnail can be shown."""
        return self.media_type.startswith("image/")


@dataclass(frozen=True, slots=True)
class Item:
    """One label and its value, as this reader may see it."""

    name: str
    label: Text
    shown: str
    kind: str
    is_wide: bool = False
    attachments: tuple[AttachmentView, ...] = ()


@dataclass(frozen=True, slots=True)
class TableView:
    """A child table as read: `columns` are (name, label, kind); totals align with columns, "" for none.

    `count`: how many rows there are; of a long table `rows` are the first of them.
    """

    name: str
    label: Text
    columns: tuple[tuple[str, Text, str], ...]
    rows: tuple[tuple[Item, ...], ...]
    totals: tuple[str, ...]
    count: int = 0

    @property
    def is_cut(self) -> bool:
        """Whether there are more rows than are shown."""
        return self.count > len(self.rows)


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of a sheet as read."""

    name: str
    title: Text
    items: tuple[Item | TableView, ...]
