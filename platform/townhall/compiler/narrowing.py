"""Which one mistake did a person make where a JSON Schema reports several failures?

A misspelt key fails as an unknown key, as a missing key, and as a step that does nothing: it is one
mistake. Failures are told apart by place, the most telling one is kept and put into words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, TypeAlias

from jsonschema.exceptions import ValidationError

from townhall.compiler.hints import WIDE
from townhall.compiler.marked import Map, Seq
from townhall.compiler.vocabulary import RESERVED
from townhall.kernel.marks import Mark
from townhall.kernel.problems import Problem, nearest, problem

Path: TypeAlias = tuple[str | int, ...]

_TYPES = {
    "object": ("键: 值", "key: value lines"),
    "array": ("列表 [ ]", "a list in [ ]"),
    "string": ("文字", "text"),
    "boolean": ("true 或 false", "true or false"),
    "integer": ("整数", "a whole number"),
    "number": ("数字", "a number"),
}
_SAID_YES = frozenset({"yes", "no", "on", "off", "y", "n", "是", "否", "True", "False", "TRUE", "FALSE"})
_BOTH = re.compile(r"^(?P<zh>.*?[。;:!?)）])\s*(?P<en>[A-Z].*)$", re.DOTALL)
_SHARED_NAME = re.compile(r"[a-z][a-z0-9_]*")


def narrowed(failures: Iterable[ValidationError], body: Map) -> tuple[Problem, ...]:
    """The problems behind the failures of one definition, in the order of the file."""
    by_place: dict[Path, list[ValidationError]] = {}
    for failure in failures:
        by_place.setdefault(tuple(failure.absolute_path), []).append(failure)
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


def _at_one_place(
    path: Path, failures: list[ValidationError], body: Map
) -> Iterator[Problem]:
    """The mistakes behind all failures at one place."""
    keywords = {failure.validator for failure in failures}
    unknown = {key for failure in failures for key in _unknown_keys(failure)}
    meant = {nearest(key, _allowed(failure)) for failure in failures for key in _unknown_keys(failure)}
    for failure in failures:
        if "propertyNames" in list(failure.absolute_schema_path)[-3:]:
            yield _key(path, failure, body)
            continue
        match failure.validator:
            case "type":
                yield _type(path, failure, body)
            case _ if "type" in keywords:
                continue
            case "additionalProperties":
                yield from _unknown(path, failure, body)
            case "required":
                for key in failure.validator_value:
                    if key not in failure.instance and key not in meant:
                        yield problem("TH110", _owner_mark(path, body), key=key)
            case "oneOf" if not unknown and "dependentRequired" not in keywords:
                yield _one_of(path, failure, body)
            case "dependentRequired" if not unknown:
                yield from _belongs(path, failure, body)
            case "enum" | "const":
                yield _choice(path, failure, body)
            case "pattern":
                yield _pattern(path, failure, body)
            case "not":
                yield problem("TH114", _mark(path, body), name=failure.instance, instead=_free(failure.instance))
            case "oneOf" | "dependentRequired":
                continue
            case _:
                yield _limit(path, failure, body)


def _allowed(failure: ValidationError) -> list[str]:
    return list(failure.schema.get("properties", ()))


def _unknown_keys(failure: ValidationError) -> list[str]:
    if failure.validator != "additionalProperties":
        return []
    return [key for key in failure.instance if key not in failure.schema.get("properties", {})]


def _unknown(path: Path, failure: ValidationError, body: Map) -> Iterator[Problem]:
    """Keys that do not belong there, each with the key that was probably meant."""
    owner = _value(path, body)
    allowed = _allowed(failure)
    for key in _unknown_keys(failure):
        mark = owner.key_mark(key) if isinstance(owner, Map) else _mark(path, body)
        wide = next((one for one in key if one in WIDE), None)
        if wide:
            yield problem("TH120", mark.moved(key.index(wide)), found=wide, instead=WIDE[wide])
            continue
        close = nearest(key, [one for one in allowed if one not in failure.instance]) or nearest(key, allowed)
        free = [one for one in allowed if one not in failure.instance and one != "was_called"]
        yield problem("TH109", mark, key=key, known=close or ", ".join(free[:14]))


def _key(path: Path, failure: ValidationError, body: Map) -> Problem:
    """A key that is no name."""
    owner, key = _value(path, body), str(failure.instance)
    mark = owner.key_mark(key) if isinstance(owner, Map) else _mark(path, body)
    if key in RESERVED:
        return problem("TH114", mark, name=key, instead=_free(key))
    if failure.validator == "pattern" and "/" in str(failure.validator_value) + key:
        return problem("TH142", mark, found=key)
    if failure.validator == "pattern" and failure.validator_value.startswith("^[0-9]{4}"):
        return problem("TH126", mark, found=key, wanted_zh="日期,如 2026-04-08", wanted="a day such as 2026-04-08")
    return problem("TH113", mark, name=key, instead=_better_name(key))


def _one_of(path: Path, failure: ValidationError, body: Map) -> Problem:
    """None of the keys of which one must stand, or two of them."""
    keys = [branch["required"][0] for branch in failure.validator_value]
    written = [key for key in keys if key in failure.instance]
    if written:
        owner = _value(path, body)
        mark = owner.key_mark(written[1]) if isinstance(owner, Map) else _mark(path, body)
        return problem("TH116", mark, written=", ".join(written))
    return problem("TH143", _owner_mark(path, body), keys=", ".join(keys))


def _belongs(path: Path, failure: ValidationError, body: Map) -> Iterator[Problem]:
    """A key that stands only together with another."""
    owner = _value(path, body)
    for key, needed in failure.validator_value.items():
        for other in needed:
            if key in failure.instance and other not in failure.instance:
                mark = owner.key_mark(key) if isinstance(owner, Map) else _mark(path, body)
                yield problem("TH117", mark, key=key, other=other)


def _type(path: Path, failure: ValidationError, body: Map) -> Problem:
    """A value of another type than belongs there."""
    found, mark = failure.instance, _mark(path, body)
    wanted = failure.validator_value
    wanted = [wanted] if isinstance(wanted, str) else list(wanted)
    key = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
    if found is None:
        return problem("TH141", mark, key=key)
    if isinstance(found, str):
        if "boolean" in wanted and "string" not in wanted and found in _SAID_YES:
            instead = "false" if found.lower() in ("no", "off", "n", "否", "false") else "true"
            return problem("TH130", mark, found=found, instead=instead)
        if found[:1] in WIDE and WIDE[found[0]] in "{[":
            return problem("TH120", mark, found=found[0], instead=WIDE[found[0]])
    elif isinstance(found, (int, Decimal)) and not isinstance(found, bool) and "string" in wanted:
        return problem("TH131", mark, found=found)
    zh = "或".join(_TYPES[one][0] for one in wanted)
    en = " or ".join(_TYPES[one][1] for one in wanted)
    return problem("TH112", mark, wanted=en, wanted_zh=zh)


def _choice(path: Path, failure: ValidationError, body: Map) -> Problem:
    """A word that is none of those that may stand there."""
    wanted = failure.validator_value
    known = [_said(one) for one in (wanted if isinstance(wanted, list) else [wanted])]
    found = _said(failure.instance)
    mark = _mark(path, body)
    close = nearest(found, known)
    if close:
        return problem("TH111", mark, found=found, known=close)
    return problem("TH144", mark, found=found, known=", ".join(known))


def _pattern(path: Path, failure: ValidationError, body: Map) -> Problem:
    """Text that is not written as it should be."""
    found, mark = str(failure.instance), _mark(path, body)
    missing = re.search(r"\)\?([a-z]+)/\[", str(failure.validator_value))
    if missing and re.fullmatch(r"[a-z][a-z0-9_]*", found):
        return problem("TH145", mark, found=found, instead=f"{missing[1]}/{found}")
    if str(failure.validator_value).startswith("^[a-z][a-z0-9_]"):
        return problem("TH113", mark, name=found, instead=_better_name(found))
    zh, en = _described(failure)
    return problem("TH126", mark, found=found, wanted_zh=zh, wanted=en)


def _limit(path: Path, failure: ValidationError, body: Map) -> Problem:
    """Too much, too little, too long, too short."""
    said = {
        "minItems": ("至少写一个", "write at least one"),
        "minLength": ("不能是空的", "it may not be empty"),
        "minProperties": (f"至少写 {failure.validator_value} 个", f"write at least {failure.validator_value}"),
        "minimum": (f"不得小于 {failure.validator_value}", f"at least {failure.validator_value}"),
        "maximum": (f"不得大于 {failure.validator_value}", f"at most {failure.validator_value}"),
    }
    zh, en = said.get(str(failure.validator), (failure.message, failure.message))
    return problem("TH125", _mark(path, body), wanted_zh=zh, wanted=en)


def _described(failure: ValidationError) -> tuple[str, str]:
    """What a schema's description says belongs there, in both languages."""
    said = str(failure.schema.get("description", ""))
    both = _BOTH.match(said)
    if both:
        return both["zh"].rstrip("。"), both["en"].rstrip(".")
    return said or str(failure.validator_value), said or str(failure.validator_value)


def _free(name: str) -> str:
    return f"{name}_no" if name == "from" else f"the_{name}"


def _said(value: Any) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def _value(path: Path, body: Map) -> Any:
    """What stands at a path of a definition."""
    found: Any = body
    for part in path:
        found = found[part]
    return found


def _mark(path: Path, body: Map) -> Mark:
    """Where the value at a path stands."""
    if not path:
        return body.mark
    owner, last = _value(path[:-1], body), path[-1]
    if isinstance(owner, Map):
        return owner.value_mark(str(last))
    return owner.item_mark(int(last)) if isinstance(owner, Seq) else body.mark


def _owner_mark(path: Path, body: Map) -> Mark:
    """Where the thing at a path is named: its key, where it has one."""
    if path and isinstance(path[-1], str):
        owner = _value(path[:-1], body)
        if isinstance(owner, Map):
            return owner.key_mark(path[-1])
    return _mark(path, body)
