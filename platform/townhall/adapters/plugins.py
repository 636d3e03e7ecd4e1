"""What is plugged in: in the folders given, and in the packages installed?

Every plug-in is imported under a private package name made of its folder's path, so that two roots never
meet in `sys.modules`, and relative imports work: `from .kind import Money`, or from a neighbour,
`from ..choice.kind import Choice`.
"""

from __future__ import annotations

import hashlib
import importlib
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType

from townhall.kernel.functions import BUILT_IN
from townhall.kernel.signatures import Function
from townhall.kernel.text import Text
from townhall.ports.sockets import BadPlugin, Sockets
from townhall.spec.catalog import Catalog, Kind, MaskFunction
from townhall.spec.kinds import Single, Whole

SOCKETS = ("fields", "masks", "functions")
GROUP = "townhall"
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_PART = re.compile(r"""\{%-? include "widgets/(_[a-z0-9_]+)\.html" -?%\}""")

Plug = Callable[[Sockets], None]


def load_catalog(roots: Sequence[Path], installed: bool = True) -> Catalog:
    """Everything plugged in below the roots and, unless told otherwise, by installed packages.

    A root holds `<socket>/<name>/plugin.py`, and counts once however often it is given; names that start
    with `_` or `.` are passed over. Parts of widgets (`fields/_attributes.html`) are put where widgets
    include them.

    Raises:
        BadPlugin: two plug-ins of one name, an unknown socket, no function `plug`, a missing widget.
    """
    roots = tuple(dict.fromkeys(root.resolve() for root in roots))
    bench = _Bench(parts=_widget_parts(roots))
    for origin, plug in (*_in_folders(roots), *(_in_packages() if installed else ())):
        bench.origin = origin
        plug(bench)
    return Catalog(
        kinds=dict(bench.fields.kinds),
        masks=dict(bench.masks.masks),
        functions=BUILT_IN.plus(*bench.functions.functions.values()),
        widgets=dict(bench.fields.widgets),
        mask_titles=dict(bench.masks.titles),
        mask_within=dict(bench.masks.within),
    )


@dataclass(slots=True)
class _Taken:
    """Names already taken in one socket, and by whom."""

    what: Text
    by: dict[str, str] = field(default_factory=dict)

    def take(self, name: str, origin: str) -> None:
        if not _NAME.fullmatch(name):
            raise BadPlugin(
                Text(
                    f"{origin}：'{name}' 不能作{self.what.zh}的名字；只用小写字母、数字和下划线",
                    f"{origin}: '{name}' is no name for a {self.what.en};"
                    " use small letters, digits and underscores",
                )
            )
        if name in self.by:
            raise BadPlugin(_twice(self.what, name, self.by[name], origin))
        self.by[name] = origin


@dataclass(slots=True)
class _Bench:
    """The sockets while they are being filled; `origin` is the plug-in at work."""

    parts: Mapping[str, str]
    origin: str = ""
    fields: _Fields = field(init=False)
    masks: _Masks = field(init=False)
    functions: _Functions = field(init=False)

    def __post_init__(self) -> None:
        self.fields, self.masks, self.functions = _Fields(self), _Masks(self), _Functions(self)


@dataclass(slots=True)
class _Fields:
    bench: _Bench = field(repr=False)
    kinds: dict[str, Kind] = field(default_factory=dict)
    widgets: dict[str, str] = field(default_factory=dict)
    taken: _Taken = field(default_factory=lambda: _Taken(Text("字段类型", "kind of field")))

    def add(self, kind: Single, widget: Path) -> None:
        origin = self.bench.origin
        self.taken.take(kind.name, origin)
        if not widget.is_file():
            raise BadPlugin(
                Text(f"{origin}：没有控件模板 {widget}", f"{origin}: there is no widget {widget}")
            )
        self.kinds[kind.name] = Whole(kind)
        self.widgets[kind.name] = _with_parts(_template(widget), self.bench.parts, origin)


@dataclass(slots=True)
class _Masks:
    bench: _Bench = field(repr=False)
    masks: dict[str, MaskFunction] = field(default_factory=dict)
    titles: dict[str, Text] = field(default_factory=dict)
    within: dict[str, tuple[str, ...]] = field(default_factory=dict)
    taken: _Taken = field(default_factory=lambda: _Taken(Text("掩码", "mask")))

    def add(self, name: str, function: MaskFunction, title: Text, within: Sequence[str] = ()) -> None:
        self.taken.take(name, self.bench.origin)
        self.masks[name] = function
        self.titles[name] = title
        self.within[name] = tuple(within)


@dataclass(slots=True)
class _Functions:
    bench: _Bench = field(repr=False)
    functions: dict[str, Function] = field(default_factory=dict)
    taken: _Taken = field(
        default_factory=lambda: _Taken(
            Text("函数", "function"), dict.fromkeys(BUILT_IN, "townhall.kernel.functions")
        )
    )

    def add(self, function: Function) -> None:
        self.taken.take(function.name, self.bench.origin)
        self.functions[function.name] = function


def _in_folders(roots: Sequence[Path]) -> Iterator[tuple[str, Plug]]:
    """Each folder's path and its `plug`, by socket and name."""
    found: dict[tuple[str, str], Path] = {}
    for root in roots:
        for socket in _folders(root):
            if socket.name not in SOCKETS:
                raise BadPlugin(
                    Text(
                        f"{socket}：没有叫 '{socket.name}' 的插座；现有 {'、'.join(SOCKETS)}",
                        f"{socket}: there is no socket '{socket.name}'; there are {', '.join(SOCKETS)}",
                    )
                )
            for folder in _folders(socket):
                other = found.setdefault((socket.name, folder.name), folder)
                if other != folder:
                    raise BadPlugin(_twice(Text("插件", "plug-in"), folder.name, str(other), str(folder)))
                yield str(folder), _plug(root, socket.name, folder)


def _in_packages() -> Iterator[tuple[str, Plug]]:
    """Each entry point of installed packages and its `plug`."""
    for one in sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value)):
        package = f"{one.dist.name} ({one.value})" if one.dist else one.value
        yield package, _checked(one.load(), package)


def _folders(root: Path) -> list[Path]:
    if not root.is_dir():
        raise BadPlugin(Text(f"没有插件文件夹 {root}", f"there is no plug-in folder {root}"))
    return sorted(one for one in root.iterdir() if one.is_dir() and one.name[0] not in "._")


def _plug(root: Path, socket: str, folder: Path) -> Plug:
    """The `plug` of one folder, its module imported below the root's private package."""
    if not _NAME.fullmatch(folder.name) or not (folder / "plugin.py").is_file():
        raise BadPlugin(
            Text(
                f"{folder}：插件文件夹用小写英文名，里面要有 plugin.py",
                f"{folder}: a plug-in's folder has a small-letter name and a plugin.py inside",
            )
        )
    importlib.invalidate_caches()
    try:
        module = importlib.import_module(f"{_package(root)}.{socket}.{folder.name}.plugin")
    except Exception as error:
        error.add_note(f"while loading the plug-in {folder}")
        raise
    return _checked(getattr(module, "plug", None), str(folder))


def _package(root: Path) -> str:
    """The private package whose only place is the root; made once, for a module is loaded once."""
    place = str(root)
    name = f"_townhall_plugins_{hashlib.sha256(place.encode()).hexdigest()[:12]}"
    if name not in sys.modules:
        package = ModuleType(name, "The plug-ins below one folder.")
        package.__path__ = [place]
        sys.modules[name] = package
    return name


def _checked(plug: object, origin: str) -> Plug:
    if not callable(plug):
        raise BadPlugin(
            Text(f"{origin}：缺少函数 plug(sockets)", f"{origin}: there is no function plug(sockets)")
        )
    return plug


def _twice(what: Text, name: str, first: str, second: str) -> Text:
    return Text(
        f"{what.zh} '{name}' 有两个：{first} 和 {second}；请改名或删去一个",
        f"there are two of the {what.en} '{name}': {first} and {second}; rename or remove one",
    )


def _widget_parts(roots: Sequence[Path]) -> dict[str, str]:
    """What widgets share: the templates `fields/_….html`, by name without ending."""
    return {
        path.stem: _template(path) for root in roots for path in sorted((root / "fields").glob("_*.html"))
    }


def _template(path: Path) -> str:
    return path.read_text("utf-8").strip()


def _with_parts(template: str, parts: Mapping[str, str], origin: str) -> str:
    """A widget with the parts it includes put in place, as including would, but at no cost per page.

    Parts may include parts, never in a circle.
    """

    def part(found: re.Match[str]) -> str:
        name = found[1]
        if name not in parts:
            raise BadPlugin(
                Text(f"{origin}：没有模板 widgets/{name}.html", f"{origin}: there is no widgets/{name}.html")
            )
        rest = {other: text for other, text in parts.items() if other != name}
        return _with_parts(parts[name], rest, origin)

    return _PART.sub(part, template)
