"""Runs migrations on the connection that `engine.migrate` opened, inside its transaction."""

from __future__ import annotations

from alembic import context

from townhall.storage.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
    transaction_per_migration=False,
)
context.run_migrations()
