"""Who may sign in, what is still being filled in, and what is shown outside, in an archive in memory?"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from townhall.kernel.canonical import in_order
from townhall.ports.archive import Counts, Overtaken, PageOfUnit
from townhall.record.cases import Case
from townhall.record.disclosures import Disclosure, Objection
from townhall.record.people import Holding, Person, Sight
from townhall.record.releases import Publication, Release
from townhall.record.sessions import Session
from townhall.record.submissions import Attachment, Draft
from townhall.spec.registers import Register
from townhall.storage.memory_books import MemoryBooks
from townhall.storage.memory_cases import MemoryCases, forget_files
from townhall.storage.memory_shelves import Shelves
from townhall.storage.tasks import COUNTED


class MemoryPeople:
    """Releases, staff, sign-ins, settings and numbers, on shelves."""

    def __init__(self, shelves: Shelves, books: MemoryBooks) -> None:
        self._shelves = shelves
        self._books = books

    def keep_release(self, release: Release, registers: Iterable[Register]) -> None:
        """Keep a release and make its registers ready."""
        self._books.prepare(registers)
        for path, body in release.definitions.items():
            if release.manifest[path] not in self._shelves.definitions:
                self._shelves.definitions[release.manifest[path]] = in_order(body)
        self._shelves.releases.setdefault(release.id, replace(release, definitions={}))

    def release(self, id: str) -> Release:
        """The release of that id."""
        release, texts = self._shelves.releases[id], self._shelves.definitions
        bodies = {path: json.loads(texts[hash_]) for path, hash_ in release.manifest.items()}
        return replace(release, definitions=bodies)

    def publish(self, publication: Publication) -> None:
        """Put a kept release in force for its town from a day on."""
        if publication.release not in self._shelves.releases:
            raise LookupError(f"no release {publication.release}")
        self._shelves.publications.append(publication)

    def publication(self, town: str, day: date) -> Publication | None:
        """What is in force on a day."""
        known = [one for one in self._shelves.publications if one.town == town and one.effective_from <= day]
        # Of equals, max takes the first: so the list is turned, for the newest to win.
        return max(reversed(known), key=lambda one: (one.effective_from, one.published_at), default=None)

    def publications(self, day: date) -> tuple[Publication, ...]:
        """What is in force on a day in every town."""
        found = (self.publication(town, day) for town in self.towns())
        return tuple(one for one in found if one is not None)

    def towns(self) -> tuple[str, ...]:
        """Towns that have a release in force or to come."""
        return tuple(sorted({one.town for one in self._shelves.publications}))

    def add_people(self, people: Iterable[Person]) -> None:
        """Add staff."""
        for one in people:
            if one.id in self._shelves.people or self.person_by_login(one.login):
                raise ValueError(f"{one.login} is there already")
            self._shelves.people[one.id] = one

    def person(self, id: str) -> Person | None:
        """The person of that id."""
        return self._shelves.people.get(id)

    def person_by_login(self, login: str) -> Person | None:
        """The person with that login."""
        return next((one for one in self._shelves.people.values() if one.login == login), None)

    def people_by_login(self, logins: Collection[str]) -> Mapping[str, Person]:
        """Those of several logins whom one knows."""
        return {one.login: one for one in self._shelves.people.values() if one.login in logins}

    def password(self, person: str) -> str | None:
        """The kept argon2 hash."""
        return self._shelves.passwords.get(person)

    def set_password(self, person: str, hashed: str) -> None:
        """Keep a new argon2 hash."""
        self._shelves.passwords[person] = hashed

    def add_holdings(self, holdings: Iterable[Holding]) -> None:
        """Appoint."""
        added = list(holdings)
        self._shelves.holdings.extend(added)
        self._grow({one.town for one in added})

    def end_holding(self, holding: Holding, until: date) -> None:
        """Let a holding end on a day."""
        same = replace(holding, until=None, responsible_for=frozenset())
        self._shelves.holdings[:] = [
            replace(one, until=until)
            if replace(one, until=None, responsible_for=frozenset()) == same
            else one
            for one in self._shelves.holdings
        ]
        self._grow({holding.town})

    def _grow(self, towns: Iterable[str]) -> None:
        for town in towns:
            self._shelves.versions[town] = self.appointments_version(town) + 1

    def holdings(self, town: str) -> tuple[Holding, ...]:
        """All holdings of a town, past ones too."""
        return tuple(one for one in self._shelves.holdings if one.town == town)

    def names(self, town: str) -> Mapping[str, str]:
        """The name of every person with a holding in the town."""
        there = {one.person for one in self._shelves.holdings if one.town == town}
        return {id: one.name for id, one in self._shelves.people.items() if id in there}

    def appointments_version(self, town: str) -> int:
        """A number that grows with every appointment in the town; 0 before the first."""
        return self._shelves.versions.get(town, 0)

    def holdings_of(self, person: str) -> tuple[Holding, ...]:
        """All holdings of a person, past ones too."""
        return tuple(one for one in self._shelves.holdings if one.person == person)

    def keep_session(self, session: Session) -> None:
        """Keep a new sign-in, or one that was revoked or prolonged."""
        self._shelves.sessions[session.id] = session

    def session(self, id: str) -> Session | None:
        """The sign-in of that id."""
        return self._shelves.sessions.get(id)

    def sessions_of(self, person: str) -> tuple[Session, ...]:
        """A person's sign-ins, newest first."""
        own = [one for one in self._shelves.sessions.values() if one.person == person]
        return tuple(sorted(own, key=lambda one: (one.signed_in_at, one.id), reverse=True))

    def setting(self, name: str) -> str | None:
        """A setting of this archive."""
        return self._shelves.settings.get(name)

    def set_setting(self, name: str, value: str) -> None:
        """Keep a setting of this archive."""
        self._shelves.settings[name] = value

    def next_number(self, town: str, series: str, year: int, count: int = 1) -> int:
        """The first of so many next numbers of a series."""
        last = self._shelves.numbers.get((town, series, year), 0)
        self._shelves.numbers[town, series, year] = last + count
        return last + 1

    def numbers(self) -> Mapping[tuple[str, str, int], int]:
        """The last number of each series."""
        return dict(self._shelves.numbers)


class MemoryOutside:
    """Drafts, files, disclosures and objections, on shelves."""

    def __init__(self, shelves: Shelves, cases: MemoryCases) -> None:
        self._shelves = shelves
        self._cases = cases

    def save_draft(self, draft: Draft) -> Draft:
        """Keep a draft if nobody saved it since it was read."""
        known = self._shelves.drafts.get(draft.id)
        read = (known.version, known.person) if known else (0, draft.person)
        if (draft.version, draft.person) != read:
            raise Overtaken
        saved = replace(draft, version=draft.version + 1)
        self._shelves.drafts[draft.id] = saved
        return saved

    def draft(self, id: str, person: str) -> Draft | None:
        """One's own draft."""
        found = self._shelves.drafts.get(id)
        return found if found and found.person == person else None

    def drafts(self, person: str, town: str) -> tuple[Draft, ...]:
        """One's own drafts, newest first."""
        own = [one for one in self._shelves.drafts.values() if (one.person, one.town) == (person, town)]
        return tuple(sorted(own, key=lambda one: (one.saved_at, one.id), reverse=True))

    def drop_draft(self, id: str, person: str) -> None:
        """Forget one's own draft and the files that only it knew."""
        if self.draft(id, person):
            del self._shelves.drafts[id]
            forget_files(self._shelves, id)

    def add_attachment(self, attachment: Attachment) -> None:
        """Keep what is known of a file."""
        self._shelves.attachments[attachment.id] = attachment

    def attachment(self, id: str, sight: Sight) -> Attachment | None:
        """A file of a case that sight covers, or one's own that belongs to no case yet."""
        found = self._shelves.attachments.get(id)
        if found is None or found.town != sight.town:
            return None
        if found.case is None:
            return found if found.person == sight.person else None
        return found if self._cases.covers(sight, self._shelves.cases[found.case]) else None

    def attachments(self, ids: Collection[str], sight: Sight) -> Mapping[str, Attachment]:
        """Those of several files that a viewer may have."""
        found = (self.attachment(id, sight) for id in {*ids})
        return {one.id: one for one in found if one is not None}

    def counts(self, sight: Sight) -> Counts:
        """How much waits for the viewer."""
        return Counts(
            todo=self._cases.task_count(sight),
            copied=self._cases.task_count(sight, ("copy",)),
            drafts=min(COUNTED, len(self.drafts(sight.person or "", sight.town))),
            objections=len(self.open_objections(sight, limit=COUNTED)),
        )

    def disclosure(self, number: str) -> Disclosure | None:
        """The disclosure with that public number."""
        return self._shelves.disclosures.get(number)

    def disclosures(
        self, town: str, unit: str | None, *, open_on: date | None = None, limit: int = 50
    ) -> tuple[Disclosure, ...]:
        """A unit's disclosures, or a whole town's, newest first."""
        found = [
            one
            for one in self._shelves.disclosures.values()
            if one.town == town
            and unit in (None, one.unit)
            and (open_on is None or (one.is_open and one.opened_on <= open_on <= one.closes_on))
        ]
        return tuple(sorted(found, key=lambda one: (one.opened_on, one.number), reverse=True)[:limit])

    def due_disclosures(self, day: date) -> tuple[Disclosure, ...]:
        """Open ones whose last day has passed and that nobody objects to any more, longest overdue first."""
        disputed = {one.disclosure for one in self._shelves.objections.values() if one.state == "open"}
        due = [
            one
            for one in self._shelves.disclosures.values()
            if one.is_open and one.closes_on < day and one.number not in disputed
        ]
        return tuple(sorted(due, key=lambda one: (one.closes_on, one.number)))

    def objections(self, case: str) -> tuple[Objection, ...]:
        """What was said to a case's disclosures, oldest first."""
        return self._oldest_first(one for one in self._shelves.objections.values() if one.case == case)

    def open_objections(
        self, sight: Sight, first: Collection[PageOfUnit] = (), limit: int = 50
    ) -> tuple[Objection, ...]:
        """Unanswered ones to cases that sight covers: those against `first`, then others, oldest first."""
        found = self._oldest_first(
            one
            for one in self._shelves.objections.values()
            if one.state == "open" and self._cases.covers(sight, self._shelves.cases[one.case])
        )
        return tuple(sorted(found, key=lambda one: self._page_of(one) not in first)[:limit])

    def objected(self, sight: Sight) -> Mapping[PageOfUnit, int]:
        """How many unanswered ones there are to cases that sight covers, by page and unit."""
        return Counter(self._page_of(one) for one in self.open_objections(sight, limit=sys.maxsize))

    def _page_of(self, one: Objection) -> PageOfUnit:
        shown = self._shelves.disclosures[one.disclosure]
        return shown.release, shown.page, shown.unit

    def _oldest_first(self, found: Iterable[Objection]) -> tuple[Objection, ...]:
        return tuple(sorted(found, key=lambda one: (one.made_at, one.id)))

    def disclosed_case(self, number: str) -> Case | None:
        """The case behind a disclosure."""
        found = self.disclosure(number)
        return self._cases.disclosed(found.case) if found else None
