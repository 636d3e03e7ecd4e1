"""What do problems with registers, pages and secrets say (TH2xx)?"""

from __future__ import annotations

from townhall.kernel.text import Text, Words

WORDS: dict[str, Words] = {
    "TH217": Words(
        Text("“{name}”是保密字段，不能写进消息。", "'{name}' is secret and may not stand in a message."),
        Text("请换一个字段，或写不带它的话。", "Take another field, or say it without."),
    ),
    "TH218": Words(
        Text(
            "{path}的“{name}”是保密的，不能按它查找。",
            "'{name}' of {path} is secret and cannot be looked up.",
        ),
        Text(
            "请给这一列加上searchable: true，或用别的列。",
            "Add searchable: true to the column, or use another.",
        ),
    ),
    "TH222": Words(
        Text(
            "{path}按“{name}”区分记录，这里没有写。",
            "{path} tells its records apart by '{name}', which is not set here.",
        ),
        Text("请在row里加上{name}。", "Add {name} to the row."),
    ),
    "TH241": Words(
        Text("{path}由平台填写，事项不能记入。", "{path} is written by the platform; a matter cannot."),
        Text("请记入别的台账。", "Enter it in another register."),
    ),
    "TH246": Words(
        Text("公开页会露出保密字段“{name}”。", "this page would show the secret field '{name}' to anyone."),
        Text("请加上mask，或去掉这一列。", "Add a mask, or drop the column."),
    ),
    "TH252": Words(
        Text(
            "{path}的“{name}”是算出来的，不能作键或按它查找。",
            "'{name}' of {path} is calculated; it can be no key and cannot be looked up.",
        ),
        Text("请用存下来的列。", "Use a column that is stored."),
    ),
    "TH253": Words(
        Text(
            "对方的“{name}”是{theirs}，而这里给的是{ours}。",
            "their '{name}' is {theirs}, but {ours} is given.",
        ),
        Text("请换一个公式或列。", "Match another formula or column."),
    ),
    "TH254": Words(
        Text("{path}的“{name}”是算出来的，不用填。", "'{name}' of {path} is calculated and cannot be set."),
        Text("请删掉这一项。", "Drop it."),
    ),
    "TH255": Words(
        Text("{path}的记录不是这样找的。", "records of {path} are not found like this."),
        Text("请写全键：{known}。", "Give the whole key: {known}."),
    ),
    "TH256": Words(
        Text("这种页面用不上“{key}”。", "'{key}' means nothing for a page like this."),
        Text(
            "台账页面才有period、filters、totals_by、bars_by、rows_of、where、sort；"
            "事项页面才有rows、objections、open_for、names_for、totals_only。",
            "Pages of registers have period, filters, totals_by, bars_by, rows_of, where and sort; pages of"
            " forms have rows, objections, open_for, names_for and totals_only.",
        ),
    ),
    "TH261": Words(
        Text(
            "“{name}”是保密字段，写进“{target}”就不保密了。",
            "'{name}' is secret and would be secret no more in '{target}'.",
        ),
        Text(
            "请给“{target}”也加上secret: true，或不要用它。",
            "Give '{target}' secret: true as well, or leave it out.",
        ),
    ),
    "TH263": Words(
        Text(
            "数据库不会算“{found}”，页面不能按它挑行。",
            "no database can work out '{found}', so a page cannot pick its rows by it.",
        ),
        Text(
            "请把结果在台账里存成一列，或写得简单些：不用除法、合计、月数，也不在引用后面加点。",
            "Keep the result as a column of the register, or say it without division, totals, months,"
            " or a dot after a reference.",
        ),
    ),
    "TH264": Words(
        Text(
            "“{key}”要用台账自己存下来的公开的列，“{name}”不是。",
            "'{key}' takes a column that the register itself keeps in the open; '{name}' is none.",
        ),
        Text(
            "请换一列；算出来的、保密的、别的台账的列都不行。",
            "Take another: none that is calculated, secret, or of another register.",
        ),
    ),
}
