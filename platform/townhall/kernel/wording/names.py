"""What do problems with names and references say (TH2xx)?"""

from __future__ import annotations

from townhall.kernel.text import Text, Words

WORDS: dict[str, Words] = {
    "TH201": Words(
        Text("没有叫“{found}”的。", "nothing is called '{found}'."),
        Text("是不是指“{known}”？", "Did you mean '{known}'?"),
    ),
    "TH202": Words(
        Text(
            "“{path}”在{other}已经有了，这里又定义了一次。",
            "'{path}' is defined at {other}, and here once more.",
        ),
        Text(
            "要另立一个，请给这里的换名称，如{instead}，并改掉引用旧名称的地方；多余的就删掉。",
            "To have another, give this one a new name, such as {instead}, and change what refers to it;"
            " else delete it.",
        ),
    ),
    "TH203": Words(
        Text(
            "“{path}”在业务包{pack}里，这里没有采用。",
            "'{path}' is part of the pack {pack}, which is not adopted here.",
        ),
        Text(
            "请在乡镇文件的packs里加上{pack}，或改用本包的定义。",
            "Add {pack} to the town's packs, or refer to something of this pack.",
        ),
    ),
    "TH204": Words(
        Text("没有叫“{found}”的。", "nothing is called '{found}'."),
        Text("可用的有：{known}。", "There are: {known}."),
    ),
    "TH205": Words(
        Text("“{name}”已经在{other}用过。", "'{name}' is used already, at {other}."),
        Text(
            "各节的字段名是通用的：请改名，或用without、prefix。",
            "Names are shared by all sections: rename one, or use without or prefix.",
        ),
    ),
    "TH206": Words(
        Text("“{path}”属于{own}，不属于{pack}。", "'{path}' is part of {own}, not of {pack}."),
        Text("请去掉或改正前缀。", "Correct or drop the prefix."),
    ),
    "TH207": Words(
        Text("“{found}”的种类不对，这里要{kind}。", "'{found}' is of the wrong kind; {kind} belongs here."),
        Text("请写{kind}/名称。", "Write {kind}/name."),
    ),
    "TH208": Words(
        Text("{path}没有“{name}”这一列。", "{path} has no column '{name}'."),
        Text("是不是指：{known}？", "Did you mean: {known}?"),
    ),
    "TH209": Words(
        Text("{group}里没有字段“{name}”。", "{group} has no field '{name}'."),
        Text("是不是指：{known}？", "Did you mean: {known}?"),
    ),
    "TH273": Words(
        Text("{chain}里没有步骤“{name}”。", "{chain} has no step '{name}'."),
        Text("是不是指：{known}？", "Did you mean: {known}?"),
    ),
    "TH274": Words(
        Text("“{way}”不是链内步骤填写的内容。", "'{way}' is nothing that a step of the chain fills in."),
        Text("请写“=步骤.字段”，如 =bank.bank_ref。", "Write '=step.field', as in =bank.bank_ref."),
    ),
    "TH223": Words(
        Text(
            "“{what}”的写法已经定好，但这个版本还不运行。",
            "'{what}' is part of the language, but this version does not run it yet.",
        ),
        Text("请先移出去，等有此功能的版本再放回来。", "Move it aside until a version does."),
    ),
    "TH224": Words(
        Text(
            "取数来源“{what}”随预警规则一起提供，这个版本只能取台账。",
            "look-ups from '{what}' come with warning rules; this version looks up registers only.",
        ),
        Text("请改用register。", "Use a register."),
    ),
    "TH238": Words(
        Text(
            "“{name}”不能放在这里：节和字段组不能套在节、表格或字段组里。",
            "'{name}' cannot stand here: sections and groups do not nest, nor stand in tables.",
        ),
        Text("请移到外面一层。", "Move it one level out."),
    ),
    "TH239": Words(
        Text("“{name}”不能是“{found}”：{why_zh}。", "'{name}' cannot be '{found}': {why}."),
        Text("请改正。", "Correct it."),
    ),
    "TH240": Words(
        Text("“{key}”对{kind}没有意义。", "'{key}' means nothing for {kind}."),
        Text("请删掉它，或改种类。", "Drop it, or change the kind."),
    ),
    "TH248": Words(
        Text("业务代码{code}已经给了{other}。", "the code {code} belongs to {other} already."),
        Text("请换一个。", "Take another."),
    ),
    "TH257": Words(
        Text(
            "“{path}”不是引用，后面不能再加“.{name}”。",
            "'{path}' is no reference, so nothing like '.{name}' can follow it.",
        ),
        Text("请去掉点后面的部分。", "Drop what follows the dot."),
    ),
    "TH259": Words(
        Text(
            "文件夹{found}里的业务包叫“{name}”，两个名称要一样。",
            "the folder {found} holds a pack that calls itself '{name}'; the two must be the same.",
        ),
        Text(
            "文件夹是复制来的，请写pack: {instead}；否则把文件放到{folder}下。",
            "If the folder is a copy, write pack: {instead}; else put the file in {folder}.",
        ),
    ),
    "TH271": Words(
        Text(
            "文件夹{folder}像是整个复制来的：其中{count}个定义在同名文件里已经有了，没有读取。",
            "the folder {folder} looks like a copy of the whole: {count} of its definitions stand already in"
            " files of the same names, and were passed over.",
        ),
        Text(
            "要用它代替自带的，请把环境变量TOWNHALL_DEFINITIONS_DIRECTORY设为它的完整路径，命令里不再写路径；"
            "否则请只留下您自己新写的文件。",
            "To use it instead of the shipped ones, set the environment variable"
            " TOWNHALL_DEFINITIONS_DIRECTORY to its whole path and give no path to the command;"
            " else keep only the files you wrote.",
        ),
    ),
}
