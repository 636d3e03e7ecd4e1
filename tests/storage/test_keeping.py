"""Is an act kept whole or not at all, once, and in a handful of statements?"""

import threading
from dataclasses import replace

import pytest
import sqlalchemy as sa

from tests.storage.builders import (
    BUDGET,
    CLERK,
    DAY,
    EVERYTHING,
    FUND,
    LEAD,
    NOON,
    OTHER_TOWN,
    REGISTERS,
    TOWN,
    UNIT,
    Tally,
    booking,
    decided,
    ended,
    entered,
    entry,
    event,
    later,
    moving,
    opening,
    step_closed,
    step_opened,
    task,
)  # fmt: skip
from townhall.kernel.canonical import canonical
from townhall.ports.archive import EntryQuery, OpenArchive, Overtaken
from townhall.record.disclosures import Disclosure, Objection
from townhall.record.folds import folded
from townhall.record.moves import Closing
from townhall.record.people import Sight
from townhall.record.releases import released
from townhall.record.sealing import Secret
from townhall.record.submissions import Attachment, Draft
from townhall.storage import open_archives


def kept(archives: OpenArchive, id: str = "c1", **more):
    with archives() as archive:
        return archive.keep(opening(id, **more))


def test_what_is_given_back_is_what_is_read_again(archives):
    first = kept(archives, body_values={"amount": 300000, "id": Secret("x")}, amount=300000)
    assert (first.seq, first.state, first.opened_on) == (1, "open", DAY)
    with archives() as archive:
        second = archive.keep(moving(first, step_opened("lead", at=later(1)), decided("lead")))
        assert archive.case("c1", EVERYTHING) == second
    with archives(read_only=True) as archive:
        assert archive.case("c1", EVERYTHING) == second
    assert second.seq == 3
    assert second.head != first.head


def test_the_kept_case_is_what_its_events_tell(archives):
    case = kept(archives, body_values={"a": Secret([1, 2]), "b": "text"})
    acts = [
        (step_opened("lead", asks=(("finance_lead", UNIT, None),), review=1),),
        (decided("lead", "return", reason="see page 2", fields={"x": Secret("y")}, seal="lead"),
         step_closed("lead", "return"), event("returned", to="initiator", resume="lead")),
        (event("resubmitted", values={"a": Secret([3])}, gist="changed", resume=None),),
        (step_opened("lead", round=2, at=later(5)), event("copied", step="tell", to=[]),
         event("publicity_opened", number="n1", step="show", page="notice", opened_on="2026-11-23",
               closes_on="2026-11-30"),
         event("publicity_closed", number="n1", outcome="quiet")),
        (ended(),),
    ]  # fmt: skip
    for events in acts:
        with archives() as archive:
            case = archive.keep(moving(case, *events))
    with archives(read_only=True) as archive:
        trail, stored = archive.trail("c1"), archive.kept_case("c1")
        assert folded("c1", trail) == stored
        assert folded("c1", archive.events("c1")) == archive.case("c1", EVERYTHING) == case
    assert case.values == {"a": Secret([3])}
    assert case.is_over


def test_a_case_that_moved_meanwhile_is_not_moved_again(archives):
    case = kept(archives)
    with archives() as archive:
        archive.keep(moving(case, step_opened("lead")))
    with pytest.raises(Overtaken), archives() as archive:
        archive.keep(moving(case, ended("withdrawn")))
    with archives(read_only=True) as archive:
        assert [one.kind for one in archive.trail("c1")] == ["submitted", "step_opened"]


def test_a_case_read_with_another_head_is_not_moved(archives):
    case = kept(archives)
    with pytest.raises(Overtaken), archives() as archive:
        archive.keep(moving(replace(case, head="f" * 64), ended()))


def test_a_case_is_opened_once(archives):
    kept(archives)
    with pytest.raises(Overtaken):
        kept(archives)


def test_a_case_that_is_not_there_is_not_moved(archives):
    case = kept(archives)
    with pytest.raises(Overtaken), archives() as archive:
        archive.keep(moving(replace(case, id="c2"), ended()))


def test_two_who_act_at_once_one_wins(archives):
    """Both have read the case; each keeps in a unit of work of its own."""
    case = kept(archives)
    ready, outcomes = threading.Barrier(2), []

    def act(actor):
        ready.wait()
        try:
            with archives() as archive:
                archive.keep(moving(case, step_opened("lead"), decided("lead", actor=actor)))
            outcomes.append("kept")
        except Overtaken:
            outcomes.append("overtaken")

    threads = [threading.Thread(target=act, args=(one,)) for one in (CLERK, LEAD)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(outcomes) == ["kept", "overtaken"]
    with archives(read_only=True) as archive:
        assert len(archive.trail("c1")) == 3


def test_two_who_act_at_once_after_reading_in_the_same_unit_of_work(archives):
    """Nobody's act is lost: where databases let both read, only one can keep."""
    kept(archives)
    ready, outcomes = threading.Barrier(2), []

    def act(actor):
        ready.wait()
        for _ in range(20):
            try:
                with archives() as archive:
                    case = archive.case("c1", EVERYTHING)
                    archive.keep(moving(case, event("copied", actor=actor)))
                outcomes.append(actor.person)
            except Overtaken:
                pass

    threads = [threading.Thread(target=act, args=(one,)) for one in (CLERK, LEAD)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    with archives(read_only=True) as archive:
        trail = archive.trail("c1")
        assert [one.seq for one in trail] == list(range(1, len(outcomes) + 2))
        assert folded("c1", trail) == archive.kept_case("c1")
    assert len(outcomes) >= 20


def test_an_act_that_fails_leaves_nothing(archives):
    out = booking("out", FUND, entry(FUND))
    with pytest.raises(ZeroDivisionError), archives() as archive:  # noqa: PT012 - all of it is undone
        archive.keep(opening("c1", entered("out"), bookings=(out,), opens=(task("t1", "c1"),)))
        raise ZeroDivisionError
    with archives(read_only=True) as archive:
        assert archive.case_count() == 0
        assert archive.entries(EntryQuery(FUND, TOWN, None)).entries == ()


def waiting(archive):
    """What waits for the post, or for one of two persons."""
    seat = frozenset({("finance_lead", UNIT)})
    sights = (Sight(TOWN, "p-a", seats=seat), Sight(TOWN, "p-b"))
    return sorted(one.task.id for sight in sights for one in archive.tasks(sight))


def test_tasks_of_a_run_close_and_others_stay(archives):
    case = kept(
        archives,
        opens=(
            task("t1", "c1", person="p-a"),
            task("t2", "c1", person="p-b"),
            task("t3", "c1", step="legal"),
            task("t4", "c1", round=2),
            task("t5", "c1", kind="copy", person="p-c"),
        ),
    )
    with archives() as archive:
        case = archive.keep(moving(case, event("copied"), closes=(Closing("lead", 1, "p-a"),)))
        assert waiting(archive) == ["t2", "t3", "t4"]
        archive.keep(moving(case, event("copied"), closes=(Closing("lead", 1), Closing("legal", 1))))
        assert waiting(archive) == ["t4"]
        assert [one.task.id for one in archive.tasks(Sight(TOWN, "p-c"), kinds=("copy",))] == ["t5"]


def test_an_event_says_what_was_booked(archives):
    rows = (entry(FUND, amount=None, payee_id="990101199001011234"), entry(FUND, row=1, purpose="x"))
    move = opening("c1", entered("out"), entered("thaw"), bookings=(
        booking("out", FUND, *rows), booking("thaw", FUND, reverse_of="freeze"),
    ))  # fmt: skip
    with archives() as archive:
        archive.keep(move)
        _, out, thaw = archive.trail("c1")
        assert (out.body["rows"], thaw.body["rows"]) == (2, 0)
        assert archive.booked(FUND, "c1") == {2: (2, out.body["digest"])}
        assert {one.case for one in archive.entries(EntryQuery(FUND, TOWN, None)).entries} == {"c1"}


def test_events_and_bookings_go_together(archives):
    with pytest.raises(ValueError, match="nothing is booked"), archives() as archive:
        archive.keep(opening("c1", entered("out")))
    with pytest.raises(ValueError, match="without an event"), archives() as archive:
        archive.keep(opening("c1", bookings=(booking("out", FUND, entry(FUND)),)))


def draft(id: str = "d1", **more) -> Draft:
    known = {"town": TOWN, "unit": UNIT, "form": "payment", "person": CLERK.person, "post": "village_clerk"}
    return Draft(id, **{**known, "raw": {"amount": "3000"}, "saved_at": NOON, "version": 0, **more})


def file(id: str, **more) -> Attachment:
    known = {"town": TOWN, "person": CLERK.person, "name": "a.pdf", "media_type": "application/pdf"}
    return Attachment(id, **{**known, "size": 3, "sha256": "0" * 64, "added_at": NOON, **more})


def test_the_same_draft_submits_once(archives):
    with archives() as archive:
        archive.save_draft(draft())
        archive.add_attachment(file("f1", draft="d1"))
        archive.add_attachment(file("f2", draft="d1"))
    kept(archives, draft="d1", attachments=("f1",))
    with pytest.raises(Overtaken):
        kept(archives, "c2", draft="d1")
    with archives(read_only=True) as archive:
        assert archive.draft("d1", CLERK.person) is None
        assert archive.case_count() == 1
        assert archive.attachment("f1", EVERYTHING).case == "c1"
        # Nobody asked for the other file: it went with the draft.
        assert archive.attachment("f2", Sight(TOWN, CLERK.person)) is None


@pytest.mark.parametrize(
    "stolen",
    [file("f1", person="p-other"), file("f1", town=OTHER_TOWN), None],
    ids=["another's", "another town's", "nobody's"],
)
def test_only_ones_own_files_are_bound(archives, stolen):
    if stolen:
        with archives() as archive:
            archive.add_attachment(stolen)
    with pytest.raises(LookupError):
        kept(archives, attachments=("f1",))
    with archives(read_only=True) as archive:
        assert archive.case_count() == 0


def test_a_file_of_another_case_is_not_bound_but_ones_own_case_keeps_its_files(archives):
    with archives() as archive:
        archive.add_attachment(file("f1"))
    case = kept(archives, attachments=("f1",))
    with archives() as archive:
        archive.keep(moving(case, event("copied", actor=LEAD), attachments=("f1",)))
    with pytest.raises(LookupError):
        kept(archives, "c2", attachments=("f1",))


def test_what_follows_an_act_is_kept_with_it(archives):
    shown = Disclosure("n1", TOWN, UNIT, "c1", "show", "notice", "r1", "Notice", DAY, DAY)
    said = Objection("o1", "n1", "c1", TOWN, "not so", "13900000000", NOON)
    case = kept(archives, discloses=(shown,), objections=(said,))
    answered = replace(said, state="upheld", answer="true", answered_by="p-x", answered_at=later(1))
    with archives() as archive:
        assert archive.disclosure("n1") == shown
        assert archive.objections("c1") == (said,)
        archive.keep(moving(case, event("copied"), undiscloses=(("n1", "upheld"),), objections=(answered,)))
        assert archive.disclosure("n1") == replace(shown, is_open=False, outcome="upheld")
        assert archive.objections("c1") == (answered,)


@pytest.fixture
def counted(database_url, vault, catalog):
    """An archive in a database, and a tally of the statements it says."""
    opened = open_archives(database_url, vault, catalog)
    with opened() as archive:
        archive.keep_release(released(TOWN, {}), REGISTERS.values())
    tally = Tally()
    listen = sa.event.listens_for(opened.engine, "before_cursor_execute")
    listen(lambda connection, cursor, statement, *rest: tally.said.append(statement))
    yield opened, tally
    opened.close()


def test_an_act_takes_a_handful_of_statements(counted):
    """Countersigned by five, two entries booked: the number of statements does not grow with either."""
    archives, tally = counted
    asked = tuple(task(f"t{n}", "c1", person=f"p{n}") for n in range(5))
    with archives() as archive:
        archive.keep(opening("c1", step_opened("lead"), opens=asked))
        archive.entries(
            EntryQuery(FUND, TOWN, None)
        )  # the columns of a register are looked up once, not each time
    tally.said.clear()
    with archives() as archive:
        case = archive.case("c1", EVERYTHING)
        archive.keep(
            moving(
                case,
                decided("lead"), step_closed("lead"), step_opened("pay"), entered("out"),
                closes=(Closing("lead", 1),),
                opens=tuple(task(f"u{n}", "c1", step="pay", person=f"p{n}") for n in range(5)),
                bookings=(booking("out", FUND, entry(FUND), entry(FUND, row=1)),),
            )
        )  # fmt: skip
    # Read; lock, unless a writer has locked all; book; move the case; its events; close and open tasks.
    assert tally.count("SELECT") == (1 if archives.engine.dialect.name == "sqlite" else 2)
    assert tally.count("INSERT") == 3
    assert tally.count("UPDATE") == 2


def test_events_are_kept_as_canonical_text(counted):
    archives, _ = counted
    with archives() as archive:
        archive.keep(opening("c1", body_values={"b": 1, "a": ["村", None, True]}))
    with archives.engine.connect() as connection:
        body = connection.exec_driver_sql("SELECT body FROM event").scalar_one()
    with archives(read_only=True) as archive:
        assert body == canonical(archive.trail("c1")[0].body)
    assert '"values":{"a":["村",null,true],"b":1}' in body


def test_two_cases_that_change_one_record_meanwhile(counted):
    """Both have read that the record stands; the database lets only one replace it."""
    archives, _ = counted
    with archives() as archive:
        archive.add_entries(BUDGET, [entry(BUDGET, org=UNIT, year=2026, line_code="a", note="first")])
        [standing] = archive.entries(EntryQuery(BUDGET, TOWN, None)).entries
        archive.keep(opening("c1"))
        archive.keep(opening("c2"))
    version = replace(entry(BUDGET, **standing.values), replaces=standing.number)

    def change(id):
        with archives() as archive:
            case = archive.case(id, EVERYTHING)
            one = booking("adjust", BUDGET, version)
            archive.keep(moving(case, entered("adjust", "budget"), bookings=(one,)))

    change("c1")
    with pytest.raises(Overtaken):
        change("c2")
