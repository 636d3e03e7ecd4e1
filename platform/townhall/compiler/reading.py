"""Which definitions stand in a folder, and what in it cannot be read?

The one place of the compiler that opens files. A file is measured before it is read, a link may not lead
out of the folder, and one bad file never hides the others.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from townhall.compiler.kinds import BY_KEY
from townhall.compiler.marked import Map, Spot, mark_at
from townhall.compiler.parsing import parsed
from townhall.kernel.marks import Mark
from townhall.kernel.problems import Problem, nearest, problem

LARGEST = 1_000_000
"""Bytes of one definition file."""

LARGEST_TABLE = 20_000_000
"""Bytes of one CSV table."""

_READ = frozenset({".yaml", ".json"})
_LEFT_ALONE = frozenset({".md", ".png", ".jpg", ".svg", ".py"})
_WORD = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True, eq=False)
class Definition:
    """One definition as it is written; `body` of a kind that shares its file stands below the name."""

    kind: str
    name: str
    pack: str
    body: Map
    spot: Spot

    @property
    def path(self) -> str:
        """The stable id: `form/temp_relief`."""
        return f"{self.kind}/{self.name}"

    @property
    def mark(self) -> Mark:
        """Where its name stands."""
        return mark_at(self.spot)


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """One file that was read. `suspects`: words in a file that does not read well, any of which may be a
    name it would define.
    """

    file: str
    sha256: str
    definitions: tuple[Definition, ...]
    problems: tuple[Problem, ...]
    suspects: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """Everything read from one or several folders; file names are relative to their folder.

    `tables`: the text of each CSV file. `places`: where each file really is, for editors.
    """

    documents: tuple[Document, ...]
    tables: Mapping[str, str]
    problems: tuple[Problem, ...]
    places: Mapping[str, Path]

    @classmethod
    def read(cls, roots: Sequence[Path]) -> Source:
        """Read every definition below some folders; a root may be a single file."""
        documents: list[Document] = []
        tables: dict[str, str] = {}
        problems: list[Problem] = []
        places: dict[str, Path] = {}
        for root in roots:
            is_file = root.is_file()
            for path in [root] if is_file else _files(root, root, problems):
                file = path.name if is_file else path.relative_to(root).as_posix()
                if file in places:
                    file = f"{root.name}/{file}"
                places[file] = path
                content = _content(path, file, problems)
                if content is None:
                    documents.append(Document(file, "", (), (), frozenset({path.stem})))
                elif path.suffix == ".csv":
                    tables[file] = content.decode("utf-8-sig", errors="replace")
                else:
                    documents.append(document(file, content))
        return cls(tuple(documents), tables, tuple(problems), places)

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> Source:
        """A source of texts by file name, as if they had been read."""
        tables = {file: text for file, text in texts.items() if file.endswith(".csv")}
        documents = tuple(document(file, text.encode()) for file, text in texts.items() if file not in tables)
        return cls(documents, tables, (), {})

    def definitions(self) -> Iterator[Definition]:
        """All definitions, file by file."""
        for one in self.documents:
            yield from one.definitions

    @property
    def fingerprint(self) -> str:
        """A hash over everything that was read."""
        whole = hashlib.sha256()
        for one in self.documents:
            whole.update(f"{one.file}\0{one.sha256}\n".encode())
        for file, text in self.tables.items():
            whole.update(f"{file}\0{hashlib.sha256(text.encode()).hexdigest()}\n".encode())
        return whole.hexdigest()


def _files(folder: Path, root: Path, problems: list[Problem]) -> Iterator[Path]:
    """The files to be read below a folder, in order of their names."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "_")) or path.name.endswith("~"):
            continue
        place = Mark(path.relative_to(root).as_posix(), 1, 1)
        if path.is_symlink() and (path.is_dir() or not _inside(path, root)):
            problems.append(problem("TH122", place))
        elif path.is_dir():
            yield from _files(path, root, problems)
        elif not path.is_file():
            problems.append(problem("TH122", place))
        elif path.suffix in _READ or path.suffix == ".csv":
            yield path
        elif path.suffix not in _LEFT_ALONE:
            problems.append(problem("TH115", place, found=path.suffix or path.name))


def _inside(path: Path, root: Path) -> bool:
    return path.resolve().is_relative_to(root.resolve()) and path.is_file()


def _content(path: Path, file: str, problems: list[Problem]) -> bytes | None:
    """The bytes of a file, unless it is too large."""
    limit = LARGEST_TABLE if path.suffix == ".csv" else LARGEST
    size = path.stat().st_size
    if size > limit:
        problems.append(problem("TH103", Mark(file, 1, 1), size=_megabytes(size), limit=_megabytes(limit)))
        return None
    return path.read_bytes()


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB".replace(".0 ", " ")


@lru_cache(maxsize=4096)
def document(file: str, content: bytes) -> Document:
    """What one file defines. The same text under the same name is read once."""
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as failed:
        line = content[: failed.start].count(b"\n") + 1
        column = failed.start - (content[: failed.start].rfind(b"\n") + 1) + 1
        suspects = frozenset(_WORD.findall(content.decode("ascii", errors="replace")))
        return Document(file, sha256, (), (problem("TH104", Mark(file, line, column)),), suspects)
    top, problems = parsed(text, file)
    found = () if top is None else tuple(_definitions(top, file))
    definitions = tuple(one for one in found if isinstance(one, Definition))
    spoilt = {one.mark.line for one in problems}
    more = (one for one in found if isinstance(one, Problem) and one.mark.line not in spoilt)
    problems = (*problems, *more)
    suspects = frozenset(_WORD.findall(text)) if problems else frozenset()
    return Document(file, sha256, definitions, problems, suspects)


def pack_of(file: str) -> str:
    """The pack a file belongs to, by its folder; what belongs to no pack counts as base.

    >>> pack_of("packs/sanzi/forms/x.yaml"), pack_of("base/posts.yaml")
    ('sanzi', 'base')
    """
    parts = file.split("/")
    if "packs" in parts[:-2]:
        return parts[parts.index("packs") + 1]
    return "base"


def _definitions(top: Map, file: str) -> Iterator[Definition | Problem]:
    """The definitions in a file, told by the key it opens with."""
    opening = [key for key in top if key in BY_KEY]
    if not opening:
        first = next(iter(top), "")
        known = nearest(first, BY_KEY) or ", ".join(sorted(BY_KEY))
        yield problem("TH139", top.key_mark(first), key=first, known=known)
        return
    pack = pack_of(file)
    key = opening[0]
    kind = BY_KEY[key]
    body = top[key]
    if not kind.shares:
        if isinstance(body, str):
            yield Definition(kind.name, body, pack, top, top.spots[key][1])
        else:
            yield problem("TH112", top.value_mark(key), wanted="a name", wanted_zh="名称")
        return
    for other in top:
        if other != key:
            yield problem("TH140", top.key_mark(other), key=other, opening=key)
    if not isinstance(body, Map):
        yield problem("TH112", top.value_mark(key), wanted="'name: {…}'", wanted_zh="“名称: {…}”")
        return
    for name, inner in body.items():
        key_spot, value_spot = body.spots[name]
        if not isinstance(inner, Map):
            yield problem("TH112", mark_at(value_spot), wanted="'key: value'", wanted_zh="“键: 值”")
        else:
            yield Definition(kind.name, name, pack, inner, key_spot)
