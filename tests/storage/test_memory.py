"""Is an archive in memory as strict as a database about units of work?"""

import pytest

from tests.storage.builders import EVERYTHING, opening
from townhall.storage import memory, open_memory_archives


@pytest.fixture
def archives(vault, catalog):
    return open_memory_archives(vault, catalog)


def test_whoever_only_looks_may_not_write(archives):
    with pytest.raises(RuntimeError, match="only looks"), archives(read_only=True) as archive:
        archive.set_setting("demo", "yes")
    with archives(read_only=True) as archive:
        assert archive.setting("demo") is None


def test_a_unit_of_work_inside_another_is_refused(archives, monkeypatch):
    monkeypatch.setattr(memory, "_PATIENCE", 0.01)
    with archives(), pytest.raises(RuntimeError, match="opened inside one"), archives():
        pass


def test_readers_see_what_was_there_when_they_began(archives):
    with archives(read_only=True) as looking:
        with archives() as archive:
            archive.keep(opening("c1"))
        assert looking.case("c1", EVERYTHING) is None
    with archives(read_only=True) as looking:
        assert looking.case("c1", EVERYTHING) is not None


def test_closing_forgets(archives):
    with archives() as archive:
        archive.keep(opening("c1"))
    archives.close()
    with archives(read_only=True) as archive:
        assert archive.case_count() == 0
