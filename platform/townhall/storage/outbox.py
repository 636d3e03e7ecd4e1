"""What is still to be sent? Kept in the same transaction as the act that caused it (transactional outbox)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from townhall.record.sessions import Message
from townhall.storage.tables import message
from townhall.storage.work import Work

_UNSENT = (
    sa.select(*message.c)  # its columns stand in the order of `Message`'s fields
    .where(message.c.sent_at.is_(None))
    .order_by(message.c.made_at, message.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)


class Outbox:
    """Messages on their way."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, messages: Iterable[Message]) -> None:
        """Put messages into the outbox."""
        rows = [
            {
                "id": one.id,
                "town": one.town,
                "channel": one.channel,
                "to": one.to,
                "subject": one.subject,
                "body": one.body,
                "case_id": one.case,
                "made_at": one.made_at,
                "sent_at": one.sent_at,
            }
            for one in messages
        ]
        self._work.add(message, rows)

    def unsent(self, limit: int = 100) -> tuple[Message, ...]:
        """Messages not yet sent, oldest first."""
        return tuple(Message(*row) for row in self._work.rows(_UNSENT, {"limit": limit}))

    def mark_sent(self, messages: Iterable[str], at: datetime) -> None:
        """Note messages as sent."""
        sent = message.update().where(message.c.id.in_([*messages]), message.c.sent_at.is_(None))
        self._work.connection.execute(sent.values(sent_at=at))
