"""What do problems with towns, units, posts and calendars say (TH2xx)?"""

from __future__ import annotations

from townhall.kernel.text import Text, Words

WORDS: dict[str, Words] = {
    "TH228": Words(
        Text("岗位{post}没有分管“{name}”。", "the post {post} has no portfolio '{name}'."),
        Text("可用的有：{known}。", "There are: {known}."),
    ),
    "TH234": Words(
        Text("单位{code}已经在名单里。", "the unit {code} is on the list already."),
        Text("请换一个代码，或删掉这一行。", "Take another code, or delete this one."),
    ),
    "TH235": Words(
        Text("本镇没有单位{code}。", "this town has no unit {code}."),
        Text("是不是指：{known}？", "Did you mean: {known}?"),
    ),
    "TH236": Words(
        Text("{name}上级的上级又是它自己。", "{name} lies within itself."),
        Text("请改正within。", "Correct within."),
    ),
    "TH237": Words(
        Text("{file}里没有乡镇代码{code}。", "{file} has no town with the code {code}."),
        Text("请核对九位代码，并加引号。", "Check the nine digits, and put them in quotes."),
    ),
    "TH243": Words(
        Text(
            "岗位{post}设在{at}，而本镇发起此事的单位及其上级都没有。",
            "the post {post} sits at {at}; no unit that starts this, nor any above it, has that.",
        ),
        Text(
            "请给乡镇加上这个部门，换一个岗位，或写people: {{empty_post: move_up}}。",
            "Give the town that department, ask another post, or write people: {{empty_post: move_up}}.",
        ),
    ),
    "TH247": Words(
        Text(
            "岗位{post}设在{at}，不在start.at所列的单位。",
            "the post {post} sits at {at}, which start.at does not list.",
        ),
        Text("请改正posts或at，否则没有人能发起。", "Correct posts or at, or nobody can start it."),
    ),
    "TH258": Words(
        Text("{day}既放假又上班。", "{day} is both a holiday and a working day."),
        Text("请只留一处。", "Keep one of the two."),
    ),
    "TH262": Words(
        Text("本镇的单位里没有“{code}”。", "no unit of this town has the code '{code}'."),
        Text(
            "请写单位代码，如“{known}”；要让公式给出单位，请以“=”开头，如=case.unit。",
            "Write a unit's code, such as '{known}'; a formula starts with =, as in =case.unit.",
        ),
    ),
}
