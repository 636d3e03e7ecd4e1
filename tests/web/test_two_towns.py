"""Do two towns in one database stay apart: does nothing of one show in the other, whichever way one looks?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from werkzeug.test import TestResponse

from tests.web.square import Browser, Square, Town
from tests.web.test_permissions import PROBES, Probe, read
from townhall.office import appointing, attaching, deciding, drafting, looking, publishing
from townhall.office.demonstrating import DEMO
from townhall.office.visiting import Visitor, visitor
from townhall.ports.archive import CaseQuery
from townhall.record.people import Holding, Person, Sight
from townhall.record.refusals import NotAllowed, NotFound, Refused

BOTH_WAYS = [("zhanghe", "shuangxi"), ("shuangxi", "zhanghe")]
WATCHERS = ("overseer", "initiator", "answers_objections")
"""Those of the other town who see most: its whole town, its own matters, what is objected to there."""


def everything(town: Town) -> tuple[str, ...]:
    """Words that stand in this town and nowhere else."""
    words = town.words
    return (*town.canaries(), *town.secrets(), words.tag, words.booked, words.objection, words.contact)


def lists(town: Town) -> Iterator[tuple[str, str]]:
    """Pages that gather what is in sight, asked in ways that might gather too much: (address, words)."""
    for query, text in (
        ("", ""),
        ("", town.words.tag),
        ("", town.payment.matter_no),
        (f"unit={town.unit}", ""),
    ):
        yield f"/watch?{query}", text
    for tab in ("todo", "copied", "started", "done", "drafts"):
        yield f"/desk?tab={tab}", ""
        yield f"/desk?tab={tab}", town.words.tag
    yield from ((path, "") for path in ("/objections", "/start", "/devices", "/guides", "/menu"))


def opened(browser: Browser, path: str, text: str) -> TestResponse:
    """A list as it opens, or as it is searched."""
    return browser.post(path, {"text": text}) if text else browser.get(path)


@pytest.mark.parametrize("role", WATCHERS)
@pytest.mark.parametrize(("home", "elsewhere"), BOTH_WAYS)
def test_nothing_of_one_town_shows_in_the_other(square: Square, home: str, elsewhere: str, role: str):
    assert "\n".join(leaks(square, home, elsewhere, role)) == ""


def leaks(square: Square, home: str, elsewhere: str, role: str) -> list[str]:
    """What somebody of one town is told of the other, or let into there, by every address there is."""
    town, app = square.towns[home], square.app()
    stranger = Browser(app, square.token(square.towns[elsewhere].people[role]))
    found = []
    for path, text in lists(town):
        answer = opened(stranger, path, text)
        assert answer.status_code == 200
        found += told_of(town, path + text, read(answer))
    for probe in PROBES:
        headers = {"HX-Request": "true"} if probe.hx else {}
        path = probe.path(town)
        if probe.method == "POST":
            answer = stranger.post(path, probe.data(town), headers=headers)
        else:
            answer = stranger.get(path, headers=headers)
        if answer.status_code not in may_get(probe, home, role):
            found.append(f"{probe} gives {answer.status_code}")
        asked = str(probe.data(town).get("text", "")) if probe.method == "POST" else ""
        found += told_of(town, path + asked, read(answer))
    return found


def may_get(probe: Probe, home: str, role: str) -> set[int]:
    """What an address gives somebody of the other town. A clerk has the room for codes in any town: it holds
    nobody of this one.
    """
    if role == "initiator" and probe.endpoint.startswith("proving.") and probe.expected["other_town"] == 403:
        return {404} if probe.endpoint == "proving.issue" else {200}
    return {probe.expected["other_town"]}


def told_of(town: Town, path: str, told: str) -> list[str]:
    """Words of a town that a page says; a page may repeat what it was asked for, and no more."""
    return [f"{path} tells {word}" for word in everything(town) if word in told and word not in path]


@pytest.mark.parametrize("home", ["zhanghe", "shuangxi"])
def test_at_home_all_of_it_shows(square: Square, home: str):
    """The other tests would pass on an empty database, too; this one would not."""
    town, app = square.towns[home], square.app()
    overseer = Browser(app, square.token(town.people["overseer"]))
    told = "".join(read(opened(overseer, path, text)) for path, text in lists(town))
    assert town.words.purpose in told
    assert town.words.objection in told
    assert overseer.get(f"/case/{town.payment.id}").status_code == 200
    assert town.words.booked in Browser(app).get(f"/v/{town.unit}/income_expense").text
    assert (
        town.words.tag
        in Browser(app, square.token(town.people["initiator"])).get(f"/draft/{town.draft}").text
    )


@pytest.mark.parametrize(("home", "elsewhere"), BOTH_WAYS)
def test_the_public_pages_of_one_town_are_its_own(square: Square, home: str, elsewhere: str):
    town, other = square.towns[home], square.towns[elsewhere]
    nobody = Browser(square.app())
    pages = [
        f"/town/{home}", f"/v/{town.unit}", f"/v/{town.unit}/income_expense",
        f"/v/{town.unit}/income_expense?by=year", f"/d/{town.notice}",
        f"/v/{town.unit}/income_expense?direction=out&category=maintenance",
    ]  # fmt: skip
    told = ""
    for path in pages:
        answer = nobody.get(path)
        assert answer.status_code == 200, path
        told += answer.text
    assert town.words.booked in told
    assert town.notice in told
    assert [word for word in everything(other) if word in told] == []
    assert other.notice not in told
    assert other.unit not in told


def test_a_code_of_one_town_finds_nothing_through_the_other(square: Square):
    """The district's offices stand in both towns' releases under the same codes; that opens no door."""
    zhanghe, shuangxi = square.towns["zhanghe"], square.towns["shuangxi"]
    stranger = seen(square, shuangxi.people["overseer"], "shuangxi")
    forged = replace(
        stranger,
        sight=Sight(
            "shuangxi",
            zhanghe.people["asked"],
            whole=True,
            units=frozenset({zhanghe.unit}),
            seats=frozenset(
                {("finance_group_member", zhanghe.unit), ("discipline_officer", "420802102-discipline")}
            ),
        ),
    )
    with square.hall.archive(read_only=True) as archive:
        assert archive.case(zhanghe.payment.id, forged.sight) is None
        assert archive.attachment(zhanghe.attachment, forged.sight) is None
        query = CaseQuery(unit=zhanghe.unit, text=zhanghe.words.tag)
        assert archive.cases(query, forged.sight) == ()
        assert [row.task.town for row in archive.tasks(forged.sight)] == []
        assert {one.town for one in archive.open_objections(forged.sight)} == {"shuangxi"}
    with pytest.raises(NotFound):
        looking.case(square.hall, forged, zhanghe.payment.id)
    with pytest.raises(NotFound):
        deciding.decide(square.hall, forged, zhanghe.payment.id, "group", "agree", seq=zhanghe.payment.seq)
    with pytest.raises(NotAllowed):
        drafting.begin(square.hall, forged, "village_fund_payment", zhanghe.unit)
    with pytest.raises(NotFound):
        attaching.attach(square.hall, forged, zhanghe.payment.id, "a.pdf", b"%PDF-1.4")


def test_what_is_typed_by_its_key_is_not_found_in_the_other_town(square: Square):
    """Whoever knows the number of a person elsewhere learns no name by typing it."""
    zhanghe, shuangxi = square.towns["zhanghe"], square.towns["shuangxi"]
    app = square.app()
    clerk = Browser(app, square.token(shuangxi.people["initiator"]))
    typed = {
        "sheet-version": "2", "handler": f"{zhanghe.unit}-0001-1",
        "budget_line": f"{zhanghe.unit}/2026/maintenance", "pay_account": f"{zhanghe.unit}/basic",
    }  # fmt: skip
    assert clerk.post(f"/draft/{shuangxi.draft}", typed).status_code == 303
    page = clerk.get(f"/draft/{shuangxi.draft}").text
    assert "张某某" not in page
    assert "刘院村" not in page
    assert "120,000" not in page
    for field in ("handler", "budget_line", "pay_account", "contract_ref"):
        for search in ("张", "刘院", "某", "%", "_", "管护"):
            found = clerk.get(f"/draft/{shuangxi.draft}/pick/{field}?{field}={search}").text
            assert zhanghe.unit not in found
            assert "张某某" not in found


def test_who_sits_in_both_towns_sees_one_at_a_time(square: Square):
    zhanghe, shuangxi = square.towns["zhanghe"], square.towns["shuangxi"]
    person = "district.finance"
    posts = [
        Holding(person, town.name, "district_rural_fin", "420899-district_finance", square.hall.today())
        for town in (zhanghe, shuangxi)
    ]
    appointing.appoint(square.hall, [Person(person, "区农财岗", person)], posts)
    app, token = square.app(), square.token(person)
    for town, other in ((zhanghe, shuangxi), (shuangxi, zhanghe)):
        browser = Browser(app, token, {"town": town.name})
        told = "".join(read(browser.get(path)) for path in ("/watch", "/desk", "/objections"))
        assert town.words.purpose in told
        assert other.words.tag not in told
        assert browser.get(f"/case/{town.payment.id}").status_code == 200
        assert browser.get(f"/case/{other.payment.id}").status_code == 404
        assert browser.get(f"/case/{other.payment.id}/status").status_code == 404
        assert browser.get(f"/file/{other.attachment}").status_code == 404
        assert browser.get(f"/in-town?to={other.name}").status_code == 303
    nowhere = Browser(app, token, {"town": "zhanghe_new_area"})
    assert nowhere.get("/desk").status_code == 200


def test_a_town_cookie_opens_no_town_one_has_no_post_in(square: Square):
    zhanghe, shuangxi = square.towns["zhanghe"], square.towns["shuangxi"]
    browser = Browser(square.app(), square.token(shuangxi.people["overseer"]), {"town": "zhanghe"})
    assert browser.get(f"/case/{zhanghe.payment.id}").status_code == 404
    assert shuangxi.words.purpose in browser.get("/watch").text
    assert browser.get("/in-town?to=zhanghe").status_code == 404


def test_the_demo_offers_each_towns_people_apart(square: Square):
    with square.hall.archive() as archive:
        archive.set_setting(DEMO, "yes")
    nobody = Browser(square.app())
    for home, elsewhere in BOTH_WAYS:
        page = nobody.get(f"/demo?town={home}").text
        assert f"/demo/be/{home}." in page
        assert f"/demo/be/{elsewhere}." not in page
    assert "/demo/be/zhanghe." not in nobody.get("/demo?town=shuangxi&text=刘院").text


def test_no_town_may_publish_villages_of_another(square: Square):
    """The code on a village's wall leads to one town's books, whoever publishes what."""
    with square.hall.archive(read_only=True) as archive:
        publication = archive.publication("zhanghe", square.hall.today())
        assert publication is not None
        release = archive.release(publication.release)
        blueprint = square.hall.blueprints.of(archive, release.id)
    stolen = replace(release, id="0" * 64, town="aaa")
    with pytest.raises(Refused) as refused:
        publishing.publish(
            square.hall,
            stolen,
            replace(blueprint, town=replace(blueprint.town, name="aaa")),
            since=square.hall.today(),
            approved_by="nobody",
        )
    assert "已属漳河镇" in refused.value.say.zh
    assert Browser(square.app()).get(f"/v/{square.towns['zhanghe'].unit}").status_code == 200


def seen(square: Square, person: str, town: str) -> Visitor:
    with square.hall.archive(read_only=True) as archive:
        found = archive.person(person)
        assert found is not None
        return visitor(square.hall, archive, found, "", town)
