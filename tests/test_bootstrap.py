"""Does the fuse box open a hall on what was prepared, under one key, and close it again?"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fixtures_databases import DATABASES
from tests.halls import closing, compiled, on, plugged, settings
from tests.storage.builders import opening
from townhall import bootstrap
from townhall.adapters.vault import BadKeys, KeyVault
from townhall.settings import Settings
from townhall.storage import open_archives
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


@pytest.mark.parametrize("line", ["seal", "digest"])
def test_a_key_file_with_one_line_replaced_is_another_one(told: Settings, line: str):
    """Whichever it is: what the old line sealed, or found, is lost with it."""
    bootstrap.prepare_database(told)
    bootstrap.open_hall(told).close()
    kept = told.secret_key_file.read_text("ascii").splitlines()
    changed = [f"{line} 1 {'A' * 43}=" if one.startswith(line) else one for one in kept]
    told.secret_key_file.write_text("\n".join(changed), "ascii")
    with pytest.raises(BadKeys, match="another key"):
        bootstrap.open_hall(told)
    told.secret_key_file.write_text("\n".join(kept), "ascii")
    bootstrap.open_hall(told).close()


@pytest.mark.parametrize("lost", [1, 2])
def test_no_sealing_key_that_was_in_use_may_go(told: Settings, lost: int):
    bootstrap.prepare_database(told)
    bootstrap.open_hall(told).close()
    with told.secret_key_file.open("a", encoding="ascii") as file:
        file.write(f"seal 2 {'A' * 43}=\n")
    bootstrap.open_hall(told).close()
    bootstrap.open_hall(told).close()
    kept = told.secret_key_file.read_text("ascii").splitlines()
    left = [one for one in kept if not one.startswith(f"seal {lost}")]
    told.secret_key_file.write_text("\n".join(left), "ascii")
    with pytest.raises(BadKeys, match="every line it had"):
        bootstrap.open_hall(told)


def test_of_many_who_open_an_empty_database_at_once_one_has_its_key(told: Settings, tmp_path: Path):
    bootstrap.prepare_database(told)
    together = threading.Barrier(6, timeout=60)

    def opened(number: int) -> str:
        own = replace(told, secret_key_file=tmp_path / f"{number}.key")
        KeyVault.from_file(own.secret_key_file)
        together.wait()
        try:
            bootstrap.open_hall(own).close()
        except BadKeys:
            return "refused"
        return "opened"

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(opened, range(6))) == ["opened"] + 5 * ["refused"]


def test_a_database_with_cases_and_no_mark_takes_no_key(told: Settings):
    """Whichever key came first would be believed, and what is sealed in it be lost unnoticed."""
    bootstrap.prepare_database(told)
    archives = open_archives(told.database_url, KeyVault.passing(), plugged())
    with archives() as archive:
        archive.keep(opening("c1"))
    archives.close()
    with pytest.raises(BadKeys, match="no mark of the key") as refused:
        bootstrap.open_hall(told)
    assert "没有密钥的标记" in refused.value.say.zh


def test_the_database_holds_nothing_of_its_key(told: Settings):
    bootstrap.prepare_database(told)
    with closing(bootstrap.open_hall(told)) as hall, hall.archive(read_only=True) as archive:
        mark = archive.setting(bootstrap.KEY_MARK)
    assert mark is not None
    keys = told.secret_key_file.read_text("ascii").split()
    assert not any(word in mark for word in keys if len(word) > 40)


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
