"""Do attachments' bytes come back, and from nowhere but their folder?"""

import hashlib
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townhall.adapters.files import FolderFiles, MemoryFiles


@pytest.fixture(params=["folder", "memory"])
def files(request, tmp_path: Path):
    return FolderFiles(tmp_path / "files") if request.param == "folder" else MemoryFiles()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", bytes(range(256)) * 4000])
def test_what_is_put_is_got_under_its_hash(files, content):
    sha256 = files.put(content)
    assert sha256 == hashlib.sha256(content).hexdigest()
    assert files.get(sha256) == content
    assert files.put(content) == sha256


@pytest.mark.parametrize("name", ["", "0" * 64, "../../etc/passwd", "A" * 64, "0" * 63 + "/", "é" * 64])
def test_what_was_never_put_is_not_there(files, name):
    with pytest.raises(LookupError):
        files.get(name)


def test_only_the_owner_may_read_and_nothing_unfinished_stays(tmp_path: Path):
    files = FolderFiles(tmp_path / "files")
    files.put(b"one")
    files.put(b"one")
    kept = [one for one in (tmp_path / "files").rglob("*") if one.is_file()]
    assert len(kept) == 1
    assert stat.S_IMODE(kept[0].stat().st_mode) == 0o600
    assert stat.S_IMODE(kept[0].parent.stat().st_mode) == 0o700


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch):
    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    files = FolderFiles(tmp_path / "files")
    with pytest.raises(OSError, match="No space left"):
        files.put(b"one")
    assert [one for one in (tmp_path / "files").rglob("*") if one.is_file()] == []


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder beside a file that is nobody's business."""
    folder = tmp_path_factory.mktemp("house")
    (folder / "secret.key").write_bytes(b"do not read me")
    return folder / "files"


@given(st.binary(max_size=200))
def test_any_bytes_come_back_and_lie_under_their_hash(shared: Path, content: bytes):
    files = FolderFiles(shared)
    sha256 = files.put(content)
    assert files.get(sha256) == content
    (found,) = shared.rglob(sha256)
    assert hashlib.sha256(found.read_bytes()).hexdigest() == found.name


@given(
    st.text(max_size=80)
    | st.lists(st.sampled_from(["..", "/", "secret.key", "%2e", "\\", "\x00", "files"]), max_size=8).map(
        "".join
    )
)
def test_no_name_from_outside_becomes_a_path(shared: Path, name: str):
    with pytest.raises(LookupError):
        FolderFiles(shared).get(name)


def test_who_reads_while_another_writes_gets_all_of_it_or_nothing(tmp_path: Path):
    content = bytes(range(256)) * 2000
    sha256 = hashlib.sha256(content).hexdigest()
    files = FolderFiles(tmp_path / "files")

    def read(_: int) -> bytes:
        try:
            return files.get(sha256)
        except LookupError:
            return b""

    with ThreadPoolExecutor(6) as pool:
        written = [pool.submit(files.put, content) for _ in range(6)]
        seen = set(pool.map(read, range(60)))
        assert {one.result() for one in written} == {sha256}
    assert seen <= {b"", content}
    assert [one.name for one in (tmp_path / "files").rglob("*") if one.is_file()] == [sha256]
