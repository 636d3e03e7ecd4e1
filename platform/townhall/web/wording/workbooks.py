"""What do the pages say of rows that come from workbooks, and of lists that go out as such?"""

from townhall.kernel.text import Text

WORDS = {
    "import": {
        "title": Text("从 Excel 导入：{table}", "From Excel: {table}"),
        "back": Text("返回填写", "Back to the form"),
        "open": Text("从 Excel 导入", "Import from Excel"),
        "kept": Text("已从 Excel 导入 {n} 行", "Imported from Excel: {n}"),
        "see": Text("查看、撤销", "See or undo"),
        "upload": Text("上传工作簿", "Upload a workbook"),
        "step_template": Text(
            "下载模板，里面有下拉选项和填写说明。", "Take the template; it has lists and notes."
        ),
        "template": Text("下载模板", "Template"),
        "step_fill": Text(
            "逐行填写。不要用公式，不要合并单元格；长号码按文本填写。",
            "Fill it in row by row: no formulas, no merged cells; long numbers as text.",
        ),
        "step_upload": Text("在这里上传，最多 {most} 行。", "Upload it here: {most} rows at most."),
        "file": Text("工作簿（.xlsx）", "Workbook (.xlsx)"),
        "file_help": Text(
            "上传后先逐行核对，核对完才由您决定是否收入。", "Its rows are checked first; then you decide."
        ),
        "send": Text("上传并核对", "Upload and check"),
        "columns": Text("可导入的列（*必填）：", "Columns (* must be filled in):"),
        "no_file": Text("请先选择工作簿。", "Choose a workbook first."),
        "not_taken": Text("没有导入，现有内容没有变动", "Not imported; nothing has changed"),
        "none_waiting": Text("没有等待处理的工作簿", "No workbook is waiting"),
        "checking": Text("正在逐行核对", "Checking row by row"),
        "looked_at": Text("已核对 {n} 行，共 {all} 行。", "{n} of {all} rows are checked."),
        "with_faults": Text("{n} 行有问题。", "{n} have faults."),
        "may_leave": Text(
            "可以离开这一页，回来后会接着核对。",
            "You may leave this page; checking goes on when you are back.",
        ),
        "go_on": Text("继续核对", "Go on"),
        "all_good": Text("{n} 行全部核对通过", "All rows are good: {n}"),
        "result": Text("{good} 行通过，{n} 行有问题", "Good rows: {good}; with faults: {n}"),
        "nothing_yet": Text(
            "现在一行也没有收入。请下载问题清单，改好后在下面重新上传。",
            "Nothing has been taken in yet. Take the error sheet, mend it, and upload it again below.",
        ),
        "error_sheet": Text("下载问题清单", "Error sheet"),
        "error_sheet_how": Text(
            "问题清单就是您的各行，每行右侧写明问题，改好后可直接上传。",
            "It holds your own rows with what is wrong beside each; mended, it can be uploaded as it is.",
        ),
        "faults": Text("有问题的行", "Rows with faults"),
        "line": Text("行号", "Line"),
        "column": Text("列", "Column"),
        "cell": Text("填写内容", "What stands there"),
        "fault": Text("问题", "What is wrong"),
        "more_faults": Text("还有 {n} 行，见问题清单。", "{n} more, see the error sheet."),
        "take_all": Text("收入全部 {n} 行", "Take in all rows: {n}"),
        "take_good": Text(
            "只收入通过的 {good} 行，留下 {n} 行", "Take in the good rows ({good}), leave {n} out"
        ),
        "drop": Text("放弃这一份", "Drop this batch"),
        "taken": Text(
            "已收入。提交前可以整批撤销。", "Taken in. Until it is submitted the batch can be undone."
        ),
        "undone": Text("已撤销。", "Undone."),
        "taken_in": Text("已收入的批次", "Batches taken in"),
        "rows": Text("{n} 行", "rows: {n}"),
        "left_out": Text("留下 {n} 行未收入", "left out: {n}"),
        "undo": Text("撤销这一批", "Undo this batch"),
        "undo_ask": Text("这一批的各行将从表中移除。要撤销吗？", "Its rows will leave the table. Undo it?"),
        "submitted": Text("退回前提交的各行", "Rows as submitted before the return"),
        "leave_out": Text("移除，重新导入", "Leave out and import anew"),
    },
}
