"""Which one mistake did a person make where a JSON Schema reports several failures?

A misspelt key fails as an unknown key, as a missing key, and as a step that does nothing: it is one
mistake. Failures are told apart by place, the most telling one is kept and put into words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jsonschema.exceptions import ValidationError

from townhall.compiler.hints import SAID_YES, WIDE
from townhall.compiler.marked import Map
from townhall.compiler.places import Path, mark_of, owner_mark, value_at
from townhall.compiler.vocabulary import RESERVED, TITLES
from townhall.kernel.marks import Mark
from townhall.kernel.problems import Problem, nearest, problem


@dataclass(frozen=True, slots=True)
class Failure:
    """What a schema says failed: the keyword, what it wanted, what it found, and the schema around it."""

    keyword: str
    wanted: Any
    found: Any
    schema: Mapping[str, Any]
    is_about_key: bool

    @property
    def allowed(self) -> list[str]:
        """The keys that may stand there."""
        return list(self.schema.get("properties", ()))

    @property
    def unknown(self) -> list[str]:
        """The keys that may not."""
        if self.keyword != "additionalProperties":
            return []
        return [key for key in self.found if key not in self.schema.get("properties", ())]


def _failure(error: ValidationError) -> Failure:
    around: Any = error.schema
    return Failure(
        str(error.validator),
        error.validator_value,
        error.instance,
        around,
        "propertyNames" in list(error.absolute_schema_path)[-3:],
    )


_TYPES = {
    "object": ("“键: 值”", "'key: value'"),
    "array": ("列表 [ ]", "a list in [ ]"),
    "string": ("文字", "text"),
    "boolean": ("true 或 false", "true or false"),
    "integer": ("整数", "a whole number"),
    "number": ("数字", "a number"),
}
_BOTH = re.compile(r"^(?P<zh>.*?[。;:!?)）])\s*(?P<en>[A-Z].*)$", re.DOTALL)
_SHARED_NAME = re.compile(r"[a-z][a-z0-9_]*")


def narrowed(errors: Iterable[ValidationError], body: Map) -> tuple[Problem, ...]:
    """The problems behind the failures of one definition, in the order of the file."""
    by_place: dict[Path, list[Failure]] = {}
    for error in errors:
        by_place.setdefault(tuple(error.absolute_path), []).append(_failure(error))
    found: dict[Problem, None] = {}
    for path, here in by_place.items():
        for one in _at_one_place(path, here, body):
            found[one] = None
    return tuple(sorted(found, key=lambda one: one.mark))


def named_badly(name: str, mark: Mark) -> Problem | None:
    """What is wrong with a name, if anything."""
    if name in RESERVED:
        return problem("TH114", mark, name=name, instead=_free(name))
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,49}", name):
        return problem("TH113", mark, name=name, instead=_better_name(name))
    return None


def _better_name(name: str) -> str:
    tidy = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    return tidy if _SHARED_NAME.fullmatch(tidy) else "repair_fund"


def _at_one_place(path: Path, failures: list[Failure], body: Map) -> Iterator[Problem]:
    """The mistakes behind all failures at one place."""
    keywords = {failure.keyword for failure in failures}
    unknown = {key for failure in failures for key in failure.unknown}
    meant = {nearest(key, failure.allowed) for failure in failures for key in failure.unknown}
    for failure in failures:
        if failure.is_about_key:
            yield _key(path, failure, body)
            continue
        match failure.keyword:
            case "type":
                yield _type(path, failure, body)
            case _ if "type" in keywords:
                continue
            case "additionalProperties":
                yield from _unknown(path, failure, body)
            case "required":
                for key in failure.wanted:
                    if key not in failure.found and key not in meant:
                        yield problem("TH110", owner_mark(path, body), key=key)
            case "oneOf" if not unknown and "dependentRequired" not in keywords:
                yield _one_of(path, failure, body)
            case "dependentRequired" if not unknown:
                yield from _belongs(path, failure, body)
            case "enum" | "const":
                yield _choice(path, failure, body)
            case "pattern":
                yield _pattern(path, failure, body)
            case "not":
                yield problem("TH114", mark_of(path, body), name=failure.found, instead=_free(failure.found))
            case "oneOf" | "dependentRequired":
                continue
            case _:
                yield _limit(path, failure, body)


def _unknown(path: Path, failure: Failure, body: Map) -> Iterator[Problem]:
    """Keys that do not belong there, each with the key that was probably meant."""
    owner = value_at(path, body)
    allowed = failure.allowed
    for key in failure.unknown:
        mark = owner.key_mark(key) if isinstance(owner, Map) else mark_of(path, body)
        wide = next((one for one in key if one in WIDE), None)
        if wide:
            yield problem("TH120", mark.moved(key.index(wide)), found=wide, instead=WIDE[wide])
            continue
        close = nearest(key, [one for one in allowed if one not in failure.found]) or nearest(key, allowed)
        free = [one for one in allowed if one not in failure.found and one != "was_called"]
        yield problem("TH109", mark, key=key, known=close or ", ".join(free[:14]))


def _key(path: Path, failure: Failure, body: Map) -> Problem:
    """A key that is no name."""
    owner, key = value_at(path, body), str(failure.found)
    mark = owner.key_mark(key) if isinstance(owner, Map) else mark_of(path, body)
    if key in RESERVED:
        return problem("TH114", mark, name=key, instead=_free(key))
    if failure.keyword == "pattern" and "/" in str(failure.wanted) + key:
        return problem("TH142", mark, found=key)
    if failure.keyword == "pattern" and failure.wanted.startswith("^[0-9]{4}"):
        return problem(
            "TH126", mark, found=key, wanted_zh="日期，如 2026-04-08", wanted="a day such as 2026-04-08"
        )
    return problem("TH113", mark, name=key, instead=_better_name(key))


def _one_of(path: Path, failure: Failure, body: Map) -> Problem:
    """None of the keys of which one must stand, or two of them."""
    keys = [branch["required"][0] for branch in failure.wanted]
    written = [key for key in keys if key in failure.found]
    if written:
        owner = value_at(path, body)
        mark = owner.key_mark(written[1]) if isinstance(owner, Map) else mark_of(path, body)
        return problem("TH116", mark, written=", ".join(written))
    return problem("TH143", owner_mark(path, body), keys=", ".join(keys))


def _belongs(path: Path, failure: Failure, body: Map) -> Iterator[Problem]:
    """A key that stands only together with another."""
    owner = value_at(path, body)
    for key, needed in failure.wanted.items():
        for other in needed:
            if key in failure.found and other not in failure.found:
                mark = owner.key_mark(key) if isinstance(owner, Map) else mark_of(path, body)
                yield problem("TH117", mark, key=key, other=other)


def _type(path: Path, failure: Failure, body: Map) -> Problem:
    """A value of another type than belongs there."""
    found, mark = failure.found, mark_of(path, body)
    wanted = failure.wanted
    wanted = [wanted] if isinstance(wanted, str) else list(wanted)
    key = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
    if found is None:
        return problem("TH141", mark, key=key)
    if isinstance(found, str):
        if "boolean" in wanted and "string" not in wanted and found.lower() in SAID_YES:
            instead = "true" if SAID_YES[found.lower()] else "false"
            return problem("TH130", mark, found=found, instead=instead)
        if found[:1] in WIDE and WIDE[found[0]] in "{[":
            return problem("TH120", mark, found=found[0], instead=WIDE[found[0]])
    elif isinstance(found, (int, Decimal)) and not isinstance(found, bool) and "string" in wanted:
        return problem("TH131", mark, found=found)
    zh = "或".join(_TYPES[one][0] for one in wanted)
    en = " or ".join(_TYPES[one][1] for one in wanted)
    return problem("TH112", mark, wanted=en, wanted_zh=zh)


def _choice(path: Path, failure: Failure, body: Map) -> Problem:
    """A word that is none of those that may stand there."""
    wanted = failure.wanted
    known = [_said(one) for one in (wanted if isinstance(wanted, list) else [wanted])]
    found = _said(failure.found)
    mark = mark_of(path, body)
    titles: Mapping[str, str] = failure.schema.get(TITLES, {})
    called = {title: word for word, title in titles.items()}
    close = called.get(found) or nearest(found, known)
    if close:
        return problem("TH111", mark, found=found, known=close)
    listed = "、".join(f"{one}（{titles[one]}）" if one in titles else one for one in known)
    return problem("TH144", mark, found=found, known=", ".join(known), known_zh=listed)


def _pattern(path: Path, failure: Failure, body: Map) -> Problem:
    """Text that is not written as it should be."""
    found, mark = str(failure.found), mark_of(path, body)
    missing = re.search(r"\)\?([a-z]+)/\[", str(failure.wanted))
    if missing and re.fullmatch(r"[a-z][a-z0-9_]*", found):
        return problem("TH145", mark, found=found, instead=f"{missing[1]}/{found}")
    is_for_a_name = "/" not in str(failure.wanted) and str(failure.wanted).startswith(("^([a-z]", "^[a-z]"))
    if is_for_a_name and not re.fullmatch(r"[a-z][a-z0-9_.]*", found):
        return _no_name(found, mark)
    zh, en = _described(failure)
    return problem("TH126", mark, found=found, wanted_zh=zh, wanted=en)


def _no_name(found: str, mark: Mark) -> Problem:
    """Something else where a bare name refers to a definition."""
    kind, _, name = found.rpartition("/")
    if kind and _SHARED_NAME.fullmatch(kind) and _SHARED_NAME.fullmatch(name):
        return problem("TH146", mark, found=found, instead=name)
    return problem("TH147", mark, found=found, instead=_better_name(found))


def _limit(path: Path, failure: Failure, body: Map) -> Problem:
    """Too much, too little, too long, too short."""
    said = {
        "minItems": ("至少写一个", "write at least one"),
        "minLength": ("不能是空的", "it may not be empty"),
        "minProperties": (
            f"至少写 {failure.wanted} 个",
            f"write at least {failure.wanted}",
        ),
        "minimum": (f"不得小于 {failure.wanted}", f"at least {failure.wanted}"),
        "maximum": (f"不得大于 {failure.wanted}", f"at most {failure.wanted}"),
    }
    zh, en = said.get(failure.keyword, (failure.keyword, failure.keyword))
    return problem("TH125", mark_of(path, body), wanted_zh=zh, wanted=en)


def _described(failure: Failure) -> tuple[str, str]:
    """What a schema's description says belongs there, in both languages."""
    said = str(failure.schema.get("description", ""))
    both = _BOTH.match(said)
    if both:
        return both["zh"].rstrip("。"), both["en"].rstrip(".")
    kinds = re.search(r"\(?([a-z|]+)\)?/", str(failure.wanted))
    if kinds:
        examples = kinds[1].split("|")
        return "、".join(f"{one}/名称" for one in examples), " or ".join(f"{one}/name" for one in examples)
    return said or str(failure.wanted), said or str(failure.wanted)


def _free(name: str) -> str:
    return f"{name}_no" if name == "from" else f"the_{name}"


def _said(value: Any) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
