"""Do drawn rows stay what they are on the way to a browser and back?"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.office.conftest import Village, open_hall, raise_village
from tests.office.test_enumerating import published, subsidies
from tests.web.square import Browser
from townhall.kernel.marks import NOWHERE
from townhall.office import signing_in
from townhall.spec.scenarios import Play
from townhall.web.app import create_app

__all__ = ["open_hall", "raise_village", "subsidies"]


@pytest.fixture
def specialist(subsidies: Village) -> Callable[[], Browser]:
    published(subsidies)
    assert tuple(subsidies.rehearsal.played(Play("wait", "7 days", {}, {}, NOWHERE))) == ()
    hall = subsidies.hall
    with hall.archive() as archive:
        token = signing_in.begin_session(
            hall, archive, subsidies.visitor("fiscal_specialist").person.id, "Firefox"
        )
    app = create_app(hall)
    return lambda: Browser(app, token)


def test_the_desk_shows_the_drawn_rows_and_none_can_be_added(
    subsidies: Village, specialist: Callable[[], Browser]
) -> None:
    page = specialist().get(f"/case/{subsidies.rehearsal.case}").text
    form = page[page.index('id="answer"') :]
    assert re.findall(r'name="sample\.\d\.row_no" value="(\d)"', form) == ["1", "2", "3"]
    assert 'name="sample.0.seen"' in form
    assert "add:sample" not in form
    assert "remove:sample" not in form


def test_a_row_of_which_nothing_is_said_moves_no_other(
    subsidies: Village, specialist: Callable[[], Browser]
) -> None:
    browser, case = specialist(), subsidies.rehearsal.case
    said = {"sample.0.row_no": "1", "sample.1.row_no": "2", "sample.2.row_no": "3", "sample.2.seen": "true"}
    answer = browser.press(case, "agree", said)
    assert answer.status_code == 422
    wrong = re.findall(r'href="#f-(sample-\d-seen)"', answer.text)
    assert wrong == ["sample-0-seen", "sample-1-seen"]


def test_what_was_seen_is_kept_beside_its_row(subsidies: Village, specialist: Callable[[], Browser]) -> None:
    browser, case = specialist(), subsidies.rehearsal.case
    said = {f"sample.{place}.row_no": str(3 - place) for place in range(3)}
    said |= {f"sample.{place}.seen": "true" for place in range(3)}
    assert browser.press(case, "agree", {**said, "sample.0.qty": "99"}).status_code == 303
    decided = next(one for one in subsidies.case().runs if one.step == "specialist").decisions[-1]
    rows = (decided.fields or {})["sample"]
    assert [(row["row_no"], row["qty"], row["seen"]) for row in rows] == [
        (1, "1", True),
        (2, "1", True),
        (3, "1", True),
    ]
    assert all("account" not in row for row in rows)


def test_the_notice_is_read_without_signing_in(subsidies: Village, specialist: Callable[[], Browser]) -> None:
    number = subsidies.case().publicities[-1].number
    page = specialist().get(f"/d/{number}?after=0").text
    assert "张*某" in page
    assert "张某某" not in page
    for after in ("x", "-1", "²", "9999999999"):
        assert specialist().get(f"/d/{number}?after={after}").status_code == 200
