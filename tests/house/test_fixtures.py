"""Do the shared fixtures keep their promises: a database of one's own, a browser deaf to the internet?"""

import psycopg2
import pytest
from playwright.sync_api import BrowserContext, Error
from sqlalchemy import create_engine, make_url, text


def test_a_fresh_database_is_empty_and_not_the_shared_one(fresh_postgres_url, postgres_url):
    assert make_url(fresh_postgres_url).database != make_url(postgres_url).database
    engine = create_engine(fresh_postgres_url)
    try:
        with engine.connect() as connection:
            tables = connection.execute(
                text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
            ).scalar_one()
    finally:
        engine.dispose()
    assert tables == 0


def test_a_database_is_gone_after_its_block(postgres_cluster):
    with postgres_cluster.database() as url:
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        psycopg2.connect(plain).close()
    with pytest.raises(psycopg2.OperationalError, match="does not exist"):
        psycopg2.connect(plain)


def test_the_browser_draws_chinese_and_hears_no_other_host(desk: BrowserContext):
    page = desk.new_page()
    page.set_content("<p>漳河镇 䶮 𠮷</p>")
    assert page.inner_text("p") == "漳河镇 䶮 𠮷"
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://example.org/")


def test_a_phone_is_narrow_and_a_desk_is_wide(desk: BrowserContext, phone: BrowserContext):
    assert (inner_width(phone), inner_width(desk)) == (390, 1280)


def inner_width(context: BrowserContext) -> int:
    page = context.new_page()
    page.set_content("<meta name='viewport' content='width=device-width'>")
    return page.evaluate("window.innerWidth")


def test_axe_runs_in_a_page(desk: BrowserContext, axe_script: str):
    page = desk.new_page()
    page.set_content("<html lang='zh'><title>甲</title><main><h1>甲</h1><img src='data:,'></main></html>")
    page.evaluate(axe_script)
    found = page.evaluate("async () => (await axe.run()).violations.map(each => each.id)")
    assert "image-alt" in found
