"""Do attachments' bytes come back, and from nowhere but their folder?"""

import hashlib
import stat
from pathlib import Path

import pytest

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
