"""What do problems with a file and its shape say (TH1xx)?"""

from __future__ import annotations

from townhall.kernel.text import Text, Words

WORDS: dict[str, Words] = {
    "TH100": Words(
        Text("文件读不懂（{why}）。", "this file cannot be read ({why})."),
        Text("请检查缩进、冒号和引号。", "Check its indentation, colons and quotes."),
    ),
    "TH101": Words(
        Text("这一行用制表符缩进。", "a tab indents this line."),
        Text("请改用空格，每层两个。", "Use two spaces per level."),
    ),
    "TH102": Words(
        Text(
            "“{key}”在同一处写了两次，第一次在第{line}行。",
            "'{key}' is written twice in the same place; the first is on line {line}.",
        ),
        Text("请只留一个。", "Keep one."),
    ),
    "TH103": Words(
        Text(
            "文件有{size}，超过{limit}的上限，没有读取。",
            "this file has {size}, more than the limit of {limit}; it was not read.",
        ),
        Text(
            "定义文件都很小：请分成几个文件，或确认没有放错文件。",
            "Definitions are small: split it, or see whether it belongs here.",
        ),
    ),
    "TH104": Words(
        Text("文件不是UTF-8编码。", "this file is not UTF-8."),
        Text("请在编辑器里另存为UTF-8。", "Save it as UTF-8 in your editor."),
    ),
    "TH105": Words(
        Text(
            "这里不用YAML的标签、锚点和引用（“{found}”）。",
            "tags, anchors and aliases of YAML are not used here ('{found}').",
        ),
        Text(
            "请把内容直接写出来；要共用字段请用字段组（use: group/…）。",
            "Write the content out; to share fields, use a group (use: group/…).",
        ),
    ),
    "TH106": Words(
        Text("嵌套超过{limit}层。", "this is nested more than {limit} levels deep."),
        Text("请检查括号是否配对。", "Check that every bracket is closed."),
    ),
    "TH107": Words(
        Text("这一行的缩进和上下文对不上。", "the indentation of this line fits nothing above it."),
        Text(
            "同级的键要左对齐，下一级多缩进两个空格。",
            "Align keys of one level; indent the next level by two spaces.",
        ),
    ),
    "TH108": Words(
        Text(
            "“{key}”单独留在了{{ }}里：前面的文字被逗号截断了。",
            "'{key}' stands alone inside {{ }}: a comma ended the text before it.",
        ),
        Text("请给那段文字加引号。", "Put that text in quotes."),
    ),
    "TH109": Words(
        Text("这里没有“{key}”这个键。", "there is no key '{key}' here."),
        Text(
            "这里可以写：{known}；也请看看缩进对不对。",
            "What may stand here: {known}. Or is it indented too little, or too far?",
        ),
    ),
    "TH110": Words(
        Text("这里缺少“{key}”。", "'{key}' is missing here."),
        Text("请补上。", "Add it."),
    ),
    "TH111": Words(
        Text("“{found}”不在可写的词里。", "'{found}' is not one of the words that may stand here."),
        Text("是不是指“{known}”？", "Did you mean '{known}'?"),
    ),
    "TH112": Words(
        Text("这里应写{wanted_zh}。", "{wanted} belongs here."),
        Text("请检查缩进和写法。", "Check the indentation and how it is written."),
    ),
    "TH113": Words(
        Text("“{name}”不能作名称。", "'{name}' cannot be a name."),
        Text(
            "名称用小写字母、数字和下划线，以字母开头，如“{instead}”；中文写在title里。",
            "A name has small letters, digits and _, and starts with a letter, such as '{instead}';"
            " what people read goes into title.",
        ),
    ),
    "TH114": Words(
        Text(
            "“{name}”是公式里的保留词，不能作名称。",
            "'{name}' means something in formulas and cannot be a name.",
        ),
        Text("请换一个，如“{instead}”。", "Take another, such as '{instead}'."),
    ),
    "TH115": Words(
        Text("不认识的文件后缀“{found}”，没有读取。", "this file ends in '{found}' and was not read."),
        Text(
            "定义文件的后缀是.yaml或.json，表格是.csv；其他文件请移出去。",
            "Definitions end in .yaml or .json, tables in .csv; move other files elsewhere.",
        ),
    ),
    "TH116": Words(
        Text(
            "这里同时写了{written}，只能写其中一个。", "{written} stand here together; only one of them may."
        ),
        Text("请分成几步或几项。", "Make several of it."),
    ),
    "TH117": Words(
        Text("“{key}”要和“{other}”一起用。", "'{key}' stands only together with '{other}'."),
        Text("请补上“{other}”，或去掉“{key}”。", "Add '{other}', or drop '{key}'."),
    ),
    "TH118": Words(
        Text("文件是空的。", "this file is empty."),
        Text("请写上定义，或删掉文件。", "Write a definition, or delete the file."),
    ),
    "TH119": Words(
        Text("这里用---开始了另一份文档。", "another document starts here with ---."),
        Text("一个文件只写一份；请另建文件。", "One document a file; make another file."),
    ),
    "TH120": Words(
        Text("“{found}”是中文标点。", "'{found}' is Chinese punctuation."),
        Text(
            "请换成英文的“{instead}”；要保留原字请给文字加引号。",
            "Write '{instead}'; if the text means it, put the text in quotes.",
        ),
    ),
    "TH121": Words(
        Text("“{key}:”后面少一个空格。", "a space is missing after '{key}:'."),
        Text("冒号后面要空一格。", "Put one space behind the colon."),
    ),
    "TH122": Words(
        Text(
            "这不是一个普通文件，而是指向别处的链接或管道，没有读取。",
            "this is no plain file but a link that leads elsewhere, or a pipe; it was not read.",
        ),
        Text("请把文件本身放进来。", "Put the file itself here."),
    ),
    "TH124": Words(
        Text("“{found}”以0开头，分不清是数字还是代码。", "'{found}' starts with 0: a number, or a code?"),
        Text("代码请加引号，数字请去掉前面的0。", "Put a code in quotes; write a number without the 0."),
    ),
    "TH125": Words(
        Text("超出范围：{wanted_zh}。", "out of range: {wanted}."),
        Text("请改正。", "Correct it."),
    ),
    "TH126": Words(
        Text(
            "“{found}”的写法不对，应为：{wanted_zh}。", "'{found}' is not written as it should be: {wanted}."
        ),
        Text("请照样改写。", "Write it like that."),
    ),
    "TH128": Words(
        Text("有一个看不见的控制字符（{found}）。", "there is an invisible control character ({found})."),
        Text("请删掉后重新输入这一行。", "Delete it and type the line again."),
    ),
    "TH129": Words(
        Text("JSON读不懂（{why}）。", "this JSON cannot be read ({why})."),
        Text("请检查逗号、引号和括号。", "Check its commas, quotes and brackets."),
    ),
    "TH130": Words(
        Text(
            "“{found}”在这里只是一个词；是与否只写true和false。",
            "'{found}' is only a word here; yes and no are written true and false.",
        ),
        Text("请改为{instead}。", "Write {instead}."),
    ),
    "TH131": Words(
        Text("{found}被当成了数字，这里要文字。", "{found} is read as a number; text belongs here."),
        Text('请加引号："{found}"。', 'Put it in quotes: "{found}".'),
    ),
    "TH132": Words(
        Text("“{found}”不能作开头。", "nothing may start with '{found}'."),
        Text("请给这段文字加引号。", "Put the text in quotes."),
    ),
    "TH133": Words(
        Text("这里的括号没有合上。", "the bracket that opens here is never closed."),
        Text("请在末尾补上“{closing}”。", "Close it with '{closing}'."),
    ),
    "TH134": Words(
        Text("这里的引号没有合上。", "the quote that opens here is never closed."),
        Text("请补上另一半引号。", "Close the quote."),
    ),
    "TH135": Words(
        Text("双引号里的反斜线另有含义。", "a backslash means something inside double quotes."),
        Text("请写两个\\\\，或改用单引号。", "Write two of them, or use single quotes."),
    ),
    "TH136": Words(
        Text(
            "这一行既不是“键: 值”，也接不上上一行。",
            "this line is neither 'key: value' nor part of the line above.",
        ),
        Text(
            "请补上冒号和空格，或把它缩进到所属的文字下。",
            "Add a colon and a space, or indent it below the text it belongs to.",
        ),
    ),
    "TH137": Words(
        Text("引号或括号合上之后还有文字。", "there is more text after a quote or bracket was closed."),
        Text("请用单引号把整段文字括起来。", "Put the whole text in single quotes."),
    ),
    "TH138": Words(
        Text("一行里有两个冒号，看不出哪个是值。", "there are two colons in one line."),
        Text(
            "请给冒号后面的整段文字加引号，或另起一行。", "Put the whole text in quotes, or start a new line."
        ),
    ),
    "TH139": Words(
        Text(
            "看不出这个文件定义什么：“{key}”不是定义的种类。",
            "what does this file define? '{key}' is no kind of definition.",
        ),
        Text("第一个键应是：{known}。", "The first key should be: {known}."),
    ),
    "TH140": Words(
        Text(
            "写了{opening}的文件里不能再有“{key}”。", "a file with {opening} can have no '{key}' beside it."
        ),
        Text(
            "请缩进到{opening}里，或移到另一个文件。",
            "Indent it below {opening}, or move it to another file.",
        ),
    ),
    "TH141": Words(
        Text("“{key}”后面什么也没写。", "nothing is written after '{key}'."),
        Text(
            "请写上内容，或删掉这个键；下面几行若属于它，请再缩进两格。",
            "Write a value, or delete the key; if the next lines belong to it, indent them two more.",
        ),
    ),
    "TH142": Words(
        Text("“{found}”不是一个路径。", "'{found}' is no path."),
        Text("请写种类/名称，如register/fund。", "Write kind/name, such as register/fund."),
    ),
    "TH143": Words(
        Text("这里看不出要做什么。", "nothing here says what is to be done."),
        Text("请写其中一个：{keys}。", "Write one of: {keys}."),
    ),
    "TH144": Words(
        Text("“{found}”不在可写的词里。", "'{found}' is not one of the words that may stand here."),
        Text("可写：{known_zh}。", "Write one of: {known}."),
    ),
    "TH145": Words(
        Text("“{found}”缺少种类。", "'{found}' does not say its kind."),
        Text("请写成“{instead}”。", "Write '{instead}'."),
    ),
    "TH146": Words(
        Text("“{found}”前面的种类是多余的。", "'{found}' needs no kind before it here."),
        Text("请只写名称：{instead}。", "Write the name alone: {instead}."),
    ),
    "TH147": Words(
        Text("“{found}”不是名称。", "'{found}' is no name."),
        Text(
            "请写定义它时用的英文名称（小写字母、数字和下划线），如{instead}，不写中文标题。",
            "Write the name it is defined by (small letters, digits, _), such as {instead}; not its title.",
        ),
    ),
}
