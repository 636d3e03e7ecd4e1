"""What do sign-in, devices, passwords and the demo's chooser say?"""

from townhall.kernel.text import Text

WORDS = {
    "door": {
        "sign_in": Text("工作人员登录", "Sign in"),
        "do_sign_in": Text("登录", "Sign in"),
        "sign_out": Text("退出登录", "Sign out"),
        "not_in": Text("没有登录成功", "You are not signed in"),
        "login": Text("账号", "Login"),
        "password": Text("密码", "Password"),
        "lost": Text(
            "忘记密码，请联系本单位管理员重置。", "Lost your password? Ask your administrator for a new one."
        ),
        "devices_lead": Text(
            "这些设备正以您的身份登录。不认识的，请立即下线。",
            "These devices are signed in as you. End any that you do not know.",
        ),
        "device": Text("设备", "Device"),
        "since": Text("登录时间", "Signed in"),
        "do": Text("操作", "Action"),
        "this_device": Text("本机", "This device"),
        "revoke": Text("让它下线", "End this sign-in"),
        "revoked": Text("那台设备已下线。", "That device is signed out."),
        "old_password": Text("现在的密码", "Present password"),
        "new_password": Text("新密码", "New password"),
        "again": Text("再输一遍新密码", "New password once more"),
        "password_help": Text(
            "至少10个字符，几个不相干的词连起来最好记。",
            "At least 10 characters; a few unrelated words are easiest to remember.",
        ),
        "change_password": Text("修改密码", "Change the password"),
        "password_changed": Text(
            "密码已修改，其他设备已下线。", "The password is changed; other devices are signed out."
        ),
        "passwords_differ": Text(
            "两次输入的新密码不一样，请重新输入。", "The two new passwords differ; type them again."
        ),
    },
    "demo": {
        "bar": Text("演示", "Demo"),
        "clock": Text("演示时钟", "Demo clock"),
        "be_another": Text("换一个人", "Be somebody else"),
        "hours": Text("快进{n}小时", "+{n} h"),
        "days": Text("快进{n}天", "+{n} d"),
        "choose": Text("选择一个人，开始体验", "Choose who you want to be"),
        "lead": Text(
            "这里的人和事都是生成的。点一个人，就以他的岗位办事。",
            "People and matters here are generated. Pick a person to work at that post.",
        ),
        "search": Text("姓名、岗位或单位", "Name, post or unit"),
        "villager": Text("或做一个村民", "Or live in a village"),
        "be_villager": Text("做这里的村民", "Be somebody who lives there"),
        "waiting": Text("待办{n}件", "{n} waiting"),
        "nobody": Text("没有找到这样的人", "Nobody like that was found"),
        "nobody_how": Text(
            "换个姓名、岗位或村名再查，或清空后查看全部。",
            "Try another name, post or village, or clear the search to see everybody.",
        ),
        "more": Text("还有{n}人，请用上面的查找。", "{n} more: use the search above."),
        "clock_moved": Text("演示时钟已拨快。", "The demo clock has moved forward."),
    },
}
