"""Is whoever cannot open the house told why, in words, in their language?"""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from tests.halls import on
from townhall import bootstrap
from townhall.cli.asked import Asked
from townhall.kernel.text import Locale


def refused(asked: Asked) -> str:
    with pytest.raises(click.ClickException) as said, asked.hall():
        pass
    return said.value.message


@pytest.mark.parametrize(
    ("locale", "words"), [("zh", "请先运行 townhall migrate"), ("en", "run townhall migrate")]
)
def test_a_database_without_tables(tmp_path: Path, locale: Locale, words: str):
    assert words in refused(Asked(on(f"sqlite:///{tmp_path}/town.sqlite", tmp_path), locale))


@pytest.mark.parametrize(("locale", "words"), [("zh", "密钥文件不能用"), ("en", "another key")])
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
    said = refused(Asked(on(url, tmp_path), locale))
    assert words in said
    assert "hidden" not in said
