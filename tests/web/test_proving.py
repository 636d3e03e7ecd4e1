"""Does a villager come in over HTTP and read what is theirs, and nobody else, whatever they send?"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from flask import Flask

from tests.office.conftest import Village, raise_village, village  # noqa: F401 - fixtures
from tests.office.villagers import COOP, LI, NAMES, NEIGHBOUR, NEXT_VILLAGE, VILLAGE, WANG, ZHANG, settled
from tests.web.pages import Page
from tests.web.square import Browser
from townhall.office.signing_in import begin_session
from townhall.record.proofs import IDLE, TRIES
from townhall.web.app import create_app

PHONE = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0"}
MINE, OURS = f"/v/{VILLAGE}/my_subsidies", f"/v/{COOP}/coop_account"


@pytest.fixture
def here(village: Village) -> Village:  # noqa: F811
    return settled(village)


@pytest.fixture
def app(here: Village) -> Flask:
    return create_app(here.hall)


def clerk(here: Village, app: Flask, by: str = "village_clerk") -> Browser:
    with here.hall.archive() as archive:
        person = here.rehearsal.cast.holder(by)
        return Browser(app, begin_session(here.hall, archive, person, "Firefox · Linux"))


def code_from(here: Village, app: Flask, person: str) -> str:
    """The code as it stands on the clerk's page."""
    page = clerk(here, app).post("/codes/issue", {"person": person})
    assert page.status_code == 200
    found = re.search(r"<output>(\d{4} \d{4})</output>", page.text)
    assert found is not None
    return found[1]


def typed(person: str, code: str, own: bool = False, **more: str) -> Mapping[str, str]:
    name, last = NAMES[person]
    return {"name": name, "last": last, "code": code, **({"own": "yes"} if own else {}), **more}


def proven(here: Village, app: Flask, person: str, own: bool = False) -> Browser:
    """The phone of somebody who has come in."""
    phone = Browser(app)
    answer = phone.post(f"/prove/{VILLAGE}", typed(person, code_from(here, app, person), own), headers=PHONE)
    assert answer.status_code == 303
    return phone


# -- who gets what ----------------------------------------------------------------------------------------


def test_every_page_for_somebody_turns_everybody_else_away(here: Village, app: Flask) -> None:
    """Statuses of the two pages, and of the pages around them, by who asks."""
    people = {
        "nobody": Browser(app),
        "self": proven(here, app, ZHANG),
        "member": proven(here, app, LI),
        "no_longer_member": proven(here, app, WANG),
        "clerk": clerk(here, app),
        "specialist": clerk(here, app, "fiscal_director"),
    }
    found = {
        who: tuple(one.get(path).status_code for path in (MINE, OURS, "/me", "/codes", "/desk"))
        for who, one in people.items()
    }
    assert found == {
        "nobody": (303, 303, 303, 303, 303),
        "self": (200, 403, 200, 303, 303),
        "member": (200, 200, 200, 303, 303),
        "no_longer_member": (200, 403, 200, 303, 303),
        "clerk": (303, 303, 303, 200, 200),
        "specialist": (303, 200, 303, 403, 200),
    }


def test_each_reads_their_own_and_no_word_of_others(here: Village, app: Flask) -> None:
    amounts = {"1,111.11": {ZHANG}, "2,222.22": {LI, WANG}, "333.33": {LI}, "4,444.44": set()}
    for person in (ZHANG, LI, WANG):
        text = proven(here, app, person).get(MINE).text
        assert {amount for amount in amounts if amount in text} == {
            amount for amount, whose in amounts.items() if person in whose
        }
        assert "990101195001010010" not in text
        assert "990101198803150027" not in text


def test_asking_for_more_in_the_address_gives_no_more(here: Village, app: Flask) -> None:
    phone = proven(here, app, ZHANG)
    for query in (
        "?by=year&span=2026&state=recovering",
        f"?household={VILLAGE}-0002",
        "?id_number=990101198803150027",
        "?any_of=1&reader=x&after=&name=李某某",
    ):
        text = phone.get(MINE + query).text
        assert "2,222.22" not in text
        assert "333.33" not in text


def test_of_another_village_one_reads_what_anyone_reads(here: Village, app: Flask) -> None:
    phone = proven(here, app, ZHANG)
    refused = phone.get(f"/v/{NEXT_VILLAGE}/my_subsidies")
    assert refused.status_code == 403
    assert "您所在村" in refused.text
    assert phone.get(f"/v/{NEXT_VILLAGE}/income_expense").status_code == 200
    assert "watermark" not in phone.get(f"/v/{NEXT_VILLAGE}/income_expense").text


def test_a_proof_opens_nothing_to_staff(here: Village, app: Flask) -> None:
    phone = proven(here, app, ZHANG)
    cookie = phone.client.get_cookie("villager")
    assert cookie is not None
    stranger = Browser(app, cookie.value)
    for browser in (phone, stranger):
        for path in ("/desk", "/start", "/watch", "/menu", "/devices", "/guides", "/codes", "/objections"):
            assert browser.get(path).status_code == 303
        assert browser.post("/codes/issue", {"person": LI}).status_code == 401


def test_a_sign_in_of_staff_is_no_proof(here: Village, app: Flask) -> None:
    browser = clerk(here, app)
    cookie = browser.client.get_cookie("visit")
    assert cookie is not None
    thief = Browser(app, cookies={"villager": cookie.value})
    assert thief.get(MINE).status_code == 303
    assert thief.get("/me").status_code == 303


# -- what one sees ---------------------------------------------------------------------------------------


def test_the_way_leads_to_the_questions_and_back(here: Village, app: Flask) -> None:
    phone = Browser(app)
    front = phone.get(f"/v/{VILLAGE}")
    assert "核验身份后可看" in front.text
    assert "本社成员核验身份后可看" in front.text
    to = phone.get(f"{MINE}?by=year&span=2025").headers["Location"]
    assert to.startswith(f"/prove/{VILLAGE}?back=")
    form = Page(phone.get(to).text)
    sent = {one["name"]: one.get("value") or "" for one in form.of("input") if one.get("name")}
    sent.pop("own")
    answer = phone.post(
        f"/prove/{VILLAGE}", {**sent, **typed(ZHANG, code_from(here, app, ZHANG))}, headers=PHONE
    )
    assert answer.headers["Location"] == f"{MINE}?by=year&span=2025"


def test_no_address_of_others_is_gone_back_to(here: Village, app: Flask) -> None:
    phone, code = Browser(app), code_from(here, app, ZHANG)
    answer = phone.post(f"/prove/{VILLAGE}", typed(ZHANG, code, back="https://example.org/"), headers=PHONE)
    assert answer.headers["Location"] == f"/v/{VILLAGE}"


def test_a_page_with_personal_rows_is_stamped_and_kept_nowhere(here: Village, app: Flask) -> None:
    phone = proven(here, app, ZHANG)
    answer = phone.get(MINE)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert 'class="watermark"' in answer.text
    assert re.search(rf"{VILLAGE}-\d+-[0-9a-f]{{6}}", answer.text)
    open_page = Browser(app).get(f"/v/{VILLAGE}/income_expense")
    assert "watermark" not in open_page.text
    assert "no-store" not in open_page.headers.get("Cache-Control", "")


def test_the_code_stands_on_one_page_once(here: Village, app: Flask) -> None:
    browser, code = clerk(here, app), code_from(here, app, ZHANG)
    assert code not in browser.get("/codes").text
    assert code not in browser.post("/codes", {"text": "张"}).text
    assert browser.get("/codes/issue").status_code == 303
    issued = browser.post("/codes/issue", {"person": ZHANG})
    assert issued.headers["Cache-Control"] == "no-store"


def test_one_leaves_and_the_phone_is_known_or_not(here: Village, app: Flask) -> None:
    phone = proven(here, app, ZHANG, own=True)
    phone.post("/me/leave")
    assert phone.get(MINE).status_code == 303
    questions = Page(phone.get(f"/prove/{VILLAGE}").text)
    assert "code" not in {one.get("name") for one in questions.of("input")}
    assert phone.post(f"/prove/{VILLAGE}", typed(ZHANG, "")).status_code == 303
    assert phone.get(MINE).status_code == 200
    phone.post("/me/leave", {"forget": "yes"})
    assert phone.client.get_cookie("villager") is None
    questions = Page(phone.get(f"/prove/{VILLAGE}").text)
    assert "code" in {one.get("name") for one in questions.of("input")}


# -- what is tried ---------------------------------------------------------------------------------------


def test_nobody_learns_who_lives_here(here: Village, app: Flask) -> None:
    code_from(here, app, ZHANG)
    answers = {
        name: Browser(app).post(f"/prove/{VILLAGE}", {"name": "某", **data})
        for name, data in {
            "right name, wrong code": {**typed(ZHANG, "00000000"), "name": "某"},
            "nobody": {"last": "000000", "code": "00000000"},
            "nothing": {},
            "too long": {"last": "9" * 5000, "code": "9" * 5000},
            "no code": {"last": "010010"},
        }.items()
    }
    right = Browser(app).post(f"/prove/{VILLAGE}", typed(ZHANG, "00000000"))
    texts = {blank(one.text) for one in (*answers.values(), right)}
    assert len(texts) == 1
    assert {one.status_code for one in (*answers.values(), right)} == {422}


def blank(html: str) -> str:
    """A page without its safety mark and what was typed as a name."""
    return re.sub(r'name="(csrf_token|name)" value="[^"]*"|value="[^"]*" required', "", html)


def test_guessing_codes_ends_them(here: Village, app: Flask) -> None:
    code, phone = code_from(here, app, ZHANG), Browser(app)
    for guess in range(TRIES):
        assert phone.post(f"/prove/{VILLAGE}", typed(ZHANG, f"{guess:08}")).status_code == 422
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    answer = phone.post(f"/prove/{VILLAGE}", typed(ZHANG, code), environ_overrides=elsewhere)
    assert answer.status_code == 422


def test_one_address_may_try_one_name_only_so_often(here: Village, app: Flask) -> None:
    phone = Browser(app)
    sent = [phone.post(f"/prove/{VILLAGE}", typed(ZHANG, "1")).status_code for _ in range(6)]
    assert sent == [422] * 5 + [429]
    assert phone.post(f"/prove/{VILLAGE}", typed(LI, "1")).status_code == 422
    told = phone.post(f"/prove/{VILLAGE}", typed(ZHANG, "1"))
    assert told.status_code == 429
    assert 'action="/prove/' in told.text


def test_a_code_used_or_of_elsewhere_opens_nothing(here: Village, app: Flask) -> None:
    code = code_from(here, app, ZHANG)
    assert Browser(app).post(f"/prove/{NEXT_VILLAGE}", typed(ZHANG, code)).status_code == 422
    assert Browser(app).post(f"/prove/{VILLAGE}", typed(LI, code)).status_code == 422
    assert Browser(app).post(f"/prove/{VILLAGE}", typed(ZHANG, code)).status_code == 303
    assert Browser(app).post(f"/prove/{VILLAGE}", typed(ZHANG, code)).status_code == 422
    assert Browser(app).post("/prove/nowhere", typed(ZHANG, code)).status_code == 404


def test_a_cookie_that_was_tampered_with_or_replayed_opens_nothing(here: Village, app: Flask) -> None:
    phone = proven(here, app, ZHANG, own=True)
    before = phone.client.get_cookie("villager")
    assert before is not None
    for value in (before.value[:-1], f"{before.value}A", before.value.swapcase(), "", "\x00", "x" * 4000):
        thief = Browser(app, cookies={"villager": value})
        assert thief.get(MINE).status_code in (303, 400)
    here.rehearsal.clock.moment += IDLE
    assert phone.get(MINE).status_code == 303
    assert phone.post(f"/prove/{VILLAGE}", typed(ZHANG, "")).status_code == 303
    replayed = Browser(app, cookies={"villager": before.value})
    assert replayed.get(MINE).status_code == 303
    assert replayed.post(f"/prove/{VILLAGE}", typed(ZHANG, "")).status_code == 422
    assert phone.get(MINE).status_code == 200


def test_a_form_without_its_mark_proves_nothing(here: Village, app: Flask) -> None:
    phone = Browser(app)
    phone.mark = ""
    code = code_from(here, app, ZHANG)
    assert phone.post("/me/leave").status_code == 400
    assert phone.post(f"/prove/{VILLAGE}", typed(ZHANG, code)).status_code == 400


def test_clerks_give_codes_to_their_own_people_only(here: Village, app: Flask) -> None:
    browser = clerk(here, app)
    for person in (f"{NEXT_VILLAGE}-0001-1", "", "x" * 9000, "../../etc"):
        assert browser.post("/codes/issue", {"person": person}).status_code == 404
    assert NEIGHBOUR[0] not in browser.post("/codes", {"text": "周"}).text
    for by in ("village_director", "finance_group_member"):
        assert clerk(here, app, by).post("/codes/issue", {"person": ZHANG}).status_code == 403


def test_too_many_codes_a_day_are_refused_in_words(here: Village, app: Flask) -> None:
    browser = clerk(here, app)
    sent = [browser.post("/codes/issue", {"person": ZHANG}) for _ in range(6)]
    assert [one.status_code for one in sent] == [200] * 5 + [409]
    assert "明天再发" in sent[-1].text
