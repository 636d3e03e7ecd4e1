"""Which matters run in the demo, how far does each get, and what goes wrong on the way?

A course is a matter with its days and its turns. What no turn says goes well. A course that `stops` at a step
waits there for whoever visits the demo, so that everybody finds something to do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from townhall.rehearsal.demo.bodies import GREAT, LARGE, MIDDLE, SMALL, Wish

AS_IT_COMES = Wish()
PAYMENT, RELIEF, PROJECT = "village_fund_payment", "temp_relief", "project_joint_approval"


@dataclass(frozen=True, slots=True)
class Turn:
    """What is chosen at one visit of a step instead of going on, and why. `opinion` on an opinion sheet."""

    choice: str
    reason: str = ""
    opinion: str | None = None


@dataclass(frozen=True, slots=True)
class Protest:
    """What a villager says to the publicity, on its second day, and how it is answered (None: not yet)."""

    words: str
    contact: str = ""
    answer: str | None = None
    is_upheld: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """One matter of one unit.

    `ago`: working days before today on which it is handed in. `turns`: by step path, one for each visit,
    the last of them said by the last of several who are asked. `stops`: the step at which it stays, once
    `stamped` of those asked there have answered. `leaves`: steps nobody answers before that. `inside`: how
    the matters go that a step opens; one that stops keeps the course waiting for it.
    """

    form: str
    unit: str
    ago: int
    wish: Wish = AS_IT_COMES
    turns: Mapping[str, tuple[Turn | None, ...]] = field(default_factory=dict)
    stops: str | None = None
    stamped: int = 0
    leaves: tuple[str, ...] = ()
    protest: Protest | None = None
    inside: Course | None = None


RETURNS: tuple[tuple[str, str], ...] = (
    ("group", "附件照片看不清，请补拍现场照片"),
    ("director", "事由写得太简单，请写明地点和数量"),
    ("town.specialist", "发票抬头与收款方不一致，请更换后重报"),
    ("town.auditor", "票据日期早于合同，请核实后说明"),
)
REFUSALS: tuple[tuple[str, str], ...] = (
    ("group", "此项未经村务会讨论，不同意支出"),
    ("town.fiscal", "不属于村级运转经费开支范围"),
    ("town.specialist", "与上月同一事由重复报账"),
)
OBJECTIONS = (
    "他家去年刚买了小汽车，请再核实。",
    "听说他儿子在外地有工作，请查一下收入。",
    "这条路去年修过，为什么又修？",
)


def of_a_town(units: Sequence[str], shares: Sequence[Sequence[str]], random: Random) -> Iterator[Course]:
    """All that happens in a town with every matter; `shares`: the villages of each fiscal specialist."""
    yield from of_villages(units)
    yield from of_the_posts(units, shares, random)
    yield from of_relief(units, random)
    yield from of_projects(units, random)


def of_villages(units: Sequence[str]) -> Iterator[Course]:
    """What waits in every village: for the finance group, the director, in turn for clerk and secretary."""
    for order, unit in enumerate(units):
        yield Course(PAYMENT, unit, ago=order % 3, stops="group", stamped=int(order % 3 == 1))
        yield Course(PAYMENT, unit, ago=1 + order % 3, stops="director")
        step, reason = RETURNS[order % 2]
        match order % 4:
            case 0:
                yield Course(PAYMENT, unit, ago=4, wish=Wish(MIDDLE), stops="two_committees")
            case 1:
                yield Course(PAYMENT, unit, ago=4, turns={step: (Turn("return", reason),)}, stops="initiator")
            case 2:
                yield Course(PROJECT, unit, ago=1, stops="secretary")
                yield Course(PAYMENT, unit, ago=3, turns={step: (Turn("return", reason),)}, stops="initiator")
            case _:
                yield Course(PAYMENT, unit, ago=5, wish=Wish(LARGE), stops="villager_rep")


def of_the_posts(units: Sequence[str], shares: Sequence[Sequence[str]], random: Random) -> Iterator[Course]:
    """Payments that wait for each post of the town, and payments that are over."""
    for share in shares:
        yield Course(PAYMENT, share[0], ago=3, stops="town.specialist")
        yield Course(PAYMENT, share[-1], ago=2, stops="town.specialist")
    some = _rounds(random, units)
    waiting = (
        ("auditor", SMALL, 4), ("auditor", SMALL, 3), ("rural", MIDDLE, 6), ("rural", MIDDLE, 5),
        ("fiscal", SMALL, 5), ("fiscal", SMALL, 4), ("fiscal", MIDDLE, 7), ("leader", LARGE, 9),
        ("leader", LARGE, 8), ("mayor", GREAT, 10), ("mayor", GREAT, 9), ("pay.make", SMALL, 7),
        ("pay.make", MIDDLE, 8), ("pay.release", SMALL, 8), ("pay.release", LARGE, 11),
        ("pay.bank", SMALL, 9),
    )  # fmt: skip
    for step, size, ago in waiting:
        yield Course(PAYMENT, next(some), ago=ago, wish=Wish(size), stops=f"town.{step}")
    over = Wish(LARGE, "office")
    yield Course(PAYMENT, next(some), ago=13, wish=over, stops="town.pay.release")
    for size in (SMALL, SMALL, SMALL, MIDDLE, SMALL, SMALL, MIDDLE, LARGE, SMALL, MIDDLE, GREAT):
        yield Course(PAYMENT, next(some), ago=random.randrange(22, 62), wish=Wish(size))
    for kind in ("worktime", "relief", "utilities", "production"):
        yield Course(PAYMENT, next(some), ago=random.randrange(22, 62), wish=Wish(SMALL, kind))
    for step, reason in RETURNS:
        turns = {step: (Turn("return", reason),)}
        yield Course(PAYMENT, next(some), ago=random.randrange(24, 50), turns=turns)
    for step, reason in REFUSALS:
        turns = {step: (Turn("refuse", reason),)}
        yield Course(PAYMENT, next(some), ago=random.randrange(14, 50), turns=turns)
    voted_down = {"two_committees": (Turn("voted_down", "多数委员认为应先询价"),)}
    yield Course(PAYMENT, next(some), ago=26, wish=Wish(MIDDLE), turns=voted_down)
    failed = {"town.pay.bank": (Turn("failed", "收款账号户名不符，银行退回"),)}
    yield Course(PAYMENT, next(some), ago=28, turns=failed)


def of_relief(units: Sequence[str], random: Random) -> Iterator[Course]:
    """Relief that waits for each post, is shown to the village, objected to, granted, refused."""
    some = _rounds(random, units)
    urgent = {"urgent": True, "assets_check": "", "proof": ""}
    for step, ago in (("urgent_leave", 1), ("pay_first", 2), ("papers", 4)):
        yield Course(RELIEF, next(some), ago=ago, wish=Wish(SMALL, "fire", urgent), stops=step)
    for step, stamped, ago in (
        ("survey", 0, 1),
        ("survey", 1, 2),
        ("survey", 0, 2),
        ("head", 0, 5),
        ("head", 0, 4),
    ):
        yield Course(RELIEF, next(some), ago=ago, stops=step, stamped=stamped)
    yield Course(RELIEF, next(some), ago=3)
    yield Course(RELIEF, next(some), ago=3, protest=Protest(OBJECTIONS[0], "19900009999"))
    answered = Protest(OBJECTIONS[1], answer="已入户复核，其子无固定收入，异议不成立")
    yield Course(RELIEF, next(some), ago=4, protest=answered)
    upheld = Protest(OBJECTIONS[0], answer="经核实名下有车，退回重新调查", is_upheld=True)
    yield Course(RELIEF, next(some), ago=12, protest=upheld, stops="survey:2")
    for step, size in (
        ("decide", SMALL), ("decide", LARGE), ("decide", SMALL), ("pay.make", SMALL), ("pay.release", SMALL),
        ("pay.bank", LARGE),
    ):  # fmt: skip
        yield Course(RELIEF, next(some), ago=19, wish=Wish(size), stops=step)
    for number in range(9):
        size = LARGE if number % 4 == 3 else SMALL
        yield Course(RELIEF, next(some), ago=random.randrange(30, 66), wish=Wish(size))
    yield Course(RELIEF, next(some), ago=36, wish=Wish(SMALL, "accident", urgent))
    returned = {"head": (Turn("return", "请补充家庭收入证明"),)}
    yield Course(RELIEF, next(some), ago=40, turns=returned)
    refused = {"head": (Turn("refuse", "家庭财产超过规定，不符合条件"),)}
    yield Course(RELIEF, next(some), ago=33, turns=refused)


def of_projects(units: Sequence[str], random: Random) -> Iterator[Course]:
    """Projects before each post, one with a dissenting department, shown to the village, refused, done."""
    some = _rounds(random, units)
    yield Course(PROJECT, next(some), ago=0, stops="group", stamped=1)
    yield Course(PROJECT, next(some), ago=1, stops="group")
    permit = Wish(SMALL, "road", {"land_status": "needs_permit"})
    joint = (
        (Wish(SMALL, "greening"), 0, "agriculture"),
        (permit, 2, "land"),
        (Wish(SMALL, "water"), 4, "water"),
    )
    for wish, stamped, branch in joint:
        leaves = (f"joint.{branch}",)
        yield Course(PROJECT, next(some), 1, wish, stops="joint", stamped=stamped, leaves=leaves)
    dissent = {"joint.costs": (Turn("disagree", "路面单价偏高，请按信息价重新组价", "disagree"),)}
    yield Course(PROJECT, next(some), ago=0, turns=dissent, stops="joint", stamped=4)
    yield Course(PROJECT, next(some), ago=2, turns=dissent, stops="initiator")
    yield Course(PROJECT, next(some), ago=1, stops="leaders", stamped=1)
    yield Course(PROJECT, next(some), ago=1, stops="leaders")
    for ago in (1, 2):
        yield Course(PROJECT, next(some), ago=ago, wish=Wish(LARGE, "road"), stops="mayor")
    yield Course(PROJECT, next(some), ago=3)
    yield Course(PROJECT, next(some), ago=4, wish=Wish(LARGE))
    yield Course(PROJECT, next(some), ago=4, protest=Protest(OBJECTIONS[2]))
    answered = Protest(OBJECTIONS[2], answer="此段为新增支线，与去年工程不重复，已附图说明")
    yield Course(PROJECT, next(some), ago=14, protest=answered)
    yield Course(PROJECT, next(some), ago=24, turns=dissent)
    refused = {"mayor": (Turn("refuse", "今年暂缓安排，列入明年项目库"),)}
    yield Course(PROJECT, next(some), ago=20, wish=Wish(GREAT, "road"), turns=refused)
    for size, kind in ((SMALL, "greening"), (MIDDLE, ""), (SMALL, "water"), (LARGE, ""), (GREAT, "")):
        yield Course(PROJECT, next(some), ago=random.randrange(18, 60), wish=Wish(size, kind))


def of_a_small_town(units: Sequence[str]) -> Iterator[Course]:
    """Payments before each post of a town that has no other matter, and some that are over."""
    steps = ("specialist", "auditor", "fiscal", "pay.make", "pay.release", "pay.bank")
    for order, step in enumerate(steps):
        yield Course(PAYMENT, units[order % len(units)], ago=order + 3, stops=f"town.{step}")
    for step, size in (("rural", MIDDLE), ("leader", LARGE), ("mayor", GREAT)):
        yield Course(PAYMENT, units[-1], ago=11, wish=Wish(size), stops=f"town.{step}")
    for order, unit in enumerate(units):
        yield Course(PAYMENT, unit, ago=1, stops="group")
        yield Course(PAYMENT, unit, ago=2, stops="director")
        returned = {"group": (Turn("return", RETURNS[0][1]),)}
        yield Course(PAYMENT, unit, ago=4, turns=returned, stops="initiator")
        yield Course(PAYMENT, unit, ago=20 + 6 * order)


def _rounds(random: Random, units: Sequence[str]) -> Iterator[str]:
    """The units in random order, again and again, each once a round."""
    while True:
        yield from random.sample(units, len(units))
