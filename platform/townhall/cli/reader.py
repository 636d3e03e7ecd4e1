"""In which language does the command line speak, and how does a command's help speak it?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import click

from townhall.kernel.text import LOCALES, Locale, Text

Wrapped = TypeVar("Wrapped", bound=Callable[..., Any])


def language(environment: Mapping[str, str]) -> Locale:
    """The reader's language: TOWNHALL_LOCALE, else what the shell says of language, else Chinese.

    >>> language({"LANG": "en_GB.UTF-8"}), language({"LANG": "C.UTF-8"}), language({})
    ('en', 'zh', 'zh')
    """
    for name in ("TOWNHALL_LOCALE", "LC_ALL", "LC_MESSAGES", "LANG"):
        told = environment.get(name, "")
        for locale in LOCALES:
            if told == locale or told.startswith(f"{locale}_"):
                return locale
    return "zh"


def chosen(context: click.Context | None) -> Locale:
    """The language asked for with `--locale`, or the reader's own."""
    told = context.find_root().params.get("locale") if context is not None else None
    return "en" if told == "en" else "zh" if told == "zh" else language(os.environ)


class SpokenOption(click.Option):
    """An option whose help is in both languages."""

    def __init__(self, *names: Any, spoken: Text, **settings: Any) -> None:
        super().__init__(*names, **{**settings, "help": spoken.zh})
        self.spoken = spoken

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Its name and help, in the reader's language."""
        self.help = self.spoken.in_locale(chosen(ctx))
        return super().get_help_record(ctx)


class ChineseFormatter(click.HelpFormatter):
    """Writes help with Chinese headings, and what click itself says in Chinese."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """How the command is written."""
        super().write_usage(
            prog, " ".join(OF_CLICK.get(one, one) for one in args.split()), prefix or "用法："
        )

    def write_heading(self, heading: str) -> None:
        """A heading, with its colon."""
        self.write(f"{'':>{self.current_indent}}{OF_CLICK.get(heading, heading)}：\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Options or commands, each with its help."""
        super().write_dl([(name, OF_CLICK.get(said, said)) for name, said in rows], col_max, col_spacing)


OF_CLICK = {
    "Options": "选项",
    "Commands": "命令",
    "[OPTIONS]": "[选项]",
    "COMMAND": "命令",
    "[ARGS]...": "[参数]...",
    "Show this message and exit.": "显示这些说明。",
    "Show the version and exit.": "显示版本。",
}
"""What click says by itself, in Chinese."""


class SpokenContext(click.Context):
    """Writes help in the reader's language."""

    def make_formatter(self) -> click.HelpFormatter:
        """A formatter for that language."""
        if chosen(self) == "zh":
            return ChineseFormatter(width=self.terminal_width, max_width=self.max_content_width)
        return super().make_formatter()


class SpokenCommand(click.Command):
    """A command whose help is in both languages."""

    context_class = SpokenContext

    def __init__(self, *names: Any, spoken: Text, **settings: Any) -> None:
        super().__init__(*names, **{**settings, "help": spoken.zh})
        self.spoken = spoken

    def get_short_help_str(self, limit: int = 45) -> str:
        """Its first sentence, in the reader's language."""
        self.help = self.spoken.in_locale(chosen(click.get_current_context(silent=True)))
        return self.help.partition("。")[0] if "。" in self.help else super().get_short_help_str(100)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The whole of it, in the reader's language."""
        self.help = self.spoken.in_locale(chosen(ctx))
        super().format_help(ctx, formatter)


class SpokenGroup(SpokenCommand, click.Group):
    """A group whose help is in both languages."""


def option(*names: str, zh: str, en: str, **settings: Any) -> Callable[[Wrapped], Wrapped]:
    """An option with its help in both languages."""
    return click.option(*names, cls=SpokenOption, spoken=Text(zh, en), **settings)


def command(name: str, zh: str, en: str) -> Callable[[Callable[..., Any]], SpokenCommand]:
    """A command with its help in both languages."""
    return click.command(name, cls=SpokenCommand, spoken=Text(zh, en))
