"""Is whatever a scenario gets wrong a failure in words, at its line, and never a fault of the program?"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from tests import halls
from townhall import bootstrap
from townhall.compiler.building.scenarios import ACTS as WRITTEN
from townhall.kernel.marks import Mark
from townhall.kernel.text import Text
from townhall.rehearsal.acts import ACTS
from townhall.rehearsal.dossiers import typed
from townhall.rehearsal.outcomes import OUTCOMES
from townhall.rehearsal.playing import Failure, Production, play
from townhall.spec.fields import Field, Section, Sheet
from townhall.spec.scenarios import Play, Scenario

SUBMITTED = "relief_is_paid"


@cache
def production() -> Production:
    return bootstrap.production(halls.settings(), halls.plugged(), halls.compiled("zhanghe"))


def scenario(*plays: Play, **changed) -> Scenario:
    """A shipped scenario with other plays."""
    shipped = next(one for one in halls.compiled("zhanghe").scenarios if one.name == SUBMITTED)
    return replace(shipped, play=tuple(plays), **changed)


def one(act: str, what: object, expect: dict | None = None, **keys) -> Play:
    return Play(act, what, keys, expect or {}, Mark("own.yaml", 7, 3))


def handed_in(**keys) -> Play:
    return one("submit", "form/temp_relief", by="village_clerk", **keys)


def failures(*plays: Play, **changed) -> tuple[Failure, ...]:
    return play(scenario(*plays, **changed), production())


def told(*plays: Play, **changed) -> Iterator[str]:
    for failed in failures(*plays, **changed):
        assert failed.place == "own.yaml:7:3"
        assert failed.say.zh
        yield failed.say.en


@pytest.mark.parametrize(
    ("plays", "words"),
    [
        ([one("submit", "form/temp_relief", by="mayor_of_atlantis")], "Nobody plays 'mayor_of_atlantis'"),
        ([one("submit", "form/temp_relief", by="village_clerk#9")], "people names too few"),
        (
            [one("submit", "form/temp_relief", by="fiscal_director")],
            "'fiscal_director' (Fiscal director) may not start this at",
        ),
        (
            [one("submit", "form/temp_relief", by="fiscal_director")],
            'name the unit in the scenario, such as unit: "420802102',
        ),
        ([one("submit", "form/temp_relief")], "'by' is missing beside submit"),
        ([one("decide", "agree", by="village_clerk")], "Nothing has been submitted yet"),
        ([handed_in(), one("decide", "agree", by="village_clerk", case="other")], "was named 'other'"),
        ([handed_in(), one("object", "不实")], "Nothing of this case has been made public yet"),
        ([handed_in(), one("uphold", True, by="discipline_officer")], "No objection to this case"),
        ([handed_in(), one("answer", "hook/bank_direct_pay", by="fund_accountant")], "'outcome' is missing"),
        ([handed_in(expect={"page": {"amount": "1"}})], "page: Nothing of this case has been made public"),
        ([handed_in(expect={"at": "nowhere"})], "at: expected nowhere, found"),
        (
            [handed_in(expect={"values": {"register/relief": {"amount": 1}}})],
            "values: There is no register/relief",
        ),
        ([handed_in(expect={"entered": {"register/fund": 3}})], "entered: expected register/fund 3"),
        ([handed_in(expect={"skipped": ["survey"]})], "skipped: expected survey"),
        ([handed_in(expect={"drawn": 5})], "drawn: expected 5"),
        ([handed_in(expect={"refused": ["within_cap"]})], "refused: expected within_cap, found -"),
    ],
)
def test_a_play_that_goes_wrong_fails_in_words(plays, words):
    (said,) = told(*plays)
    assert words in said


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"given": {"register/budget": ({"approved": "a lot"},)}}, "'approved' cannot be 'a lot'"),
        ({"people": {"village_clerk": {"same_as": "nobody"}}}, "There is no post 'nobody'"),
    ],
)
def test_a_stage_that_cannot_be_set_up_fails_in_words(changed, words):
    (said,) = told(handed_in(), **changed)
    assert words in said


def test_a_rehearsal_stops_at_its_first_failure():
    assert len(failures(handed_in(expect={"at": "nowhere"}), handed_in(expect={"at": "nowhere"}))) == 1


def test_what_goes_as_expected_has_no_failure():
    assert failures(handed_in(expect={"state": "open"})) == ()


# -- people in a dossier -----------------------------------------------------------------------------------


WHO = Field("who", "person", Text("谁", "Who"))
ROWS = Field("rows", "table", Text("行", "Rows"), columns=(WHO, Field("note", "text", Text("注", "Note"))))
SHEET = Sheet((Section("main", Text("", ""), (WHO, ROWS)),))


def test_a_person_is_written_as_the_post_they_hold():
    def attach(name: str, content: bytes) -> str:
        raise AssertionError(f"{name} is no file")

    written = {"who": ["mayor", "clerk#2"], "rows": [{"who": "mayor", "note": "mayor"}, {"who": ""}]}
    assert typed(SHEET, written, attach, "held by {}".format) == {
        "who": ["held by mayor", "held by clerk#2"],
        "rows": [{"who": "held by mayor", "note": "mayor"}, {"who": ""}],
    }


def test_a_post_that_nobody_plays_fails_in_words():
    journey = {
        "traveller": "nobody_at_all",
        "from_day": "2026-04-01",
        "to_day": "2026-04-02",
        "place": "荆门",
        "amount": 1,
    }
    shipped = next(one for one in halls.compiled("zhanghe").scenarios if one.name == "office_journeys_add_up")
    wrong = one("submit", "form/unit_expense", by="office_clerk", **{"with": {"travel": [journey]}})
    (failed,) = play(replace(shipped, play=(wrong,)), production())
    assert "nobody_at_all" in failed.say.en


def test_every_word_of_the_language_is_played():
    """The schema's words for acts and outcomes, but for those that come later."""
    assert set(ACTS) == set(WRITTEN)
    words = {"at", "state", "refused", "warned", "skipped", "asked", "entered", "values", "page", "drawn"}
    assert set(OUTCOMES) == words
