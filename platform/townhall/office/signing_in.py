"""Lets people in, and out again, on every device."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from townhall.kernel.text import Text
from townhall.office.views import DeviceView
from townhall.office.visiting import Visitor, session_id
from townhall.ports.archive import Archive
from townhall.ports.hall import Hall
from townhall.record.refusals import NotFound, Refused
from townhall.record.sessions import Session

LASTS = timedelta(hours=12)
SHORTEST_PASSWORD = 10


class WrongPassword(Refused):
    """Login and password do not go together; which of the two is wrong is not told."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            Text("账号或密码不对，请重新输入。", "Login or password is wrong; please type them again.")
        )


def sign_in(hall: Hall, login: str, password: str, device: str) -> str:
    """Let somebody in; gives the secret token for the browser.

    Raises:
        WrongPassword: they do not go together.
    """
    with hall.archive(read_only=True) as archive:
        person = archive.person_by_login(login.strip())
        hashed = archive.password(person.id) if person else None
    if not hall.passwords.fits(password, hashed) or person is None:
        raise WrongPassword
    with hall.archive() as archive:
        return begin_session(hall, archive, person.id, device)


def begin_session(hall: Hall, archive: Archive, person: str, device: str) -> str:
    """Begin a session; gives its token, of which only the hash is kept."""
    token = hall.names.unguessable() + hall.names.unguessable()
    now = hall.now()
    archive.keep_session(Session(session_id(token), person, device[:200], now, now + LASTS))
    return token


def sign_out(hall: Hall, token: str) -> None:
    """End a session; ending one that is no more is harmless."""
    with hall.archive() as archive:
        session = archive.session(session_id(token))
        if session is not None:
            archive.keep_session(replace(session, revoked_at=hall.now()))


def devices(hall: Hall, visitor: Visitor) -> tuple[DeviceView, ...]:
    """One's own good sessions."""
    with hall.archive(read_only=True) as archive:
        return tuple(
            DeviceView(one.id, one.device, one.signed_in_at, one.id == visitor.session)
            for one in archive.sessions_of(visitor.person.id)
            if one.is_good(hall.now())
        )


def revoke(hall: Hall, visitor: Visitor, session: str) -> None:
    """End one of one's own sessions.

    Raises:
        NotFound: it is not one's own.
    """
    with hall.archive() as archive:
        found = archive.session(session)
        if found is None or found.person != visitor.person.id:
            raise NotFound
        archive.keep_session(replace(found, revoked_at=hall.now()))


def change_password(hall: Hall, visitor: Visitor, old: str, new: str) -> None:
    """Change one's own password; all other sessions end.

    Raises:
        WrongPassword: the old one is not right.
        Refused: the new one is too short.
    """
    _long_enough(new)
    with hall.archive() as archive:
        if not hall.passwords.fits(old, archive.password(visitor.person.id)):
            raise WrongPassword
        archive.set_password(visitor.person.id, hall.passwords.hash(new))
        for one in archive.sessions_of(visitor.person.id):
            if one.id != visitor.session and one.revoked_at is None:
                archive.keep_session(replace(one, revoked_at=hall.now()))


def reset_password(hall: Hall, login: str, new: str) -> None:
    """Set somebody's password, as the administrator at the command line; all their sessions end.

    Raises:
        NotFound: nobody has that login.
        Refused: it is too short.
    """
    _long_enough(new)
    with hall.archive() as archive:
        person = archive.person_by_login(login)
        if person is None:
            raise NotFound(Text(f"没有账号{login}。", f"Nobody has the login {login}."))
        archive.set_password(person.id, hall.passwords.hash(new))
        for one in archive.sessions_of(person.id):
            if one.revoked_at is None:
                archive.keep_session(replace(one, revoked_at=hall.now()))


def _long_enough(password: str) -> None:
    if len(password) < SHORTEST_PASSWORD:
        raise Refused(
            Text(
                f"新密码至少{SHORTEST_PASSWORD}个字符。",
                f"The new password needs at least {SHORTEST_PASSWORD} characters.",
            )
        )
