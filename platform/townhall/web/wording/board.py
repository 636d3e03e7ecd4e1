"""What do the pages for villagers say? Plain words, short sentences."""

from townhall.kernel.text import Text

WORDS = {
    "board": {
        "which_town": Text("您想看哪个乡镇？", "Which town?"),
        "which_village": Text("您想看哪个村（社区）？", "Which village or community?"),
        "which_village_how": Text(
            "点村名，看村里的公示和账目。不用登录。",
            "Choose a place to read its notices and accounts. No sign-in needed.",
        ),
        "units": Text("{n}个村（社区）", "{n} {n:place|places}"),
        "no_town": Text("还没有乡镇公开账目。", "No town has opened its books here yet."),
        "questions": Text("有疑问？", "Any questions?"),
        "ask_clerk": Text(
            "可以到村委会问报账员，或找镇财政所。", "Ask the clerk at the village office, or the town."
        ),
        "call": Text("电话：", "Call:"),
        "object_here": Text("对这份公示提出异议", "Object to this notice"),
    },
    "village": {
        "open": Text("正在公示", "Open now"),
        "may_object": Text("有不同意见可以提", "You may object"),
        "none_open": Text(
            "现在没有正在公示的事项。需要公示的事，会先在这里公开几天，大家没有意见再办。",
            "No notice is open now. Matters that need it are shown here for some days before they go on.",
        ),
        "accounts": Text("村里的账", "The village's books"),
        "past": Text("公示过的", "Past notices"),
        "ended": Text("{day} 结束", "ended {day}"),
        "bodies": Text("所属单位", "What belongs to it"),
        "code": Text("本村二维码", "This village's code"),
        "code_how": Text(
            "用手机扫一扫，随时看村里的公示和账目。", "Scan it to read notices and accounts at any time."
        ),
    },
    "notice": {
        "days_left": Text("还剩{n}天", "{n} {n:day|days} left"),
        "last_day": Text("今天是最后一天", "Today is the last day"),
        "open_span": Text("公示期：{first} 至 {last}", "Open from {first} to {last}"),
        "over": Text("公示已结束", "This notice has ended"),
        "days_over": Text("公示天数已满，等待结束", "The days are over; about to end"),
        "over_span": Text("公示期是 {first} 至 {last}", "It was open from {first} to {last}"),
        "may_object": Text("有不同意见，请在这几天内提出", "If you disagree, say so in these days"),
        "masked": Text(
            "为保护个人隐私，部分姓名和号码已隐去。", "Some names and numbers are masked to protect privacy."
        ),
        "objections_made": Text(
            "已收到{n}条异议，正在核查。", "Objections received: {n}. They are being looked into."
        ),
        "object": Text("提出异议", "Object"),
        "what": Text("您认为哪里不对？", "What is wrong?"),
        "what_help": Text(
            "写清楚时间、人、事，越具体越好查。", "Say who, when and what; the clearer, the easier to check."
        ),
        "contact": Text("怎么联系您", "How to reach you"),
        "contact_help": Text(
            "可以不留。只有核查人员看得到。", "You may leave it empty. Only whoever checks it can see it."
        ),
        "awaits": Text(
            "公示天数已满，等待答复异议", "The days are over; an objection is to be answered first"
        ),
        "awaits_how": Text(
            "有人提出的异议还没有答复。答复以前，此事不往下办。",
            "Somebody's objection has not been answered yet. Until it is, the matter does not go on.",
        ),
        "answers": Text("异议的答复", "How objections were answered"),
        "send": Text("提交异议", "Send the objection"),
        "sent": Text(
            "异议已收到，会有人核查并答复。", "Your objection has arrived; it will be checked and answered."
        ),
        "sent_before": Text(
            "这条异议已经收到，不用再提交；答复会显示在本页。",
            "This objection was received already; it need not be sent again. The answer will stand here.",
        ),
        "code_alt": Text("二维码，扫描后打开 {address}", "QR code that opens {address}"),
        "number": Text("公示编号", "Notice"),
    },
    "ledger": {
        "by": Text("按月、按季还是按年", "By month, quarter or year"),
        "span": Text("哪个时期", "Which period"),
        "picture": Text("各类合计（元）", "Each kind (yuan)"),
        "picture_counted": Text("各类合计", "Each kind"),
        "yuan": Text("元", "yuan"),
        "all": Text("全部", "All"),
        "show": Text("查看", "Show"),
        "more": Text("往下看", "Further"),
        "empty": Text("这段时间没有记录", "Nothing in this period"),
        "empty_how": Text(
            "村里每办成一笔，账目就会自动出现在这里。可以换一个时期看看。",
            "Each matter that is finished appears here by itself. Try another period.",
        ),
    },
}
