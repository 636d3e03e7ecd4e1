"""Is every file taken under a plain name, as what it is, or told of in words, and is all else kept?"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from tests.web.gate import Gate, opened
from tests.web.square import Raised, open_square
from townhall.rehearsal.files import paper


@pytest.fixture(scope="module")
def gate(raised: Raised, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gate]:
    square = open_square(raised, tmp_path_factory.mktemp("files") / "square")
    yield opened(square)
    square.hall.close()


def sent(gate: Gate, name: str, content: bytes) -> int:
    """What becomes of a file sent with other words; gives the status."""
    photo = {"photos": (BytesIO(content), name)}
    return gate.clerk.post(
        f"{gate.draft}/files", {"sheet-version": gate.version(), "purpose": "一起写的话", **photo}
    ).status_code


@pytest.mark.parametrize(
    "name",
    [
        "a.png", "../../../etc/passwd.png", "..\\..\\windows\\a.png", "/etc/a.png", "发票\u202egnp.png",
        "x" * 400 + ".png", 'a";filename="b.png', ".png", "..png", "😀.PNG", "a\x07b.png", "con.png",
        "a.png ", "%2e%2e%2fa.png",
    ],
)  # fmt: skip
def test_a_file_is_taken_under_a_plain_name(gate: Gate, name: str):
    before = lying(gate)
    status = sent(gate, name, paper("a.png"))
    assert status == (422 if name.endswith(" ") else 303)
    if status == 422:
        return
    kept = gate.photos()[-1]
    assert not set(kept.name) & set("/\\\x00\x07\r\n\u202e")
    assert kept.name.lower().endswith(".png")
    assert len(kept.name) <= 120
    inside = (gate.square.folder / "files").resolve()
    assert all(one.resolve().is_relative_to(inside) for one in lying(gate) - before)
    shown = gate.clerk.get(f"/file/{kept.id}")
    assert shown.status_code == 200
    assert shown.get_data() == paper("a.png")
    assert shown.headers["Content-Type"] == "image/png"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in shown.headers["Content-Security-Policy"]


def lying(gate: Gate) -> set[Path]:
    """Every file around the square but its database."""
    return {one for one in gate.square.folder.parent.rglob("*") if one.is_file() and "sqlite" not in one.name}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", b""),
        ("a.png", b"<svg onload=alert(1)>"),
        ("a.pdf", paper("a.png")),
        ("a.html", b"<script>alert(1)</script>"),
        ("a.svg", b"<svg/>"),
        ("a.png.exe", paper("a.png")),
        ("a", paper("a.png")),
        ("a.PNG\x00.exe", paper("a.png")),
        ("a.docx", b"MZ\x90\x00"),
    ],
)
def test_a_file_of_the_wrong_kind_is_told_of_and_costs_nothing_else(gate: Gate, name: str, content: bytes):
    before = len(gate.photos())
    assert sent(gate, name, content) == 422
    assert len(gate.photos()) == before
    assert "一起写的话" in gate.clerk.get(gate.draft).text


def test_a_name_in_the_long_form_of_a_header_brings_no_line_of_its_own(gate: Gate):
    """RFC 5987 lets a name be sent percent-encoded, line breaks and all."""
    name = "filename*=UTF-8''a%0D%0ASet-Cookie%3A%20a%3Db.png"
    parts = {"csrf_token": gate.clerk.mark, "sheet-version": gate.version()}
    body = "".join(
        f'--x\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        for key, value in parts.items()
    )
    body += f'--x\r\nContent-Disposition: form-data; name="photos"; {name}\r\nContent-Type: image/png\r\n\r\n'
    answer = gate.clerk.client.post(
        f"{gate.draft}/files",
        data=body.encode() + paper("a.png") + b"\r\n--x--\r\n",
        content_type="multipart/form-data; boundary=x",
    )
    assert answer.status_code == 303
    fetched = gate.clerk.get(f"/file/{gate.photos()[-1].id}")
    assert fetched.status_code == 200
    assert "a=b" not in fetched.headers.get("Set-Cookie", "")


def test_the_bytes_of_a_file_are_served_as_what_they_are(gate: Gate):
    """Not as what the sender says they are; and what no picture is comes as a download."""
    told = {
        "sheet-version": gate.version(),
        "files.0.file": (BytesIO(paper("a.pdf")), "说明.pdf", "text/html"),
    }
    assert gate.clerk.post(f"{gate.draft}/files", told).status_code == 303
    kept = gate.kept()
    assert kept is not None
    answer = gate.clerk.get(f"/file/{kept.raw['files'][0]['file']}")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "attachment" in answer.headers["Content-Disposition"]


def test_an_answer_takes_files_only_from_who_is_asked(gate: Gate):
    """Whoever merely sees a case adds nothing to it."""
    town = gate.town
    for role, status in (("overseer", 403), ("initiator", 403), ("asked", 200)):
        data = {"case-step": "group", "case-seq": "1", "photo": (BytesIO(paper("a.png")), "a.png")}
        answer = gate.browsers[role].post(f"/case/{town.payment.id}/answer", data)
        assert answer.status_code == status
