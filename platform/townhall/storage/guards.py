"""What does the database itself refuse, whoever asks and with whatever tool?

An event is never changed or removed. An entry of a register is never removed, and the one thing that may
ever be written into it is what ended it. Statements come as plain SQL because a migration runs the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_FUNCTIONS = (
    """
    CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE OR REPLACE FUNCTION refuse_change_but_end() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.ended_by IS NULL AND NEW.ended_by IS NOT NULL
            AND to_jsonb(NEW) - 'ended_by' = to_jsonb(OLD) - 'ended_by'
        THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'an entry of % is ended, never edited', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
)


def functions(dialect: str) -> Iterator[str]:
    """What the triggers call; only PostgreSQL needs it, and once."""
    if dialect == "postgresql":
        yield from _FUNCTIONS


def for_events(dialect: str) -> Iterator[str]:
    """Keeps `event`, and `visit` of those who proved who they are, as they were written."""
    for table, of in (("event", "case_id = NEW.case_id"), ("visit", "town = NEW.town AND unit = NEW.unit")):
        if dialect == "postgresql":
            yield _postgres_trigger(
                table, "BEFORE UPDATE OR DELETE OR TRUNCATE", "STATEMENT", "refuse_change"
            )
            continue
        yield _sqlite_trigger(table, "update", f"BEFORE UPDATE ON {table}", "an event is never changed")
        yield _sqlite_trigger(table, "delete", f"BEFORE DELETE ON {table}", "an event is never removed")
        # INSERT OR REPLACE removes the old row without asking the trigger on DELETE.
        yield _sqlite_trigger(
            table,
            "replace",
            f"BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {of} AND seq = NEW.seq)",  # noqa: S608 - ours
            "an event is never replaced",
        )


def for_register(dialect: str, table: str, columns: Iterable[str], keyed: bool) -> Iterator[str]:
    """Keeps the entries of one register; to be made anew whenever the table gets more `columns`."""
    if dialect == "postgresql":
        yield _postgres_trigger(table, "BEFORE UPDATE", "ROW", "refuse_change_but_end")
        yield _postgres_trigger(table, "BEFORE DELETE OR TRUNCATE", "STATEMENT", "refuse_change")
        return
    quoted = ", ".join(f'"{one}"' for one in columns if one != "ended_by")
    yield _sqlite_trigger(
        table, "update", f'BEFORE UPDATE OF {quoted} ON "{table}"', "an entry is ended, never edited"
    )
    yield _sqlite_trigger(
        table,
        "end",
        f'BEFORE UPDATE ON "{table}" WHEN OLD.ended_by IS NOT NULL OR NEW.ended_by IS NULL',
        "an entry is ended once",
    )
    yield _sqlite_trigger(table, "delete", f'BEFORE DELETE ON "{table}"', "an entry is never removed")
    same = "entry_no = NEW.entry_no"
    if keyed:
        same += " OR (NEW.ended_by IS NULL AND town = NEW.town AND key = NEW.key AND ended_by IS NULL)"
    yield _sqlite_trigger(
        table,
        "replace",
        f'BEFORE INSERT ON "{table}" WHEN EXISTS (SELECT 1 FROM "{table}" WHERE {same})',  # noqa: S608 - ours
        "an entry is never replaced",
    )


def dropped(dialect: str, table: str) -> Iterator[str]:
    """Takes a register table's SQLite triggers away, so that they can be made anew with more columns."""
    if dialect == "sqlite":
        for name in ("update", "end", "delete", "replace"):
            yield f'DROP TRIGGER IF EXISTS "{table}_{name}"'


def _sqlite_trigger(table: str, name: str, moment: str, words: str) -> str:
    return f"CREATE TRIGGER \"{table}_{name}\" {moment} BEGIN SELECT RAISE(ABORT, '{words}'); END"


def _postgres_trigger(table: str, moment: str, each: str, function: str) -> str:
    name = f"{table}_{'_'.join(moment.lower().split()[1:])}"
    return f'CREATE TRIGGER "{name}" {moment} ON "{table}" FOR EACH {each} EXECUTE FUNCTION {function}()'
