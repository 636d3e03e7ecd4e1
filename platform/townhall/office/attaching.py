"""Takes files in and hands them out again to those who may see them."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from townhall.kernel.text import Text
from townhall.office.own_drafts import own_draft, paper_of
from townhall.office.showing import FILES
from townhall.office.views import AttachmentView
from townhall.office.visiting import Visitor, asked_seat
from townhall.ports.archive import Archive
from townhall.ports.hall import Hall
from townhall.record.cases import INITIATOR
from townhall.record.moves import Move
from townhall.record.refusals import BadUpload, NotFound, NotYourTask, Refused
from townhall.record.sealing import Secret
from townhall.record.submissions import Attachment, Complaint
from townhall.spec.fields import Field, Sheet

PICTURES = ("image", "signature")
"""Kinds of fields that hold pictures only."""

TYPES: Mapping[str, tuple[str, Text]] = {
    "picture": ("image/", Text("照片（JPG、PNG、WEBP）", "a picture (JPG, PNG or WEBP)")),
    "pdf": ("application/pdf", Text("PDF", "PDF")),
    "ofd": ("application/ofd", Text("OFD", "OFD")),
    "workbook": ("application/vnd.openxmlformats-officedocument.spreadsheetml", Text("XLSX", "XLSX")),
    "document": ("application/vnd.openxmlformats-officedocument.wordprocessingml", Text("DOCX", "DOCX")),
}
"""The types of files that a field may take (`takes`): how their media types begin, what people call them."""

LARGEST = 20 * 1024 * 1024
LONGEST_NAME = 120

TAKEN: tuple[tuple[str, str, tuple[bytes, ...]], ...] = (
    (".jpg", "image/jpeg", (b"\xff\xd8\xff",)),
    (".jpeg", "image/jpeg", (b"\xff\xd8\xff",)),
    (".png", "image/png", (b"\x89PNG\r\n\x1a\n",)),
    (".webp", "image/webp", (b"RIFF",)),
    (".pdf", "application/pdf", (b"%PDF-",)),
    (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (b"PK\x03\x04",)),
    (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", (b"PK\x03\x04",)),
    (".ofd", "application/ofd", (b"PK\x03\x04",)),
)
"""What may be uploaded: ending, media type, and how such a file begins (OFD: GB/T 33190-2016)."""


def attach(
    hall: Hall,
    visitor: Visitor,
    owner: str,
    name: str,
    content: bytes,
    place: str = "",
    id: str | None = None,
) -> AttachmentView:
    """Keep a file for one's own draft, or for a case that asks one now (`owner` is the id of either).

    A returned case's mending takes files before it was ever saved: choosing one is often the first act.
    `place` is the input it was chosen in (`photos`, `invoices.0.image`), where that is known; `id` what it is
    to be called, where the sender may send it again.

    Raises:
        Refused: another file is called so.
        BadUpload: empty, too large, of another type than its name says or its field takes.
        NotFound: there is no such draft or case for this visitor.
        NotYourTask: the case asks somebody else.
    """
    name = plain_name(name)
    kind = media_type(name, content)
    with hall.archive() as archive:
        draft, case, sheets = _owner(hall, archive, visitor, owner)
        fields = [one for sheet in sheets if (one := _field_at(sheet, place)) is not None]
        wrong = [say for one in fields if (say := _why_not(one, kind)) is not None]
        if wrong and len(wrong) == len(fields):
            raise BadUpload(wrong[0])
        known = archive.attachment(id, visitor.sight) if id else None
        if known is not None:
            return _sent_again(known, content)
        kept = Attachment(
            id=id or hall.names.new(),
            town=visitor.town,
            person=visitor.person.id,
            name=name,
            media_type=kind,
            size=len(content),
            sha256=hall.files.put(content),
            added_at=hall.now(),
            draft=draft,
            case=case,
        )
        archive.add_attachment(kept)
    return AttachmentView(kept.id, kept.name, kept.media_type, kept.size)


def _sent_again(known: Attachment, content: bytes) -> AttachmentView:
    if known.sha256 != hashlib.sha256(content).hexdigest():
        raise Refused(
            Text("同一编号已收到另一个文件。", "Another file was received under the same number before.")
        )
    return AttachmentView(known.id, known.name, known.media_type, known.size)


def _owner(
    hall: Hall, archive: Archive, visitor: Visitor, id: str
) -> tuple[str | None, str | None, tuple[Sheet, ...]]:
    """The id as that of a draft, or as that of a case; and the sheets that may be filled in there."""
    draft, case = own_draft(archive, visitor, id)
    if draft is not None:
        return draft.id, None, (paper_of(hall, archive, visitor, draft, case).form.sheet,)
    if case is None or case.id != id:
        raise NotFound
    asked = [run.step for run in case.open_runs if asked_seat(visitor, run) is not None]
    if not asked:
        raise NotYourTask
    chain = hall.blueprints.of(archive, case.release).chain_of(case.form)
    return None, case.id, tuple(chain.step(path).sheet for path in asked if path != INITIATOR)


def plain_name(name: str) -> str:
    r"""A file's own name without folders and without what cannot be seen, its ending kept if it is shortened.

    >>> plain_name("C:\\photos\\invoice\r\n.jpg"), plain_name("../a.pdf")
    ('invoice.jpg', 'a.pdf')
    """
    seen = "".join(one for one in name if not unicodedata.category(one).startswith("C"))
    stem, dot, ending = PurePath(seen.replace("\\", "/")).name.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(dot + ending)]}{dot}{ending}"[-LONGEST_NAME:]


def media_type(name: str, content: bytes) -> str:
    """The type of a file, by its name and by how it begins.

    Raises:
        BadUpload: it may not be uploaded.
    """
    if not content:
        raise BadUpload(Text("文件是空的，请重新选择。", "The file is empty; choose another."))
    if len(content) > LARGEST:
        raise BadUpload(
            Text("文件超过20MB，请压缩后再传。", "The file is larger than 20 MB; make it smaller.")
        )
    for ending, kind, beginnings in TAKEN:
        if name.lower().endswith(ending):
            if content.startswith(beginnings):
                return kind
            break
    raise BadUpload(
        Text(
            "只能上传照片（JPG、PNG、WEBP）、PDF、OFD、XLSX、DOCX，且内容须与后缀一致。",
            "Only photos (JPG, PNG, WEBP), PDF, OFD, XLSX and DOCX whose content fits their name.",
        )
    )


def fetch(hall: Hall, visitor: Visitor, attachment: str) -> tuple[AttachmentView, bytes]:
    """A file that the visitor may see.

    Raises:
        NotFound: there is none.
    """
    with hall.archive(read_only=True) as archive:
        found = archive.attachment(attachment, visitor.sight)
    if found is None:
        raise NotFound
    return AttachmentView(found.id, found.name, found.media_type, found.size), hall.files.get(found.sha256)


def named_files(sheet: Sheet, written: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(place, attachment id) of every file in a written sheet."""
    for one in sheet.fields:
        if one.is_table:
            columns = [column for column in one.columns if column.kind in FILES]
            for number, row in enumerate(written.get(one.name) or () if columns else ()):
                for column in columns:
                    for id in _ids(column, row.get(column.name)):
                        yield f"{one.name}.{number}.{column.name}", id
        else:
            for id in _ids(one, written.get(one.name)):
                yield one.name, id


def _ids(one: Field, written: Any) -> Iterable[str]:
    plain = written.value if isinstance(written, Secret) else written
    if one.kind not in FILES or not plain:
        return ()
    return plain if isinstance(plain, list | tuple) else (plain,)


def known_files(
    archive: Archive, visitor: Visitor, named: Iterable[tuple[str, str]]
) -> Mapping[str, Attachment]:
    """What is known of the files that are named, of those that the visitor may see; asked once for all."""
    return archive.attachments({id for _, id in named}, visitor.sight)


def file_views(
    archive: Archive, visitor: Visitor, named: Iterable[tuple[str, str]]
) -> Mapping[str, AttachmentView]:
    """What a reader is shown of the files that are named, by id; of those that the visitor may see."""
    known = known_files(archive, visitor, named)
    return {id: AttachmentView(one.id, one.name, one.media_type, one.size) for id, one in known.items()}


def strangers(
    known: Mapping[str, Attachment], files: Iterable[tuple[str, str]], draft: str | None, case: str | None
) -> tuple[Complaint, ...]:
    """Complaints about named files that belong neither to the draft nor to the case."""
    found = []
    for place, id in files:
        one = known.get(id)
        owned = one is not None and (
            (one.draft == draft and draft is not None) or (one.case == case and case is not None)
        )
        if not owned:
            found.append(
                Complaint(
                    place, Text("没有收到这个文件，请重新上传", "This file did not arrive; upload it again")
                )
            )
    return tuple(found)


def no_pictures(
    known: Mapping[str, Attachment], sheet: Sheet, files: Iterable[tuple[str, str]]
) -> tuple[Complaint, ...]:
    """Complaints about files of types that their fields do not take."""
    found = []
    for place, id in files:
        field, one = _field_at(sheet, place), known.get(id)
        say = _why_not(field, one.media_type) if field is not None and one is not None else None
        if say is not None:
            found.append(Complaint(place, say))
    return tuple(found)


def _field_at(sheet: Sheet, place: str) -> Field | None:
    """The field whose input stands at a place."""
    name, _, column = place.partition(".")
    field = sheet.field(name)
    return field.column(column.rpartition(".")[2]) if field is not None and field.is_table else field


def _why_not(field: Field, media_type: str) -> Text | None:
    """Why a field does not take a file of that type; None where it does."""
    takes = ("picture",) if field.kind in PICTURES else tuple(field.settings.get("takes") or TYPES)
    if any(media_type.startswith(TYPES[one][0]) for one in takes):
        return None
    named = [TYPES[one][1] for one in takes]
    return Text(
        f"请上传{'、'.join(one.zh for one in named)}",
        f"Upload a file of another type: {', '.join(one.en for one in named)}",
    )


def vouched(known: Mapping[str, Attachment], move: Move) -> Move:
    """The move, its first event telling the hash of every file it brings: so the trail vouches for them."""
    files = {id: known[id].sha256 for id in move.attachments if id in known}
    if not files:
        return move
    first, *rest = move.events
    return replace(move, events=(replace(first, body={**first.body, "files": files}), *rest))
