"""Is what a villager's first look costs small enough for a cheap phone on a slow line?"""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.fixtures_browser import PHONE
from tests.journeys.kinds import PUBLIC, kinds
from tests.journeys.town import Town

MOST = 200_000
"""Octets of everything a first look transfers, heads included, nothing of it kept from before."""


def test_a_villagers_first_look_is_light(town: Town, chromium: Browser):
    heavy = {}
    for kind in kinds(town):
        if kind.name not in PUBLIC:
            continue
        context = chromium.new_context(viewport=PHONE, is_mobile=True)
        page = context.new_page()
        loaded = []
        page.on("requestfinished", lambda request, into=loaded: into.append(request))
        page.goto(town.address + kind.path, wait_until="load")
        sizes = [one.sizes() for one in loaded]
        heavy[kind.name] = sum(one["responseBodySize"] + one["responseHeadersSize"] for one in sizes)
        context.close()
    assert set(heavy) == set(PUBLIC)
    assert {name: octets for name, octets in heavy.items() if octets > MOST} == {}
