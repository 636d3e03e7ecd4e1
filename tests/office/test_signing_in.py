"""Does a password let in whose it is, and nobody else, and does every sign-in end when it should?"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.office.conftest import Village
from townhall.office import signing_in
from townhall.office.visiting import Visitor, session_id, visitor_of
from townhall.record.refusals import NotAllowed, NotFound, Refused

PASSWORD = "four plain unrelated words"
LOGIN = "village_clerk-0"


class Counting:
    """Passwords that count how often one was weighed, and against what."""

    def __init__(self, real: object) -> None:
        self.real = real
        self.weighed: list[bool] = []

    def hash(self, password: str) -> str:
        return self.real.hash(password)  # type: ignore[attr-defined]

    def fits(self, password: str, hashed: str | None) -> bool:
        self.weighed.append(hashed is not None)
        return self.real.fits(password, hashed)  # type: ignore[attr-defined]


@pytest.fixture
def office(village: Village) -> Village:
    """A village whose clerk has a password."""
    signing_in.reset_password(village.hall, LOGIN, PASSWORD)
    return village


def visiting(office: Village, token: str) -> Visitor | None:
    return visitor_of(office.hall, token)


def signed_in(office: Village, device: str = "Firefox · Linux") -> str:
    return signing_in.sign_in(office.hall, LOGIN, PASSWORD, device)


def test_the_right_password_lets_in(office: Village):
    found = visiting(office, signed_in(office))
    assert found is not None
    assert found.person.login == LOGIN
    assert [seat.post for seat in found.seats] == ["village_clerk"]


def test_wrong_password_and_unknown_login_are_told_alike_and_cost_alike(office: Village):
    counting = Counting(office.hall.passwords)
    hall = replace(office.hall, passwords=counting)
    said = []
    for login, password in (
        (LOGIN, "wrong"),
        ("nobody", "wrong"),
        ("village_director-0", "wrong"),
        ("", ""),
        (LOGIN, ""),
    ):
        with pytest.raises(signing_in.WrongPassword) as refused:
            signing_in.sign_in(hall, login, password, "x")
        said.append((refused.value.say, refused.value.status, str(refused.value)))
    assert len(set(said)) == 1
    assert counting.weighed == [True, False, False, False, True]  # weighed each time, known or not


def test_who_never_had_a_password_cannot_come_in_without(office: Village):
    for password in ("", " ", "None", PASSWORD):
        with pytest.raises(signing_in.WrongPassword):
            signing_in.sign_in(office.hall, "village_director-0", password, "x")


def test_a_login_is_taken_as_written_but_for_blanks_around_it(office: Village):
    assert signing_in.sign_in(office.hall, f" {LOGIN}\n", PASSWORD, "x")
    with pytest.raises(signing_in.WrongPassword):
        signing_in.sign_in(office.hall, LOGIN.upper(), PASSWORD, "x")


def test_the_house_keeps_the_tokens_hash_alone(office: Village):
    token = signed_in(office)
    assert len(token) >= 40
    with office.hall.archive(read_only=True) as archive:
        (kept,) = archive.sessions_of(LOGIN)
    assert kept.id == session_id(token)
    assert token not in repr(kept)
    assert visiting(office, kept.id) is None  # the hash lets nobody in


def test_every_sign_in_has_a_token_of_its_own(office: Village):
    assert len({signed_in(office) for _ in range(5)}) == 5


@pytest.mark.parametrize("token", ["", "x", " ", "\x00", "0" * 64, "😀"])
def test_no_other_token_is_anybodys(office: Village, token: str):
    signed_in(office)
    assert visiting(office, token) is None


def test_a_sign_in_ends_after_its_time(office: Village):
    token = signed_in(office)
    office.rehearsal.clock.moment += signing_in.LASTS - timedelta(seconds=1)
    assert visiting(office, token) is not None
    office.rehearsal.clock.moment += timedelta(seconds=1)
    assert visiting(office, token) is None


def test_signing_out_ends_this_one_only_and_may_be_done_twice(office: Village):
    desk, phone = signed_in(office), signed_in(office)
    for token in (desk, desk, "unknown", ""):
        signing_in.sign_out(office.hall, token)
    assert visiting(office, desk) is None
    assert visiting(office, phone) is not None


def test_one_ends_ones_own_sign_ins_and_nobody_elses(office: Village):
    signing_in.reset_password(office.hall, "village_director-0", PASSWORD)
    theirs = signing_in.sign_in(office.hall, "village_director-0", PASSWORD, "x")
    mine, other = signed_in(office), signed_in(office, "WeChat")
    me = visiting(office, mine)
    assert me is not None
    listed = signing_in.devices(office.hall, me)
    assert sorted((one.device, one.is_this) for one in listed) == [
        ("Firefox · Linux", True),
        ("WeChat", False),
    ]
    for session in (session_id(theirs), "nothing"):
        with pytest.raises(NotFound):
            signing_in.revoke(office.hall, me, session)
    signing_in.revoke(office.hall, me, session_id(other))
    assert visiting(office, other) is None
    assert visiting(office, theirs) is not None
    assert len(signing_in.devices(office.hall, me)) == 1


def test_a_new_password_ends_every_other_sign_in(office: Village):
    here, there = signed_in(office), signed_in(office)
    me = visiting(office, here)
    assert me is not None
    with pytest.raises(signing_in.WrongPassword):
        signing_in.change_password(office.hall, me, "wrong", "another long password")
    with pytest.raises(Refused):
        signing_in.change_password(office.hall, me, PASSWORD, "short")
    assert visiting(office, there) is not None
    signing_in.change_password(office.hall, me, PASSWORD, "another long password")
    assert visiting(office, here) is not None
    assert visiting(office, there) is None
    with pytest.raises(signing_in.WrongPassword):
        signed_in(office)
    assert signing_in.sign_in(office.hall, LOGIN, "another long password", "x")


def test_the_administrators_reset_ends_all_of_them(office: Village):
    token = signed_in(office)
    signing_in.reset_password(office.hall, LOGIN, "a password from the office")
    assert visiting(office, token) is None
    with pytest.raises(NotFound):
        signing_in.reset_password(office.hall, "nobody", "a password from the office")
    with pytest.raises(Refused):
        signing_in.reset_password(office.hall, LOGIN, "short")


def test_who_holds_no_post_any_more_is_told_so_and_sees_nothing(office: Village):
    token = signed_in(office)
    with office.hall.archive() as archive:
        mine = next(one for one in archive.holdings("zhanghe") if one.person == LOGIN)
        archive.end_holding(mine, office.hall.today() - timedelta(days=1))
    with pytest.raises(NotAllowed) as refused:
        visiting(office, token)
    assert "岗位" in refused.value.say.zh


def test_a_post_that_begins_tomorrow_opens_nothing_today(office: Village):
    token = signed_in(office)
    with office.hall.archive() as archive:
        mine = next(one for one in archive.holdings("zhanghe") if one.person == LOGIN)
        archive.end_holding(mine, office.hall.today() - timedelta(days=1))
        archive.add_holdings([replace(mine, since=office.hall.today() + timedelta(days=1))])
    with pytest.raises(NotAllowed):
        visiting(office, token)
    office.rehearsal.clock.moment += timedelta(hours=11)
    with pytest.raises(NotAllowed):
        visiting(office, token)
    office.rehearsal.clock.moment += timedelta(hours=5)
    fresh = signing_in.sign_in(office.hall, LOGIN, PASSWORD, "x")
    assert visiting(office, fresh) is not None
