"""Is whoever cannot open the house told why, in words, in their language?"""

from __future__ import annotations

from pathlib import Path

import click
import pytest
import sqlalchemy as sa

from tests.halls import on
from townhall import bootstrap
from townhall.cli.asked import Asked
from townhall.kernel.text import Locale


def refused(asked: Asked) -> str:
    with pytest.raises(click.ClickException) as said, asked.hall():
        pass
    return said.value.message


def not_prepared(asked: Asked) -> str:
    with pytest.raises(click.ClickException) as said:
        asked.prepare_database()
    return said.value.message


@pytest.mark.parametrize(
    ("locale", "words"), [("zh", "请先运行 townhall migrate"), ("en", "run townhall migrate")]
)
def test_a_database_without_tables(tmp_path: Path, locale: Locale, words: str):
    assert words in refused(Asked(on(f"sqlite:///{tmp_path}/town.sqlite", tmp_path), locale))


@pytest.mark.parametrize(("locale", "words"), [("zh", "用别的密钥加密的"), ("en", "another key")])
def test_a_key_file_of_another_database(tmp_path: Path, locale: Locale, words: str):
    told = on(f"sqlite:///{tmp_path}/town.sqlite", tmp_path)
    bootstrap.prepare_database(told)
    with Asked(told, locale).hall():
        pass
    told.secret_key_file.unlink()
    assert words in refused(Asked(told, locale))


@pytest.mark.parametrize(("locale", "words"), [("zh", "打不开数据库"), ("en", "cannot be opened")])
def test_a_server_that_is_not_there(tmp_path: Path, locale: Locale, words: str):
    url = f"postgresql+psycopg2://townhall:hidden@/townhall?host={tmp_path}"
    asked = Asked(on(url, tmp_path), locale)
    for said in (refused(asked), not_prepared(asked)):
        assert words in said
        assert "hidden" not in said


@pytest.mark.parametrize(("locale", "words"), [("zh", "第1行：应写成"), ("en", "line 1: expected")])
def test_a_key_file_with_a_line_that_is_none(tmp_path: Path, locale: Locale, words: str):
    told = on(f"sqlite:///{tmp_path}/town.sqlite", tmp_path)
    bootstrap.prepare_database(told)
    told.secret_key_file.write_text("secret\n")
    assert words in refused(Asked(told, locale))


@pytest.mark.parametrize("port", ["x", "5432:1"])
@pytest.mark.parametrize(("locale", "words"), [("zh", "看不懂这个地址"), ("en", "no address of a database")])
def test_an_address_that_is_none(tmp_path: Path, locale: Locale, words: str, port: str):
    asked = Asked(on(f"postgresql+psycopg2://townhall:hidden@host:{port}/townhall", tmp_path), locale)
    for said in (refused(asked), not_prepared(asked)):
        assert words in said
        assert "hidden" not in said


@pytest.mark.parametrize(("locale", "words"), [("zh", "打不开数据库"), ("en", "cannot be opened")])
def test_a_file_that_is_no_database(tmp_path: Path, locale: Locale, words: str):
    (tmp_path / "letter.txt").write_text("this is no database, and long enough to tell")
    asked = Asked(on(f"sqlite:///{tmp_path}/letter.txt", tmp_path), locale)
    assert words in refused(asked)
    assert words in not_prepared(asked)


@pytest.mark.parametrize(("locale", "words"), [("zh", "用不了"), ("en", "cannot be used")])
def test_a_folder_that_cannot_be_made(tmp_path: Path, locale: Locale, words: str):
    (tmp_path / "taken").write_text("a file stands where the folder should")
    asked = Asked(on(f"sqlite:///{tmp_path}/taken/town.sqlite", tmp_path), locale)
    assert words in not_prepared(asked)
    assert "taken" in refused(asked)


@pytest.mark.parametrize(("locale", "words"), [("zh", "更新的版本"), ("en", "a newer one")])
def test_a_database_of_a_newer_version(tmp_path: Path, locale: Locale, words: str):
    told = on(f"sqlite:///{tmp_path}/town.sqlite", tmp_path)
    bootstrap.prepare_database(told)
    engine = sa.create_engine(told.database_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'r9999'")
    engine.dispose()
    assert words in not_prepared(Asked(told, locale))
