"""Is what people really type found, and is the rest left alone?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townhall.kernel.scanning import LONGEST, scanned


@pytest.mark.parametrize(
    ("source", "code", "offset", "words"),
    [
        ("filled（a）", "TH306", 6, {"found": "（", "instead": "("}),
        ("a ，b", "TH306", 2, {"found": "，", "instead": ","}),
        ("x == “open”", "TH306", 5, {"found": "“", "instead": '"'}),
        ("a、b", "TH306", 1, {"found": "、", "instead": ","}),
        ("a　> 1", "TH306", 1, {"found": "　", "instead": " "}),
        ("ａmount > 1", "TH306", 0, {"found": "ａ", "instead": "a"}),
        ("amount > １", "TH306", 9, {"found": "１", "instead": "1"}),
        ("a = 1", "TH307", 2, {}),
        ("filled(a.b = 1)", "TH307", 11, {}),
        ("sum(a, b == 1 = 2)", "TH307", 14, {}),
        ("= amount", "TH317", 0, {}),
        ("  =amount", "TH317", 2, {}),
        ("rate > 30%", "TH316", 7, {"found": "30%", "instead": "0.3"}),
        ("rate > 12.5% and a", "TH316", 7, {"found": "12.5%", "instead": "0.125"}),
        ("a > 10,000", "TH316", 4, {"found": "10,000", "instead": "10000"}),
        ("day + 7 days", "TH316", 6, {"found": "7 days", "instead": "days(7)"}),
        ("day + 1workday", "TH316", 6, {"found": "1workday", "instead": "workdays(1)"}),
        ("a && b", "TH316", 2, {"found": "&&", "instead": "and"}),
        ("a AND b", "TH316", 2, {"found": "AND", "instead": "and"}),
        ("!a", "TH316", 0, {"found": "!", "instead": "not"}),
        ("a <> b", "TH316", 2, {"found": "<>", "instead": "!="}),
        ("a => b", "TH316", 2, {"found": "=>", "instead": ">="}),
        ("a ≥ b", "TH316", 2, {"found": "≥", "instead": ">="}),
        ("a × b", "TH316", 2, {"found": "×", "instead": "*"}),
        ("a is b", "TH316", 2, {"found": "is", "instead": "=="}),
        ("a == None", "TH316", 5, {"found": "None", "instead": "unknown(…)"}),
        ("urgent == True", "TH316", 10, {"found": "True", "instead": "true"}),
        ("1 if a", "TH316", 2, {"found": "if", "instead": "x if claim else y"}),
        ("1e9", "TH315", 0, {"found": "1e9"}),
        ("0x1F", "TH315", 0, {"found": "0x1F"}),
        ("1_000", "TH315", 0, {"found": "1_000"}),
        ("5 % 3", "TH315", 2, {"found": "%"}),
        ("{a}", "TH315", 0, {"found": "{"}),
        ("a # why", "TH315", 2, {"found": "#"}),
        ("from > 1", "TH315", 0, {"found": "from"}),
        ("a == 'x\\n'", "TH315", 7, {"found": "\\"}),
        ("a > 😀", "TH315", 4, {"found": "😀"}),
        ("a\u200b > 1", "TH329", 1, {"found": "U+200B"}),
        ("a\u00a0> 1", "TH329", 1, {"found": "U+00A0"}),
        ("\ufeffa", "TH329", 0, {"found": "U+FEFF"}),
        ("a\0b", "TH329", 1, {"found": "U+0000"}),
        ("a == 'x\0'", "TH329", 7, {"found": "U+0000"}),
        ("a == '\ud800'", "TH329", 6, {"found": "U+D800"}),
        ("金额 > 3", "TH330", 0, {"found": "金额"}),
        ("(a", "TH331", 0, {"found": "("}),
        ("a in [1, (2]", "TH331", 11, {"found": "]"}),
        ("a)", "TH331", 1, {"found": ")"}),
        ("a == 'open", "TH332", 5, {"found": "'"}),
        ('x in ["a" "b"]', "TH301", 10, {"near": '"b"'}),
        ("f'{a}'", "TH301", 1, {"near": "'{a}'"}),
        ("", "TH328", 0, {}),
        (" \n\t", "TH328", 0, {}),
        ("a" * (LONGEST + 1), "TH313", 0, {"limit": str(LONGEST)}),
        ("(" * 60 + "a" + ")" * 60, "TH314", 50, {"limit": "50"}),
    ],
)
def test_a_slip_is_named_where_it_stands(source, code, offset, words):
    _, faults = scanned(source)
    assert [(one.code, one.offset, dict(one.words)) for one in faults] == [(code, offset, words)]


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ('state == "开（30%"', 'state == "_____"'),
        ("a\n  and\tb", "a   and b"),
        ("sum(lines.a, where = lines.b)", "sum(lines.a, where = lines.b)"),
        ("round(1,200)", "round(1,200)"),
        ("x != 1 and y <= .5", "x != 1 and y <= .5"),
        ("a if b else c if d else e", "a if b else c if d else e"),
        ("days * rate", "days * rate"),
        ("this.day + days(30)", "this.day + days(30)"),
    ],
)
def test_what_is_well_written_passes(source, kept):
    assert scanned(source) == (kept, ())


def test_each_mistake_is_told_once():
    _, faults = scanned("sum（a，b） and c = 3 and d = 4")
    assert [one.code for one in faults] == ["TH306", "TH307"]


@given(st.text())
def test_what_passes_is_ascii_of_the_same_length(source):
    kept, faults = scanned(source)
    if not faults:
        assert kept.isascii()
        assert len(kept) == len(source)
        assert "\n" not in kept
