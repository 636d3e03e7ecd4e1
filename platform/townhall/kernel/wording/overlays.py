"""What do problems with overlays, floors, packs and publishing say (TH4xx)?"""

from __future__ import annotations

from townhall.kernel.text import Text, Words

WORDS: dict[str, Words] = {
    "TH401": Words(
        Text(
            "路径在“{part}”断了：{holder}里没有它。", "the path stops at '{part}': {holder} does not hold it."
        ),
        Text("是不是指：{known}？", "Did you mean: {known}?"),
    ),
    "TH402": Words(
        Text(
            "业务包这里现在是“{now}”，不再是“{was}”；本地想改成“{new}”。",
            "the pack now says '{now}' here, not '{was}'; this overlay sets '{new}'.",
        ),
        Text("请重新决定，并把was改为现在的值。", "Decide again, and write the present value as was."),
    ),
    "TH403": Words(
        Text(
            "业务包{pack}没有开放“{path}”给本地改动。",
            "the pack {pack} does not let an overlay change '{path}'.",
        ),
        Text(
            "请在{file}的overlay_may_change里加上它；已开放的有：{known}。",
            "Add it to overlay_may_change in {file}, or change what is there: {known}.",
        ),
    ),
    "TH404": Words(
        Text("“{path}”已经有了，不能再添加。", "'{path}' is there already and cannot be added."),
        Text("要改请用set，要另加请换个名称。", "To change it, use set; to add another, take another name."),
    ),
    "TH405": Words(
        Text("“{path}”还没有写过，没有可改的。", "'{path}' is not set yet, so there is nothing to change."),
        Text("请用add。", "Use add."),
    ),
    "TH406": Words(
        Text(
            "“{path}”是{value}，而{by}规定{said_zh}（{place}）。",
            "'{path}' is {value}, but {by} says {said} ({place}).",
        ),
        Text(
            "请改到底线之内；底线只有{by}能改。",
            "Bring it within the floor; only {by} can move the floor.",
        ),
    ),
    "TH407": Words(
        Text(
            "业务包{pack}是{has}版，这里要求{wanted}。",
            "the pack {pack} is at {has}; {wanted} is asked for here.",
        ),
        Text("请换用合适的版本，或改要求。", "Take a version that fits, or change what is asked for."),
    ),
    "TH408": Words(
        Text(
            "业务包{pack}需要{needed}，这里没有采用。",
            "the pack {pack} needs {needed}, which is not adopted here.",
        ),
        Text("请在乡镇文件的packs里加上{needed}。", "Add {needed} to the town's packs."),
    ),
    "TH410": Words(
        Text("after所指的“{name}”不在这里。", "there is no '{name}' here to come after."),
        Text("是不是指：{known}？", "Did you mean: {known}?"),
    ),
    "TH411": Words(
        Text(
            "“{path}”是一整个定义，覆盖只改其中的键。",
            "'{path}' is a whole definition; an overlay changes keys inside it.",
        ),
        Text("请写到具体的键，如{path}/title。", "Name the key, such as {path}/title."),
    ),
    "TH413": Words(
        Text(
            "“{path}”的值{value}和底线{wanted}无法比较。",
            "{value} of '{path}' cannot be compared with the floor {wanted}.",
        ),
        Text("请用同样的单位，如都用days。", "Use the same unit, such as days for both."),
    ),
    "TH414": Words(
        Text(
            "“{path}”在共用的{home}里，没有业务包把它开放给本地改动。",
            "'{path}' stands in {home}, which all packs share, and no pack lets an overlay change it.",
        ),
        Text(
            "请在本镇采用的一个业务包（如{file}）的overlay_may_change里加上它；已开放的有：{known}。",
            "Add it to overlay_may_change of a pack that the town adopts, such as {file}, or change what is"
            " there: {known}.",
        ),
    ),
    "TH415": Words(
        Text(
            "“{path}”在这里{now_zh}，而{by}规定它必须保留，也不得少用（{place}）。",
            "'{path}' is {now} here, but {by} says that it stays and comes no less often ({place}).",
        ),
        Text(
            "请去掉这处改动；底线只有{by}能改。",
            "Take this change out; only {by} can move the floor.",
        ),
    ),
    "TH416": Words(
        Text(
            "“{path}”让{viewer}看到{shows}，原来是{showed}；{by}规定掩码只能更严（{place}）。",
            "'{path}' lets {viewer} see {shows}, where it was {showed}; {by} says that it may only become"
            " stricter ({place}).",
        ),
        Text(
            "请改成{showed}或更严的掩码，如hidden；底线只有{by}能改。",
            "Take {showed} or a stricter mask, such as hidden; only {by} can move the floor.",
        ),
    ),
}
