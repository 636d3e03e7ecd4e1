"""Does the fuse box open a hall on what was prepared, under one key, and close it again?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.fixtures_databases import DATABASES
from tests.halls import closing, compiled, on, plugged, settings
from townhall import bootstrap
from townhall.adapters.vault import BadKeys
from townhall.settings import Settings
from townhall.storage.engine import Unmigrated


@pytest.fixture(params=DATABASES)
def told(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """The settings of a house whose database is still empty."""
    if request.param == "postgres":
        return on(request.getfixturevalue("fresh_postgres_url"), tmp_path)
    return on(f"sqlite:///{tmp_path}/deep/in/town.sqlite", tmp_path)


def test_a_database_is_prepared_before_it_is_opened(told: Settings):
    with pytest.raises(Unmigrated, match="townhall migrate"):
        bootstrap.open_hall(told)
    bootstrap.prepare_database(told)
    with closing(bootstrap.open_hall(told)) as hall, hall.archive(read_only=True) as archive:
        assert archive.towns() == ()


def test_preparing_again_loses_nothing(told: Settings):
    bootstrap.prepare_database(told)
    with closing(bootstrap.open_hall(told)) as hall, hall.archive() as archive:
        archive.set_setting("kept", "yes")
    bootstrap.prepare_database(told)
    with closing(bootstrap.open_hall(told)) as hall, hall.archive(read_only=True) as archive:
        assert archive.setting("kept") == "yes"


def test_a_database_is_opened_under_its_own_key_only(told: Settings, tmp_path: Path):
    """A path that was mistyped would else begin a second key, and half the secrets be lost with either."""
    bootstrap.prepare_database(told)
    bootstrap.open_hall(told).close()
    with pytest.raises(BadKeys, match="another key"):
        bootstrap.open_hall(replace(told, secret_key_file=tmp_path / "mistyped.key"))
    moved = told.secret_key_file.rename(tmp_path / "moved.key")
    bootstrap.open_hall(replace(told, secret_key_file=moved)).close()


def test_a_new_sealing_key_beside_the_old_one_opens_it_still(told: Settings):
    bootstrap.prepare_database(told)
    with closing(bootstrap.open_hall(told)) as hall:
        sealed = hall.vault.seal("9901010000000010999")
    with told.secret_key_file.open("a", encoding="ascii") as file:
        file.write(f"seal 2 {'A' * 43}=\n")
    with closing(bootstrap.open_hall(told)) as hall:
        assert hall.vault.unseal(sealed) == "9901010000000010999"
        assert hall.vault.seal("x").startswith("2.")


def test_the_database_holds_nothing_of_its_key(told: Settings):
    bootstrap.prepare_database(told)
    with closing(bootstrap.open_hall(told)) as hall, hall.archive(read_only=True) as archive:
        mark = archive.setting(bootstrap.KEY_MARK)
    assert mark is not None
    assert mark not in told.secret_key_file.read_text("ascii")


def test_a_town_with_problems_cannot_be_rehearsed():
    broken = replace(compiled("zhanghe"), release=None)
    with pytest.raises(LookupError):
        bootstrap.production(settings(), plugged(), broken)


def test_every_rehearsal_stands_on_a_stage_of_its_own():
    production = bootstrap.production(settings(), plugged(), compiled("zhanghe"))
    one, other = production.open_hall(), production.open_hall()
    with one.archive() as archive:
        archive.set_setting("seen", "yes")
    with other.archive(read_only=True) as archive:
        assert archive.setting("seen") is None
