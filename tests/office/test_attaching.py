"""Are files taken in as what they are, and handed out to those only who may see them?"""

from __future__ import annotations

import pytest

from tests.office.conftest import Village
from townhall.office import attaching, drafting, submitting
from townhall.office.own_drafts import mending_id
from townhall.record.refusals import BadUpload, NotFound, NotYourTask
from townhall.rehearsal.files import paper


def begun(village: Village) -> str:
    return drafting.begin(
        village.hall, village.visitor("village_clerk"), "village_fund_payment", village.rehearsal.unit
    )


def attached(
    village: Village, by: str, owner: str, name: str = "a.png", content: bytes = paper("a.png")
) -> str:
    return attaching.attach(village.hall, village.visitor(by), owner, name, content).id


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.jpg", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("a.JPEG", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "image/png"),
        ("a.pdf", b"%PDF-1.7", "application/pdf"),
        ("a.ofd", b"PK\x03\x04", "application/ofd"),
    ],
)
def test_a_file_is_what_its_name_and_its_first_bytes_say(name: str, content: bytes, kind: str):
    assert attaching.media_type(name, content) == kind


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", b""),
        ("a.png", b"%PDF-1.7"),
        ("a.png", b"\xff\xd8\xff"),
        ("a.exe", b"\x89PNG\r\n\x1a\n"),
        ("a.png.html", b"\x89PNG\r\n\x1a\n"),
        ("png", b"\x89PNG\r\n\x1a\n"),
        ("", b"\x89PNG\r\n\x1a\n"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"x" * attaching.LARGEST),
    ],
)
def test_everything_else_is_refused_in_words(name: str, content: bytes):
    with pytest.raises(BadUpload) as refused:
        attaching.media_type(name, content)
    assert refused.value.say.zh
    assert refused.value.say.en


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a.png", "a.png"),
        ("../../etc/passwd.png", "passwd.png"),
        ("C:\\发票\\a.png", "a.png"),
        ("a\r\nSet-Cookie: b.png", "aSet-Cookie: b.png"),
        ("发票\u202egnp.png", "发票gnp.png"),
        ("\x00.png", ".png"),
        ("长" * 200 + ".png", "长" * 116 + ".png"),
        ("a." + "b" * 200, "b" * 120),
    ],
)
def test_a_name_is_plain(sent: str, kept: str):
    assert attaching.plain_name(sent) == kept


def test_a_file_of_a_draft_is_its_owners_alone(village: Village):
    draft = begun(village)
    file = attached(village, "village_clerk", draft)
    view, content = attaching.fetch(village.hall, village.visitor("village_clerk"), file)
    assert (view.name, content) == ("a.png", paper("a.png"))
    for by in ("village_director", "fiscal_director", "mayor", "district_audit"):
        with pytest.raises(NotFound):
            attaching.fetch(village.hall, village.visitor(by), file)
        with pytest.raises(NotFound):
            attached(village, by, draft)


def test_a_file_of_a_case_is_for_all_who_see_the_case(village: Village):
    village.submit()
    file = village.case().values["photos"][0]  # type: ignore[index]
    for by in ("village_clerk", "village_director", "fiscal_director"):
        assert attaching.fetch(village.hall, village.visitor(by), file)[1] == paper("before.png")
    for by in ("civil_affairs_head", "land_head", "legal_officer"):
        with pytest.raises(NotFound):
            attaching.fetch(village.hall, village.visitor(by), file)


def test_only_who_is_asked_adds_a_file_to_a_case(village: Village):
    case = village.submit()
    assert attached(village, "finance_group_member", case)
    for by in ("village_clerk", "village_director", "fiscal_director", "mayor"):
        with pytest.raises(NotYourTask):
            attached(village, by, case)
    with pytest.raises(NotFound):
        attached(village, "land_head", case)
    village.decide("finance_group_member")
    with pytest.raises(NotYourTask):
        attached(village, "finance_group_member", case)


def test_mending_a_returned_case_may_begin_with_a_file(village: Village):
    village.submit()
    village.decide("finance_group_member", "return", reason="缺少施工前照片")
    draft = mending_id(village.case(), village.case().initiator.person)
    for by in ("village_director", "finance_group_member", "land_head"):
        with pytest.raises(NotFound):
            attached(village, by, draft)
    for wrong in (f"{village.case().id}.7", f"{village.case().id}."):
        with pytest.raises(NotFound):
            attached(village, "village_clerk", wrong)
    file = attached(village, "village_clerk", draft)
    clerk = village.visitor("village_clerk")
    view = drafting.save(village.hall, clerk, draft, {"photos": [file]}, 0)
    assert submitting.submit(village.hall, clerk, draft, {}, view.version) == village.case().id
    assert village.case().values["photos"] == [file]  # type: ignore[index]
    assert attaching.fetch(village.hall, village.visitor("finance_group_member"), file)


def test_what_was_dropped_with_its_draft_is_gone(village: Village):
    draft = begun(village)
    file = attached(village, "village_clerk", draft)
    drafting.drop(village.hall, village.visitor("village_director"), draft)
    assert attaching.fetch(village.hall, village.visitor("village_clerk"), file)
    drafting.drop(village.hall, village.visitor("village_clerk"), draft)
    with pytest.raises(NotFound):
        attaching.fetch(village.hall, village.visitor("village_clerk"), file)


def test_what_is_no_picture_is_told_so_in_one_kind_of_punctuation(village: Village):
    draft = begun(village)
    file = attached(village, "village_clerk", draft, "a.pdf", b"%PDF-1.7")
    clerk = village.visitor("village_clerk")
    view = submitting.submit(village.hall, clerk, draft, {"photos": [file]}, 1)
    assert not isinstance(view, str)
    words = [say for place, say, _ in view.sheet.complaints if place == "photos"]
    assert "请上传照片（JPG、PNG、WEBP）" in words


@pytest.mark.parametrize(
    ("place", "name", "content", "is_taken"),
    [
        ("photos", "a.pdf", b"%PDF-1.7", False),
        ("labour.0.signature", "a.ofd", b"PK\x03\x04", False),
        ("photos", "a.png", paper("a.png"), True),
        ("invoices.0.image", "a.pdf", b"%PDF-1.7", True),
        ("invoices.12.image", "a.ofd", b"PK\x03\x04", True),
        ("invoices.0.image", "a.xlsx", b"PK\x03\x04", False),
        ("nothing.of.ours", "a.pdf", b"%PDF-1.7", True),
        ("", "a.pdf", b"%PDF-1.7", True),
    ],
)
def test_what_is_no_picture_is_refused_where_it_is_chosen(
    village: Village, place: str, name: str, content: bytes, is_taken: bool
):
    draft, clerk = begun(village), village.visitor("village_clerk")
    if is_taken:
        assert attaching.attach(village.hall, clerk, draft, name, content, place).name == name
        return
    with pytest.raises(BadUpload) as refused:
        attaching.attach(village.hall, clerk, draft, name, content, place)
    assert "请上传照片" in refused.value.say.zh


def test_a_case_takes_what_the_step_that_asks_has_no_picture_for(village: Village):
    case = village.submit()
    member = village.visitor("finance_group_member")
    assert attaching.attach(village.hall, member, case, "a.pdf", b"%PDF-1.7", "photos").name == "a.pdf"
