"""What does every command get: the settings, the reader's language, a hall, a bar for long work?"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import click
import sqlalchemy as sa
from alembic.util import CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from sqlalchemy.exc import ArgumentError, DatabaseError

from townhall import bootstrap
from townhall.adapters.vault import BadKeys
from townhall.kernel.problems import Problem
from townhall.kernel.text import Locale, Text, counted
from townhall.ports.hall import Hall
from townhall.record.refusals import Refused
from townhall.settings import Settings
from townhall.storage.engine import Unmigrated

PATIENCE = 2.0
"""Seconds before long work shows how far it has come."""


class Asked:
    """What every command gets."""

    def __init__(self, settings: Settings, locale: Locale) -> None:
        self.settings = settings
        self.locale = locale
        self.console = Console(stderr=True)

    def say(self, text: Text) -> str:
        """The words in the reader's language."""
        return text.in_locale(self.locale)

    def failed(self, zh: str, en: str) -> click.ClickException:
        """What stops a command, in words."""
        return click.ClickException(self.say(Text(zh, en)))

    @contextmanager
    def hall(self) -> Iterator[Hall]:
        """An open hall; what it refuses is said in words, and why it cannot be opened."""
        with self._opening():
            opened = bootstrap.open_hall(self.settings)
        try:
            yield opened
        except Refused as refused:
            raise click.ClickException(self.say(refused.say)) from refused
        finally:
            opened.close()

    def prepare_database(self) -> None:
        """Bring the database to this version's tables; why it cannot be is said in words."""
        with self._opening():
            bootstrap.prepare_database(self.settings)

    @contextmanager
    def _opening(self) -> Iterator[None]:
        """Say in words what is wrong with what the program stands on: the database, the key, the folders."""
        try:
            sa.make_url(self.settings.database_url)
        except (ArgumentError, ValueError) as wrong:
            raise self.failed(
                "TOWNHALL_DATABASE_URL：看不懂这个地址。密码里的特殊字符要写成编码，如@写成%40。",
                "TOWNHALL_DATABASE_URL: this is no address of a database. In a password, write what means"
                " something there with its code: @ as %40.",
            ) from wrong
        try:
            yield
        except Unmigrated as wrong:
            raise self.failed(
                "数据库还没有这个版本的表，请先运行 townhall migrate。",
                "The database has not the tables of this version; run townhall migrate first.",
            ) from wrong
        except BadKeys as wrong:
            raise self.failed(
                f"密钥文件不能用：{wrong.say.zh}", f"The key file cannot be used: {wrong.say.en}"
            ) from wrong
        except CommandError as wrong:
            raise self.failed(
                f"数据库的表不是这个版本能改的，可能是更新的版本建的：{wrong}",
                f"The tables are none that this version can change; a newer one may have made them: {wrong}",
            ) from wrong
        except DatabaseError as wrong:
            raise self.failed(
                f"打不开数据库：{wrong.orig}", f"The database cannot be opened: {wrong.orig}"
            ) from wrong
        except OSError as wrong:
            raise self.failed(
                f"用不了{wrong.filename}：{wrong.strerror}",
                f"{wrong.filename} cannot be used: {wrong.strerror}",
            ) from wrong

    @contextmanager
    def progress(self) -> Iterator[Bars]:
        """Progress bars for work over two seconds."""
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        bars = Bars(Progress(*columns, console=self.console), self.locale)
        try:
            yield bars
        finally:
            bars.stop()

    def stop_at(self, problems: Iterable[Problem]) -> None:
        """Tell problems, and go no further where there are any."""
        lines = [one.line(self.locale) for one in problems]
        if lines:
            click.echo("\n".join(lines))
            raise click.ClickException(self.say(verdict(len(lines))))


class Bars:
    """Draws one bar for each kind of work that reports, once it has taken a while."""

    def __init__(self, drawn: Progress, locale: Locale) -> None:
        self._drawn, self._locale = drawn, locale
        self._began = time.monotonic()
        self._is_drawn = False
        self._bars: dict[str, Any] = {}

    def step(self, title: Text, done: int, total: int) -> None:
        """So much of it is done."""
        words = title.in_locale(self._locale)
        if words not in self._bars:
            self._bars[words] = self._drawn.add_task(words, total=total)
        self._drawn.update(self._bars[words], completed=done, total=total)
        if not self._is_drawn and time.monotonic() - self._began > PATIENCE:
            self._is_drawn = True
            self._drawn.start()

    def stop(self) -> None:
        """Leave the bars as they stand, if any were drawn."""
        if self._is_drawn:
            self._drawn.stop()


asked = click.make_pass_decorator(Asked)


def verdict(count: int) -> Text:
    """How many problems there are."""
    if not count:
        return Text("没有问题。", "No problems.")
    return Text(f"共{count}个问题。", f"{counted(count, 'problem')}.")
