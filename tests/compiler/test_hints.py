"""Is a parser's error told as the slip that most likely caused it?"""

import pytest
import yaml

from tests.compiler.packs import codes
from townhall.compiler.hints import likely_meant
from townhall.compiler.parsing import parsed


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a:\n\tb: 1\n", "TH101", "2:1"),
        ("a: 1\nb\uff1a 2\nc: 3\n", "TH120", "2:2"),
        ("a: 1\nb:2\nc: 3\n", "TH121", "2:3"),
        ("a: {b: 1\nc: 2\n", "TH133", "1:4"),
        ("a: [1, 2\nc: 2\n", "TH133", "1:4"),
        ("a: 'b\nc: 2\n", "TH134", "1:4"),
        ('a: "b\nc: "d"\n', "TH134", "1:4"),
        ('a: "he said "yes" twice"\n', "TH137", "1:14"),
        ("a: b: c\n", "TH138", "1:5"),
        ("x:\n  a: 1\n b: 2\n", "TH107", "3:2"),
        ("a: 1\n  b: 2\n", "TH107", "2:3"),
        ("a: 1\nb\nc: 2\n", "TH136", "2:1"),
        ('a: "\\d"\n', "TH135", "1:5"),
        ("a: `b`\n", "TH132", "1:4"),
        ("a: b\x00\n", "TH128", "1:5"),
    ],
)
def test_the_slip_is_named_at_its_place(text, code, place):
    _, problems = parsed(text, "a.yaml")
    assert codes(problems) == [code]
    assert str(problems[0].mark) == f"a.yaml:{place}"


def test_an_error_nobody_has_seen_is_told_as_it_is():
    found = likely_meant(yaml.YAMLError("something odd"), "a: 1\n", "a.yaml")
    assert found.sentence("en").startswith("this file cannot be read (something odd).")
    assert (found.code, str(found.mark)) == ("TH100", "a.yaml:1:1")
