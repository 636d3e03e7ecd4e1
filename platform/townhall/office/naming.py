"""What are a post, and a unit with its post, called on screen?"""

from __future__ import annotations

import re

from townhall.kernel.text import Text
from townhall.record.people import Seat
from townhall.spec.blueprint import Blueprint

EITHER = re.compile(r"村（(.+?)）(.+)")
"""A post of villages and communities alike: 村（社区）报账员, 村（居）委会主任."""


def seated(unit: Text, post: Text) -> Text:
    """A post at a unit, with no word said twice where the unit's name ends as the post's begins.

    >>> [
    ...     seated(Text(unit, ""), Text(post, "")).zh
    ...     for unit, post in (
    ...         ("财政所", "财政所长"),
    ...         ("刘院村", "村（社区）报账员"),
    ...         ("新设社区", "村（居）委会主任"),
    ...         ("刘院村", "理事长"),
    ...     )
    ... ]
    ['财政所长', '刘院村报账员', '新设社区居委会主任', '刘院村理事长']
    """
    return Text(unit.zh + _after(unit.zh, post.zh), f"{post.en}, {unit.en}")


def _after(unit: str, post: str) -> str:
    """What is still to be said of a post once its unit was named."""
    either = EITHER.fullmatch(post)
    if either and unit.endswith("村"):
        return either[2]
    if either:
        post = either[1] + either[2]
    return next((post[size:] for size in range(len(post), 0, -1) if unit.endswith(post[:size])), post)


def post_title(blueprint: Blueprint, seat: Seat) -> Text:
    """What a seat's post is called, with its portfolio."""
    post = blueprint.posts.get(seat.post)
    if post is None:
        return Text(seat.post, seat.post)
    for name, title in post.portfolios:
        if name == seat.portfolio:
            return Text(f"{post.title.zh}（{title.zh}）", f"{post.title.en} ({title.en})")
    return post.title
