"""Two towns in one database, with people at their posts and matters under way: what do the tests of the whole
application stand on?

Everything in one town carries words of its own (`Town.canaries`), so that a page that shows a word of the
wrong town, or of a matter that is none of the reader's business, gives itself away.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.fixtures_databases import DATABASES, Templates
from tests.halls import QUICK, closing, on
from tests.office.village import Village
from tests.web.pages import Page
from tests.workbooks import workbook
from townhall import bootstrap
from townhall.compiler.release import Compiled
from townhall.kernel.checksums import id_card_check
from townhall.office import (
    appointing,
    attaching,
    checking_rows,
    drafting,
    importing,
    objecting,
    signing_in,
)
from townhall.ports.hall import Hall
from townhall.ports.world import ZONE
from townhall.record.cases import Case
from townhall.record.people import Holding, Person
from townhall.rehearsal.casting import Cast
from townhall.rehearsal.files import paper
from townhall.rehearsal.playing import Production, Rehearsal, StageClock
from townhall.settings import shipped
from townhall.web.app import create_app

MORNING = datetime(2026, 4, 8, 9, 0, tzinfo=ZONE)
YESTERDAY = date(2026, 4, 7)
LONG_AGO = date(2000, 1, 1)
PASSWORD = "four plain unrelated words"
MORE_PAPERS = 40
"""So many matters the second town has seen before, so that its numbers are not those of the first."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is written in one town's matters and nowhere else."""

    tag: str
    payee: str
    id_number: str
    account: str

    @property
    def purpose(self) -> str:
        return f"{self.tag}换灯修路"

    @property
    def invoice(self) -> str:
        return f"{self.tag}-invoice"

    @property
    def booked(self) -> str:
        return f"{self.tag}已入账"

    @property
    def objection(self) -> str:
        return f"{self.tag}收入没有算全"

    @property
    def contact(self) -> str:
        return f"{self.tag}联系人"

    @property
    def draft(self) -> str:
        return f"{self.tag}草稿里的话"


def _number(born: str) -> str:
    first = f"990101{born}777"
    return first + id_card_check(first)


WORDS = {
    "zhanghe": Words("漳字暗号", "甲某某", _number("19720304"), "9901010000000077701"),
    "shuangxi": Words("双字暗号", "戊某某", _number("19810920"), "9901010000000088802"),
}
UNITS = {"zhanghe": ("420802102201", "420802102202"), "shuangxi": ("420804004207", "420804004209")}
SCENARIOS = {"zhanghe": "small_payment_is_paid", "shuangxi": "own_tier_from_july"}

ROLES: Mapping[str, str] = {
    "initiator": "village_clerk",
    "asked": "finance_group_member",
    "colleague": "finance_group_member#2",
    "ended": "finance_group_member#3",
    "same_village": "project_manager",
    "not_asked_yet": "village_director",
    "department_head": "land_head",
    "overseer": "fiscal_director",
    "answers_objections": "discipline_officer",
}


@dataclass(frozen=True, slots=True)
class Town:
    """One town of the square. `person` names who plays what, with the people from elsewhere."""

    name: str
    unit: str
    other_unit: str
    words: Words
    people: Mapping[str, str]
    payment: Case
    returned: Case
    relief: Case
    notice: str
    objection: str
    attachment: str
    draft: str
    draft_file: str
    list_draft: str
    batch: str

    def canaries(self) -> tuple[str, ...]:
        """What nobody may read who has no part in the payment under way."""
        words = self.words
        masked = words.payee[0] + "*"
        return (
            words.purpose, words.payee, masked, words.invoice, words.id_number, words.account,
            f"****{words.account[-4:]}", words.draft, self.payment.matter_no, self.payment.gist,
        )  # fmt: skip

    def secrets(self) -> tuple[str, ...]:
        """What nobody at all may read who does not handle the payment."""
        return self.words.id_number, self.words.account


@dataclass(frozen=True, slots=True)
class Square:
    """An open square: the hall, the application on it, and what stands in each town."""

    hall: Hall
    clock: StageClock
    towns: Mapping[str, Town]
    folder: Path

    def app(self, **config: Any) -> Flask:
        """The application anew, with its own counts of who did what how often."""
        app = create_app(self.hall)
        app.config.update(config)
        return app

    def token(self, person: str) -> str:
        """A sign-in of somebody, as the door would begin it."""
        with self.hall.archive() as archive:
            return signing_in.begin_session(self.hall, archive, person, "Firefox · Linux")

    def tamper(self, statement: str, values: tuple[object, ...] = ()) -> int:
        """Change the database behind the program's back, its guards taken down first, as somebody with its
        files or its password could; gives how many rows were changed.
        """
        engine = sa.create_engine(self.hall.archive.engine.url)  # type: ignore[attr-defined]
        with engine.begin() as connection:
            if engine.dialect.name == "sqlite":
                triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
                for (name,) in connection.exec_driver_sql(triggers).fetchall():
                    connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
            else:
                for name in sa.inspect(connection).get_table_names():
                    connection.exec_driver_sql(f'ALTER TABLE "{name}" DISABLE TRIGGER USER')
                statement = statement.replace("?", "%s")
            changed = connection.exec_driver_sql(statement, values).rowcount
        engine.dispose()
        return changed

    def contents(self) -> bytes:
        """Everything that whoever has the database can read: SQLite's open files as they are, what
        PostgreSQL's tables say.
        """
        engine = sa.create_engine(self.hall.archive.engine.url)  # type: ignore[attr-defined]
        if engine.dialect.name == "sqlite":
            name = Path(engine.url.database or "").name
            files = [one for one in self.folder.iterdir() if one.name.startswith(name)]
            assert len(files) > 1
            return b"".join(one.read_bytes() for one in files)
        with engine.connect() as connection:
            rows = [
                str(row[0])
                for name in sa.inspect(connection).get_table_names()
                for row in connection.exec_driver_sql(f'SELECT whole::text FROM "{name}" AS whole')
            ]
        engine.dispose()
        return "\n".join(rows).encode()


class Browser:
    """A browser at the door: it keeps cookies and sends every form with its safety mark."""

    def __init__(
        self, app: Flask, token: str | None = None, cookies: Mapping[str, str] | None = None
    ) -> None:
        self.client: FlaskClient = app.test_client()
        for name, value in (cookies or {}).items():
            self.client.set_cookie(name, value)
        self.mark = self.fresh_mark()
        if token is not None:
            self.client.set_cookie("visit", token)

    def get(self, path: str, **more: Any) -> TestResponse:
        return _whole(self.client.get(path, **more))

    def post(self, path: str, data: Mapping[str, Any] | None = None, **more: Any) -> TestResponse:
        answer = _whole(self.client.post(path, data={"csrf_token": self.mark, **(data or {})}, **more))
        if path.startswith(("/sign-", "/demo/be/", "/prove/")):
            self.mark = self.fresh_mark()
        return answer

    def fresh_mark(self) -> str:
        """The safety mark that forms carry now; coming in and going out renew it."""
        return self.client.get("/sign-in").text.partition('name="csrf_token" value="')[2].partition('"')[0]

    def press(
        self, case: str, choice: str, fields: Mapping[str, Any] | None = None, **more: str
    ) -> TestResponse:
        """Press a button of a case's page, with all that the page sends along; `more` changes some of it.

        `to="director"` is the input `case-to`; `fields` are those of the step's own sheet.
        """
        page = Page(self.get(f"/case/{case}").text)
        sent = {name: one.get("value") or "" for one in page.of("input") if (name := one.get("name") or "")}
        ours = {name: value for name, value in sent.items() if name.startswith("case-")}
        changed = {f"case-{name}": value for name, value in more.items()}
        return self.post(f"/case/{case}/decide", {**ours, "case-choice": choice, **(fields or {}), **changed})


def _whole(answer: TestResponse) -> TestResponse:
    """The answer read to its end, so that no file it came from stays open."""
    answer.get_data()
    answer.close()
    return answer


# -- how it is raised ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Raised:
    """A square that is closed, to be copied: opening a copy costs a tenth of raising one.

    `copy(folder)` gives the address of a copy of its database, for as long as the block lasts.
    """

    folder: Path
    towns: Mapping[str, Town]
    copy: Callable[[Path], AbstractContextManager[str]]


def definitions(folder: Path) -> Path:
    """A copy of the shipped definitions: both towns adopt civil affairs, so that both have notices."""
    found = folder / "definitions"
    shutil.copytree(shipped("definitions"), found)
    return found


def raise_square(url: str, folder: Path) -> Mapping[str, Town]:
    """Build a square in an empty database: migrate, publish, appoint, and play until matters are under way.

    Its key and its files lie in the folder.
    """
    told = replace(on(url, folder), definitions_directory=definitions(folder))
    bootstrap.prepare_database(told)
    with closing(replace(bootstrap.open_hall(told), passwords=QUICK)) as opened:
        towns = {}
        for name in WORDS:
            found = bootstrap.compiled(told, opened.catalog, name)
            assert found.problems == ()
            towns[name] = _Raising(opened, found, name).town()
    return towns


def open_square(raised: Raised, folder: Path) -> Square:
    """A copy of a raised square, opened; whoever opens it closes its hall, and the copy is gone."""
    folder.mkdir(exist_ok=True)
    shutil.copytree(raised.folder, folder, ignore=lambda *_: ["definitions"], dirs_exist_ok=True)
    kept = ExitStack()
    url = kept.enter_context(raised.copy(folder))
    clock = StageClock(MORNING + timedelta(hours=1))
    hall = bootstrap.open_hall(on(url, folder))
    kept.callback(hall.close)
    return Square(replace(hall, clock=clock, passwords=QUICK, close=kept.close), clock, raised.towns, folder)


class _Raising:
    """Raises one town."""

    def __init__(self, hall: Hall, found: Compiled, name: str) -> None:
        self.name, self.words = name, WORDS[name]
        self.unit, self.other_unit = UNITS[name]
        scenario = next(one for one in found.scenarios if one.name == SCENARIOS[name])
        people = {**scenario.people, "finance_group_member": 3, "civil_affairs_clerk": 2}
        production = Production(found.release, found.blueprint, found.examples, lambda: hall)  # type: ignore[arg-type]
        rehearsal = Rehearsal(
            replace(scenario, play=(), today=MORNING.date(), unit=self.unit, people=people), production
        )
        rehearsal.cast = _renamed(rehearsal.cast, name)
        rehearsal.set_up()
        self.village = Village(rehearsal)
        self.hall = rehearsal.hall

    def town(self) -> Town:
        """Everything under way."""
        self._give()
        people = {role: self.village.rehearsal.cast.holder(by) for role, by in ROLES.items() if self._has(by)}
        people["other_village"] = self._elsewhere()
        payment = self._payment()
        returned = self._returned()
        relief, notice, objection = self._relief()
        draft, draft_file = self._draft()
        list_draft, batch = self._list()
        self._dismissed()
        return Town(
            self.name, self.unit, self.other_unit, self.words, people, payment, returned, relief, notice,
            objection, payment.values["invoices"][0]["image"], draft, draft_file,  # type: ignore[index]
            list_draft, batch,
        )  # fmt: skip

    def _has(self, by: str) -> bool:
        post = by.partition("#")[0]
        return any(one.post == post for one in self.village.rehearsal.cast.holdings)

    def _give(self) -> None:
        """What the scenario's stage has not: civil affairs' books of the second town, money booked before."""
        rehearsal, office = self.village.rehearsal, f"{self.unit[:9]}-civil_affairs"
        registers = rehearsal.blueprint.registers
        if self.name == "shuangxi":
            given: dict[str, dict[str, Any]] = {
                "account": {
                    "org": office, "code": "relief", "name": "临时救助专户", "bank": "示例银行双喜支行",
                    "number": "9901010000000010072", "account_kind": "special", "status": "open",
                },
                "budget": {
                    "org": office, "fiscal_year": 2026, "line_code": "relief", "name": "临时救助",
                    "category": "relief", "source": "civil", "approved": 200000, "adjusted": 0,
                },
                "programme": {"code": "temp_relief", "name": "临时救助"},
            }  # fmt: skip
            with self.hall.archive() as archive:
                for name, row in given.items():
                    archive.add_entries(registers[name], [rehearsal._entry(registers[name], row)])
                for _ in range(MORE_PAPERS):
                    archive.next_number(self.name, "SZ-04", 2026)
        paid = {
            "org": self.unit, "account": f"{self.unit}/basic", "day": "2026-04-02", "direction": "out",
            "amount": 100, "category": "maintenance", "source": "own", "purpose": self.words.booked,
            "counterparty": self.words.payee, "counterparty_id": self.words.id_number,
            "counterparty_account": self.words.account, "method": "bank_direct",
        }  # fmt: skip
        with self.hall.archive() as archive:
            archive.add_entries(registers["fund"], [rehearsal._entry(registers["fund"], paid)])

    def _elsewhere(self) -> str:
        """The clerk of the next village."""
        id = f"{self.name}.other_clerk"
        holding = Holding(id, self.name, "village_clerk", self.other_unit, LONG_AGO)
        appointing.appoint(self.hall, [Person(id, "邻村报账员", id)], [holding])
        return id

    def _case(self) -> Case:
        return self.village.case()

    def _payment(self) -> Case:
        """A payment that waits for the finance group, of which one has stamped."""
        self.village.submit(**self._dossier(purpose=self.words.purpose))
        self.village.decide(ROLES["ended"])
        return self._case()

    def _returned(self) -> Case:
        """A payment that was sent back to its clerk."""
        number = f"{self.words.tag}退件"
        self.village.submit(**self._dossier(purpose=number, inv_no="26990000000000000091"))
        self.village.decide("finance_group_member", "return", reason=f"{number}发票不清楚")
        return self._case()

    def _relief(self) -> tuple[Case, str, str]:
        """Relief that is being published, and that somebody objects to."""
        office = f"{self.unit[:9]}-civil_affairs"
        self.village.submit(
            "form/temp_relief",
            applicant=f"{self.unit}-0001", purpose=f"{self.words.tag}手术", payee_name=self.words.payee,
            payee_id=self.words.id_number, payee_account=self.words.account,
            budget_line=f"{office}/2026/relief", pay_account=f"{office}/relief",
        )  # fmt: skip
        for by in ("civil_affairs_clerk", "civil_affairs_clerk#2"):
            self.village.decide(by, fields={"record": f"{self.words.tag}入户查看"})
        self.village.decide("civil_affairs_head")
        notice = self._case().publicities[-1].number
        objecting.object_to(self.hall, notice, self.words.objection, self.words.contact)
        with self.hall.archive(read_only=True) as archive:
            objection = archive.objections(self._case().id)[0].id
        return self._case(), notice, objection

    def _dossier(self, purpose: str, inv_no: str = "26990000000000000090") -> dict[str, Any]:
        unit, words = self.unit, self.words
        return {
            "subject": purpose, "purpose": purpose, "payee_type": "person", "payee_name": words.payee,
            "payee_id": words.id_number, "payee_account": words.account, "amount": 6800,
            "budget_line": f"{unit}/2026/maintenance", "pay_account": f"{unit}/basic",
            "handler": f"{unit}-0001-1", "witness": f"{unit}-0002-1", "acceptor": f"{unit}-0001-1",
            "invoices": [
                {
                    "inv_type": "vat_e", "inv_no": inv_no, "inv_date": date(2026, 4, 2), "face_amount": 6800,
                    "used_amount": 6800, "image": f"{words.invoice}.png",
                }
            ],
        }  # fmt: skip

    def _list(self) -> tuple[str, str]:
        """A draft with a workbook beside it, where the town has a form that takes one."""
        form = "project_joint_approval"
        if form not in self.village.rehearsal.blueprint.forms:
            return "", ""
        clerk = self.village.visitor("village_clerk")
        draft = drafting.begin(self.hall, clerk, form, self.unit)
        rows = [["项目", "单位", "数量", "单价（元）"], [self.words.draft, "米", 2, "不知道"]]
        content = workbook({"工程量清单": rows})
        batch = importing.receive(self.hall, clerk, draft, "bill", f"{self.words.draft}.xlsx", content)
        checking_rows.check_next(self.hall, clerk, draft, batch)
        return draft, batch

    def _draft(self) -> tuple[str, str]:
        """A payment that the clerk is still filling in, with a file."""
        clerk = self.village.visitor("village_clerk")
        draft = drafting.begin(self.hall, clerk, "village_fund_payment", self.unit)
        name = f"{self.words.tag}-draft.png"
        file = attaching.attach(self.hall, clerk, draft, name, paper(name)).id
        typed = {"purpose": self.words.draft, "payee_id": self.words.id_number, "photos": [file]}
        drafting.save(self.hall, clerk, draft, typed, 1)
        return draft, file

    def _dismissed(self) -> None:
        cast = self.village.rehearsal.cast
        ended = next(one for one in cast.holdings if one.person == cast.holder(ROLES["ended"]))
        appointing.dismiss(self.hall, ended, YESTERDAY)


def _renamed(found: Cast, town: str) -> Cast:
    """The same people under ids and logins that no other town has."""
    return Cast(
        tuple(replace(one, id=f"{town}.{one.id}", login=f"{town}.{one.login}") for one in found.people),
        tuple(replace(one, person=f"{town}.{one.person}") for one in found.holdings),
    )


# -- fixtures, for the conftests that import them --------------------------------------------------------


@pytest.fixture(scope="session", params=DATABASES)
def raised(
    request: pytest.FixtureRequest, templates: Templates, tmp_path_factory: pytest.TempPathFactory
) -> Raised:
    """A square to copy, raised once for each worker and each kind of database."""

    def fill(url: str) -> tuple[Path, Mapping[str, Town]]:
        folder = tmp_path_factory.mktemp("raised")
        return folder, raise_square(url, folder)

    template = templates.of(request.param, "square", fill)
    folder, towns = template.given
    return Raised(folder, towns, template.copy)


@pytest.fixture
def square(raised: Raised, tmp_path: Path) -> Iterator[Square]:
    """A square of the test's own."""
    opened = open_square(raised, tmp_path / "square")
    yield opened
    opened.hall.close()
