"""Small definitions made by hand, without the compiler: a town, its people, a form, registers and chains."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

from tests.plugins.built_in import built_in
from townhall.kernel.expressions import Formula, parse, template
from townhall.kernel.marks import NOWHERE
from townhall.kernel.text import NO_TEXT, Text
from townhall.kernel.values import Duration
from townhall.kernel.workdays import WEEKDAYS, Calendar
from townhall.record.people import Holding
from townhall.spec.blueprint import Blueprint
from townhall.spec.catalog import Catalog
from townhall.spec.chains import Candidate, Chain, Choice, PostReference, Step
from townhall.spec.fields import Demand, Fact, Field, Option, Say, Section, Setting, Sheet
from townhall.spec.forms import Effect, Form, Start
from townhall.spec.hooks import Hook
from townhall.spec.pages import Page
from townhall.spec.params import DatedValue, Param
from townhall.spec.registers import Register
from townhall.spec.towns import Post, Town, Unit

BEIJING = timezone(timedelta(hours=8))
NOW = datetime(2026, 4, 8, 9, 30, tzinfo=BEIJING)
TODAY = NOW.date()


def catalog() -> Catalog:
    """The kinds, masks and functions that come with the house."""
    return built_in()


def text(words: str) -> Text:
    return Text(words, words)


def formula(source: str) -> Formula:
    return parse(source, NOWHERE)


# -- the town --------------------------------------------------------------------------------------------

CITY, DISTRICT, TOWN = "420800000000", "420899000000", "420899101000"
VILLAGE, OTHER_VILLAGE, HOME = "420899101201", "420899101202", "420899101201F"
FISCAL, RURAL, DISCIPLINE = "420899101-fiscal", "420899101-rural", "420899101-discipline"
TREASURY = "420899-finance"

TOWN_UNITS = (
    Unit(CITY, "city", text("市")),
    Unit(DISTRICT, "district", text("区"), CITY),
    Unit(TREASURY, "district_finance", text("区财政局"), DISTRICT),
    Unit(TOWN, "town", text("镇"), DISTRICT),
    Unit(FISCAL, "fiscal_office", text("财政所"), TOWN),
    Unit(RURAL, "rural_mgmt", text("经管站"), TOWN),
    Unit(DISCIPLINE, "discipline", text("纪委"), TOWN),
    Unit(VILLAGE, "village", Text("甲村", "First village"), TOWN),
    Unit(OTHER_VILLAGE, "village", Text("乙村", "Second village"), TOWN),
    Unit(HOME, "welfare_home", text("福利院"), TOWN),
)
HOME_TOWN = Town("home", text("镇"), "420899101", "town", "district/home", TOWN_UNITS)


def _post(name: str, *at: str, **more: Any) -> Post:
    return Post(name, text(name), at, **more)


POSTS = {
    post.name: post
    for post in (
        _post("clerk", "village"),
        _post("member", "village", "fiscal_office"),
        _post("director", "village", superior="secretary"),
        _post("secretary", "village", superior="leader.finance"),
        _post("specialist", "fiscal_office", superior="head", responsible_for=("village",), sees="town"),
        _post("auditor", "fiscal_office", superior="lead"),
        _post("cashier", "fiscal_office", superior="lead", pays=True),
        _post("lead", "fiscal_office", superior="head"),
        _post("head", "fiscal_office", superior="leader.finance"),
        _post("rural", "rural_mgmt", superior="leader.agri"),
        _post("leader", "town", portfolios=(("finance", NO_TEXT), ("agri", NO_TEXT)), superior="mayor"),
        _post("mayor", "town", sees="town"),
        _post("observer", "discipline"),
        _post("treasurer", "district_finance", sees="district"),
        _post("vacant", "village", superior="vacant_above"),
        _post("vacant_above", "town", superior="mayor"),
        _post("nowhere", "harbour"),
    )
}
"""Nobody holds `vacant` and `vacant_above`; `nowhere` exists at no unit of the town."""


def held(person: str, post: str, unit: str, **more: Any) -> Holding:
    name, _, portfolio = post.partition(".")
    return Holding(person, "home", name, unit, date(2020, 1, 1), portfolio=portfolio or None, **more)


HOLDINGS = (
    held("clerk", "clerk", VILLAGE),
    held("member1", "member", VILLAGE),
    held("member2", "member", VILLAGE),
    held("member3", "member", VILLAGE),
    held("director", "director", VILLAGE),
    held("secretary", "secretary", VILLAGE),
    held("specialist", "specialist", FISCAL, responsible_for=frozenset({VILLAGE})),
    held("specialist2", "specialist", FISCAL, responsible_for=frozenset({OTHER_VILLAGE})),
    held("auditor", "auditor", FISCAL),
    held("cashier", "cashier", FISCAL),
    held("lead", "lead", FISCAL),
    held("head", "head", FISCAL),
    held("rural", "rural", RURAL),
    held("finance_leader", "leader.finance", TOWN),
    held("agri_leader", "leader.agri", TOWN),
    held("mayor", "mayor", TOWN),
    held("observer", "observer", DISCIPLINE),
    held("treasurer", "treasurer", TREASURY),
)
"""Persons are called as their posts are."""


def without(*persons: str) -> tuple[Holding, ...]:
    """The usual holdings without those of some persons."""
    return tuple(one for one in HOLDINGS if one.person not in persons)


# -- fields ----------------------------------------------------------------------------------------------

_CLAIMS = ("required", "shown", "calculated", "minimum", "maximum", "where")


def field(name: str, kind: str = "text", **more: Any) -> Field:
    """A field; text given for a formula is read as one, and a default that starts with `=`."""
    for key in _CLAIMS:
        if isinstance(more.get(key), str):
            more[key] = formula(more[key])
    if "default" in more:
        more["default"] = setting(more["default"])
    if "options" in more:
        more["options"] = tuple(
            Option(one, Text(f"{one}(中)", one.capitalize())) if isinstance(one, str) else one
            for one in more["options"]
        )
    return Field(name, kind, text(name), **more)


def setting(written: Any) -> Setting:
    found: Setting = written
    return formula(written[1:]) if isinstance(written, str) and written.startswith("=") else found


def sheet(*fields: Field, facts: Iterable[Fact] = (), must: Iterable[Demand] = ()) -> Sheet:
    sections = (Section("main", NO_TEXT, fields),) if fields else ()
    return Sheet(sections, tuple(facts), tuple(must))


def demand(name: str, that: str, say: str = "", when: str | None = None, **more: Any) -> Demand:
    words = template(say or name, NOWHERE)
    return Demand(name, formula(that), Say(words, words), formula(when) if when else None, **more)


def fact(name: str, register: str, where: str | None = None, past: str | None = None, **match: str) -> Fact:
    """A look-up of a register; keyword arguments pair their columns with our formulas."""
    return Fact(
        name,
        "register",
        register,
        tuple((column, formula(ours)) for column, ours in match.items()),
        formula(where) if where else None,
        formula(past) if past else None,
    )


# -- chains ----------------------------------------------------------------------------------------------

AGREE = {"agree": "next", "return": "initiator", "refuse": "refused"}


def reference(post: str) -> PostReference:
    name, _, portfolio = post.partition(".")
    return PostReference(name, portfolio or None)


def _step(name: str, verb: Any, choices: Mapping[str, str], more: dict[str, Any]) -> Step:
    for key in ("when", "person", "of", "open_for", "within"):
        if isinstance(more.get(key), str):
            more[key] = formula(more[key])
    if isinstance(more.get("at_least"), str):
        more["at_least"] = formula(more["at_least"])
    ways = tuple(Choice(one, text(one), leads) for one, leads in choices.items())
    return Step(name, name, text(name), verb, choices=ways, **more)


def post(name: str, *posts: str, choices: Mapping[str, str] = AGREE, **more: Any) -> Step:
    """A step for the holders of posts; called as its post where none is named."""
    return _step(name, "post", choices, {"posts": tuple(map(reference, posts or (name,))), **more})


def first_of(name: str, *posts: str, choices: Mapping[str, str] = AGREE, **more: Any) -> Step:
    return _step(name, "first_of", choices, {"posts": tuple(map(reference, posts)), **more})


def person(name: str, who: str, choices: Mapping[str, str] = AGREE, **more: Any) -> Step:
    return _step(name, "person", choices, {"person": formula(who), **more})


def first_true(name: str, *candidates: Candidate, choices: Mapping[str, str] = AGREE, **more: Any) -> Step:
    return _step(name, "first_true", choices, {"candidates": candidates, **more})


def candidate(name: str, *posts: str, when: str | None = None, review: int | None = None) -> Candidate:
    return Candidate(name, tuple(map(reference, posts)), formula(when) if when else None, review)


def together(name: str, *branches: Step, **more: Any) -> Step:
    """A parallel block; `a_no` is what its branches inherit."""
    a_no = more.pop("a_no", None)
    heirs = tuple(replace(one, dissent=a_no) if a_no else one for one in branches)
    return _step(name, "together", {}, {"branches": heirs, **more})


def run(name: str, *steps: Step, **more: Any) -> Step:
    """A run of steps: a branch of several, or an inserted chain that `gives` outcomes and `values`."""
    return _step(name, "steps", {}, {"steps": steps, **_given(more)})


def _given(more: dict[str, Any]) -> dict[str, Any]:
    """What an inserted chain, or a chain itself, gives, as the definition keeps it."""
    return {**more, **{key: tuple(more[key].items()) for key in ("gives", "values") if key in more}}


def publish(name: str, choices: Mapping[str, str] | None = None, page: str = "notice", **more: Any) -> Step:
    ways = choices if choices is not None else {"quiet": "next", "upheld": "initiator"}
    return _step(name, "publish", ways, {"page": page, **more})


def wait_for(name: str, hook: str = "bank", choices: Mapping[str, str] | None = None, **more: Any) -> Step:
    ways = choices or {"ok": "next", "failed": "initiator"}
    return _step(name, "wait_for", ways, {"hook": hook, "sheet": sheet(field("bank_ref")), **more})


def tell(name: str, *posts: str, **more: Any) -> Step:
    return _step(name, "tell", {}, {"posts": tuple(map(reference, posts)), **more})


_WORDS = frozenset({"next", "end", "refused", "initiator", "previous", "everyone_before"})


def _placed(steps: tuple[Step, ...], prefix: str, around: tuple[Mapping[str, str], ...]) -> tuple[Step, ...]:
    """The steps with their paths, and with the steps they speak of called by path."""
    paths = {step.name: f"{prefix}{step.name}" for step in steps}
    known = (paths, *around)

    def path_of(word: str) -> str:
        return word if word in _WORDS else next((one[word] for one in known if word in one), word)

    return tuple(
        replace(
            step,
            path=paths[step.name],
            choices=tuple(replace(one, leads=path_of(one.leads)) for one in step.choices),
            apart_from=tuple(map(path_of, step.apart_from)),
            steps=_placed(step.steps, f"{paths[step.name]}.", known),
            branches=_placed(step.branches, f"{paths[step.name]}.", known),
        )
        for step in steps
    )


def chain(*steps: Step, name: str = "way", **more: Any) -> Chain:
    return Chain(name, "pack", text(name), _placed(steps, "", ()), **_given(more))


# -- forms, registers, everything ------------------------------------------------------------------------


def effect(name: str, *at: str, **more: Any) -> Effect:
    """An effect; `row`, `find` and `change` are mappings, `=…` a formula."""
    for key in ("row", "find", "change"):
        if key in more:
            more[key] = tuple((column, setting(value)) for column, value in more[key].items())
    if "when" in more:
        more["when"] = formula(more["when"])
    return Effect(name, at, **more)


def register(name: str, *columns: Field, **more: Any) -> Register:
    return Register(name, "pack", text(name), columns, **more)


FIELDS = (
    field("amount", "money", required=True, restarts=True),
    field("urgent", "bool"),
    field("helpers", "person", many=True),
    field("remark"),
)

MOVES = register(
    "moves",
    field("org", "unit"),
    field("line", "ref", to="register/lines"),
    field("move", "choice", options=("freeze", "execute")),
    field("amount", "money"),
    field("day", "date"),
    field("note"),
)
LINES = register(
    "lines",
    field("org", "unit"),
    field("code"),
    field("name"),
    field("approved", "money"),
    field("state", "choice", options=("live", "closed")),
    field("used", "money", calculated="sum(moves.amount)"),
    field("left", "money", calculated="approved - used"),
    field("cap", "money", calculated="param.cap"),
    key=("org", "code"),
    label="name",
    facts=(fact("moves", "moves", line="this"),),
)


def form(*fields: Field, **more: Any) -> Form:
    sheets = {"facts": more.pop("facts", ()), "must": more.pop("must", ())}
    return Form(
        name="request",
        pack="pack",
        title=text("申请"),
        code="RQ-01",
        start=Start(("clerk",), ("village",)),
        sheet=sheet(*(fields or FIELDS), **sheets),
        starts="way",
        **more,
    )


def param(name: str, kind: str, *dated: tuple[date, Any]) -> Param:
    return Param(name, kind, text(name), tuple(DatedValue(since, value, "law") for since, value in dated))


PARAMS = {
    one.name: one
    for one in (
        param("publicity", "duration", (date(2020, 1, 1), Duration(7, "day"))),
        param("cap", "money", (date(2020, 1, 1), 100), (date(2026, 4, 1), 200)),
        param("not_yet", "duration", (date(2030, 1, 1), Duration(7, "day"))),
    )
}


def blueprint(
    way: Chain,
    shape: Form | None = None,
    registers: Iterable[Register] = (MOVES, LINES),
    calendar: Calendar = WEEKDAYS,
    params: Mapping[str, Param] = PARAMS,
    posts: Mapping[str, Post] = POSTS,
) -> Blueprint:
    """A town that runs one form on one chain."""
    bank = Hook("bank", "pack", text("bank"), ("manual",), "cashier", sheet(field("bank_ref")), ())
    return Blueprint(
        town=HOME_TOWN,
        packs={},
        departments={},
        posts=posts,
        dictionaries={},
        facets={},
        forms={"request": shape or form()},
        chains={"way": way},
        registers={one.name: one for one in registers},
        pages={one: Page(one, "pack", text(one), of_form="request") for one in ("notice", "board")},
        masks={},
        params=params,
        hooks={"bank": bank},
        calendar=calendar,
    )
