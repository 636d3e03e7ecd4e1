"""What is a device called, so that its owner recognises it in a list?"""

from __future__ import annotations

BROWSERS = (
    ("MicroMessenger", "WeChat 微信"),
    ("DingTalk", "DingTalk 钉钉"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
"""Marks of browsers, the more particular before those it also claims to be."""
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("OpenHarmony", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)
LONGEST = 60


def device_name(user_agent: str) -> str:
    """A device by its browser and system; what cannot be told is left as it calls itself.

    >>> device_name("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36")
    'Chrome · Android'
    >>> device_name("curl/8.5")
    'curl/8.5'
    """
    found = [
        next((name for mark, name in marks if mark in user_agent), None) for marks in (BROWSERS, SYSTEMS)
    ]
    told = [name for name in found if name]
    return " · ".join(told) if told else user_agent[:LONGEST] or "?"
