"""What came with workbooks and is not handed in yet, in an archive in memory?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from townhall.ports.archive import Overtaken
from townhall.record.batches import Batch, Part
from townhall.storage.memory_shelves import Shelves


class MemoryBatches:
    """Batches and their parts, on shelves."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves

    def save_batch(self, batch: Batch) -> Batch:
        """Keep a batch if nobody kept it since it was read."""
        known = self._shelves.batches.get(batch.id)
        read = (known.version, known.person) if known else (0, batch.person)
        if (batch.version, batch.person) != read:
            raise Overtaken
        saved = replace(batch, version=batch.version + 1)
        self._shelves.batches[batch.id] = saved
        return saved

    def batches(self, draft: str, person: str) -> tuple[Batch, ...]:
        """Those of one's own draft, oldest first."""
        own = [one for one in self._shelves.batches.values() if (one.draft, one.person) == (draft, person)]
        return tuple(sorted(own, key=lambda one: (one.added_at, one.id)))

    def drop_batch(self, id: str, person: str) -> None:
        """Forget one's own batch and its rows."""
        known = self._shelves.batches.get(id)
        if known is not None and known.person == person:
            _forget(self._shelves, id)

    def save_parts(self, draft: str, parts: Iterable[Part]) -> None:
        """Keep parts of a batch, over what was kept of them before."""
        self._shelves.parts.update({(one.batch, one.number): one for one in parts})

    def parts(self, batches: Collection[str], numbers: Collection[int] | None = None) -> tuple[Part, ...]:
        """The parts of batches in order, all or those of some numbers."""
        return tuple(
            one
            for (batch, number), one in sorted(self._shelves.parts.items(), key=lambda kept: kept[0])
            if batch in batches and (numbers is None or number in numbers)
        )


def forget_batches(shelves: Shelves, draft: str) -> None:
    """Forget all that came to a draft: it is no more."""
    for id in [one.id for one in shelves.batches.values() if one.draft == draft]:
        _forget(shelves, id)


def _forget(shelves: Shelves, id: str) -> None:
    del shelves.batches[id]
    for key in [key for key in shelves.parts if key[0] == id]:
        del shelves.parts[key]
