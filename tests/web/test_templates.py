"""Does every page render, in both languages, with nothing that the policy blocks and nothing left unsaid?"""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.gallery import SHOWN, fragment
from tests.web.pages import Page

PUBLIC = ("town", "towns", "village", "notice", "notice-over", "ledger", "ledger-empty")
FIRST_PAINT = 200_000


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return request.param


def page_of(client: FlaskClient, name: str, language: str = "zh", **cookies: str) -> Page:
    for key, value in {"language": language, **cookies}.items():
        client.set_cookie(key, value)
    answer = client.get(f"/specimen/{name}")
    assert answer.status_code == 200
    return Page(answer.text)


def size(client: FlaskClient, address: str) -> int:
    with client.get(address) as answer:
        return len(answer.data)


@pytest.mark.parametrize("name", SHOWN)
def test_a_page_renders_and_keeps_the_policy(client: FlaskClient, name: str, language: str):
    page = page_of(client, name, language)
    assert page.breaches() == []
    assert page.of("html")[0]["lang"] == ("zh-CN" if language == "zh" else "en")
    assert len(page.of("h1")) >= 1
    assert "{{" not in page.text
    assert "None" not in page.text


@pytest.mark.parametrize("name", SHOWN)
def test_no_id_stands_twice_on_a_page(client: FlaskClient, name: str):
    ids = [attributes["id"] for _, attributes in page_of(client, name).tags if "id" in attributes]
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("name", SHOWN)
def test_every_form_that_posts_carries_the_safety_mark(client: FlaskClient, name: str):
    page = page_of(client, name)
    posting = [form for form in page.of("form") if form.get("method") == "post"]
    marks = [one for one in page.of("input") if one.get("name") == "csrf_token"]
    assert len(posting) == len(marks)


@pytest.mark.parametrize("name", SHOWN)
def test_english_pages_keep_no_chinese_words_of_their_own(client: FlaskClient, name: str):
    """What stays Chinese is what the specimens hold: data, not the page's words."""
    page = page_of(client, name, "en")
    titles = " ".join(re.findall(r"<title>.*?</title>", str(page.text)))
    buttons = [one for one in page.of("button") if one.get("aria-label")]
    assert not re.search(r"[\u4e00-\u9fff]", titles)
    assert all(not re.search(r"[\u4e00-\u9fff]", str(one["aria-label"])) for one in buttons)


@pytest.mark.parametrize("name", PUBLIC)
def test_a_villager_page_needs_no_script_and_little_data(client: FlaskClient, name: str):
    page = page_of(client, name)
    assert page.of("script") == []
    addresses = [f"/specimen/{name}", *(str(link["href"]) for link in page.of("link"))]
    assert sum(size(client, address) for address in addresses) < FIRST_PAINT


def test_larger_text_is_there_on_request(client: FlaskClient):
    assert "large" not in str(page_of(client, "village").of("body")[0]["class"])
    assert "large" in str(page_of(client, "village", text_size="large").of("body")[0]["class"])


def test_the_style_sheet_stays_small(client: FlaskClient):
    assert size(client, "/static/townhall.css") <= 31 * 1024


def test_a_public_page_says_no_word_about_staff_that_are_signed_in(client: FlaskClient):
    assert "张甲一" not in page_of(client, "village").text


def test_every_complaint_stands_on_top_and_beside_its_field(client: FlaskClient):
    page = page_of(client, "draft-wrong")
    links = [str(one["href"]) for one in page.of("a") if str(one.get("href")).startswith("#f-")]
    ids = {attributes.get("id") for _, attributes in page.tags}
    assert "#f-labour-1-days" in links
    assert {link.removeprefix("#") for link in links} <= ids
    assert page.text.count("请填写金额") == 2
    assert "用工明细第2行天数：请填写整数" in page.text
    days = next(one for one in page.of("input") if one.get("id") == "f-labour-1-days")
    assert days["aria-invalid"] == "true"
    assert str(days["aria-describedby"]) in ids


def test_a_missing_countersigner_is_named_and_drawn(client: FlaskClient):
    page = page_of(client, "case")
    drawn = [str(one.get("aria-label")) for one in page.of("svg") if "petals" in str(one.get("class"))]
    assert any("已盖章：郑壬九、冯癸十" in label and "还差：陈甲二" in label for label in drawn)


def test_what_needs_no_filling_in_is_stamped_from_the_thumb(client: FlaskClient):
    stamped = [one for one in page_of(client, "case-asked").of("button") if one.get("form") == "answer"]
    assert [one["value"] for one in stamped] == ["agree"]
    assert [one for one in page_of(client, "case-opinion").of("button") if one.get("form") == "answer"] == []


def test_an_empty_page_says_how_things_get_there(client: FlaskClient):
    assert "立即出现在这里" in page_of(client, "desk-empty").text
    assert "换个词" in page_of(client, "desk-none-found").text


def test_a_file_that_is_unticked_can_be_removed(client: FlaskClient):
    page = page_of(client, "draft")
    names = [one.get("name") for one in page.of("input")]
    assert "sent:photos" in names
    assert "one:invoice" in names
    kept = [one for one in page.of("input") if one.get("name") == "photos" and one.get("type") == "checkbox"]
    assert [one["value"] for one in kept] == ["F1", "F2"]


def test_a_list_of_twenty_is_searched_rather_than_scrolled(client: FlaskClient):
    page = page_of(client, "draft")
    assert ("payee", "P-1") in {(one.get("name"), one.get("value")) for one in page.of("input")}
    assert "payee" not in [one.get("name") for one in page.of("select")]
    assert "village" in [one.get("name") for one in page.of("select")]


def test_where_more_was_found_than_is_shown_one_is_told_to_type_on(app: Flask):
    given = {"found": (("1", "甲"),), "query": "甲", "draft": "D1", "field": "payee"}
    assert "请继续输入" in fragment(app, "counter/_picks.html", is_full=True, **given)
    assert "请继续输入" not in fragment(app, "counter/_picks.html", is_full=False, **given)
