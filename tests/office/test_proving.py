"""Does a villager come in by name, number and code, on one phone, and nobody else in their name?"""

from __future__ import annotations

import contextlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from tests.office.conftest import Village
from tests.office.villagers import (
    LI,
    NEXT_VILLAGE,
    PHONE,
    VILLAGE,
    ZHANG,
    book,
    booked,
    code_for,
    prove,
    settled,
    villager,
)
from townhall.office import proving
from townhall.office.proving import NotProven
from townhall.office.visiting import session_id
from townhall.record.proofs import IDLE, LONGEST, TRIES
from townhall.record.refusals import NotFound, Stale


@pytest.fixture
def here(village: Village) -> Village:
    return settled(village)


def later(village: Village, by: timedelta) -> None:
    village.rehearsal.clock.moment += by


def wrong(village: Village, person: str = ZHANG, **changed: Any) -> str:
    with pytest.raises(NotProven) as refusal:
        prove(village, person, **{"code": "00000000", **changed})
    return f"{refusal.value.status} {refusal.value.say}"


def test_a_code_proves_who_it_was_given_to(here: Village) -> None:
    found = villager(here, ZHANG)
    assert (found.person, found.name, found.unit, found.household) == (
        ZHANG,
        "张某某",
        VILLAGE,
        f"{VILLAGE}-0001",
    )
    assert found.number == "990101195001010010"
    assert found.number not in repr(found)


def test_however_it_is_typed(here: Village) -> None:
    code = code_for(here, ZHANG)
    assert prove(here, ZHANG, f" {code[:4]}-{code[4:]} ", name=" 张某某 ", last="０１００１０")


def test_a_code_works_once(here: Village) -> None:
    code = code_for(here, ZHANG)
    prove(here, ZHANG, code)
    wrong(here, code=code)


def test_a_new_code_takes_the_place_of_the_old(here: Village) -> None:
    old, new = code_for(here, ZHANG), code_for(here, ZHANG)
    wrong(here, code=old)
    assert prove(here, ZHANG, new)


def test_a_code_is_good_for_a_day(here: Village) -> None:
    code = code_for(here, ZHANG)
    later(here, timedelta(hours=24))
    wrong(here, code=code)


def test_a_code_is_for_one_person_of_one_village(here: Village) -> None:
    code = code_for(here, ZHANG)
    wrong(here, LI, code=code)
    wrong(here, code=code, unit=NEXT_VILLAGE)
    wrong(here, code=code, last="010011")
    wrong(here, code=code, name="张某")
    assert prove(here, ZHANG, code)


def test_guessing_uses_up_the_code(here: Village) -> None:
    code = code_for(here, ZHANG)
    for guess in range(TRIES):
        wrong(here, code=f"{guess:08}")
    wrong(here, code=code)
    assert [kind for kind, _, _ in book(here)] == ["code_issued", *["not_proven"] * (TRIES + 1)]


def failures(here: Village) -> int:
    return [kind for kind, _, _ in book(here)].count("not_proven")


def test_a_code_tried_by_many_at_once_works_once_and_counts_every_try(here: Village) -> None:
    code = code_for(here, ZHANG)

    def right(_: int) -> bool:
        try:
            return bool(prove(here, ZHANG, code))
        except (NotProven, Stale):
            return False

    with ThreadPoolExecutor(4) as many:
        assert sum(many.map(right, range(4))) == 1

    code_for(here, ZHANG)
    before = failures(here)

    def guess(number: int) -> None:
        with contextlib.suppress(NotProven, Stale):
            prove(here, ZHANG, f"{number:08}")

    with ThreadPoolExecutor(4) as many:
        list(many.map(guess, range(4)))
    with here.hall.archive() as archive:
        kept = archive.code("zhanghe", ZHANG, hold=True)
    assert kept is not None
    assert kept.tries == failures(here) - before


def test_the_words_are_the_same_whatever_is_wrong(here: Village) -> None:
    code = code_for(here, ZHANG)
    said = {
        wrong(here, code="99999999"),
        wrong(here, name="查无此人"),
        wrong(here, LI),
        wrong(here, LI, code=""),
        wrong(here, last=""),
        wrong(here, last="0" * 300, name="张" * 300, code="1" * 300),
        wrong(here, code=code, unit=NEXT_VILLAGE),
    }
    assert len(said) == 1


def test_every_failure_is_noted_alike_and_names_nobody_it_does_not_know(here: Village) -> None:
    wrong(here)
    wrong(here, name="查无此人")
    known, unknown = book(here)
    assert (known[0], unknown[0], known[2], unknown[2]) == ("not_proven", "not_proven", unknown[2], known[2])
    assert (known[1], unknown[1]) == (ZHANG, "villager")
    assert "查无此人" not in repr(book(here))


def test_nobody_comes_in_where_there_is_no_village(here: Village) -> None:
    with pytest.raises(NotFound):
        prove(here, ZHANG, "12345678", unit="nowhere")


def test_two_with_one_name_and_one_ending_are_nobody(here: Village) -> None:
    twin = {"person_no": f"{VILLAGE}-0009-1", "name": "张某某", "id_number": "990101196001010010"}
    booked(here, "person", twin)
    wrong(here, code=code_for(here, ZHANG))


# -- how long it holds ---------------------------------------------------------------------------------


def test_a_proof_rests_when_nobody_looks(here: Village) -> None:
    token = prove(here, ZHANG, code_for(here, ZHANG))
    later(here, IDLE)
    assert proving.villager_of(here.hall, token) is None
    assert not proving.knows(here.hall, token, VILLAGE)


def test_a_proof_rests_after_hours_however_busy(here: Village) -> None:
    found = villager(here, ZHANG)
    assert not found.proof.is_awake(found.proof.proven_at + LONGEST)


def test_a_known_phone_stands_in_for_the_code(here: Village) -> None:
    token = prove(here, ZHANG, code_for(here, ZHANG), own_phone=True)
    later(here, timedelta(days=30))
    assert proving.villager_of(here.hall, token) is None
    assert proving.knows(here.hall, token, VILLAGE)
    again = prove(here, ZHANG, "", token=token)
    found = proving.villager_of(here.hall, again)
    assert found is not None
    assert found.person == ZHANG
    assert proving.knows(here.hall, again, VILLAGE)


def test_a_token_that_was_used_up_is_worth_nothing(here: Village) -> None:
    token = prove(here, ZHANG, code_for(here, ZHANG), own_phone=True)
    prove(here, ZHANG, "", token=token)
    assert proving.villager_of(here.hall, token) is None
    wrong(here, code="", token=token)


def test_half_a_year_later_a_phone_is_forgotten(here: Village) -> None:
    token = prove(here, ZHANG, code_for(here, ZHANG), own_phone=True)
    later(here, proving.KNOWN_FOR - timedelta(days=1))
    token = prove(here, ZHANG, "", token=token)
    later(here, timedelta(days=1))
    wrong(here, code="", token=token)


def test_a_known_phone_is_one_persons(here: Village) -> None:
    token = prove(here, ZHANG, code_for(here, ZHANG), own_phone=True)
    wrong(here, LI, code="", token=token)
    wrong(here, code="", token=f"{token}x")
    wrong(here, code="", token=session_id(token))
    assert prove(here, ZHANG, "", token=token)


def test_guessing_on_a_phone_that_was_found_ends_it(here: Village) -> None:
    token = prove(here, ZHANG, code_for(here, ZHANG), own_phone=True)
    later(here, IDLE)
    for guess in range(TRIES):
        wrong(here, code="", token=token, last=f"{guess:06}")
    wrong(here, code="", token=token)


def test_a_new_phone_ends_the_old_one(here: Village) -> None:
    old = prove(here, ZHANG, code_for(here, ZHANG), own_phone=True)
    new = prove(here, ZHANG, code_for(here, ZHANG), own_phone=True, device="Safari · iPhone")
    assert proving.villager_of(here.hall, old) is None
    wrong(here, code="", token=old)
    assert proving.villager_of(here.hall, new) is not None


def test_a_shared_device_leaves_the_phone_known(here: Village) -> None:
    phone = prove(here, ZHANG, code_for(here, ZHANG), own_phone=True)
    prove(here, ZHANG, code_for(here, ZHANG), own_phone=False, device="Chrome · Windows")
    assert proving.knows(here.hall, phone, VILLAGE)


def test_one_phone_is_one_persons_at_a_time(here: Village) -> None:
    first = prove(here, ZHANG, code_for(here, ZHANG), own_phone=True)
    prove(here, LI, code_for(here, LI), own_phone=True, token=first)
    wrong(here, code="", token=first)


# -- leaving -------------------------------------------------------------------------------------------


def test_leaving_keeps_the_phone_known(here: Village) -> None:
    token = prove(here, ZHANG, code_for(here, ZHANG), own_phone=True)
    proving.leave(here.hall, token, forget=False)
    assert proving.villager_of(here.hall, token) is None
    assert prove(here, ZHANG, "", token=token)


def test_forgetting_ends_it(here: Village) -> None:
    token = prove(here, ZHANG, code_for(here, ZHANG), own_phone=True)
    proving.leave(here.hall, token, forget=True)
    wrong(here, code="", token=token)
    assert [kind for kind, _, _ in book(here)][-2:] == ["forgotten", "not_proven"]


def test_leaving_a_shared_device_ends_it(here: Village) -> None:
    token = prove(here, ZHANG, code_for(here, ZHANG))
    proving.leave(here.hall, token, forget=False)
    assert proving.villager_of(here.hall, token) is None
    proving.leave(here.hall, token, forget=False)
    proving.leave(here.hall, "nonsense", forget=True)
    assert [kind for kind, _, _ in book(here)] == ["code_issued", "proven", "forgotten"]


def test_what_is_kept_is_no_code_and_no_token(here: Village) -> None:
    code = code_for(here, ZHANG)
    token = prove(here, ZHANG, code, own_phone=True)
    with here.hall.archive(read_only=True) as archive:
        kept = f"{archive.code('zhanghe', ZHANG)!r} {archive.proof(session_id(token))!r} {book(here)}"
        issued = archive.code("zhanghe", ZHANG)
    assert issued is not None
    for secret in (code, code.replace(" ", ""), token, issued.digest):
        assert secret not in kept


def test_one_is_told_of_ones_proof_and_of_the_pages_it_opens(here: Village) -> None:
    mine = proving.about(here.hall, villager(here, ZHANG, own_phone=True))
    assert (mine.name, mine.device) == ("张某某", PHONE)
    assert mine.known_until is not None
    assert {one.page for one in mine.pages} == {"my_subsidies", "coop_account"}
