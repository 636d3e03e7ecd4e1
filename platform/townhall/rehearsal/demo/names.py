"""What might a person born in that year in Hubei be called?

Common surnames by their share, given names by generation, and a few rare characters and compound surnames,
because real registers have them and software trips over them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from random import Random

SURNAMES = (
    "王李张刘陈杨周黄赵吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶"
    "阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
    "向覃付肖佘却谈鄢官涂聂晏喻柯占艾"
)
"""Most frequent first; the last line is frequent about here and rare elsewhere."""

COMPOUND_SURNAMES = ("欧阳", "上官", "司马", "诸葛", "皇甫", "夏侯", "令狐", "尉迟", "慕容", "司徒")
RARE_SURNAMES = ("仝", "亓", "乜", "逄", "昝", "麴", "郗", "璩", "禤", "䶮")
RARE_CHARACTERS = "龑翀喆犇堃祎璟淼骉垚燚赟珺䶮𠮷𣲘"


@dataclass(frozen=True, slots=True)
class Generation:
    """How those born before a year are named: first and last characters, share of one-character names."""

    before: int
    firsts: str
    lasts: str
    single_share: float


_MEN = (
    Generation(1955, "国德正永长明世忠义传家光大远先", "福贵发财生才元万茂祥金银全志顺清", 0.06),
    Generation(1972, "建国志卫永红新爱春学援跃文立大", "国军民华东林平明强生刚兵勇胜利安", 0.12),
    Generation(1988, "小海晓志建永俊伟文宏立少成家光", "伟勇军涛波斌强鹏辉峰超刚杰平林龙", 0.34),
    Generation(2003, "俊志宇文浩家明天思泽子嘉少一亚", "杰豪鹏飞宇轩航凯龙辉阳涛帆晨博宁", 0.22),
    Generation(9999, "子梓浩宇俊沐奕一博铭景君书思嘉", "轩宇涵睿泽辰豪杰航然诚霖宸哲淇言", 0.06),
)
_WOMEN = (
    Generation(1955, "桂秀玉兰素金凤月春菊福翠腊冬先", "英兰珍香芝莲秀云梅芬姣枝凤娥", 0.05),
    Generation(1972, "秀玉爱红春桂丽建国小翠月群先光", "英兰华芳珍梅琴平芬荣红云香菊玲枝", 0.10),
    Generation(1988, "晓小丽红艳海春美玉雪燕冬金慧文", "丽芳娟霞敏燕红艳玲梅琴静华莉萍蓉", 0.30),
    Generation(2003, "雨思梦佳雅欣晓婷诗文紫子嘉静美", "婷雪琪怡欣颖洁倩悦雯涵妮瑶蕾萱琳", 0.20),
    Generation(9999, "梓欣子雨诗语若一思依可沐佳艺书", "涵怡萱彤妍桐瑶汐琪菲玥诺宁霏媛悦", 0.05),
)

_TURNS = tuple(accumulate(1000 // (place + 6) + 1 for place in range(len(SURNAMES))))


def surname(random: Random) -> str:
    """A surname; about one in two hundred is compound, one in two hundred rare."""
    turn = random.random()
    if turn < 0.005:
        return random.choice(COMPOUND_SURNAMES)
    if turn < 0.010:
        return random.choice(RARE_SURNAMES)
    return random.choices(SURNAMES, cum_weights=_TURNS)[0]


def given_name(random: Random, born: int, is_male: bool) -> str:
    """A given name for someone born in that year; about one in two hundred has a rare character."""
    taste = next(one for one in (_MEN if is_male else _WOMEN) if born < one.before)
    last = random.choice(RARE_CHARACTERS) if random.random() < 0.005 else random.choice(taste.lasts)
    if random.random() < taste.single_share:
        return last
    first = random.choice(taste.firsts)
    while first == last:
        first = random.choice(taste.firsts)
    return first + last


def full_name(random: Random, born: int, is_male: bool) -> str:
    """A surname and a given name."""
    return surname(random) + given_name(random, born, is_male)
