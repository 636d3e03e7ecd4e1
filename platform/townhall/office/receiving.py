"""Takes in what was filled in without a network: each sheet once, however often a phone sends it.

A phone numbers each sheet by itself. The event that hands the sheet in names that id, so whoever sends it
again is told that it was received; and what comes too late is refused in words and stays on the phone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from townhall.kernel.canonical import content_hash
from townhall.kernel.text import Text
from townhall.office.attaching import attach
from townhall.office.insisting import insisting
from townhall.office.own_drafts import own_draft, own_paper
from townhall.office.submitting import submitted
from townhall.office.views import AttachmentView, DraftView
from townhall.office.views.away import Receipt, SentNote
from townhall.office.visiting import Visitor
from townhall.ports.archive import Archive
from townhall.ports.hall import Hall
from townhall.ports.world import ZONE
from townhall.record.cases import Case
from townhall.record.refusals import NotFound, Refused, Stale
from townhall.record.trail import Event
from townhall.spec.fields import Sheet

HANDED_IN = ("submitted", "resubmitted")
NOTE = "away"
"""Under which key an event that hands in tells how the sheet came."""

GONE = Text(
    "这张表已不由您填写：可能已撤销，或已改由他人填写。",
    "This sheet is no longer yours to fill in: it was taken back, or somebody else is asked now.",
)
OTHER_CONTENT = Text(
    "同一编号的表此前已收到，内容与这次不同，所以没有采用这次的内容。",
    "A sheet of this number was received before, with other content; what came now was not taken.",
)


@dataclass(frozen=True, slots=True)
class SentSheet:
    """A sheet as a phone sends it.

    `id` was made on the phone, `release` is what its page was drawn from, `version` the draft's when it was.
    `filled_at` and `sent_at` tell the device's own clock; `accuracy`: metres, by field. `is_over`: the sender
    knows that the draft was changed elsewhere and wants this to count.
    """

    id: str
    draft: str
    raw: Mapping[str, Any] = field(repr=False)
    version: int
    release: str
    filled_at: datetime
    sent_at: datetime
    accuracy: Mapping[str, int] = field(default_factory=dict)
    is_over: bool = False

    @property
    def digest(self) -> str:
        """What tells this content from any other."""
        return content_hash({"draft": self.draft, "raw": self.raw, "filled_at": self.filled_at.isoformat()})


class TooLate(Stale):
    """The sheet is no longer waited for; it stays on the phone, which may keep it as a file."""


def receive(hall: Hall, visitor: Visitor, sent: SentSheet) -> Receipt | DraftView:
    """Hand in a sheet that was filled in without a network, once; or give its draft with all that is wrong.

    What is wrong costs nothing: the draft keeps all that was typed, and its files.

    Raises:
        TooLate: it is not waited for any more; the words say why.
        SavedElsewhere: the draft was changed elsewhere since the sheet was taken along.
        Refused: other content came under the same id before, or the form has lost fields since.
        NotAllowed: the visitor no longer holds the post.
    """

    def received() -> Receipt | DraftView:
        with hall.archive() as archive:
            return _received(hall, archive, visitor, sent)

    return insisting(received)


def _received(hall: Hall, archive: Archive, visitor: Visitor, sent: SentSheet) -> Receipt | DraftView:
    known = _known(archive, visitor, sent)
    if known is not None:
        return known
    try:
        paper = own_paper(hall, archive, visitor, sent.draft)
    except NotFound:
        raise _too_late(hall, archive, visitor, sent.draft) from None
    if not paper.form.works_offline:
        raise NotFound
    if paper.release != sent.release:
        _keeps_all(paper.form.sheet, sent.raw)
    before = paper.draft
    is_same = all(before.raw.get(name) == value for name, value in sent.raw.items())
    version = before.version if is_same or sent.is_over else sent.version
    answer = submitted(hall, archive, visitor, sent.draft, sent.raw, version, {NOTE: _note(sent)})
    if isinstance(answer, DraftView):
        return answer
    case = archive.case(answer, visitor.sight)
    return Receipt(answer, case.matter_no if case else "", hall.now(), is_again=False)


def _known(archive: Archive, visitor: Visitor, sent: SentSheet) -> Receipt | None:
    """What is known of a sheet of this id; None where none came yet.

    Raises:
        Refused: it came with other content.
    """
    case = archive.case(sent.draft.partition(".")[0], visitor.sight)
    for event in _handed_in(archive, case) if case else ():
        note = event.body.get(NOTE) or {}
        if case is None or note.get("sheet") != sent.id or event.actor.person != visitor.person.id:
            continue
        if note["digest"] != sent.digest:
            raise Refused(OTHER_CONTENT)
        return Receipt(case.id, case.matter_no, event.at, is_again=True)
    return None


def _handed_in(archive: Archive, case: Case) -> tuple[Event, ...]:
    return tuple(one for one in archive.events(case.id) if one.kind in HANDED_IN)


def _note(sent: SentSheet) -> dict[str, Any]:
    return {
        "sheet": sent.id,
        "digest": sent.digest,
        "filled_at": sent.filled_at.isoformat(),
        "sent_at": sent.sent_at.isoformat(),
        "accuracy": dict(sent.accuracy),
    }


def _too_late(hall: Hall, archive: Archive, visitor: Visitor, draft: str) -> TooLate:
    """Why a sheet is no longer waited for."""
    case = archive.case(draft.partition(".")[0], visitor.sight)
    if case is None:
        return TooLate(GONE)
    if case.state == "withdrawn":
        return TooLate(
            Text(f"此件（{case.matter_no}）已撤回。", f"This matter ({case.matter_no}) was withdrawn.")
        )
    before = _handed_in(archive, case)
    if not before:
        return TooLate(GONE)
    blueprint = hall.blueprints.of(archive, case.release)
    last = before[-1]
    name = hall.seatings.of(archive, blueprint, hall.today()).name(last.actor.person)
    at = last.at.strftime("%Y-%m-%d %H:%M")
    return TooLate(
        Text(
            f"此件（{case.matter_no}）已由{name}于{at}提交，这一份没有采用。",
            f"{name} handed this matter ({case.matter_no}) in at {at}; this copy was not taken.",
        )
    )


def _keeps_all(sheet: Sheet, raw: Mapping[str, Any]) -> None:
    """Refuse what would lose words: fields that the form of today has not.

    Raises:
        Refused: the form has lost some of the fields that were filled in.
    """
    lost = [name for name, value in raw.items() if value and sheet.field(name) is None]
    for one in sheet.fields:
        rows = raw.get(one.name) if one.is_table else None
        for row in rows if isinstance(rows, list) else ():
            lost += [f"{one.name}.{name}" for name, cell in row.items() if cell and one.column(name) is None]
    if lost:
        named = ", ".join(dict.fromkeys(lost))
        raise Refused(
            Text(
                f"表单在您外出期间改过，没有这些栏目了：{named}。请先把这一份存成文件，再打开新表填写。",
                f"The form was changed while you were away and has lost: {named}. Save this one to a file,"
                " then open the new form.",
            )
        )


def take_file(
    hall: Hall, visitor: Visitor, draft: str, sent_as: str, name: str, content: bytes, place: str
) -> AttachmentView:
    """Keep one file of a sheet; `sent_as` is the id that the phone gave it: sent again, it is the same file.

    Raises:
        BadUpload: empty, too large, of another type than its name says or its field takes.
        TooLate: the sheet is no longer waited for.
        Refused: another file came under the same id.
    """
    with hall.archive(read_only=True) as archive:
        found, _ = own_draft(archive, visitor, draft)
        if found is None:
            raise _too_late(hall, archive, visitor, draft)
    id = "f" + content_hash([draft, visitor.person.id, sent_as])[:31]
    return attach(hall, visitor, draft, name, content, place, id)


def sent_note(archive: Archive, case: Case) -> SentNote | None:
    """How the sheet of a case came, if it was filled in without a network."""
    handed_in = _handed_in(archive, case)
    last = handed_in[-1] if handed_in else None
    note = last.body.get(NOTE) if last else None
    if last is None or not note:
        return None
    return SentNote(
        filled_at=datetime.fromisoformat(note["filled_at"]).astimezone(ZONE),
        sent_at=datetime.fromisoformat(note["sent_at"]).astimezone(ZONE),
        received_at=last.at,
        accuracy=note["accuracy"],
    )
