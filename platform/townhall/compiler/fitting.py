"""Does a value follow a JSON Schema, yes or no, as quickly as Python can say?

Most definitions are sound, and a general validator spends its time on being able to explain. Here a
schema becomes a nest of small functions that only say yes or no; what they refuse goes to `jsonschema`,
which has the last word and the reasons. It knows the keywords our schemas use, and refuses to compile
any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeAlias

from townhall.compiler.vocabulary import TITLES, Schema

Fits: TypeAlias = Callable[[Any], bool]

_ANYTHING: Schema = {}
_SILENT = frozenset({"title", "description", "$schema", "then", "else", TITLES})
_TYPES: dict[str, Fits] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | Decimal) and not isinstance(value, bool),
}


def fitting(schema: Schema, known: dict[int, list[Fits]] | None = None) -> Fits:
    """The yes-or-no of a schema whose references were followed; it may contain itself.

    >>> fits = fitting({"type": "object", "required": ["kind"]})
    >>> fits({"kind": "money"}), fits({}), fits([])
    (True, False, False)

    Raises:
        NotImplementedError: the schema uses a keyword that is not known here.
    """
    made = {} if known is None else known
    if id(schema) in made:
        return _later(made[id(schema)])
    made[id(schema)] = holder = []
    tests = tuple(
        _KEYWORDS[key](value, schema, made) if key in _KEYWORDS else _unknown(key)
        for key, value in schema.items()
        if key not in _SILENT
    )
    holder.append(_all(tests))
    return holder[0]


def _later(holder: list[Fits]) -> Fits:
    """A schema that is still being compiled, because it contains itself."""

    def fits(value: Any) -> bool:
        return holder[0](value)

    return fits


def _unknown(key: str) -> Fits:
    raise NotImplementedError(f"schemas here do not use {key}")


def _all(tests: tuple[Fits, ...]) -> Fits:
    match tests:
        case ():
            return lambda value: True
        case (one,):
            return one
        case (one, two):
            return lambda value: one(value) and two(value)
        case _:
            return lambda value: all(test(value) for test in tests)


def _type(wanted: Any, _schema: Schema, _known: Any) -> Fits:
    if isinstance(wanted, str):
        return _TYPES[wanted]
    tests = tuple(_TYPES[one] for one in wanted)
    return lambda value: any(test(value) for test in tests)


def _properties(written: Any, schema: Schema, known: Any) -> Fits:
    """`properties` and `additionalProperties` together: each key is looked up once."""
    named = {key: fitting(one, known) for key, one in written.items()}
    others = schema.get("additionalProperties", True)
    rest = None if isinstance(others, bool) else fitting(others, known)
    closed = others is False

    def fits(value: Any) -> bool:
        if not isinstance(value, dict):
            return True
        for key, inner in value.items():
            test = named.get(key)
            if test is None:
                if closed:
                    return False
                test = rest
            if test is not None and not test(inner):
                return False
        return True

    return fits


def _additional(written: Any, schema: Schema, known: Any) -> Fits:
    if "properties" in schema:
        return lambda value: True
    return _properties({}, schema, known)


def _property_names(written: Any, _schema: Schema, known: Any) -> Fits:
    test = fitting(written, known)
    return lambda value: not isinstance(value, dict) or all(test(key) for key in value)


def _required(keys: Any, _schema: Schema, _known: Any) -> Fits:
    if len(keys) == 1:
        only = keys[0]
        return lambda value: not isinstance(value, dict) or only in value
    wanted = frozenset(keys)
    return lambda value: not isinstance(value, dict) or wanted <= value.keys()


def _dependent(written: Any, _schema: Schema, _known: Any) -> Fits:
    def fits(value: Any) -> bool:
        if not isinstance(value, dict):
            return True
        return all(other in value for key, others in written.items() if key in value for other in others)

    return fits


def _items(written: Any, _schema: Schema, known: Any) -> Fits:
    test = fitting(written, known)
    return lambda value: not isinstance(value, list) or all(test(item) for item in value)


def _enum(written: Any, _schema: Schema, _known: Any) -> Fits:
    words = frozenset(one for one in written if isinstance(one, str))
    others = [one for one in written if not isinstance(one, str)]
    return lambda value: value in words if isinstance(value, str) else _among(value, others)


def _const(written: Any, _schema: Schema, _known: Any) -> Fits:
    return lambda value: _among(value, [written])


def _among(value: Any, others: list[Any]) -> bool:
    return any(value == one and isinstance(value, bool) == isinstance(one, bool) for one in others)


def _pattern(written: Any, _schema: Schema, _known: Any) -> Fits:
    search = re.compile(written).search
    return lambda value: not isinstance(value, str) or search(value) is not None


def _min_length(count: Any, _schema: Schema, _known: Any) -> Fits:
    return lambda value: not isinstance(value, str) or len(value) >= count


def _min_items(count: Any, _schema: Schema, _known: Any) -> Fits:
    return lambda value: not isinstance(value, list) or len(value) >= count


def _min_properties(count: Any, _schema: Schema, _known: Any) -> Fits:
    return lambda value: not isinstance(value, dict) or len(value) >= count


def _minimum(limit: Any, _schema: Schema, _known: Any) -> Fits:
    number = _TYPES["number"]
    return lambda value: not number(value) or value >= limit


def _maximum(limit: Any, _schema: Schema, _known: Any) -> Fits:
    number = _TYPES["number"]
    return lambda value: not number(value) or value <= limit


def _one_of(written: Any, _schema: Schema, known: Any) -> Fits:
    tests = tuple(fitting(one, known) for one in written)
    return lambda value: sum(test(value) for test in tests) == 1


def _all_of(written: Any, _schema: Schema, known: Any) -> Fits:
    return _all(tuple(fitting(one, known) for one in written))


def _not(written: Any, _schema: Schema, known: Any) -> Fits:
    test = fitting(written, known)
    return lambda value: not test(value)


def _if(written: Any, schema: Schema, known: Any) -> Fits:
    test = fitting(written, known)
    then = fitting(schema.get("then", _ANYTHING), known)
    otherwise = fitting(schema.get("else", _ANYTHING), known)
    return lambda value: then(value) if test(value) else otherwise(value)


_KEYWORDS: dict[str, Callable[[Any, Schema, Any], Fits]] = {
    "type": _type,
    "properties": _properties,
    "additionalProperties": _additional,
    "propertyNames": _property_names,
    "required": _required,
    "dependentRequired": _dependent,
    "items": _items,
    "enum": _enum,
    "const": _const,
    "pattern": _pattern,
    "minLength": _min_length,
    "minItems": _min_items,
    "minProperties": _min_properties,
    "minimum": _minimum,
    "maximum": _maximum,
    "oneOf": _one_of,
    "allOf": _all_of,
    "not": _not,
    "if": _if,
}
