"""What do problems with matters and their chains say (TH2xx)?"""

from __future__ import annotations

from townhall.kernel.text import Text, Words

WORDS: dict[str, Words] = {
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
    "TH244": Words(
        Text("{page}展示的是{of}，不是{form}。", "{page} shows {of}, not {form}."),
        Text("请换一个of: {form}的页面。", "Open a page that is of: {form}."),
    ),
    "TH245": Words(
        Text("没有写公示多久。", "nothing says for how long it is open."),
        Text("请在这一步写for，或在{page}写open_for。", "Write for here, or open_for in {page}."),
    ),
    "TH268": Words(
        Text("“{name}”的选择就是决定，却可以不填。", "'{name}' decides, yet may be left empty."),
        Text("请写required: true。", "Write required: true."),
    ),
    "TH269": Words(
        Text("“{name}”和“{other}”都写了decides。", "both '{name}' and '{other}' say decides."),
        Text("一个步骤只能有一项作决定，请去掉一处。", "One field of a step decides; drop one of them."),
    ),
    "TH270": Words(
        Text(
            "这一步有选择“{choice}”，决定它的“{name}”却没有同名的选项（{options}）。",
            "the step has a choice '{choice}', and '{name}', which decides, no option called so ({options}).",
        ),
        Text("请让choices里的名称与选项一致。", "Call the choice as the option is called."),
    ),
    "TH282": Words(
        Text(
            "抽查只能写在恰有一个事项使用的审批链里，这条链有{count}个事项使用。",
            "a sample stands in a chain that just one form starts; this one is started by {count}.",
        ),
        Text(
            "请给这个事项单独一条审批链，把sample写在那里。",
            "Give the form a chain of its own, and write the sample there.",
        ),
    ),
    "TH250": Words(
        Text("“{found}”是{kind}，不能用在这里。", "'{found}' is {kind}, which does not belong here."),
        Text(
            "时限写一段时间或日期，人员写person字段，人数写整数或百分比，period.on写日期列。",
            "A deadline is a stretch of time or a day, people are a person field,"
            " a quorum is a number or percent, period.on is a column of kind date.",
        ),
    ),
    "TH251": Words(
        Text(
            "最后一行“{name}”还有条件：都不成立时就没有去处。",
            "the last row '{name}' has a condition: if none is true, nothing is left.",
        ),
        Text("请去掉它的when，或再加一行没有条件的。", "Drop its when, or add a row without one."),
    ),
    "TH260": Words(
        Text("“{name}”不是{what}的{part_zh}。", "'{name}' is no {part} of {what}."),
        Text("是不是指：{known}？", "Did you mean: {known}?"),
    ),
    "TH265": Words(
        Text(
            "{form}走的{chain}会公示{page}，那一页展示的是{of}。",
            "{form} starts {chain}, which opens {page}; that page shows {of}.",
        ),
        Text(
            "请让它走自己的审批链，公示自己的页面（of: {form}）。",
            "Start a chain of its own that opens a page of its own (of: {form}).",
        ),
    ),
    "TH266": Words(
        Text(
            "“{name}”不是{what}的要求或字段，不会因它而办不成。",
            "'{name}' is no demand or field of {what}, so nothing is ever refused for it.",
        ),
        Text("是不是指：{known}？", "Did you mean: {known}?"),
    ),
    "TH267": Words(
        Text("前面的步骤里没有哪一件叫“{name}”。", "no play before this one is called '{name}'."),
        Text("请在提交那件的submit下写as: {name}。", "Write as: {name} beside the submit that hands it in."),
    ),
    "TH272": Words(
        Text("example里缺少必填的“{name}”。", "'{name}' is required and missing from the example."),
        Text(
            "请在这里写上一个值，情景就从它开始填。",
            "Give it a value here; scenarios fill the form in from it.",
        ),
    ),
    "TH290": Words(
        Text(
            "这张表可离线填写，而“{name}”要到台账{register}里查找，没有网络时选不了。",
            "this form works offline, and '{name}' is looked up in the register {register}: without a network"
            " nobody can.",
        ),
        Text(
            "请让打开它的步骤用with预先填好，或改用选项（choice），或去掉works_offline。",
            "Fill it in beforehand with the `with` of every step that opens the form, use a choice, or take"
            " works_offline out.",
        ),
    ),
    "TH291": Words(
        Text(
            "这张表可离线填写，而“{name}”要加密保存，不能留在手机上。",
            "this form works offline, and '{name}' is kept encrypted: it may not be left on a phone.",
        ),
        Text(
            "请把它放到链的某一步里填写，或去掉works_offline。",
            "Let a step of the chain ask for it, or take works_offline out.",
        ),
    ),
}
