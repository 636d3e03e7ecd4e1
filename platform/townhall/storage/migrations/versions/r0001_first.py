"""The first tables: releases, people, cases with their trail, tasks, drafts, disclosures, outbox.

What is spelt out here is what was made then; `townhall.storage.tables` says how things are now.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from townhall.storage import guards
from townhall.storage.moments import Moment

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table, and the guards over events."""
    _releases_and_people()
    _cases_and_tasks()
    _drafts_and_outside()
    dialect = op.get_bind().dialect.name
    for statement in (*guards.functions(dialect), *guards.for_events(dialect)):
        op.execute(statement)


def downgrade() -> None:
    """There is nothing before."""
    raise NotImplementedError("the first revision cannot be taken back")


def _releases_and_people() -> None:
    table(
        "definition",
        text("hash"), text("body"),
        key=("hash",),
    )  # fmt: skip
    table(
        "release",
        text("id"), text("town"), integer("format"), text("manifest"),
        key=("id",),
    )  # fmt: skip
    table(
        "publication",
        row_no("no"), text("release", to="release.id"), text("town"), day("effective_from"),
        moment("published_at"), text("approved_by"), text("note"),
        key=("no",),
    )  # fmt: skip
    index("ix_publication_town_effective_from", "publication", "town", "effective_from")
    table(
        "register_column",
        text("register"), text("name"), text("form"),
        key=("register", "name"),
    )  # fmt: skip
    table(
        "person",
        text("id"), text("name"), text("login"), text("phone"), text("locale"),
        text("password", empty=True),
        key=("id",),
    )  # fmt: skip
    op.create_index("uq_person_login", "person", ["login"], unique=True)
    table(
        "holding",
        row_no("no"), text("person", to="person.id"), text("town"), text("post"), text("unit"),
        day("since"), day("until", empty=True), text("portfolio", empty=True), text("responsible_for"),
        key=("no",),
    )  # fmt: skip
    index("ix_holding_person", "holding", "person")
    index("ix_holding_town_unit", "holding", "town", "unit")
    table(
        "town_version",
        text("town"), integer("version"),
        key=("town",),
    )  # fmt: skip
    table(
        "session",
        text("id"), text("person", to="person.id"), text("device"), moment("signed_in_at"),
        moment("expires_at"), moment("revoked_at", empty=True),
        key=("id",),
    )  # fmt: skip
    index("ix_session_person", "session", "person")
    table(
        "setting",
        text("name"), text("value"),
        key=("name",),
    )  # fmt: skip
    table(
        "number",
        text("town"), text("series"), integer("year"), integer("last"),
        key=("town", "series", "year"),
    )  # fmt: skip


def _cases_and_tasks() -> None:
    table(
        "case",
        text("id"), text("town"), text("form"), text("release"), text("matter_no"), text("unit"),
        text("initiator"), text("gist"), text("state"), big("amount", empty=True), moment("opened_at"),
        moment("ended_at", empty=True), text("waits_at"), claim("is_held"), integer("seq"), text("filled"),
        text("projection"),
        key=("id",),
    )  # fmt: skip
    index("ix_case_held", "case", "opened_at", "id", where="is_held")
    index("ix_case_town_initiator_opened_at_id", "case", "town", "initiator", "opened_at", "id")
    index("ix_case_town_opened_at_id", "case", "town", "opened_at", "id")
    index("ix_case_town_unit_opened_at_id", "case", "town", "unit", "opened_at", "id")
    table(
        "event",
        text("case_id", to="case.id"), integer("seq"), text("town"), text("kind"), text("at"),
        text("person"), text("post"), text("unit"), text("on_behalf_of", empty=True), text("body"),
        text("before"), text("hash"),
        key=("case_id", "seq"),
    )  # fmt: skip
    index("ix_event_decided", "event", "town", "person", "case_id", where="kind = 'decided'")
    table(
        "task",
        text("id"), text("case_id", to="case.id"), text("town"), text("form"), text("step"),
        integer("round"), text("kind"), text("post"), text("unit"), text("person", empty=True),
        moment("opened_at"), moment("due", empty=True), claim("is_open"),
        key=("id",),
    )  # fmt: skip
    index("ix_task_case_id", "task", "case_id")
    index("ix_task_person", "task", "town", "person", "case_id", where="person IS NOT NULL")
    index(
        "ix_task_person_copied",
        "task",
        "town",
        "person",
        "opened_at",
        "id",
        where="person IS NOT NULL AND kind = 'copy'",
    )
    index(
        "ix_task_person_waits",
        "task",
        "town",
        "person",
        "opened_at",
        "id",
        where="person IS NOT NULL AND is_open AND kind <> 'copy'",
    )
    index("ix_task_seat", "task", "town", "post", "unit", "case_id", where="person IS NULL")
    index(
        "ix_task_seat_copied",
        "task",
        "town",
        "post",
        "unit",
        "opened_at",
        "id",
        where="person IS NULL AND kind = 'copy'",
    )
    index(
        "ix_task_seat_waits",
        "task",
        "town",
        "post",
        "unit",
        "opened_at",
        "id",
        where="person IS NULL AND is_open AND kind <> 'copy'",
    )


def _drafts_and_outside() -> None:
    table(
        "draft",
        text("id"), text("town"), text("unit"), text("form"), text("person"), text("post"), text("sealed"),
        moment("saved_at"), integer("version"), text("case_id", empty=True, to="case.id"),
        key=("id",),
    )  # fmt: skip
    index("ix_draft_person_town_saved_at", "draft", "person", "town", "saved_at")
    table(
        "batch",
        text("id"), text("draft"), text("person"), text("sealed"), moment("added_at"), integer("version"),
        key=("id",),
    )  # fmt: skip
    index("ix_batch_draft", "batch", "draft")
    table(
        "batch_part",
        text("batch"), integer("number"), text("draft"), text("sealed"),
        key=("batch", "number"),
    )  # fmt: skip
    index("ix_batch_part_draft", "batch_part", "draft")
    table(
        "attachment",
        text("id"), text("town"), text("person"), text("name"), text("media_type"), big("size"),
        text("sha256"), moment("added_at"), text("draft", empty=True),
        text("case_id", empty=True, to="case.id"),
        key=("id",),
    )  # fmt: skip
    index("ix_attachment_case_id", "attachment", "case_id")
    index("ix_attachment_draft", "attachment", "draft")
    table(
        "disclosure",
        text("number"), text("town"), text("unit"), text("case_id", to="case.id"), text("step"),
        text("page"), text("release"), text("title"), day("opened_on"), day("closes_on"), claim("is_open"),
        text("outcome", empty=True), claim("waits"),
        key=("number",),
    )  # fmt: skip
    index("ix_disclosure_due", "disclosure", "closes_on", "number", where="is_open")
    index("ix_disclosure_town_unit_opened_on_number", "disclosure", "town", "unit", "opened_on", "number")
    table(
        "objection",
        text("id"), text("disclosure", to="disclosure.number"), text("case_id", to="case.id"), text("town"),
        text("content"), text("contact"), moment("made_at"), text("state"), text("answer"),
        text("answered_by"), moment("answered_at", empty=True),
        key=("id",),
    )  # fmt: skip
    index("ix_objection_case_id", "objection", "case_id")
    index("ix_objection_open", "objection", "town", "made_at", where="state = 'open'")
    table(
        "proof_code",
        text("town"), text("person"), text("unit"), text("digest"), text("issued_by"), moment("issued_at"),
        moment("expires_at"), integer("of_day"), integer("tries"), moment("used_at", empty=True),
        key=("town", "person"),
    )  # fmt: skip
    table(
        "proof",
        text("id"), text("town"), text("unit"), text("person"), text("device"), moment("proven_at"),
        moment("seen_at"), moment("known_until", empty=True), integer("tries"),
        moment("ended_at", empty=True),
        key=("id",),
    )  # fmt: skip
    index("ix_proof_person", "proof", "town", "person", where="ended_at IS NULL")
    table(
        "visit",
        text("town"), text("unit"), integer("seq"), text("kind"), text("at"), text("person"), text("post"),
        text("body"), text("before"), text("hash"),
        key=("town", "unit", "seq"),
    )  # fmt: skip


def table(name: str, *columns: sa.Column[Any], key: tuple[str, ...]) -> None:
    """A table with its primary key, and the constraints its columns carry."""
    pointing = [
        sa.ForeignKeyConstraint([one.name], [one.info["to"]], name=f"fk_{name}_{one.name}")
        for one in columns
        if "to" in one.info
    ]
    op.create_table(name, *columns, sa.PrimaryKeyConstraint(*key, name=f"pk_{name}"), *pointing)


def index(name: str, on: str, *columns: str, where: str | None = None) -> None:
    """An index, over some rows only where it says so."""
    some = None if where is None else sa.text(where)
    op.create_index(name, on, [*columns], sqlite_where=some, postgresql_where=some)


def column(name: str, kind: Any, empty: bool, to: str | None = None) -> sa.Column[Any]:
    """A column; `to` is the column of another table that it points to."""
    return sa.Column(name, kind, nullable=empty, autoincrement=False, info={} if to is None else {"to": to})


def text(name: str, to: str | None = None, empty: bool = False) -> sa.Column[Any]:
    """Text of any length."""
    return column(name, sa.Text(), empty, to)


def integer(name: str) -> sa.Column[Any]:
    """A whole number."""
    return column(name, sa.Integer(), False)


def big(name: str, empty: bool = False) -> sa.Column[Any]:
    """A whole number of 64 bits."""
    return column(name, sa.BigInteger(), empty)


def moment(name: str, empty: bool = False) -> sa.Column[Any]:
    """A moment."""
    return column(name, Moment(), empty)


def day(name: str, empty: bool = False) -> sa.Column[Any]:
    """A day."""
    return column(name, sa.Date(), empty)


def claim(name: str) -> sa.Column[Any]:
    """True or false."""
    return column(name, sa.Boolean(), False)


def row_no(name: str) -> sa.Column[Any]:
    """The number a row is given."""
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, kind, sa.Identity(), nullable=False)
