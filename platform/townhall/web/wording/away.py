"""What do the pages say that go along to where there is no network?"""

from townhall.kernel.text import Text

WORDS = {
    "away": {
        "title": Text("离线填写", "Without a network"),
        "lead": Text(
            "出发前在有网络的地方打开本页，下列表单就存到这台手机上；到了现场没有网络也能填，回来自动发送。",
            "Open this page before you leave, where there is a network: these sheets are then kept on this"
            " phone, can be filled in without one, and are sent when you are back.",
        ),
        "waiting": Text("本机上的表", "On this phone"),
        "none_waiting": Text("本机没有填了还没发送的表。", "Nothing on this phone waits to be sent."),
        "take": Text("可以带走的表", "Sheets to take along"),
        "empty": Text("没有可以离线填写的表", "No sheets to be filled in without a network"),
        "empty_how": Text(
            "派给您的、可离线填写的事项会列在这里，例如现场检查记录。",
            "Matters that you are asked to fill in and that may be filled in without a network, such as an"
            " on-site sheet, stand here.",
        ),
        "how": Text("怎么用", "How it works"),
        "how_1": Text(
            "出发前，在有网络的地方打开本页，看到“已存本机”再走。",
            "Before you leave, open this page where there is a network, and wait for “kept here”.",
        ),
        "how_2": Text(
            "到了现场，从本页打开表填写：取位置、拍照、签名都不用网络；关掉浏览器也不会丢。",
            "On the spot, open the sheet from here: place, photos and signatures need no network; nothing is"
            " lost when the browser is closed.",
        ),
        "how_3": Text(
            "填好后点“填好了，放入待发送”。缺的必填项会当场提示。",
            "Press “Done” at the end. What is still missing is told at once.",
        ),
        "how_4": Text(
            "有网络时自动发送；收到后给出编号，手机里的这一份随即删除。",
            "With a network it is sent by itself; its number is told, and the copy on the phone deleted.",
        ),
        "how_5": Text(
            "没有被采用的，这里写明原因；内容仍在手机里，可以改了再发，也可以存成文件。",
            "What is not taken is told here with the reason; it stays on the phone, to be mended or saved.",
        ),
        "due": Text("期限", "Due"),
        "send_all": Text("立即发送", "Send now"),
        "back": Text("返回离线填写", "Back to the sheets"),
        "to_desk": Text("我的待办", "My tasks"),
        "sometimes": Text("视情况必填", "required in some cases"),
        "row": Text("第{n}行", "Row {n}"),
        "rows": Text("增加一行", "Add a row"),
        "drop_row": Text("删除这一行", "Remove this row"),
        "finish": Text("填好了，放入待发送", "Done: send it when possible"),
        "needs_script": Text(
            "离线填写要用浏览器脚本。请在有网络时从“我的待办”填写。",
            "Filling in without a network needs scripts. Where there is a network, use your task list.",
        ),
        "about": Text(
            "没有网络时，系统算的数不显示，条件栏目都列出来；发送后由系统核对，有问题会逐条告诉您。",
            "Without a network nothing is calculated and fields that may not apply are shown; when sent, all"
            " is checked and whatever is wrong is told.",
        ),
        "invite": Text(
            "要去没有网络的地方填？出发前先打开离线填写，表就存在这台手机上。",
            "Filling it in where there is no network? Open it here before you leave.",
        ),
        "invite_do": Text("离线填写", "Take it along"),
        "received": Text("已收到，编号{number}，时间{at}。", "Received at {at}; its number is {number}."),
        "received_before": Text(
            "这张表此前已于{at}收到，编号{number}，没有重复登记。",
            "This sheet was received already at {at}; its number is {number}. Nothing was entered twice.",
        ),
        "wrong": Text(
            "已存为您的草稿，还有{n}处要改，改好再发。",
            "Kept as your draft; to be mended before it counts: {n}.",
        ),
        "elsewhere": Text(
            "带走之后，这张表在别处改过。要以本机填的为准，请点“以本机为准再发”；要以那边为准，就不用再发。",
            "This sheet was changed elsewhere after you took it along. To let this phone count, send it so;"
            " else leave it.",
        ),
        "sent_note": Text(
            "离线填写：手机时间{filled}，收到时间{received}",
            "Filled in away: {filled} by the phone, received {received}",
        ),
        "fast": Text("手机时钟快{time}", "the phone's clock is fast by {time}"),
        "slow": Text("手机时钟慢{time}", "the phone's clock is slow by {time}"),
        "accuracy": Text("定位精度约{n}米", "place known to about {n} m"),
    },
}
