"""Behind which door stands the answer to each question an archive is asked?

One unit of work on one transaction. Each question is answered by a small room of its own; this is only the
house around them, with the doors in the order of `ports.archive.Archive`.
"""

from __future__ import annotations

from townhall.storage.batches import Batches
from townhall.storage.books import Books
from townhall.storage.cases import Cases
from townhall.storage.drafts import Drafts
from townhall.storage.keeping import Keeping
from townhall.storage.listed import Lists
from townhall.storage.outside import Outside
from townhall.storage.people import People
from townhall.storage.proofs import Proofs
from townhall.storage.releases import Releases
from townhall.storage.sessions import Sessions
from townhall.storage.stranded import Stranded
from townhall.storage.tasks import Tasks
from townhall.storage.waiting import Waiting
from townhall.storage.work import Work


class SqlArchive:
    """An archive in a database; see `ports.archive.Archive` for what each of these does."""

    def __init__(self, work: Work) -> None:
        releases = Releases(work)
        self.keep_release = releases.keep_release
        self.release = releases.release
        self.publish = releases.publish
        self.publication = releases.publication
        self.publications = releases.publications
        self.towns = releases.towns

        people = People(work)
        self.add_people = people.add_people
        self.person = people.person
        self.person_by_login = people.person_by_login
        self.people_by_login = people.people_by_login
        self.password = people.password
        self.set_password = people.set_password
        self.add_holdings = people.add_holdings
        self.end_holding = people.end_holding
        self.holdings = people.holdings
        self.names = people.names
        self.appointments_version = people.appointments_version
        self.holdings_of = people.holdings_of

        sessions = Sessions(work)
        self.keep_session = sessions.keep_session
        self.session = sessions.session
        self.sessions_of = sessions.sessions_of
        self.setting = sessions.setting
        self.set_setting = sessions.set_setting
        self.next_number = sessions.next_number

        cases = Cases(work, people)
        self.case = cases.case
        self.seen_cases = cases.seen_cases
        self.cases = cases.cases
        self.events = cases.events
        self.trail = cases.trail
        self.case_ids = cases.case_ids
        self.case_count = cases.case_count
        self.kept_case = cases.kept_case
        self.stranded_cases = Stranded(work).stranded_cases

        lists = Lists(work)
        self.listed = lists.listed
        self.numbers = lists.numbers

        tasks = Tasks(work)
        self.tasks = tasks.tasks
        self.counts = Waiting(work).counts
        self.waiting = tasks.waiting

        books = Books(work)
        self.rows = books.rows
        self.entries = books.entries
        self.cells = books.cells
        self.totals = books.totals
        self.add_entries = books.add_entries
        self.booked = books.booked

        batches = Batches(work)
        self.save_batch = batches.save_batch
        self.batches = batches.batches
        self.drop_batch = batches.drop_batch
        self.save_parts = batches.save_parts
        self.parts = batches.parts

        drafts = Drafts(work, batches)
        self.save_draft = drafts.save_draft
        self.draft = drafts.draft
        self.drafts = drafts.drafts
        self.drop_draft = drafts.drop_draft
        self.add_attachment = drafts.add_attachment
        self.attachment = drafts.attachment
        self.attachments = drafts.attachments

        outside = Outside(work, cases)
        self.disclosure = outside.disclosure
        self.disclosures = outside.disclosures
        self.due_disclosures = outside.due_disclosures
        self.objections = outside.objections
        self.open_objections = outside.open_objections
        self.objected = outside.objected
        self.disclosed_case = outside.disclosed_case

        proofs = Proofs(work)
        self.keep_code = proofs.keep_code
        self.code = proofs.code
        self.keep_proof = proofs.keep_proof
        self.proof = proofs.proof
        self.end_proofs = proofs.end_proofs
        self.note_visit = proofs.note_visit
        self.visits = proofs.visits
        self.visited = proofs.visited

        self.keep = Keeping(work, cases, books, drafts, outside).keep
