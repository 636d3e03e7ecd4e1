"""Does a message wait until it is sent, and is it sent once?"""

from dataclasses import replace

from tests.storage.builders import NOON, TOWN, later, opening
from townhall.record.sessions import Message

MESSAGE = Message("m1", TOWN, "desk", "p-lead", "A new matter", "Look at it", None, NOON)


def test_messages_wait_in_their_order(archives):
    messages = (replace(MESSAGE, id="m3", made_at=later(2)), MESSAGE, replace(MESSAGE, id="m2"))
    with archives() as archive:
        archive.keep(opening("c1", messages=messages))
    with archives() as archive:
        assert [one.id for one in archive.unsent()] == ["m1", "m2", "m3"]
        assert archive.unsent(limit=1) == (MESSAGE,)
        archive.mark_sent(["m1", "m3"], later(5))
        archive.mark_sent([], later(5))
    with archives(read_only=True) as archive:
        assert [one.id for one in archive.unsent()] == ["m2"]
