"""What did a browser send of a sheet: fields, rows, and files, each kept at once?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import abort, request

from townhall.office.attaching import attach
from townhall.record.refusals import BadUpload
from townhall.web.guard import hall, visitor
from townhall.web.posts import ONE, Raw, raw
from townhall.web.speaking import say, t

Refusals = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """What was typed, with the ids of files that came along.

    `refused` says which files were not taken, and why: (name of the input, words).
    """

    raw: Raw
    refused: Refusals


def filled(owner: str) -> Filled:
    """Read the posted sheet of a draft or case (`owner` is its id) and keep the files posted with it.

    A file that cannot be taken is told of, and costs nothing else that was typed.
    """
    pairs = list(request.form.items(multi=True))
    refused: list[tuple[str, str]] = []
    for place, upload in request.files.items(multi=True):
        if not upload.filename:
            continue
        try:
            kept = attach(hall(), visitor(), owner, upload.filename, upload.read(), place)
        except BadUpload as bad:
            refused.append((place, t("draft.about", title=upload.filename, words=say(bad.say))))
            continue
        if (ONE + place, "") in pairs:
            pairs = [(name, text) for name, text in pairs if name != place]
        pairs.append((place, kept.id))
    return Filled(raw(pairs), tuple(refused))


def number(name: str) -> int:
    """A whole number that our own page put into the form; anything else is no page of ours."""
    text = request.form.get(name, "")
    if not is_number(text):
        abort(400)
    return int(text)


def is_number(text: str) -> bool:
    """Whether it is a whole number as our own pages write one; `²`, a digit to Python, is none to us."""
    return text.isascii() and text.isdigit() and len(text) < 10


def typed_texts() -> Iterator[tuple[str, str]]:
    """All that was typed, to be shown again where it could not be accepted; no passwords."""
    for name, text in request.form.items(multi=True):
        if name not in SECRET and text.strip():
            yield name, text


SECRET = frozenset({"csrf_token", "password", "old", "new", "again"})
