"""Keeps and finds: tables, archive, outbox, migrations. Decides nothing; every row carries its town."""
