"""Is what began by itself filled in with what it began with, and everything else by whoever may?"""


def test_a_sheet_on_site_keeps_the_village_it_was_begun_for(demo):
    sheets = {case.id: case for case in demo.cases() if case.form == "onsite_sheet" and case.parent}
    tasks = {case.id: case for case in demo.cases() if case.form == "supervision_task"}
    filled = [case for case in sheets.values() if case.state != "begun"]
    assert filled
    for case in filled:
        objects = [row["object"] for row in tasks[case.parent.case].values["objects"]]
        assert case.values["object"] in objects
        assert case.mended_by, "who filled it in is known"


def test_whoever_hands_in_holds_a_post_that_may(demo):
    with demo.hall.archive(read_only=True) as archive:
        posts = {(one.person, one.unit): one.post for one in archive.holdings("zhanghe")}
    clerks = [case.initiator for case in demo.cases() if case.form == "village_income"]
    assert clerks
    assert all(posts[one.person, one.unit] == "village_clerk" for one in clerks)
