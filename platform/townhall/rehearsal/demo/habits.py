"""What happens in a body's books again and again, in which months, and for how much?

Receipts and payments as a village of the hills has them, with the seasons: drains are cleared in spring and
autumn, pumps run in summer, newspapers are ordered in winter, the old are visited before the Spring Festival
and at Double Ninth. Offices, cooperatives and the home have habits of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

EVERY_MONTH = tuple(range(1, 13))


@dataclass(frozen=True, slots=True)
class Habit:
    """Something that happens in certain months with a certain likelihood, for so much (yuan).

    `category` is the expense category of a payment, None for a receipt; `line` its budget line where that is
    called otherwise. `to`: a company of the trade, a person of the village, or somebody named.
    """

    words: tuple[str, ...]
    months: tuple[int, ...]
    chance: float
    least: int
    most: int
    source: str
    category: str | None = None
    to: str = "company"
    income_type: str | None = None
    line: str = ""


RECEIPTS = (
    Habit(
        ("村级运转经费拨款",),
        (1, 4, 7, 10),
        1.0,
        36000,
        52000,
        "operating",
        to="漳河新区财政局",
        income_type="transfer",
    ),
    Habit(("光伏发电收益",), EVERY_MONTH, 0.5, 900, 4200, "own", to="示例供电服务公司", income_type="other"),
    Habit(("废旧物资处置收入",), (3, 9), 0.3, 300, 2600, "own", income_type="sale"),
    Habit(
        ("一事一议财政奖补", "人居环境整治补助"),
        (3, 5, 6, 8, 10),
        0.25,
        20000,
        90000,
        "special",
        to="漳河新区财政局",
        income_type="transfer",
    ),
    Habit(("存款利息",), (3, 6, 9, 12), 1.0, 40, 320, "own", to="示例银行漳河支行", income_type="interest"),
    Habit(("乡友捐款",), (1, 2, 10), 0.2, 500, 8000, "donation", to="person", income_type="donation"),
)
"""What comes in besides the rent that contracts promise."""
PAYMENTS = (
    Habit(
        ("村干部报酬（月）",), EVERY_MONTH, 1.0, 12600, 15800, "operating", "cadre_pay", "村干部报酬批量代发"
    ),
    Habit(("办公室水电费", "泵站电费"), (1, 2, 3, 4, 5, 9, 10, 11, 12), 0.75, 320, 1200, "own", "utilities"),
    Habit(("抗旱泵站电费", "泵站电费"), (6, 7, 8), 1.0, 900, 3600, "own", "utilities"),
    Habit(("办公用品", "打印复印", "党员活动室耗材"), EVERY_MONTH, 0.6, 180, 1600, "operating", "office"),
    Habit(("去区里办事车费", "培训往返交通费"), EVERY_MONTH, 0.25, 60, 420, "operating", "travel", "person"),
    Habit(("村民代表会议资料", "党员大会茶水"), (3, 6, 9, 12), 0.6, 120, 700, "operating", "meeting"),
    Habit(("报账员业务培训", "农技培训"), (4, 5, 10), 0.35, 300, 1500, "operating", "training"),
    Habit(("党报党刊征订",), (12,), 0.9, 1500, 2900, "operating", "newspaper"),
    Habit(("清沟除草用工", "植树用工"), (3, 4, 5), 0.7, 600, 5200, "own", "worktime", "person"),
    Habit(("秋季灭火巡护用工", "清理水渠用工"), (9, 10, 11), 0.6, 600, 4200, "own", "worktime", "person"),
    Habit(("路灯维修", "自来水管维修", "村部屋面补漏"), EVERY_MONTH, 0.45, 400, 6500, "own", "maintenance"),
    Habit(("汛期塘堰除险", "水毁路基修复"), (6, 7, 8), 0.5, 3000, 9600, "own", "maintenance"),
    Habit(("村庄保洁", "垃圾清运"), EVERY_MONTH, 0.9, 1800, 5600, "own", "public_service"),
    Habit(("种苗采购", "柑橘园肥料"), (2, 3, 4, 9), 0.4, 2000, 9800, "own", "production"),
    Habit(("春节走访慰问", "春节慰问困难党员"), (1,), 1.0, 1200, 5000, "own", "relief", "person"),
    Habit(("重阳节慰问老人",), (10,), 0.8, 1000, 4000, "own", "relief", "person"),
    Habit(("通组道路工程进度款", "塘堰整治工程款"), (4, 6, 9, 11), 0.2, 18000, 68000, "special", "project"),
)
OFFICE_RECEIPTS = (
    Habit(
        ("部门预算拨款",),
        (1, 4, 7, 10),
        1.0,
        52000,
        66000,
        "operating",
        to="漳河新区财政局",
        income_type="transfer",
    ),
)
OFFICE_PAYMENTS = (
    Habit(("办公用品", "打印复印"), EVERY_MONTH, 0.9, 800, 4200, "operating", "office"),
    Habit(
        ("到区里对账差旅费", "下村核查差旅费"), EVERY_MONTH, 0.7, 120, 1600, "operating", "travel", "person"
    ),
    Habit(("办公楼水电费",), EVERY_MONTH, 1.0, 1400, 2800, "operating", "utilities"),
    Habit(("业务培训",), (3, 6, 9), 0.7, 1200, 5200, "operating", "training"),
    Habit(("报刊征订",), (12,), 1.0, 2200, 5200, "operating", "newspaper"),
    Habit(("设备维修",), EVERY_MONTH, 0.3, 400, 4800, "operating", "maintenance"),
)
COOP_RECEIPTS = (
    Habit(("柑橘销售款", "鱼苗销售款"), (5, 9, 10, 11, 12), 0.8, 18000, 76000, "own", income_type="sale"),
    Habit(("冷库代储费",), (1, 2, 3, 11, 12), 0.5, 2600, 9800, "own", income_type="other"),
)
COOP_PAYMENTS = (
    Habit(("有机肥", "饲料"), (2, 3, 4, 6, 9), 0.7, 4200, 26000, "own", "production"),
    Habit(("采摘用工工资",), (9, 10, 11), 0.9, 2800, 9600, "own", "wage", "person"),
    Habit(("冷库电费",), EVERY_MONTH, 0.8, 600, 2400, "own", "utilities"),
    Habit(("设施维护",), EVERY_MONTH, 0.3, 800, 9200, "own", "maintenance"),
)
HOME_RECEIPTS = (
    Habit(
        ("供养经费拨款",),
        (1, 4, 7, 10),
        1.0,
        108000,
        126000,
        "support",
        to="漳河新区财政局",
        income_type="transfer",
    ),
    Habit(
        ("护理和运转经费拨款",),
        (2, 8),
        1.0,
        150000,
        170000,
        "operating",
        to="漳河新区财政局",
        income_type="transfer",
    ),
    Habit(("爱心捐款",), (1, 5, 10), 0.6, 500, 6000, "donation", to="person", income_type="donation"),
)
HOME_PAYMENTS = (
    Habit(("食堂米面油", "食堂蔬菜肉蛋"), EVERY_MONTH, 1.0, 16000, 24000, "support", "food", line="support"),
    Habit(("院民换季衣被",), (4, 10), 1.0, 6000, 9800, "support", "clothes", line="support"),
    Habit(("常用药品",), EVERY_MONTH, 0.9, 1200, 4600, "nursing", "medical", line="nursing"),
    Habit(("护理用品",), EVERY_MONTH, 0.8, 900, 4200, "nursing", "care", line="nursing"),
    Habit(("水电费",), EVERY_MONTH, 1.0, 2800, 5200, "operating", "utilities", line="operating"),
    Habit(
        ("护理员工资（月）",),
        EVERY_MONTH,
        1.0,
        19000,
        21000,
        "wages",
        "wage",
        "护理员工资批量代发",
        line="wages",
    ),
)

OFFICE = (OFFICE_RECEIPTS, OFFICE_PAYMENTS)
HABITS: Mapping[str, tuple[tuple[Habit, ...], tuple[Habit, ...]]] = {
    "village": (RECEIPTS, PAYMENTS),
    "community": (RECEIPTS, PAYMENTS),
    "fiscal_office": OFFICE,
    "civil_affairs": OFFICE,
    "coop": (COOP_RECEIPTS, COOP_PAYMENTS),
    "welfare_home": (HOME_RECEIPTS, HOME_PAYMENTS),
}
"""What each kind of body receives and pays."""
