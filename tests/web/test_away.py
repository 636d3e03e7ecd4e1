"""Is a phone answered in words it can show, whatever it sends and whoever it belongs to?"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from tests.office import away
from tests.office.village import Village
from tests.web.pages import Page
from tests.web.square import Browser
from townhall.office import demonstrating
from townhall.rehearsal.files import paper
from townhall.web.app import create_app

JSON = {"Accept": "application/json"}
AT = "2026-04-08T00:30:00.000Z"


@pytest.fixture
def office(raise_village: Callable[..., Village]) -> Village:
    village = away.office(raise_village)
    with village.hall.archive() as archive:
        archive.set_setting(demonstrating.DEMO, "yes")
    return village


@pytest.fixture
def draft(office: Village) -> str:
    return away.waiting(office)


def phone(office: Village, by: str | None = away.BY) -> Browser:
    app = create_app(office.hall)
    if by is None:
        return Browser(app)
    return Browser(app, demonstrating.sign_in_as(office.hall, office.rehearsal.cast.holder(by), "Chrome"))


def told(office: Village, **changed: str) -> dict[str, Any]:
    sent_by = office.rehearsal.cast.holder(away.BY)
    own = {"sent-by": sent_by, "sheet-id": away.ON_PHONE, "sheet-version": "0", "sheet-release": ""}
    return {**own, "sheet-filled": AT, "sheet-sent": AT, "accuracy:place": "12", **changed}


def test_a_sheet_needs_nothing_but_what_it_names(office: Village, draft: str):
    """Every address on the page is kept with it: nothing is asked for while it is filled in."""
    page = Page(phone(office).get(f"/away/{draft}").text)
    assert [one for _, one in page.tags if any(name.startswith("hx-") for name in one)] == []
    sources = [str(one.get("src")) for one in page.of("script")]
    assert all("?v=" in source for source in sources)
    assert page.of("img") == []


def test_the_list_names_the_sheets_to_keep(office: Village, draft: str):
    page = Page(phone(office).get("/away/").text)
    taken = [one["href"] for one in page.of("a") if "data-take" in one]
    assert taken == [f"/away/{draft}"]
    assert page.of("body")[0]["data-whose"] == office.rehearsal.cast.holder(away.BY)


def test_the_worker_looks_after_this_room_alone(office: Village):
    answer = phone(office).get("/static/away_worker.js")
    assert answer.headers["Service-Worker-Allowed"] == "/away/"
    assert "Service-Worker-Allowed" not in phone(office).get("/static/away.js").headers


def test_who_is_signed_in_is_told_to_the_script_and_nobody_is_told_nothing(office: Village):
    answer = phone(office).get("/away/who", headers=JSON)
    assert answer.json["person"] == office.rehearsal.cast.holder(away.BY)
    nobody = phone(office, None).get("/away/who", headers=JSON)
    assert (nobody.status_code, "登录" in nobody.json["said"]) == (401, True)


def test_a_sheet_is_received_with_its_photo_and_once(office: Village, draft: str):
    browser = phone(office)
    about = {"sent-by": office.rehearsal.cast.holder(away.BY), "id": "photo-0001", "place": "photos"}
    photo = {**about, "file": (BytesIO(paper("a.png")), "a.png")}
    kept = browser.post(f"/away/{draft}/file", photo, headers=JSON)
    assert kept.status_code == 200
    sent = away.filled(office, draft)
    typed = {
        **{name: value for name, value in sent.raw.items() if not isinstance(value, list)},
        "inspectors": sent.raw["inspectors"],
        "photos": kept.json["attachment"],
        **{
            f"checklist.{number}.{name}": cell
            for number, row in enumerate(sent.raw["checklist"])
            for name, cell in row.items()
        },
    }
    first = browser.post(f"/away/{draft}", {**told(office), **typed}, headers=JSON)
    assert (first.status_code, "已收到，编号" in first.json["said"]) == (200, True)
    again = browser.post(f"/away/{draft}", {**told(office), **typed}, headers=JSON)
    assert (again.status_code, again.json["number"]) == (200, first.json["number"])
    assert "没有重复登记" in again.json["said"]
    other = browser.post(f"/away/{draft}", {**told(office), **typed, "interviewee": "别人"}, headers=JSON)
    assert (other.status_code, "没有采用" in other.json["said"]) == (409, True)


def test_what_is_wrong_is_told_place_by_place(office: Village, draft: str):
    answer = phone(office).post(f"/away/{draft}", {**told(office), "place": "here"}, headers=JSON)
    assert answer.status_code == 422
    places = [place for place, _ in answer.json["problems"]]
    assert {"place", "photos", "inspectors", "signature"} <= set(places)
    assert answer.json["draft"] == f"/draft/{draft}"


@pytest.mark.parametrize(
    "changed",
    [
        {"sheet-id": "1"},
        {"sheet-id": "号" * 20},
        {"sheet-version": "x"},
        {"sheet-filled": "yesterday"},
        {"sheet-sent": "2026-04-08T08:30:00"},
    ],
)
def test_what_no_phone_of_ours_sends_is_refused_in_words(
    office: Village, draft: str, changed: dict[str, str]
):
    answer = phone(office).post(f"/away/{draft}", told(office, **changed), headers=JSON)
    assert (answer.status_code, bool(answer.json["said"])) == (400, True)


def test_a_file_that_is_no_photo_is_refused_in_words(office: Village, draft: str):
    about = {"sent-by": office.rehearsal.cast.holder(away.BY), "id": "photo-0001", "place": "photos"}
    broken = {**about, "file": (BytesIO(b"no picture"), "a.png")}
    answer = phone(office).post(f"/away/{draft}/file", broken, headers=JSON)
    assert (answer.status_code, "照片" in answer.json["said"]) == (422, True)


def test_what_one_filled_in_another_does_not_send(office: Village, draft: str):
    answer = phone(office, "fiscal_specialist#2").post(f"/away/{draft}", told(office), headers=JSON)
    assert (answer.status_code, "不是填写这张表的人" in answer.json["said"]) == (409, True)
