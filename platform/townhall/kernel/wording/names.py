"""What do problems with names and links between definitions say (TH2xx)?"""

from __future__ import annotations

from townhall.kernel.text import Text, Words

WORDS: dict[str, Words] = {
    "TH201": Words(
        Text("没有叫“{found}”的。", "nothing is called '{found}'."),
        Text("是不是指“{known}”？", "Did you mean '{known}'?"),
    ),
    "TH202": Words(
        Text("“{path}”定义了两次，另一处在{other}。", "'{path}' is defined twice; the other is at {other}."),
        Text("请给其中一个改名，或删掉一个。", "Rename one of them, or delete it."),
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
    "TH210": Words(
        Text(
            "“{name}”通往“{leads}”，而这条链没有这一步。",
            "'{name}' leads to '{leads}', which is no step of this chain.",
        ),
        Text("是不是指：{known}？", "Did you mean: {known}?"),
    ),
    "TH211": Words(
        Text("没有任何选择能走到“{name}”这一步。", "no decision ever leads to the step '{name}'."),
        Text(
            "请让前面的某个选择通往next或“{name}”，或删掉它。",
            "Let a choice before it lead to next or to '{name}', or delete it.",
        ),
    ),
    "TH212": Words(
        Text(
            "{name}走不到批准：没有选择通到最后。",
            "{name} can never be approved: no choice leads out of its last step.",
        ),
        Text(
            "请让最后一步的某个选择通往next，或让某个选择通往end。",
            "Let a choice of the last step lead to next, or any choice to end.",
        ),
    ),
    "TH213": Words(
        Text(
            "提供{facet}要有“{name}”，这里没有。", "whoever offers {facet} has '{name}'; there is none here."
        ),
        Text(
            "请加上这个字段，或写对应：{{{name}: {near}}}。", "Add the field, or map it: {{{name}: {near}}}."
        ),
    ),
    "TH214": Words(
        Text("{chain}要求事项提供“{facet}”。", "{chain} works on any form that offers '{facet}'."),
        Text("请加上offers: {{{facet}: {{}}}}。", "Add offers: {{{facet}: {{}}}}."),
    ),
    "TH215": Words(
        Text("“{name}”不是这个事项会到的时刻。", "'{name}' is no moment of this matter."),
        Text("是不是指：{known}？", "Did you mean: {known}?"),
    ),
    "TH216": Words(
        Text(
            "{facet}的“{name}”应为{wanted}，而“{ours}”是{given}。",
            "'{name}' of {facet} is {wanted}, but '{ours}' is {given}.",
        ),
        Text(
            "请对应到另一个字段，或改字段的种类或字典。",
            "Map another field, or change this one's kind or dictionary.",
        ),
    ),
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
    "TH219": Words(
        Text(
            "“{name}”只监督，不能在审批链里办理。", "'{name}' only supervises and is never asked in a chain."
        ),
        Text("要让其知情请用tell。", "To let them know, use tell."),
    ),
    "TH220": Words(
        Text(
            "这一步要与“{other}”不是同一人，而两处都只有唯一的“{post}”。",
            "this step is kept apart from '{other}', but both ask the single '{post}'.",
        ),
        Text("请换一个岗位，或用first_of列出几个。", "Ask another post, or list several with first_of."),
    ),
    "TH221": Words(
        Text(
            "“{path}”在三审齐全之前付款，还缺第{missing}审。",
            "'{path}' pays before the three reviews; {missing} is missing.",
        ),
        Text(
            "请在它之前设review: {missing}的步骤；依法可先付的，写pays_first。",
            "Put a step with review: {missing} before it, or name the law in pays_first.",
        ),
    ),
    "TH222": Words(
        Text(
            "{path}按“{name}”区分记录，这里没有写。",
            "{path} tells its records apart by '{name}', which is not set here.",
        ),
        Text("请在row里加上{name}。", "Add {name} to the row."),
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
    "TH226": Words(
        Text(
            "接口{hook}可能回答“{name}”，这一步没有去处。",
            "the hook {hook} may answer '{name}', and this step has no way out for it.",
        ),
        Text("请在choices里加上它。", "Add it to the choices."),
    ),
    "TH227": Words(
        Text("“{name}”从并行的一支通往“{leads}”。", "'{name}' leads from a parallel branch to '{leads}'."),
        Text(
            "一支只能next、退回发起人或不同意；要回到某一步，请放在并行之后。",
            "A branch leads to next, initiator or refused; to go back to a step, decide after the branches.",
        ),
    ),
    "TH228": Words(
        Text("岗位{post}没有分管“{name}”。", "the post {post} has no portfolio '{name}'."),
        Text("可用的有：{known}。", "There are: {known}."),
    ),
    "TH229": Words(
        Text(
            "“{name}”没有条件，后面的行永远用不到。",
            "'{name}' has no condition, so nothing after it is ever used.",
        ),
        Text("请给它加上when，或放到最后。", "Give it a when, or put it last."),
    ),
    "TH230": Words(
        Text("链{name}插入了自己。", "the chain {name} inserts itself."),
        Text("请去掉其中一处use。", "Drop one of the uses."),
    ),
    "TH234": Words(
        Text("单位{code}已经在名单里。", "the unit {code} is on the list already."),
        Text("请换一个代码，或删掉这一行。", "Take another code, or delete this one."),
    ),
    "TH235": Words(
        Text("上级单位{code}不存在。", "there is no unit {code} to stand above it."),
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
    "TH241": Words(
        Text("{path}由平台填写，事项不能记入。", "{path} is written by the platform; a matter cannot."),
        Text("请记入别的台账。", "Enter it in another register."),
    ),
    "TH242": Words(
        Text(
            "“{name}”在共用链里用不了：它不知道自己被插在哪里。",
            "'{name}' cannot be used in a shared chain, which does not know where it is inserted.",
        ),
        Text(
            "请改用共性里的名称，或把条件写在use的链里。",
            "Use a name of its facet, or put the condition into the chain that uses it.",
        ),
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
    "TH244": Words(
        Text("{page}展示的是{of}，不是{form}。", "{page} shows {of}, not {form}."),
        Text("请换一个of: {form}的页面。", "Open a page that is of: {form}."),
    ),
    "TH245": Words(
        Text("没有写公示多久。", "nothing says for how long it is open."),
        Text("请在这一步写for，或在{page}写open_for。", "Write for here, or open_for in {page}."),
    ),
    "TH246": Words(
        Text("公开页会露出保密字段“{name}”。", "this page would show the secret field '{name}' to anyone."),
        Text("请加上mask，或去掉这一列。", "Add a mask, or drop the column."),
    ),
    "TH247": Words(
        Text(
            "岗位{post}设在{at}，不在start.at所列的单位。",
            "the post {post} sits at {at}, which start.at does not list.",
        ),
        Text("请改正posts或at，否则没有人能发起。", "Correct posts or at, or nobody can start it."),
    ),
    "TH248": Words(
        Text("业务代码{code}已经给了{other}。", "the code {code} belongs to {other} already."),
        Text("请换一个。", "Take another."),
    ),
    "TH250": Words(
        Text("“{found}”是{kind}，不能用在这里。", "'{found}' is {kind}, which does not belong here."),
        Text(
            "时限写一段时间或日期，人员写person字段，人数写整数或百分比。",
            "A deadline is a stretch of time or a day, people are a person field,"
            " a quorum is a number or percent.",
        ),
    ),
    "TH251": Words(
        Text(
            "最后一行“{name}”还有条件：都不成立时就没有去处。",
            "the last row '{name}' has a condition: if none is true, nothing is left.",
        ),
        Text("请去掉它的when，或再加一行没有条件的。", "Drop its when, or add a row without one."),
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
            "台账页面才有period、filters、rows_of；事项页面才有rows、objections。",
            "Pages of registers have period, filters and rows_of; pages of forms have rows and objections.",
        ),
    ),
    "TH257": Words(
        Text(
            "“{path}”不是引用，后面不能再加“.{name}”。",
            "'{path}' is no reference, so nothing like '.{name}' can follow it.",
        ),
        Text("请去掉点后面的部分。", "Drop what follows the dot."),
    ),
    "TH258": Words(
        Text("{day}既放假又上班。", "{day} is both a holiday and a working day."),
        Text("请只留一处。", "Keep one of the two."),
    ),
    "TH259": Words(
        Text("{kind}“{name}”要放在{folder}下。", "{kind} '{name}' belongs in {folder}."),
        Text("请移动文件，或改名。", "Move the file, or rename it."),
    ),
    "TH260": Words(
        Text("“{what}”的步骤里没有“{name}”。", "'{name}' is no step or choice of {what}."),
        Text("是不是指：{known}？", "Did you mean: {known}?"),
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
}
