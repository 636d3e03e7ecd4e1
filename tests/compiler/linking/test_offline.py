"""Does a form that works offline hold only what can be filled in where nothing answers?"""

from tests.compiler.packs import changed, codes, compiled

CHAIN = """chain: lamp_check
title: {zh: 路灯巡查, en: Lamps looked at}
steps:
  leader: {post: leader}
"""
FORM = """form: lamp_check
title: {zh: 路灯巡查, en: Lamps looked at}
code: LD-02
start: {posts: [clerk], at: [village]}
works_offline: true
fields:
  whose: {kind: ref, title: {zh: 报修人, en: Who told us}, to: register/person}
  place: {kind: geo, title: {zh: 位置, en: Place}, from: device, required: true}
  seen: {kind: person, title: {zh: 巡查人, en: Seen by}}
starts: chain/lamp_check
gist: "{place}"
"""
ADDED = {"packs/lamps/chains/lamp_check.yaml": CHAIN, "packs/lamps/forms/lamp_check.yaml": FORM}
OPENS = "  check: {open: form/lamp_check, with: {whose: =payee}}\n  pay: {use: chain/payment}"


def opened(with_: str = "with: {whose: =payee}") -> dict[str, str]:
    step = OPENS.replace("with: {whose: =payee}", with_)
    return changed("packs/lamps/chains/lamp.yaml", "  pay: {use: chain/payment}", step)


def test_a_record_cannot_be_looked_up_out_there():
    assert codes(compiled(ADDED).problems) == ["TH290"]


def test_what_the_step_that_opens_it_fills_in_need_not_be_looked_up():
    assert codes(compiled({**ADDED, **opened()}).problems) == []


def test_a_step_that_opens_it_without_is_one_too_many():
    assert codes(compiled({**ADDED, **opened("with: {place: '31.1,112.2'}")}).problems) == ["TH290"]


def test_a_form_that_stays_here_may_look_everything_up():
    stays = {name: text.replace("works_offline: true\n", "") for name, text in ADDED.items()}
    assert codes(compiled(stays).problems) == []


def test_the_form_knows_that_it_goes_along():
    found = compiled({**ADDED, **opened()})
    assert found.blueprint is not None
    assert found.blueprint.forms["lamp_check"].works_offline
    assert not found.blueprint.forms["lamp"].works_offline
