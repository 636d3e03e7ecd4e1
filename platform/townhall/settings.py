"""What may the environment set, and what holds when it sets nothing?

Reads a mapping once, at the start, and hands on a frozen value; nothing else in the house looks at the
environment. Relative paths count from the folder the program was started in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

LOCALES = ("zh", "en")


DATABASES = ("sqlite", "sqlite+pysqlite", "postgresql+psycopg2")
"""What an address may begin with, once its driver is named."""


class BadSetting(ValueError):
    """An environment variable holds something that cannot be used: which, and what was expected, in words."""

    def __init__(self, variable: str, zh: str, en: str) -> None:
        super().__init__(f"{variable}: {en}")
        self.variable, self.zh, self.en = variable, zh, en


@dataclass(frozen=True, slots=True)
class Settings:
    """What one running Townhall was told by its surroundings.

    database_url: SQLAlchemy address; kept out of the representation because it may hold a password.
    secret_key_file: the key that seals personal data and signs sessions; never inside the database.
    files_directory: where uploaded files lie.
    public_base_url: what a QR code and a message put before a path; no slash at its end.
    trusted_proxies: how many reverse proxies stand before this program; their word is taken for who asks.
    locale: the language of someone who has not chosen one, `zh` or `en`.
    definitions_directory, plugins_directory: what configurators and plugin authors wrote.
    """

    database_url: str = field(repr=False)
    secret_key_file: Path
    files_directory: Path
    public_base_url: str
    locale: str
    definitions_directory: Path
    plugins_directory: Path
    trusted_proxies: int = 0

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """Read the `TOWNHALL_…` variables; an empty one counts as unset.

        Raises:
            BadSetting: a variable is set to something that cannot be used.
        """

        def told(name: str, otherwise: str) -> str:
            return environ.get(f"TOWNHALL_{name}", "").strip() or otherwise

        return cls(
            database_url=_with_driver(told("DATABASE_URL", "sqlite:///var/townhall.sqlite")),
            secret_key_file=Path(told("SECRET_KEY_FILE", "var/secret.key")),
            files_directory=Path(told("FILES_DIRECTORY", "var/files")),
            public_base_url=_web_address(told("PUBLIC_BASE_URL", "http://127.0.0.1:8000")),
            locale=_locale(told("LOCALE", "zh")),
            definitions_directory=Path(told("DEFINITIONS_DIRECTORY", str(shipped("definitions")))),
            plugins_directory=Path(told("PLUGINS_DIRECTORY", str(shipped("plugins")))),
            trusted_proxies=_count("TRUSTED_PROXIES", told("TRUSTED_PROXIES", "0")),
        )


def shipped(folder: str) -> Path:
    """Where the folder `definitions` or `plugins` lies that came with this program.

    A wheel carries it inside the package with an underscore in front; an editable install has no such copy
    and uses the checkout's own folder.
    """
    package = Path(__file__).resolve().parent
    inside_the_wheel = package / f"_{folder}"
    return inside_the_wheel if inside_the_wheel.is_dir() else package.parents[1] / folder


def _with_driver(url: str) -> str:
    """Name psycopg2 where an address says only PostgreSQL: SQLAlchemy 2.1 would take psycopg 3."""
    scheme, separator, rest = url.partition("://")
    driver = "postgresql+psycopg2" if scheme in ("postgresql", "postgres") else scheme
    if not separator or driver not in DATABASES:
        raise BadSetting(
            "TOWNHALL_DATABASE_URL",
            "数据库是SQLite或PostgreSQL，地址写成sqlite:///var/townhall.sqlite或postgresql://用户:密码@主机/库名。",
            "expected SQLite or PostgreSQL, as sqlite:///var/townhall.sqlite or postgresql://user:password@host/name.",
        )
    return f"{driver}://{rest}"


def _web_address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise BadSetting(
            "TOWNHALL_PUBLIC_BASE_URL", f"应写成https://…，现为{url}。", f"expected https://…, found {url!r}."
        )
    return url.rstrip("/")


def _count(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise BadSetting(
            f"TOWNHALL_{name}",
            f"应写一个数，如1，现为{text}。",
            f"expected a number such as 1, found {text!r}.",
        )
    return int(text)


def _locale(name: str) -> str:
    if name not in LOCALES:
        raise BadSetting(
            "TOWNHALL_LOCALE",
            f"应写{'或'.join(LOCALES)}，现为{name}。",
            f"expected {' or '.join(LOCALES)}, found {name!r}.",
        )
    return name
