"""Do new definitions begin when they should, and leave every running case on the old ones?"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.office.village import Village, compiled, settings
from townhall import bootstrap
from townhall.compiler.release import Compiled
from townhall.office import (
    appointing,
    demonstrating,
    disclosing,
    drafting,
    introducing,
    looking,
    own_drafts,
    pasting,
    publishing,
    starting,
    submitting,
)
from townhall.office.views import DraftView
from townhall.record.people import Holding, Person
from townhall.record.refusals import NotAllowed, NotFound, Refused
from townhall.settings import shipped

OVERLAY = """\
overlay: zhanghe_second
for: town/zhanghe
changes:
  chain/village_payment/steps/legality:
    add:
      title: {zh: 合法性初核, en: The legal officer looks first}
      post: legal_officer
    after: secretary
    why: {zh: 先由司法所看一遍, en: The legal officer looks at it first}
"""

Changed = Callable[[str, str, str], None]


@pytest.fixture
def definitions(tmp_path: Path) -> Path:
    found = tmp_path / "definitions"
    shutil.copytree(shipped("definitions"), found)
    return found


@pytest.fixture
def change(definitions: Path) -> Changed:
    """Changes the words of one definition."""

    def changed(file: str, before: str, after: str) -> None:
        text = (definitions / file).read_text(encoding="utf-8")
        assert before in text
        (definitions / file).write_text(text.replace(before, after), encoding="utf-8")

    return changed


@pytest.fixture
def second(definitions: Path) -> Compiled:
    """The town's definitions with an overlay of one more step."""
    (definitions / "towns" / "zhanghe" / "overlay.yaml").write_text(OVERLAY, encoding="utf-8")
    return again(definitions)


def again(definitions: Path) -> Compiled:
    told = replace(settings(), definitions_directory=definitions)
    found = bootstrap.compiled(told, bootstrap.catalog(told), "zhanghe")
    assert found.problems == ()
    return found


def publish(village: Village, found: Compiled, days: int = 0) -> None:
    assert found.release is not None
    assert found.blueprint is not None
    publishing.publish(
        village.hall,
        found.release,
        found.blueprint,
        since=village.hall.today() + timedelta(days=days),
        approved_by="镇长",
    )


def in_force(village: Village) -> str:
    with village.hall.archive(read_only=True) as archive:
        found = archive.publication("zhanghe", village.hall.today())
    assert found is not None
    return found.release


def is_kept(village: Village, found: Compiled) -> bool:
    assert found.release is not None
    with village.hall.archive(read_only=True) as archive:
        try:
            archive.release(found.release.id)
        except LookupError:
            return False
    return True


def open_steps(village: Village) -> list[str]:
    return [run.step for run in village.case().open_runs]


def approved_by_the_village(village: Village) -> None:
    village.decide("finance_group_member", everyone=True)
    village.decide("village_director")
    village.decide("village_party_sec")


# -- when ------------------------------------------------------------------------------------------------


def test_nothing_is_published_into_the_past(village: Village, second: Compiled):
    before = in_force(village)
    with pytest.raises(Refused) as refused:
        publish(village, second, days=-1)
    assert "不能早于今天" in refused.value.say.zh
    assert in_force(village) == before
    assert not is_kept(village, second)


def test_a_release_begins_on_its_day(village: Village, second: Compiled):
    first = in_force(village)
    publish(village, second, days=2)
    assert in_force(village) == first
    village.rehearsal.clock.moment += timedelta(days=1)
    assert in_force(village) == first
    village.rehearsal.clock.moment += timedelta(days=1)
    assert second.release is not None
    assert in_force(village) == second.release.id


def test_of_two_for_one_day_the_later_word_counts(village: Village, second: Compiled):
    publish(village, second)
    publish(village, compiled())
    assert compiled().release is not None
    assert in_force(village) == compiled().release.id  # type: ignore[union-attr]


def test_a_town_is_founded_once(village: Village, second: Compiled):
    assert second.release is not None
    assert second.blueprint is not None
    with pytest.raises(Refused):
        publishing.found_town(
            village.hall, second.release, second.blueprint, since=village.hall.today() - timedelta(days=400)
        )


def test_a_town_to_come_disturbs_none_that_is_open(village: Village):
    """Its first release lies ahead: it has no page yet, and every other town has."""
    release, blueprint = compiled().release, compiled().blueprint
    assert release is not None
    assert blueprint is not None
    later = replace(blueprint, town=replace(blueprint.town, name="aaa", units=()))
    publishing.publish(
        village.hall,
        replace(release, id="0" * 64, town="aaa"),
        later,
        since=village.hall.today() + timedelta(days=30),
        approved_by="x",
    )
    assert [name for name, _, _ in disclosing.towns(village.hall)] == ["zhanghe"]
    assert disclosing.village(village.hall, village.rehearsal.unit).town == "zhanghe"
    with village.hall.archive() as archive:
        archive.set_setting(demonstrating.DEMO, "yes")
    assert [name for name, _ in demonstrating.demo_towns(village.hall)] == ["zhanghe"]


# -- running cases ---------------------------------------------------------------------------------------


def test_an_open_case_keeps_its_chain_and_a_new_one_gets_the_new(village: Village, second: Compiled):
    old = village.submit()
    first = village.case().release
    publish(village, second)
    assert "legality" not in [step.path for step in village.look("village_clerk").steps]
    approved_by_the_village(village)
    assert open_steps(village) == ["town", "town.specialist"]

    new = village.submit(
        purpose="第二件",
        invoices=[
            {
                "inv_type": "vat_e", "inv_no": "26990000000000000055", "inv_date": "2026-04-02",
                "face_amount": 6800, "used_amount": 6800, "image": "invoice.jpg",
            }
        ],
    )  # fmt: skip
    assert second.release is not None
    assert village.case().release == second.release.id != first
    assert "legality" in [step.path for step in village.look("village_clerk").steps]
    village.decide("finance_group_member", everyone=True)
    village.decide("village_director")
    village.press("village_party_sec", "agree")
    assert open_steps(village) == ["legality"]
    assert {one.case for one in looking.cases(village.hall, village.visitor("village_clerk")).lines} == {
        old,
        new,
    }
    village.rehearsal.case = old
    village.press("fiscal_specialist", "agree")
    assert open_steps(village) == ["town", "town.auditor"]


def test_a_draft_is_handed_in_under_what_is_in_force_then(village: Village, second: Compiled):
    """Not under what was in force when it was begun."""
    clerk = village.visitor("village_clerk")
    draft = drafting.begin(village.hall, clerk, "village_fund_payment", village.rehearsal.unit)
    publish(village, second)
    view = drafting.view(village.hall, clerk, draft)
    assert "The legal officer looks first" in [title.en for title, _ in view.path]


def test_a_returned_case_is_mended_under_its_own_release(village: Village, second: Compiled):
    village.submit()
    village.decide("finance_group_member", "return", reason="发票内容与事由不符")
    first, draft = (
        village.case().release,
        own_drafts.mending_id(village.case(), village.case().initiator.person),
    )
    publish(village, second)
    clerk = village.visitor("village_clerk")
    assert "The legal officer looks first" not in [
        title.en for title, _ in drafting.view(village.hall, clerk, draft).path
    ]
    assert submitting.submit(village.hall, clerk, draft, {}, 0) == village.case().id
    assert village.case().release == first


# -- what a release gives up -----------------------------------------------------------------------------


@pytest.fixture
def without_a_coop(definitions: Path, change: Changed) -> Compiled:
    """The next release of a town that has one cooperative less."""
    coop = "  420802102208-coop: {kind: coop, title: {zh: 崔院村集体合作社, en: Cuiyuan cooperative}, "
    change("towns/zhanghe/town.yaml", coop + 'parent: "420802102208"}\n', "")
    return again(definitions)


def test_who_sits_at_a_unit_that_is_no_more_still_finds_the_way(village: Village, without_a_coop: Compiled):
    appointing.appoint(
        village.hall,
        [Person("chair", "理事长", "chair")],
        [Holding("chair", "zhanghe", "coop_chair", "420802102208-coop", village.hall.today())],
    )
    publish(village, without_a_coop)
    visitor = village.rehearsal.visitor_of("chair")
    assert introducing.introduction(village.hall, visitor).seats[0].zh.startswith("420802102208-coop")
    assert starting.categories(village.hall, visitor) == ()
    assert looking.tasks(village.hall, visitor).lines == ()
    with village.hall.archive() as archive:
        archive.set_setting(demonstrating.DEMO, "yes")
    groups = demonstrating.demo_people(village.hall, "zhanghe")
    assert "chair" in [one.id for _, people in groups for one in people]


@pytest.fixture
def without_payments(change: Changed, definitions: Path) -> Compiled:
    all_packs = "packs: [civil_affairs, sanzi, fiscal, supervision, operation, project]"
    change("towns/zhanghe/town.yaml", all_packs, "packs: [civil_affairs]")
    for played_there in definitions.glob("towns/shuangxi/scenarios/zhanghe_*.yaml"):
        played_there.unlink()
    return again(definitions)


def test_a_matter_that_is_given_up_can_be_finished_and_not_begun(
    village: Village, without_payments: Compiled
):
    case = village.submit()
    clerk = village.visitor("village_clerk")
    draft = drafting.begin(village.hall, clerk, "village_fund_payment", village.rehearsal.unit)
    publish(village, without_payments)
    for act in (
        lambda: drafting.begin(village.hall, clerk, "village_fund_payment", village.rehearsal.unit),
        lambda: drafting.view(village.hall, clerk, draft),
        lambda: drafting.pick(village.hall, clerk, draft, "handler", ""),
        lambda: pasting.paste_rows(village.hall, clerk, draft, {}, 1, "invoices", "1"),
        lambda: submitting.submit(village.hall, clerk, draft, {}, 1),
    ):
        with pytest.raises(NotFound):
            act()
    assert drafting.drafts(village.hall, clerk) == ()
    drafting.drop(village.hall, clerk, draft)
    approved_by_the_village(village)
    assert open_steps(village) == ["town", "town.specialist"]
    assert [one.case for one in looking.cases(village.hall, clerk).lines] == [case]


@pytest.fixture
def clerks_start_nothing(change: Changed, definitions: Path) -> Compiled:
    change(
        "packs/sanzi/forms/village_fund_payment.yaml",
        "start: {posts: [village_clerk]",
        "start: {posts: [project_manager]",
    )
    return again(definitions)


def test_a_draft_of_a_post_that_may_start_no_more_is_not_handed_in(
    village: Village, clerks_start_nothing: Compiled
):
    clerk = village.visitor("village_clerk")
    draft = drafting.begin(village.hall, clerk, "village_fund_payment", village.rehearsal.unit)
    publish(village, clerks_start_nothing)
    assert isinstance(drafting.view(village.hall, clerk, draft), DraftView)
    with pytest.raises(NotAllowed):
        submitting.submit(village.hall, clerk, draft, {}, 1)


def test_a_column_never_changes_its_type(village: Village, change: Changed, definitions: Path):
    """It needs a new name; and then nothing at all of the release is kept."""
    change("base/registers/money.yaml", "days: {kind: integer", "days: {kind: number")
    found = again(definitions)
    before = in_force(village)
    with pytest.raises(Refused) as refused:
        publish(village, found)
    assert "labour_day" in refused.value.say.en
    assert in_force(village) == before
    assert not is_kept(village, found)
