"""Which tables does every archive have, whatever is defined?

Every row that belongs to a town carries it. Definitions are shared by all towns, and persons, sign-ins and
settings belong to the database. The tables of registers come and go with releases: see `ledgers`.
"""

from __future__ import annotations

import sqlalchemy as sa

from townhall.storage.moments import Moment

METADATA = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""A whole number that may be a row's own: SQLite gives numbers only to a column called INTEGER."""

WAITS = "is_open AND kind <> 'copy'"
COPIED = "kind = 'copy'"
"""Which tasks wait, which are copies. Spelt alike in indexes and queries: only then does an index serve."""

_IN_TURN = ("opened_at", "id")


def _id(name: str = "id") -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=True)


def _text(name: str, *more: sa.ForeignKey, empty: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, *more, nullable=empty)


def _moment(name: str, *, empty: bool = False) -> sa.Column[object]:
    return sa.Column(name, Moment, nullable=empty)


def _case(*, empty: bool = False) -> sa.Column[str]:
    return sa.Column("case_id", sa.Text, sa.ForeignKey("case.id"), nullable=empty)


def _partial(name: str, *columns: str, where: str) -> sa.Index:
    """An index over some rows only."""
    return sa.Index(name, *columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


# -- releases ------------------------------------------------------------------------------------------
definition = sa.Table("definition", METADATA, _id("hash"), _text("body"))

release = sa.Table(
    "release",
    METADATA,
    _id(),
    _text("town"),
    sa.Column("format", sa.Integer, nullable=False),
    _text("manifest"),
)

publication = sa.Table(
    "publication",
    METADATA,
    sa.Column("no", BIG, sa.Identity(), primary_key=True),
    _text("release", sa.ForeignKey("release.id")),
    _text("town"),
    sa.Column("effective_from", sa.Date, nullable=False),
    _moment("published_at"),
    _text("approved_by"),
    _text("note"),
    sa.Index(None, "town", "effective_from"),
)

register_column = sa.Table("register_column", METADATA, _id("register"), _id("name"), _text("form"))

# -- people --------------------------------------------------------------------------------------------
person = sa.Table(
    "person",
    METADATA,
    _id(),
    _text("name"),
    _text("login"),
    _text("phone"),
    _text("locale"),
    _text("password", empty=True),
    sa.Index("uq_person_login", "login", unique=True),
)

holding = sa.Table(
    "holding",
    METADATA,
    sa.Column("no", BIG, sa.Identity(), primary_key=True),
    _text("person", sa.ForeignKey("person.id")),
    _text("town"),
    _text("post"),
    _text("unit"),
    sa.Column("since", sa.Date, nullable=False),
    sa.Column("until", sa.Date),
    _text("portfolio", empty=True),
    _text("responsible_for"),
    sa.Index(None, "town", "unit"),
    sa.Index(None, "person"),
)

town_version = sa.Table(
    "town_version", METADATA, _id("town"), sa.Column("version", sa.Integer, nullable=False)
)

session = sa.Table(
    "session",
    METADATA,
    _id(),
    _text("person", sa.ForeignKey("person.id")),
    _text("device"),
    _moment("signed_in_at"),
    _moment("expires_at"),
    _moment("revoked_at", empty=True),
    sa.Index(None, "person"),
)

setting = sa.Table("setting", METADATA, _id("name"), _text("value"))

number = sa.Table(
    "number",
    METADATA,
    _id("town"),
    _id("series"),
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("last", sa.Integer, nullable=False),
)

# -- cases ---------------------------------------------------------------------------------------------
case = sa.Table(
    "case",
    METADATA,
    _id(),
    _text("town"),
    _text("form"),
    _text("release"),
    _text("matter_no"),
    _text("unit"),
    _text("initiator"),
    _text("gist"),
    _text("state"),
    sa.Column("amount", sa.BigInteger),
    _moment("opened_at"),
    _moment("ended_at", empty=True),
    _text("waits_at"),
    sa.Column("is_held", sa.Boolean, nullable=False),
    sa.Column("seq", sa.Integer, nullable=False),
    _text("filled"),
    _text("projection"),
    sa.Index(None, "town", "opened_at", "id"),
    sa.Index(None, "town", "unit", "opened_at", "id"),
    sa.Index(None, "town", "initiator", "opened_at", "id"),
    _partial("ix_case_held", "opened_at", "id", where="is_held"),
)

event = sa.Table(
    "event",
    METADATA,
    sa.Column("case_id", sa.Text, sa.ForeignKey("case.id"), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    _text("town"),
    _text("kind"),
    _text("at"),  # as text, not as a moment: its offset is part of what the hash covers
    _text("person"),
    _text("post"),
    _text("unit"),
    _text("on_behalf_of", empty=True),
    _text("body"),
    _text("before"),
    _text("hash"),
    _partial("ix_event_decided", "town", "person", "case_id", where="kind = 'decided'"),
)

task = sa.Table(
    "task",
    METADATA,
    _id(),
    _case(),
    _text("town"),
    _text("form"),
    _text("step"),
    sa.Column("round", sa.Integer, nullable=False),
    _text("kind"),
    _text("post"),
    _text("unit"),
    _text("person", empty=True),
    _moment("opened_at"),
    _moment("due", empty=True),
    sa.Column("is_open", sa.Boolean, nullable=False),
    sa.Index(None, "case_id"),
    _partial("ix_task_person", "town", "person", "case_id", where="person IS NOT NULL"),
    _partial("ix_task_seat", "town", "post", "unit", "case_id", where="person IS NULL"),
    _partial("ix_task_person_waits", "town", "person", *_IN_TURN, where=f"person IS NOT NULL AND {WAITS}"),
    _partial("ix_task_seat_waits", "town", "post", "unit", *_IN_TURN, where=f"person IS NULL AND {WAITS}"),
    _partial("ix_task_person_copied", "town", "person", *_IN_TURN, where=f"person IS NOT NULL AND {COPIED}"),
    _partial("ix_task_seat_copied", "town", "post", "unit", *_IN_TURN, where=f"person IS NULL AND {COPIED}"),
)

# -- drafts and attachments ----------------------------------------------------------------------------
draft = sa.Table(
    "draft",
    METADATA,
    _id(),
    _text("town"),
    _text("unit"),
    _text("form"),
    _text("person"),
    _text("post"),
    _text("sealed"),
    _moment("saved_at"),
    sa.Column("version", sa.Integer, nullable=False),
    _case(empty=True),
    sa.Index(None, "person", "town", "saved_at"),
)

batch = sa.Table(
    "batch",
    METADATA,
    _id(),
    _text("draft"),
    _text("person"),
    _text("sealed"),
    _moment("added_at"),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Index(None, "draft"),
)

batch_part = sa.Table(
    "batch_part",
    METADATA,
    _id("batch"),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    _text("draft"),
    _text("sealed"),
    sa.Index(None, "draft"),
)

attachment = sa.Table(
    "attachment",
    METADATA,
    _id(),
    _text("town"),
    _text("person"),
    _text("name"),
    _text("media_type"),
    sa.Column("size", sa.BigInteger, nullable=False),
    _text("sha256"),
    _moment("added_at"),
    _text("draft", empty=True),
    _case(empty=True),
    sa.Index(None, "case_id"),
    sa.Index(None, "draft"),
)

# -- outside -------------------------------------------------------------------------------------------
disclosure = sa.Table(
    "disclosure",
    METADATA,
    _id("number"),
    _text("town"),
    _text("unit"),
    _case(),
    _text("step"),
    _text("page"),
    _text("release"),
    _text("title"),
    sa.Column("opened_on", sa.Date, nullable=False),
    sa.Column("closes_on", sa.Date, nullable=False),
    sa.Column("is_open", sa.Boolean, nullable=False),
    _text("outcome", empty=True),
    sa.Column("waits", sa.Boolean, nullable=False),
    sa.Index(None, "town", "unit", "opened_on", "number"),
    _partial("ix_disclosure_due", "closes_on", "number", where="is_open"),
)

proof_code = sa.Table(
    "proof_code",
    METADATA,
    _id("town"),
    _id("person"),
    _text("unit"),
    _text("digest"),
    _text("issued_by"),
    _moment("issued_at"),
    _moment("expires_at"),
    sa.Column("of_day", sa.Integer, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    _moment("used_at", empty=True),
)

proof = sa.Table(
    "proof",
    METADATA,
    _id(),
    _text("town"),
    _text("unit"),
    _text("person"),
    _text("device"),
    _moment("proven_at"),
    _moment("seen_at"),
    _moment("known_until", empty=True),
    sa.Column("tries", sa.Integer, nullable=False),
    _moment("ended_at", empty=True),
    _partial("ix_proof_person", "town", "person", where="ended_at IS NULL"),
)

visit = sa.Table(
    "visit",
    METADATA,
    _id("town"),
    _id("unit"),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    _text("kind"),
    _text("at"),  # as text, like an event's
    _text("person"),
    _text("post"),
    _text("body"),
    _text("before"),
    _text("hash"),
)

objection = sa.Table(
    "objection",
    METADATA,
    _id(),
    _text("disclosure", sa.ForeignKey("disclosure.number")),
    _case(),
    _text("town"),
    _text("content"),
    _text("contact"),
    _moment("made_at"),
    _text("state"),
    _text("answer"),
    _text("answered_by"),
    _moment("answered_at", empty=True),
    sa.Index(None, "case_id"),
    _partial("ix_objection_open", "town", "made_at", where="state = 'open'"),
)
