"""What do problems with formulas say (TH3xx)?"""

from __future__ import annotations

from townhall.kernel.text import Text, Words

WORDS: dict[str, Words] = {
    # How a formula is written.
    "TH301": Words(
        Text("公式在“{near}”附近读不通；", "the formula does not read near '{near}';"),
        Text("请检查括号、引号和逗号。", "check its brackets, quotes and commas."),
    ),
    "TH306": Words(
        Text(
            "“{found}”是中文标点或全角字符；", "'{found}' is Chinese punctuation or a full-width character;"
        ),
        Text("请改用英文的“{instead}”。", "switch to the English {instead}."),
    ),
    "TH307": Words(
        Text("“=”单独出现；", "'=' stands alone;"),
        Text("比较请写“==”。", "to compare, write ==."),
    ),
    "TH313": Words(
        Text("公式超过{limit}个字符；", "this formula has more than {limit} characters;"),
        Text("请拆成几个计算字段。", "split it into several calculated fields."),
    ),
    "TH314": Words(
        Text("公式嵌套超过{limit}层；", "this formula is nested more than {limit} levels deep;"),
        Text("请拆成几个计算字段。", "split it into several calculated fields."),
    ),
    "TH315": Words(
        Text("公式里不能写“{found}”；", "'{found}' is not part of formulas;"),
        Text(
            "可用的有：名称、数字、引号内的文字、+ - * /、比较、in、and、or、not、if else 和函数。",
            "they have names, numbers, text in quotes, + - * /, comparisons, in, and or not, if else, calls.",
        ),
    ),
    "TH316": Words(
        Text("“{found}”在公式里不这样写；", "'{found}' is written differently in a formula;"),
        Text("请写“{instead}”。", "write {instead}."),
    ),
    "TH317": Words(
        Text("这里本来就是公式，开头不需要“=”；", "a formula stands here anyway, without '=' before it;"),
        Text("请删去“=”。", "leave the '=' out."),
    ),
    "TH322": Words(
        Text("句子里的“{found}”没有配对；", "the '{found}' in this sentence has no partner;"),
        Text(
            "公式写在 {{ }} 之间；要显示括号本身，请写两个。",
            "a formula stands between {{ and }}; to show the bracket itself, write it twice.",
        ),
    ),
    "TH328": Words(
        Text("这里缺少公式；", "a formula is missing here;"),
        Text("请写上公式，或删去这一项。", "write one, or take the key out."),
    ),
    "TH329": Words(
        Text("这里有一个看不见的字符（{found}）；", "an invisible character stands here ({found});"),
        Text("请删去后重新输入。", "delete it and type the place again."),
    ),
    "TH330": Words(
        Text("“{found}”不是名称；", "'{found}' is no name;"),
        Text(
            "公式里用字段的英文名称（如 amount）；文字请加引号。",
            "formulas use a field's name, such as amount, not its title; put text in quotes.",
        ),
    ),
    "TH331": Words(
        Text("括号“{found}”没有配对；", "the bracket '{found}' has no partner;"),
        Text("请补上另一半，或删去它。", "add the other half, or take it out."),
    ),
    "TH332": Words(
        Text("从这里开始的引号没有结束；", "the quotation that starts here never ends;"),
        Text("请在文字末尾补上{found}。", "close it with {found}."),
    ),
    # Which names a formula uses.
    "TH302": Words(
        Text("这些计算字段绕成了一圈：{circle}；", "these calculated fields go round in a circle: {circle};"),
        Text("请让其中一个不再引用下一个。", "let one of them no longer use the next."),
    ),
    "TH303": Words(
        Text("这里没有叫“{name}”的；", "nothing here is called '{name}';"),
        Text("您要写的是不是：{known}？", "did you mean: {known}?"),
    ),
    "TH309": Words(
        Text("没有函数“{name}”；", "there is no function '{name}';"),
        Text("您要写的是不是：{known}？", "did you mean: {known}?"),
    ),
    "TH312": Words(
        Text("这个表格的行里没有“{name}”；", "nothing is called '{name}' in these rows;"),
        Text("表单自己的字段在这里写作 {outer}。", "the form's own field is written {outer} here."),
    ),
    "TH319": Words(
        Text("“{path}”里没有“{name}”；", "'{path}' has no '{name}';"),
        Text("您要写的是不是：{known}？", "did you mean: {known}?"),
    ),
    "TH320": Words(
        Text(
            "“{path}”是 {kind}，后面不能再加点；", "'{path}' is {kind}, and nothing follows it after a dot;"
        ),
        Text("请直接使用它。", "use it as it is."),
    ),
    # Which types go together.
    "TH304": Words(
        Text(
            "“{left}”（{left_kind}）与“{right}”（{right_kind}）不能用 {operator} 相连；",
            "'{left}' ({left_kind}) and '{right}' ({right_kind}) do not go together with {operator};",
        ),
        Text(
            "请让两边是同一类：金额对金额，日期对日期，文字对文字。",
            "use two of a kind: money with money, dates with dates, text with text.",
        ),
    ),
    "TH305": Words(
        Text("“{word}”是文字，而这里要 {wanted}；", "'{word}' is a word where {wanted} belongs;"),
        Text("公式以“=”开头：={word}", "a formula starts with =, as in ={word}."),
    ),
    "TH333": Words(
        Text(
            "“{word}”在公式里是一个名称，这里却会照字面记下这几个字母；",
            "'{word}' is a name in formulas, but here its letters would be kept as they stand;",
        ),
        Text(
            "要它的值，请在前面写“=”：={word}；真要这几个字母，请写：'=\"{word}\"'",
            "for its value, write = in front: ={word}; for the letters themselves: '=\"{word}\"'.",
        ),
    ),
    "TH308": Words(
        Text("“{word}”不是“{name}”的选项；", "\"{word}\" is not one of the options of '{name}';"),
        Text("您要写的是不是：{known}？", "did you mean: {known}?"),
    ),
    "TH310": Words(
        Text("函数 {name} 不能用于“{found}”（{kind}）；", "{name} does not take '{found}' ({kind});"),
        Text("写法是：{usage}", "it is written {usage}."),
    ),
    "TH311": Words(
        Text("日期加减“{count}”没有说明单位；", "a date and a bare '{count}' do not say what is counted;"),
        Text(
            "请写明：days({count})、workdays({count}) 或 months({count})。",
            "write days({count}), workdays({count}) or months({count}).",
        ),
    ),
    "TH318": Words(
        Text(
            "“{found}”是 {kind}，不是能判断真假的条件；",
            "'{found}' is {kind}, which is neither true nor false;",
        ),
        Text(
            "请写成比较，如 amount > 0 或 filled(proof)。",
            "compare it, as in amount > 0, or ask filled(proof).",
        ),
    ),
    "TH321": Words(
        Text(
            "“{found}”得出的是 {kind}，而这里要 {wanted}；", "'{found}' gives {kind} where {wanted} belongs;"
        ),
        Text("请改公式，或改这里的类型。", "change the formula, or the kind that is asked for."),
    ),
    "TH323": Words(
        Text("给了函数 {name} {count} 个值；", "{name} does not take {count} values;"),
        Text("写法是：{usage}", "it is written {usage}."),
    ),
    "TH324": Words(
        Text("函数 {name} 没有“{option}=”这一项；", "{name} has no '{option}=';"),
        Text("写法是：{usage}", "it is written {usage}."),
    ),
    # Tables and totals.
    "TH325": Words(
        Text("“{path}”有许多行，不是一个值；", "'{path}' is many rows, not one value;"),
        Text(
            "请放进合计里，如 sum({path}.{name}) 或 any({path}.{name} > 0)。",
            "put it in a total, as in sum({path}.{name}) or any({path}.{name} > 0).",
        ),
    ),
    "TH326": Words(
        Text(
            "函数 {name} 里同时用了“{path}”和“{other}”两张表；",
            "this {name} goes through two tables at once, '{path}' and '{other}';",
        ),
        Text("请分成两个合计。", "make two totals of it."),
    ),
    "TH327": Words(
        Text(
            "函数 {name} 要逐行计算，而“{found}”不是表格的列；",
            "{name} goes through rows, and '{found}' names none;",
        ),
        Text("写法是：{usage}", "it is written {usage}."),
    ),
}
