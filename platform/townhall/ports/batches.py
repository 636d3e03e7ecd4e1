"""Where are rows of workbooks kept that lie beside a draft?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol

from townhall.record.batches import Batch, Part


class Batches(Protocol):
    """Batches of a draft and their rows, in parts; a part of the archive."""

    def save_batch(self, batch: Batch) -> Batch:
        """Keep a batch; `version` must be the one read (0 for new); gives it with the next version.

        It goes with its draft: dropped or handed in, the draft takes its batches along.

        Raises:
            Overtaken: another tab kept it since.
        """
        ...

    def batches(self, draft: str, person: str) -> tuple[Batch, ...]:
        """Those of one's own draft, oldest first."""
        ...

    def drop_batch(self, id: str, person: str) -> None:
        """Forget one's own batch and its rows."""
        ...

    def save_parts(self, draft: str, parts: Iterable[Part]) -> None:
        """Keep parts of a batch of a draft, over what was kept of them before."""
        ...

    def parts(self, batches: Collection[str], numbers: Collection[int] | None = None) -> tuple[Part, ...]:
        """The parts of batches in order, all or those of some numbers.

        Only for batches that `batches` gave.
        """
        ...
