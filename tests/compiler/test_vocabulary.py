"""Do the schemas follow the standard, and hold what the plug-ins add?"""

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest
from jsonschema import Draft202012Validator

from tests.compiler.packs import SHIPPED, SOUND, catalog
from townhall.compiler.kinds import KINDS
from townhall.compiler.reading import Source
from townhall.compiler.vocabulary import schema_for
from townhall.kernel.text import Text


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_schema_of_a_kind_is_valid_and_self_contained(kind):
    schema = schema_for(kind, catalog())
    Draft202012Validator.check_schema(schema)
    json.dumps(schema)
    text = json.dumps(schema)
    for name in schema["$defs"]:
        assert f'"#/$defs/{name}"' in text, f"{name} is not used"


@pytest.mark.parametrize("root", [SOUND, SHIPPED], ids=["sound", "shipped"])
def test_the_schemas_for_editors_accept_what_is_sound(root):
    """What an editor checks is what the compiler checks."""
    validators = {}
    for one in Source.read((root,)).definitions():
        opening = KINDS[one.kind]
        body = {opening.key: {one.name: one.body}} if opening.shares else one.body
        validator = validators.setdefault(one.kind, Draft202012Validator(schema_for(one.kind, catalog())))
        assert [error.message for error in validator.iter_errors(body)] == []


def test_an_unknown_kind_has_no_schema():
    with pytest.raises(LookupError):
        schema_for("form_letter", catalog())


def test_the_kinds_and_settings_of_plugins_are_offered():
    fingers = {"fingers": {"type": "integer", "minimum": 1}}
    odd = SimpleNamespace(name="fingerprint", title=Text("指纹", "Fingerprint"), settings=fingers)
    schema = schema_for("form", replace(catalog(), kinds={**catalog().kinds, "fingerprint": odd}))
    assert "fingerprint" in schema["$defs"]["kind_name"]["enum"]
    assert schema["$defs"]["field"]["properties"]["fingers"] == {"type": "integer", "minimum": 1}
    assert "fingers" in schema["$defs"]["field_changes"]["properties"]
    assert "takes" in schema["$defs"]["field"]["properties"]
    assert "fingers" not in schema_for("form", catalog())["$defs"]["field"]["properties"]


def test_every_key_says_what_it_is_for():
    """Hovering over a key of a form, chain or field tells a person something."""
    for kind, name in (("form", "form"), ("chain", "step"), ("form", "field")):
        schema = schema_for(kind, catalog())
        properties = schema["$defs"][name]["properties"]
        silent = [
            key
            for key, one in properties.items()
            if "description" not in one
            and "description" not in schema["$defs"].get(one.get("$ref", "").rpartition("/")[2], {})
        ]
        assert len(silent) <= len(properties) / 3, silent
