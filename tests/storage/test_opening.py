"""Is a unit of work kept whole or not at all, and told when another came between?"""

from __future__ import annotations

import pytest

from tests.storage.builders import EVERYTHING, opening
from townhall.ports.archive import Archive, OpenArchive, Overtaken
from townhall.storage import open_archives


def cases(archives: OpenArchive) -> list[bool]:
    with archives(read_only=True) as archive:
        return [archive.case(one, EVERYTHING) is not None for one in ("c1", "c2")]


@pytest.mark.parametrize("failure", [ZeroDivisionError, KeyboardInterrupt, SystemExit])
def test_a_block_that_raises_leaves_nothing_behind(archives: OpenArchive, failure: type[BaseException]):
    def fail() -> None:
        with archives() as archive:
            archive.keep(opening("c1"))
            archive.keep(opening("c2"))
            raise failure

    with pytest.raises(failure):
        fail()
    assert cases(archives) == [False, False]
    with archives() as archive:
        archive.keep(opening("c1"))
    assert cases(archives) == [True, False]


def test_who_was_overtaken_is_told_and_what_came_first_stays(emptied_postgres: str, vault, catalog):
    """PostgreSQL lets two inside at once; whoever writes on what is no more as they read it is stopped."""
    opened = open_archives(emptied_postgres, vault, catalog)

    def write(archive: Archive, name: str) -> None:
        archive.set_setting("seen", f"{archive.setting('seen') or ''}{name}")

    def overtaken() -> None:
        with opened() as slow:
            slow.setting("seen")
            with opened() as quick:
                write(quick, "quick")
            write(slow, "slow")

    with pytest.raises(Overtaken):
        overtaken()
    with opened() as archive:
        assert archive.setting("seen") == "quick"
        write(archive, "slow")
    with opened(read_only=True) as archive:
        assert archive.setting("seen") == "quickslow"
    opened.close()


def test_an_address_opens_the_same_archive_again(database_url, vault, catalog):
    first = open_archives(database_url, vault, catalog)
    with first() as archive:
        archive.keep(opening("c1"))
    first.close()
    second = open_archives(database_url, vault, catalog)
    assert cases(second) == [True, False]
    second.close()
