"""What may the environment set, and what holds when it sets nothing?"""

from pathlib import Path

import pytest

from townhall.settings import BadSetting, Settings, shipped


def test_an_empty_environment_gives_a_working_house():
    settings = Settings.from_environment({})
    assert settings.database_url == "sqlite:///var/townhall.sqlite"
    assert settings.secret_key_file == Path("var/secret.key")
    assert settings.files_directory == Path("var/files")
    assert settings.locale == "zh"
    assert settings.public_base_url == "http://127.0.0.1:8000"


def test_a_variable_set_to_blanks_counts_as_unset():
    assert Settings.from_environment({"TOWNHALL_LOCALE": "  "}).locale == "zh"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg2"])
def test_every_way_to_say_postgresql_names_psycopg2(scheme: str):
    settings = Settings.from_environment({"TOWNHALL_DATABASE_URL": f"{scheme}://clerk:pw@db/town"})
    assert settings.database_url == "postgresql+psycopg2://clerk:pw@db/town"


def test_the_address_of_the_database_stays_out_of_logs():
    settings = Settings.from_environment({"TOWNHALL_DATABASE_URL": "postgresql://clerk:hunter2@db/town"})
    assert "hunter2" not in repr(settings)


def test_a_public_address_loses_its_last_slash():
    settings = Settings.from_environment({"TOWNHALL_PUBLIC_BASE_URL": "https://zhanghe.example/gov/"})
    assert settings.public_base_url == "https://zhanghe.example/gov"


@pytest.mark.parametrize(
    ("variable", "told"),
    [
        ("TOWNHALL_DATABASE_URL", "townhall.sqlite"),
        ("TOWNHALL_DATABASE_URL", "mysql://clerk:pw@db/town"),
        ("TOWNHALL_DATABASE_URL", "postgresql+asyncpg://clerk:pw@db/town"),
        ("TOWNHALL_PUBLIC_BASE_URL", "zhanghe.example"),
        ("TOWNHALL_LOCALE", "fr"),
        ("TOWNHALL_TRUSTED_PROXIES", "-1"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(variable: str, told: str):
    with pytest.raises(BadSetting, match=variable) as refusal:
        Settings.from_environment({variable: told})
    assert any("\u4e00" <= letter <= "\u9fff" for letter in refusal.value.zh)
    assert refusal.value.en in str(refusal.value)


@pytest.mark.parametrize("told", ["clerk:hunter2@db/town", "mysql://clerk:hunter2@db/town"])
def test_a_refused_database_address_is_not_repeated(told: str):
    with pytest.raises(BadSetting) as refusal:
        Settings.from_environment({"TOWNHALL_DATABASE_URL": told})
    assert "hunter2" not in f"{refusal.value} {refusal.value.zh}"


@pytest.mark.parametrize("folder", ["definitions", "plugins"])
def test_definitions_and_plugins_are_found_where_they_came_from(folder: str):
    assert shipped(folder).is_dir()
