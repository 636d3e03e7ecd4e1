"""What do the pages say on which villagers prove who they are, and clerks give codes?"""

from townhall.kernel.text import Text

WORDS = {
    "prove": {
        "title": Text("核验身份", "Show that it is you"),
        "lead": Text(
            "核验之后，只有您自己能在这部手机上看自家的补贴等内容。",
            "Then you, and nobody else, can read on this phone what is yours.",
        ),
        "not": Text("没有核验通过", "Not confirmed"),
        "name": Text("姓名", "Name"),
        "name_help": Text("和身份证上一样。", "As on your identity card."),
        "last": Text("身份证号后六位", "Last six of your identity number"),
        "last_help": Text("最后一位是X的，写X。", "Where the last is an X, write X."),
        "code": Text("核验码", "Code"),
        "code_help": Text("8位数字，只能用一次，24小时内有效。", "8 digits; it works once, within 24 hours."),
        "known": Text("这部手机已经认得您，不用再要核验码。", "This phone is known; you need no code."),
        "with_code": Text("改用核验码", "Use a code instead"),
        "own": Text("这是我自己的手机，以后不用再要核验码", "This is my own phone: ask for no code again"),
        "own_help": Text(
            "一人只记一部手机；公用的设备不要勾选。",
            "One phone for one person. Leave it empty on a shared device.",
        ),
        "do": Text("核验", "Confirm"),
        "where": Text("核验码到哪里要？", "Where do I get a code?"),
        "where_how": Text(
            "带身份证到{place}的村（居）委会，请报账员当面发给您。不用交钱，也不要告诉别人。",
            "Take your identity card to {place}; the clerk gives you one on the spot. It costs nothing; tell"
            " it to nobody.",
        ),
        "locked": Text("核验身份后可看", "Opens when you show that it is you"),
        "locked_members": Text("本社成员核验身份后可看", "Opens for members who show that it is them"),
        "stamp": Text(
            "查看时间 {at}，查看编号 {scan}。每次查看都有登记，请勿转发他人信息。",
            "Seen at {at}, look {scan}. Every look is noted; do not pass on what concerns others.",
        ),
    },
    "me": {
        "title": Text("我的身份", "Who I am here"),
        "since": Text("核验时间", "Confirmed at"),
        "device": Text("设备", "Device"),
        "village": Text("所在村（社区）", "Village or community"),
        "is_known": Text(
            "这部手机已记住，到{day}为止不用再要核验码。",
            "This phone is known until {day}; no code is needed.",
        ),
        "is_not_known": Text("这台设备没有记住。", "This device is not remembered."),
        "idle": Text(
            "15分钟不看，会自动退出。", "If you look at nothing for 15 minutes, you are out by yourself."
        ),
        "yours": Text("给您看的", "Open to you"),
        "leave": Text("退出", "Leave"),
        "forget": Text("退出，并忘掉这部手机", "Leave, and forget this phone"),
        "forget_help": Text(
            "手机要借人、要换，或者这是公用设备，请点这个。",
            "Choose this before you lend or change the phone, and on a shared device.",
        ),
        "left": Text("您已退出。", "You have left."),
        "forgotten": Text("您已退出，这部手机不再认得您。", "You have left; this phone knows you no more."),
    },
    "codes": {
        "title": Text("身份核验码", "Identity codes"),
        "lead": Text(
            "村民带身份证来，当面核对本人后发码。发给谁、何时用了，都有登记。",
            "Check the person against the identity card, then give the code. Who was given one, and when it"
            " was used, is noted.",
        ),
        "search": Text("姓名", "Name"),
        "nobody": Text("本单位名册里没有这样的人", "Nobody like that is on your unit's list"),
        "nobody_how": Text(
            "请核对姓名；名册由镇里登记，少了人请报镇财政所。",
            "Check the name. The town keeps the list: tell the fiscal office whom it lacks.",
        ),
        "ask": Text("输入姓名查找", "Type a name"),
        "ask_how": Text("只能给本单位名册里的人发码。", "Codes are for the people of your own unit."),
        "number": Text("证件号", "Identity number"),
        "household": Text("户主", "Household of"),
        "unit": Text("单位", "Unit"),
        "do": Text("操作", "Action"),
        "issue": Text("发核验码", "Give a code"),
        "for": Text("{name} 的核验码", "The code for {name}"),
        "once": Text(
            "只显示这一次。请让本人当面抄下或直接输入，不要拍照转发。",
            "It is shown this once. Let the person write it down or type it in now; send no pictures of it.",
        ),
        "until": Text("{when} 前有效，只能用一次", "Works once, until {when}"),
        "scan": Text(
            "村民扫这个码，输入姓名、证件号后六位和核验码", "Scan this to type in name, last six and code"
        ),
        "another": Text("给别人发码", "Give another"),
    },
}
