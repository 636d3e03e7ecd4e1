"""Does `townhall explain` say in both languages where a value comes from, to people and to programs?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from townhall.cli import main


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TOWNHALL_DATABASE_URL", f"sqlite:///{tmp_path}/town.sqlite")

    def asked(*words: str, locale: str = "zh") -> Result:
        return CliRunner().invoke(main, ["--locale", locale, "explain", *words])

    return asked


def test_a_param_with_its_days_its_change_and_its_floor(run):
    said = run("param/tier_2", "--town", "shuangxi", "--on", "2026-08-01")
    assert said.exit_code == 0
    assert said.output.splitlines() == [
        "param/tier_2 两委会决策起点（双喜街道）",
        "2026-08-01起作用的值：8000",
        "  自2022-01-01起 10000（试点约定），写在base/params.yaml:5:33，各业务包共用的param/tier_2",
        (
            "  自2026-07-01起 8000（双喜街道约定（示例）），写在towns/shuangxi/overlay.yaml:6:18，"
            "town/shuangxi的覆盖"
        ),
        "改动：town/shuangxi加上的（towns/shuangxi/overlay.yaml:5:3，param/tier_2/dated/2026-07-01）",
        "  因为：本街道小额支出多",
        (
            "底线：district/zhanghe_new_area规定param/tier_2不高于10000（towns/zhanghe_new_area/floor.yaml:12:3）："
            "一万元起须两委会决策，镇可更低"
        ),
    ]
    assert "2026-06-30起作用的值：10000" in run("param/tier_2", "--on", "2026-06-30").output


def test_towns_that_are_alike_are_told_together(run):
    same, other = run("param/cash_cap", locale="en").output, run("param/tier_2", locale="en").output
    assert "(Shuangxi, Zhanghe)" in same or "(Zhanghe, Shuangxi)" in same
    assert same.count("Cash limit") == 1
    assert other.count("From here the two committees decide") == 2


def test_what_was_set_says_what_was_there(run):
    said = run("chain/town_payment/steps/specialist/within", "--town", "shuangxi", locale="en").output
    assert "it is: 2 workdays" in said
    assert "it was: 1 workday (base/chains/town_payment.yaml:" in said
    assert "because: One specialist answers for twenty villages" in said


def test_a_field_says_through_which_group(run):
    said = run("form/village_fund_payment/fields/handler/required", locale="en").output
    assert "through: group/evidence (base/groups/evidence.yaml:1:8)" in said
    assert "stays, and comes no less often" in said


def test_a_whole_is_told_part_by_part(run):
    said = run("chain/town_payment/steps/legal", "--town", "shuangxi", locale="en").output
    assert "  title: Legal officer  towns/shuangxi/overlay.yaml:" in said
    assert "  post: legal_officer  towns/shuangxi/overlay.yaml:" in said


def test_a_path_that_leads_nowhere_gets_the_nearest_name(run):
    zh, en = run("param/tier2"), run("param/tier2", locale="en")
    assert zh.exit_code == en.exit_code == 1
    assert "是不是指：param/tier_2？" in zh.output
    assert "Did you mean: param/tier_2?" in en.output
    inside = run("form/village_fund_payment/fields/handlr", locale="en")
    assert "stops at 'handlr'" in inside.output
    assert "handler" in inside.output


def test_a_town_nobody_knows(run):
    said = run("param/tier_2", "--town", "atlantis", locale="en")
    assert said.exit_code == 1
    assert "There are: " in said.output


def test_a_program_gets_every_place(run):
    (found,) = json.loads(run("mask/person_name/anyone", "--town", "shuangxi", "--json").output)
    assert found["value"] == "surname_only"
    assert found["written"]["definition"] == "overlay/shuangxi"
    assert found["written"]["file"] == "towns/shuangxi/overlay.yaml"
    (change,) = found["changes"]
    assert (change["what"], change["was"], change["was_at"]["file"]) == ("set", "surname", "base/masks.yaml")
    (floor,) = found["floors"]
    assert floor["by"] == "district/zhanghe_new_area"
    dated = json.loads(run("param/tier_2", "--town", "zhanghe", "--json").output)[0]["dated"]
    assert [one["in_force"] for one in dated] == [True]


def test_definitions_of_ones_own_are_explained_too(run, tmp_path: Path):
    own = tmp_path / "own" / "packs" / "lamps"
    (own / "params").mkdir(parents=True)
    (own / "pack.yaml").write_text(
        "pack: lamps\ntitle: {zh: 路灯, en: Lamps}\nversion: 1.0.0\nformat: 1\n", encoding="utf-8"
    )
    (own / "params" / "bulbs.yaml").write_text(
        "params:\n  bulbs: {kind: integer, dated: {2026-01-01: {value: 7, source: 约定}}}\n", encoding="utf-8"
    )
    town = tmp_path / "own" / "towns" / "new"
    town.mkdir(parents=True)
    (town / "town.yaml").write_text(
        'town: new\ntitle: {zh: 新镇, en: New}\nlevel: town\ncode: "990101001"\npacks: [lamps]\n',
        encoding="utf-8",
    )
    said = run("param/bulbs", str(tmp_path / "own"), "--on", "2026-02-01", locale="en")
    assert "in force on 2026-02-01: 7" in said.output
    assert "param/bulbs of the pack lamps" in said.output
