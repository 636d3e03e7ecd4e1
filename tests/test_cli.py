"""Does the command line do what it says, and say what to do when it cannot?"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from townhall import bootstrap
from townhall.cli import main
from townhall.settings import Settings, shipped

CHAIN = """\
chain: wayward
title: {zh: 走偏, en: Wayward}
steps:
  look: {post: vilage_director, choices: {agree: nxt}}
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Runs a command on a database of its own."""
    monkeypatch.setenv("TOWNHALL_DATABASE_URL", f"sqlite:///{tmp_path}/town.sqlite")
    monkeypatch.setenv("TOWNHALL_SECRET_KEY_FILE", str(tmp_path / "secret.key"))
    monkeypatch.setenv("TOWNHALL_FILES_DIRECTORY", str(tmp_path / "files"))
    monkeypatch.setenv("TOWNHALL_LOCALE", "zh")

    def asked(*words: str, **keys: str) -> Result:
        return CliRunner().invoke(main, list(words), **keys)

    return asked


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    folder = tmp_path / "own" / "packs" / "sanzi" / "chains"
    folder.mkdir(parents=True)
    (folder / "wayward.yaml").write_text(CHAIN, encoding="utf-8")
    return tmp_path / "own"


def test_the_shipped_definitions_are_found_good(run) -> None:
    result = run("--locale", "en", "check")
    assert result.exit_code == 0
    assert "No problems" in result.output


def test_a_broken_definition_is_told_with_its_place_and_a_way_out(run, broken: Path) -> None:
    zh, en = run("check", str(broken)), run("--locale", "en", "check", str(broken))
    assert zh.exit_code == en.exit_code == 1
    line = next(line for line in en.output.splitlines() if "vilage_director" in line)
    assert ":4:" in line
    assert "village_director" in line
    assert any("没有" in line and "village_director" in line for line in zh.output.splitlines())


def test_a_copy_of_the_whole_is_told_once_and_with_its_way_out(run, tmp_path: Path) -> None:
    shutil.copytree(shipped("definitions"), tmp_path / "mine")
    result = run("check", str(tmp_path / "mine"))
    assert result.exit_code == 1
    (line,) = result.stdout.splitlines()
    assert "TOWNHALL_DEFINITIONS_DIRECTORY" in line


def test_problems_can_be_read_by_a_program(run, broken: Path) -> None:
    found = json.loads(run("check", str(broken), "--format", "json").stdout)
    assert {"file", "line", "column", "code", "message"} == set(found[0])
    assert any(one["code"].startswith("TH2") and one["line"] == 4 for one in found)


def test_scenarios_are_played_below_a_path(run) -> None:
    result = run("--locale", "en", "test", str(shipped("definitions") / "packs" / "civil_affairs"))
    assert result.exit_code == 0
    assert "0 failed" in result.output
    assert "未通过0个" in run("test", str(shipped("definitions") / "towns" / "shuangxi")).output


def test_where_there_are_no_scenarios_it_says_where_they_stand(run) -> None:
    result = run("--locale", "en", "test", str(shipped("definitions") / "data"))
    assert result.exit_code == 1
    assert "packs/<pack>/scenarios/" in result.output


def test_scenarios_of_a_pack_nobody_adopts_are_told(run, tmp_path: Path) -> None:
    pack = tmp_path / "own" / "packs" / "lamps"
    (pack / "scenarios").mkdir(parents=True)
    (pack / "pack.yaml").write_text(
        "pack: lamps\ntitle: {zh: 路灯, en: Lamps}\nversion: 1.0.0\nformat: 1\n", encoding="utf-8"
    )
    (pack / "scenarios" / "lit.yaml").write_text(
        "scenario: lit\ntitle: {zh: 亮, en: Lit}\ntown: zhanghe\ntoday: 2026-04-08\nplay:\n  - wait: 1 day\n",
        encoding="utf-8",
    )
    result = run("--locale", "en", "test", str(tmp_path / "own"))
    assert result.exit_code == 1
    assert "the town zhanghe does not adopt the pack lamps" in result.output
    assert "towns/zhanghe/town.yaml" in result.output
    assert "没有采用业务包lamps" in run("test", str(tmp_path / "own")).output


def test_a_scenario_that_fails_is_told_with_its_line(run, tmp_path: Path) -> None:
    own = tmp_path / "own" / "packs" / "civil_affairs" / "scenarios"
    own.mkdir(parents=True)
    (own / "atlantis.yaml").write_text(
        "scenario: atlantis\ntitle: {zh: 走偏, en: Astray}\ntown: zhanghe\ntoday: 2026-04-08\n"
        "stage: stage/village_books\nplay:\n"
        "  - submit: form/temp_relief\n    by: village_clerk#7\n",
        encoding="utf-8",
    )
    result = run("--locale", "en", "test", str(tmp_path / "own"))
    assert result.exit_code == 1
    assert "packs/civil_affairs/scenarios/atlantis.yaml:7:5 atlantis: Nobody plays" in result.output
    assert "0 passed, 1 failed" in result.output


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_port_that_is_taken_is_told_in_words(run, command: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = run("--locale", "en", command, "--port", str(port))
        assert result.exit_code == 1
        assert f"Port {port} is taken" in result.output
        assert f"--port {port + 1}" in result.output
        assert f"端口{port}已被" in run(command, "--port", str(port)).output


@pytest.mark.parametrize("command", [(), *((name,) for name in sorted(main.commands))])
def test_help_speaks_the_readers_language(
    run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    chinese = run(*command, "--help").output
    english = run("--locale", "en", *command, "--help").output
    assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese)
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in english)
    assert not {"Usage:", "Options:", "Commands:", "[OPTIONS]"} & set(chinese.split())
    monkeypatch.delenv("TOWNHALL_LOCALE")
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert run(*command, "--help").output == english


def test_a_pack_that_no_town_adopts_is_named_and_is_no_problem(run, tmp_path: Path) -> None:
    pack = tmp_path / "packs" / "lamps" / "pack.yaml"
    pack.parent.mkdir(parents=True)
    pack.write_text("pack: lamps\ntitle: {zh: 路灯, en: Lamps}\nversion: 1.0.0\nformat: 1\n", "utf-8")
    told = run("--locale", "en", "check", str(tmp_path))
    assert (told.exit_code, told.stdout) == (0, "")
    assert "no town adopts lamps" in told.output
    assert "没有乡镇采用这些包：lamps" in run("check", str(tmp_path)).output
    assert "adopts" not in run("--locale", "en", "check").output


def test_one_problem_is_one_problem(run, broken: Path) -> None:
    whole = run("--locale", "en", "check", str(broken))
    count = sum(" TH" in line for line in whole.stdout.splitlines())
    assert f"{count} problem{'' if count == 1 else 's'}." in whole.output
    assert f"共{count}个问题。" in run("check", str(broken)).output


def test_schemas_for_editors(run, tmp_path: Path) -> None:
    chain = json.loads(run("schema", "chain").stdout)
    assert chain["$schema"].endswith("2020-12/schema")
    assert run("schema", "--into", str(tmp_path / "schemas")).exit_code == 0
    assert (tmp_path / "schemas" / "form.schema.json").exists()


def test_an_office_is_set_up_from_nothing(run, tmp_path: Path) -> None:
    assert run("migrate").exit_code == 0
    published = run("publish", "zhanghe", "--approved-by", "示例领导")
    assert published.exit_code == 0
    assert re.search(r"漳河镇（zhanghe）的新版定义[0-9a-f]{12}自\d{4}-\d\d-\d\d起生效。", published.output)
    staff = tmp_path / "staff.csv"
    staff.write_text(
        "login,name,phone,town,post,portfolio,unit,since,responsible_for\n"
        "clerk.201,甲,,zhanghe,village_clerk,,420802102201,2026-01-01,\n",
        encoding="utf-8",
    )
    result = run("--locale", "en", "appoint", str(staff))
    assert result.exit_code == 0, result.output
    assert "1 person added, 1 post filled" in result.output
    twice = "a-long-password\na-long-password\n"
    done = run("--locale", "en", "password", "clerk.201", input=twice)
    assert done.exit_code == 0
    assert "The password of clerk.201 is set" in done.output
    assert run("password", "nobody", input=twice).exit_code == 1
    assert run("verify").exit_code == 0
    assert run("work", "--once").exit_code == 0
    seat = ("clerk.201", "village_clerk", "420802102201")
    result = run("--locale", "en", "dismiss", *seat, "--town", "shuangxi")
    assert result.exit_code == 1
    assert "does not hold the post" in result.output
    result = run("--locale", "en", "dismiss", *seat, "--until", "2026-11-30")
    assert result.exit_code == 0, result.output
    assert "until 2026-11-30" in result.output
    again = run("--locale", "en", "dismiss", *seat, "--until", "2026-12-31")
    assert again.exit_code == 1
    assert "does not hold the post village_clerk" in again.output


def test_a_list_with_a_fault_appoints_nobody(run, tmp_path: Path) -> None:
    run("migrate")
    run("publish", "zhanghe", "--approved-by", "示例领导")
    staff = tmp_path / "staff.csv"
    staff.write_text(
        "login,name,town,post,unit,since\n"
        "clerk.201,甲,zhanghe,village_clerk,420802102201,2026-01-01\n"
        "clerk.202,乙,zhanghe,mayor,420802102202,2026-01-01\n",
        encoding="utf-8",
    )
    result = run("--locale", "en", "appoint", str(staff))
    assert result.exit_code == 1
    assert "mayor" in result.output
    assert run("password", "clerk.201", input="a-long-password\na-long-password\n").exit_code == 1


LIST = "login,name,town,post,unit,since\nclerk.201,张三,zhanghe,village_clerk,420802102201,2026-01-01\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_a_list_is_read_as_spreadsheets_write_it(run, tmp_path: Path, encoding: str) -> None:
    """A Chinese Excel writes GBK unless it is told otherwise."""
    run("migrate")
    run("publish", "zhanghe", "--approved-by", "示例领导")
    staff = tmp_path / "staff.csv"
    staff.write_bytes(LIST.replace("\n", "\r\n").encode(encoding))
    result = run("appoint", str(staff))
    assert result.exit_code == 0, result.output
    hall = bootstrap.open_hall(Settings.from_environment(os.environ))
    with hall.archive(read_only=True) as archive:
        person = archive.person_by_login("clerk.201")
    hall.close()
    assert person is not None
    assert person.name == "张三"


def test_records_kept_before_are_entered_once(run, tmp_path: Path) -> None:
    run("migrate")
    run("publish", "zhanghe", "--approved-by", "示例领导")
    accounts = tmp_path / "accounts.csv"
    accounts.write_text("单位,code,name,status\n420802102201,basic,基本户,在用\n", encoding="gbk")
    done = run("enter", "zhanghe", "account", str(accounts))
    assert (done.exit_code, "已登记1行" in done.output) == (0, True), done.output
    again = run("enter", "zhanghe", "account", str(accounts))
    assert again.exit_code == 1
    assert "第2行：420802102201/basic已在台账里" in again.output


@pytest.mark.parametrize(
    ("written", "zh", "en"),
    [
        (LIST.encode("utf-16"), "既不是UTF-8", "save it as"),
        (LIST.replace("张三", '"张三').encode(), "不是CSV表", "is no CSV list"),
    ],
)
def test_a_list_that_cannot_be_read_is_told_in_words(
    run, tmp_path: Path, written: bytes, zh: str, en: str
) -> None:
    run("migrate")
    staff = tmp_path / "staff.csv"
    staff.write_bytes(written)
    for locale, words in (("zh", zh), ("en", en)):
        result = run("--locale", locale, "appoint", str(staff))
        assert (result.exit_code, type(result.exception)) == (1, SystemExit)
        assert words in result.output


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
    return port


@pytest.mark.parametrize("command", ["migrate", "serve", "demo", "verify", "work"])
@pytest.mark.parametrize(
    ("url", "zh", "en"),
    [
        ("postgresql://clerk:hidden@/town?host={}", "打不开数据库", "cannot be opened"),
        ("mysql://clerk:hidden@host/town", "数据库是SQLite或PostgreSQL", "expected SQLite or PostgreSQL"),
    ],
)
def test_a_database_that_is_not_there_is_told_in_words(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, url: str, zh: str, en: str
) -> None:
    monkeypatch.setenv("TOWNHALL_DATABASE_URL", url.format(tmp_path))
    words = ("--port", str(free_port())) if command in ("serve", "demo") else ()
    for locale, expected in (("zh", zh), ("en", en)):
        result = run("--locale", locale, command, *words)
        assert (result.exit_code, type(result.exception)) == (1, SystemExit)
        assert expected in result.output
        assert "hidden" not in result.output
        assert len(result.output.splitlines()) < 8


def test_pages_are_not_served_under_another_key(run, tmp_path: Path) -> None:
    """Said once and in words, before any process of the server starts."""
    run("migrate")
    run("verify")
    (tmp_path / "secret.key").unlink()
    result = run("serve", "--port", str(free_port()))
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)
    assert "用别的密钥加密的" in result.output


def test_a_town_nobody_knows(run) -> None:
    run("migrate")
    result = run("--locale", "en", "publish", "atlantis", "--approved-by", "x")
    assert result.exit_code == 1
    assert "atlantis" in result.output
