"""The first tables: releases, people, cases with their trail, tasks, drafts, disclosures, outbox."""

from __future__ import annotations

from alembic import op

from townhall.storage import guards
from townhall.storage.tables import METADATA

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table, and the guards over events."""
    METADATA.create_all(op.get_bind())
    dialect = op.get_bind().dialect.name
    for statement in (*guards.functions(dialect), *guards.for_events(dialect)):
        op.execute(statement)


def downgrade() -> None:
    """There is nothing before."""
    raise NotImplementedError("the first revision cannot be taken back")
