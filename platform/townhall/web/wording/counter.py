"""What do starting a matter and filling in its draft say?"""

from townhall.kernel.text import Text

WORDS = {
    "start": {
        "title": Text("发起事项", "Start a matter"),
        "lead": Text("您的岗位可以发起下列事项。", "Your posts may start these matters."),
        "guide": Text("查看指南", "See the guide"),
        "unit": Text("为哪个单位办理{matter}", "For which unit: {matter}"),
        "begin": Text("开始填写", "Begin"),
        "empty": Text("您的岗位没有可以发起的事项", "Your posts start no matters"),
        "empty_how": Text(
            "可发起的事项由岗位决定。如果不对，请联系本单位管理员核对您的岗位。",
            "What you may start follows from your posts. If that is wrong, ask your administrator.",
        ),
    },
    "draft": {
        "back": Text("返回草稿", "Back to drafts"),
        "path": Text("办理环节", "The steps ahead"),
        "returned": Text("此件被退回，请修改后重新提交", "Returned to you: mend it and submit it again"),
        "see_case": Text("查看办理过程", "See its history"),
        "required": Text("必填", "required"),
        "optional": Text("可空", "optional"),
        "calculated": Text("自动计算", "calculated"),
        "complaint": Text("错误：", "Error: "),
        "warning": Text("请注意：", "Please check:"),
        "wrong": Text("有{n}处需要修改", "To be mended: {n}"),
        "more_wrong": Text("还有{n}处，先改好以上各处。", "{n} more; mend those above first."),
        "doubtful": Text("可以提交，但请核对", "You may submit, but please check"),
        "about": Text("{title}：{words}", "{title}: {words}"),
        "row": Text("{table}第{n}行", "{table}, row {n}"),
        "row_column": Text("{table}第{n}行{column}", "{table}, row {n}, {column}"),
        "rows_at_least": Text("至少{n}行", "at least {n} {n:row|rows}"),
        "untick": Text("取消勾选，保存后即移除。", "Untick a file to remove it."),
        "find": Text("查找", "Search"),
        "row_no": Text("序号", "No."),
        "cell": Text("第{n}行 {column}", "Row {n}: {column}"),
        "add_row": Text("增加一行", "Add a row"),
        "remove_row": Text("删除", "Remove"),
        "no_rows": Text("还没有填写。", "Nothing filled in yet."),
        "paste": Text("从Excel粘贴", "Paste from Excel"),
        "paste_help": Text(
            "在Excel中选中各行复制，粘贴到这里。列的顺序：",
            "Copy rows in Excel and paste them here. Columns:",
        ),
        "paste_do": Text("填入表格", "Put into the table"),
        "saved": Text("已保存", "Saved"),
        "saving": Text("正在保存…", "Saving…"),
        "unsaved": Text("有改动尚未保存", "Not saved yet"),
        "this_counts": Text(
            "再按一次“保存”或“提交”，就以本页为准。", "Save or submit once more, and this page counts."
        ),
        "offline": Text(
            "网络不通，内容留在本页，恢复后自动保存",
            "No connection: kept on this page, saved when it is back",
        ),
        "save": Text("保存", "Save"),
        "drop": Text("删除草稿", "Delete the draft"),
        "drop_ask": Text(
            "删除后不能恢复。要删除这份草稿吗？", "It cannot be brought back. Delete this draft?"
        ),
        "dropped": Text("草稿已删除。", "The draft is deleted."),
        "submit": Text("提交", "Submit"),
        "submit_again": Text("重新提交", "Submit again"),
        "submitted": Text("已提交，办理进度见本页“办理过程”。", "Submitted. Its way is shown on this page."),
        "nothing_found": Text("没有找到，请换个词再查。", "Nothing found; try another word."),
        "mind": Text("请留意", "Please note"),
        "stale": Text("改动尚未保存，原因见页首", "Changes not saved yet; the top of the page says why"),
        "more_found": Text("还有更多，请继续输入。", "There are more: type on."),
        "type_to_find": Text("输入几个字开始查找。", "Type a few characters to search."),
        "not_uploaded": Text("有文件没有上传成功", "A file was not uploaded"),
    },
}
