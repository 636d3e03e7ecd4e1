"""Does a secret ever show where it must not: in a log, an error, a file of the database, a page?"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.web.square import Browser, Raised, Square, open_square
from townhall.office import attaching, drafting, pasting, submitting
from townhall.office.own_drafts import Paper
from townhall.office.visiting import Visitor, visitor
from townhall.ports.hall import Hall
from townhall.record.entries import Want
from townhall.record.people import Sight
from townhall.record.refusals import Refused
from townhall.web.app import create_app

NUMBER, ACCOUNT = "990101196505051232", "9901010000000099911"
"""Canaries: an identity number with its right last digit, and an account, that stand nowhere else."""
CONTACT, PASSWORD = "contact-canary-13", "canary password of mine"
SECRETS = (NUMBER, ACCOUNT, CONTACT)

CHAIN = (
    ("village_director-0", "agree"), ("village_party_sec-0", "agree"), ("fiscal_specialist-0", "agree"),
    ("fiscal_auditor-0", "agree"), ("fiscal_director-0", "agree"), ("fund_accountant-0", "made"),
    ("fiscal_finance_lead-0", "released"), ("fiscal_accountant-0", "ok"),
)  # fmt: skip
"""Who carries a small payment on after the finance group."""


class Journey:
    """A payment from its draft to the ledger, with secrets in it, as browsers make it."""

    def __init__(self, square: Square) -> None:
        self.square, self.town = square, square.towns["zhanghe"]
        self.app = square.app(RATELIMIT_ENABLED=False)
        self.pages: list[tuple[str, TestResponse]] = []
        self.case = ""

    def browser(self, person: str) -> Browser:
        return Browser(self.app, self.square.token(f"zhanghe.{person}"))

    def walk(self) -> None:
        """Fill in, fail, hand in, stamp, pay; and look at everything on the way."""
        clerk = self.browser("village_clerk-0")
        sign_in(self.app, "zhanghe.village_clerk-0", PASSWORD)
        begun = clerk.post("/start/village_fund_payment", {"unit": self.town.unit})
        draft = begun.headers["Location"]
        sent = {"payee_type": "person", "payee_name": "丁某某", "payee_id": NUMBER, "payee_account": ACCOUNT}
        clerk.post(draft, {"sheet-version": "1", **sent})
        assert (
            clerk.post(f"{draft}/submit", {"sheet-version": "2", **sent, "amount": "nonsense"}).status_code
            == 422
        )
        assert clerk.post(f"{draft}/submit", {"sheet-version": "1", **sent}).status_code == 409
        self.case = handed_in(self.square, draft.rpartition("/")[2], sent)
        for member in ("finance_group_member-0", "finance_group_member-1"):
            assert self.browser(member).press(self.case, "agree").status_code == 303
        for person, choice in CHAIN:
            fields = {"bank_ref": "B20260408001"} if choice == "ok" else {}
            answer = self.browser(person).press(self.case, choice, fields)
            assert answer.status_code == 303, (person, choice, answer.text)
        nobody = Browser(self.app)
        nobody.post(f"/d/{self.town.notice}/objection", {"content": "请再核实", "contact": CONTACT})


def sign_in(app: Any, login: str, password: str) -> None:
    answer = Browser(app).post("/sign-in", {"login": login, "password": password})
    assert answer.status_code == 422


def seen(square: Square, person: str) -> Visitor:
    with square.hall.archive(read_only=True) as archive:
        found = archive.person(f"zhanghe.{person}")
        assert found is not None
        return visitor(square.hall, archive, found, "", "zhanghe")


def handed_in(square: Square, draft: str, sent: Mapping[str, Any]) -> str:
    """Fill the rest of the draft from the town's own payment and hand it in; gives the case."""
    clerk = seen(square, "village_clerk-0")
    with square.hall.archive(read_only=True) as archive:
        kept = archive.draft(draft, clerk.person.id)
        assert kept is not None
        payment = archive.case(square.towns["zhanghe"].payment.id, clerk.sight)
        assert payment is not None
        blueprint = square.hall.blueprints.of(archive, payment.release)
    mended = Paper(replace(kept, raw={}), payment, payment.release, blueprint)
    whole = mended.with_submitted(square.hall.catalog).raw
    images = [one["image"] for one in whole["invoices"]]
    invoice = {
        **whole["invoices"][0],
        "inv_no": "26990000000000000123",
        "image": copied(square, clerk, draft, images[0]),
    }
    photos = [copied(square, clerk, draft, one) for one in whole["photos"]]
    raw = {**whole, "invoices": [invoice], "photos": photos, **sent}
    answer = submitting.submit(square.hall, clerk, draft, raw, kept.version)
    assert isinstance(answer, str), answer.refused
    return answer


def copied(square: Square, clerk: Visitor, draft: str, file: str) -> str:
    view, content = attaching.fetch(square.hall, clerk, file)
    return attaching.attach(square.hall, clerk, draft, view.name, content).id


@pytest.fixture(scope="module")
def journey(raised: Raised, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Journey, list[str]]]:
    """One journey, walked while everything that is logged anywhere, at the finest, is written down."""
    told: list[str] = []
    levels = {
        name: logging.getLogger(name).level
        for name in ("", "sqlalchemy", "sqlalchemy.engine", "sqlalchemy.pool")
    }
    listener = Listener(told)
    for name in levels:
        logging.getLogger(name).setLevel(logging.DEBUG)
    logging.getLogger().addHandler(listener)
    square = open_square(raised, tmp_path_factory.mktemp("journey") / "square")
    try:
        walked = Journey(square)
        walked.walk()
        yield walked, told
    finally:
        logging.getLogger().removeHandler(listener)
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
        square.hall.close()


class Listener(logging.Handler):
    """Writes down every record as it would be printed, with the traceback of what it tells of."""

    def __init__(self, told: list[str]) -> None:
        super().__init__(logging.DEBUG)
        self.told = told

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(self.format(record) + repr(record.args))


# -- logs and errors -------------------------------------------------------------------------------------


def test_no_log_tells_a_secret_not_even_the_databases_own(journey: tuple[Journey, list[str]]):
    _, told = journey
    text = "\n".join(told)
    assert "INSERT INTO event" in text  # the database did tell what it was doing
    assert "village_fund_payment" in text  # and which rows it gave
    assert [word for word in (*SECRETS, PASSWORD) if word in text] == []


def test_no_token_of_a_sign_in_is_logged_or_kept(journey: tuple[Journey, list[str]]):
    walked, told = journey
    token = walked.square.token("zhanghe.village_clerk-0")
    Browser(walked.app, token).get("/desk")
    assert token not in "\n".join(told)
    assert token.encode() not in walked.square.contents()


class Failing:
    """Names that fail when they are asked for: an error deep inside an act."""

    def new(self) -> str:
        raise ZeroDivisionError("no more names")

    unguessable = new


def test_an_error_inside_tells_nothing_of_what_was_sent(journey: tuple[Journey, list[str]]):
    walked, told = journey
    before = len(told)
    broken: Hall = replace(walked.square.hall, names=Failing())
    app = create_app(broken)
    clerk = Browser(app, walked.square.token("zhanghe.village_clerk-0"))
    sent = {"sheet-version": "2", "payee_id": NUMBER, "payee_account": ACCOUNT}
    answer = clerk.post(f"/draft/{walked.town.draft}/submit", sent)
    assert answer.status_code in (422, 500)
    failed = Browser(app).post(
        f"/d/{walked.town.notice}/objection", {"content": "请核实", "contact": CONTACT}
    )
    assert failed.status_code == 500
    text = "\n".join(told[before:])
    assert "ZeroDivisionError" in text
    assert [word for word in SECRETS if word in text] == []


def test_no_refusal_tells_a_secret(journey: tuple[Journey, list[str]]):
    """What is raised may end in a log: neither its words nor its representation say what was typed."""
    walked, _ = journey
    hall, clerk = walked.square.hall, seen(walked.square, "village_clerk-0")
    typed = {"payee_type": "person", "payee_id": NUMBER[:-1] + "0", "payee_account": ACCOUNT + "x"}
    view = submitting.submit(hall, clerk, walked.town.draft, typed, version(walked))
    assert not isinstance(view, str)
    said = repr(view.sheet.complaints)
    assert "payee_id" in said
    assert NUMBER[:-1] not in said
    assert ACCOUNT not in said
    for attempt in (
        lambda: drafting.save(hall, clerk, walked.town.draft, typed, 999),
        lambda: pasting.paste_rows(hall, clerk, walked.town.draft, typed, 1, "nothing", ACCOUNT),
        lambda: submitting.submit(hall, clerk, "nothing", typed, 1),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        told = f"{refused.value}{refused.value!r}{refused.value.say}{refused.getrepr(style='native')}"
        assert NUMBER[:-1] not in told
        assert ACCOUNT not in told


def version(walked: Journey) -> int:
    with walked.square.hall.archive(read_only=True) as archive:
        kept = archive.draft(walked.town.draft, "zhanghe.village_clerk-0")
    assert kept is not None
    return kept.version


def test_no_record_shows_a_secret_in_its_representation(journey: tuple[Journey, list[str]]):
    walked, _ = journey
    with walked.square.hall.archive(read_only=True) as archive:
        case = archive.case(walked.case, Sight("zhanghe", None, whole=True))
        assert case is not None
        blueprint = walked.square.hall.blueprints.of(archive, case.release)
        wants = [Want("register", name, (("case", case.id),)) for name in ("fund", "budget_move")]
        rows = archive.rows("zhanghe", blueprint.registers, wants)
        objections = archive.objections(walked.town.relief.id)
        draft = archive.draft(walked.town.draft, "zhanghe.village_clerk-0")
        records = (case, archive.events(case.id), rows, objections, draft, wants)
        assert case.values is not None
        assert case.values["payee_id"].value == NUMBER
        assert CONTACT in [one.contact for one in objections]
    told = "".join(map(repr, records))
    assert walked.town.words.purpose in told
    assert [word for word in (*SECRETS, *walked.town.secrets()) if word in told] == []


# -- the database ----------------------------------------------------------------------------------------


def test_no_file_of_the_database_holds_a_secret(journey: tuple[Journey, list[str]]):
    walked, _ = journey
    found = walked.square.contents()
    assert walked.town.words.purpose.encode() in found
    for word in (*SECRETS, *walked.town.secrets(), walked.town.words.draft):
        assert word.encode() not in found, word
        assert word.encode("utf-16-le") not in found, word


def test_the_key_does_not_lie_in_the_database(square: Square):
    key = (square.folder / "secret.key").read_text(encoding="utf-8")
    lines = [line.split()[-1] for line in key.splitlines() if line and not line.startswith("#")]
    assert lines
    found = square.contents()
    assert all(one.encode() not in found for one in lines)
    assert (square.folder / "secret.key").stat().st_mode & 0o077 == 0


def test_an_identity_number_is_found_by_its_keyed_hash_and_an_account_is_not(
    journey: tuple[Journey, list[str]],
):
    walked, _ = journey
    with walked.square.hall.archive(read_only=True) as archive:
        release = archive.publication("zhanghe", walked.square.hall.today())
        assert release is not None
        registers = walked.square.hall.blueprints.of(archive, release.release).registers
        by_number = Want("register", "fund", (("counterparty_id", NUMBER),))
        found = archive.rows("zhanghe", registers, [by_number])[by_number]
        assert [one.case for one in found] == [walked.case]
        assert archive.rows("shuangxi", registers, [by_number])[by_number] == ()
        with pytest.raises(LookupError):
            archive.rows(
                "zhanghe", registers, [Want("register", "fund", (("counterparty_account", ACCOUNT),))]
            )


# -- pages -----------------------------------------------------------------------------------------------

MASKED_NUMBER, MASKED_ACCOUNT = "990101********1232", "****9911"

SEES: Mapping[str, tuple[bool, bool]] = {
    # who: (the whole identity number, the whole account)
    "village_clerk-0": (False, False),
    "project_manager-0": (False, False),
    "finance_group_member-0": (False, False),
    "village_director-0": (False, False),
    "mayor-0": (False, False),
    "discipline_officer-0": (False, False),
    "fiscal_specialist-0": (False, False),
    "fund_accountant-0": (False, True),
    "fiscal_director-0": (False, True),
    "fiscal_auditor-0": (False, True),
}


@pytest.mark.parametrize("person", SEES)
def test_each_class_of_viewer_sees_what_the_masks_say(journey: tuple[Journey, list[str]], person: str):
    walked, _ = journey
    browser = walked.browser(person)
    page = plain(browser.get(f"/case/{walked.case}"))
    number, account = SEES[person]
    assert (NUMBER in page, ACCOUNT in page) == (number, account)
    assert MASKED_NUMBER in page
    assert account or MASKED_ACCOUNT in page
    for path in ("/desk?tab=done", "/watch", f"/watch?text={NUMBER}", f"/case/{walked.case}/status"):
        told = plain(browser.get(path)).replace(f"text={NUMBER}", "").replace(f'value="{NUMBER}"', "")
        assert NUMBER not in told.replace(f"text%3D{NUMBER}", "")
        assert ACCOUNT not in told


def test_the_public_sees_neither_nor_a_part_of_either(journey: tuple[Journey, list[str]]):
    walked, _ = journey
    nobody = Browser(walked.app)
    told = ""
    for path in (
        f"/v/{walked.town.unit}", f"/v/{walked.town.unit}/income_expense",
        f"/v/{walked.town.unit}/income_expense?by=year",
        f"/d/{walked.town.notice}", "/town", f"/town/{walked.town.name}",
    ):  # fmt: skip
        told += plain(nobody.get(path))
    assert walked.town.words.purpose in told  # the payment is in the ledger now
    assert "丁*" in told
    hidden = (*SECRETS, "丁某某", "990101", MASKED_ACCOUNT, "1232", "某某", walked.town.words.objection)
    assert [word for word in hidden if word in told] == []


def plain(answer: TestResponse) -> str:
    """A page's text without the blanks that group digits."""
    return answer.text.replace(" ", "").replace("\u2009", "").replace("\u00a0", "")
