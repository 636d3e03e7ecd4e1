"""Is a device called so that its owner recognises it, whatever it says of itself?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townhall.web.devices import LONGEST, device_name

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            f"Mozilla/5.0 (Linux; Android 14; V2) {WEBKIT} Chrome/130.0 Mobile Safari/537.36",
            "Chrome · Android",
        ),
        (f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/130.0 Safari/537.36 Edg/130.0", "Edge · Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox · Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605 MicroMessenger/8.0",
            "WeChat 微信 · iPhone",
        ),
        (f"Mozilla/5.0 (Phone; OpenHarmony 5.0) {WEBKIT} Chrome/114.0", "Chrome · HarmonyOS"),
        ("curl/8.5", "curl/8.5"),
        ("", "?"),
    ],
)
def test_a_device_is_its_browser_and_its_system(agent: str, name: str):
    assert device_name(agent) == name


@given(st.text(max_size=400))
def test_whatever_it_says_a_name_is_short_and_never_empty(agent: str):
    assert 1 <= len(device_name(agent)) <= LONGEST
