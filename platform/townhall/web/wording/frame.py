"""What do the frame of every page, its faults and its times say?"""

from townhall.kernel.text import Text

WORDS = {
    "frame": {
        "brand": Text("镇务大厅", "Townhall"),
        "brand_public": Text("阳光公开", "Open books"),
        "skip": Text("跳到正文", "Skip to the content"),
        "spaces": Text("三个空间", "The three spaces"),
        "together": Text("协同", "Collaboration"),
        "watching": Text("监督", "Supervision"),
        "unit": Text("单位", "Unit"),
        "tasks": Text("我的待办", "My tasks"),
        "start": Text("发起事项", "Start a matter"),
        "drafts": Text("草稿", "Drafts"),
        "away": Text("离线填写", "Without a network"),
        "objections": Text("群众异议", "Objections"),
        "progress": Text("办理进度", "Progress"),
        "board": Text("公开页面", "Public pages"),
        "guides": Text("办事指南", "Guides"),
        "devices": Text("登录设备", "My devices"),
        "codes": Text("身份核验码", "Identity codes"),
        "password": Text("修改密码", "Change password"),
        "menu": Text("全部", "All"),
        "menu_title": Text("全部功能", "All rooms"),
        "town": Text("乡镇", "Town"),
        "switch_town": Text("切换乡镇", "Switch town"),
        "reading": Text("阅读方式", "How to read"),
        "text_large": Text("放大字体", "Larger text"),
        "text_normal": Text("恢复字体", "Normal text"),
        "for_staff": Text("工作人员入口", "For staff"),
        "comma": Text("、", ", "),
        "yuan": Text("金额（元）", "Amount (yuan)"),
    },
    "state": {
        "begun": Text("待填报", "To be filled in"),
        "open": Text("办理中", "In progress"),
        "returned": Text("已退回", "Returned"),
        "approved": Text("已办结", "Approved"),
        "refused": Text("未通过", "Refused"),
        "withdrawn": Text("已撤回", "Withdrawn"),
    },
    "step": {
        "done": Text("已办", "Done"),
        "returned": Text("已退回", "Returned"),
        "refused": Text("不同意", "Refused"),
        "skipped": Text("不需办理", "Not needed"),
        "cancelled": Text("已取消", "Cancelled"),
        "waiting": Text("正在办理", "Waiting"),
        "ahead": Text("尚未开始", "Ahead"),
        "spared": Text("按现在的填写不需要", "Not needed as it is filled in now"),
    },
    "time": {
        "now": Text("刚刚", "just now"),
        "moment": Text("不到1分钟", "under a minute"),
        "ago": Text("{time}前", "{time} ago"),
        "left": Text("还剩{time}", "{time} left"),
        "late": Text("超期{time}", "{time} overdue"),
        "minutes": Text("{n}分钟", "{n} min"),
        "hours": Text("{n}小时", "{n} h"),
        "days": Text("{n}天", "{n} d"),
    },
    "fault": {
        "title_400": Text("提交的内容没有看懂", "What was sent could not be understood"),
        "title_401": Text("请先登录", "Please sign in"),
        "title_403": Text("不能这样办", "This is not allowed"),
        "title_404": Text("没有这个页面", "There is no such page"),
        "title_405": Text("没有这个页面", "There is no such page"),
        "title_409": Text("情况已有变化", "Something has changed"),
        "title_413": Text("文件太大", "The file is too large"),
        "title_422": Text("需要修改", "Something needs mending"),
        "title_429": Text("太快了", "Too fast"),
        "title_500": Text("系统出了问题", "Something went wrong here"),
        "words_400": Text(
            "请返回上一页，刷新后重新提交。", "Please go back, reload the page and send it again."
        ),
        "words_401": Text(
            "您的登录已经结束。请重新登录，再回到这一页。",
            "Your sign-in has ended. Please sign in again, then come back to this page.",
        ),
        "words_403": Text("您的岗位不能办理此事。", "Your posts do not allow this."),
        "words_404": Text(
            "没有找到，或您无权查看。请核对网址，或从首页重新进入。",
            "Not found, or not yours to see. Check the address, or begin from the first page.",
        ),
        "words_405": Text("请从页面上的按钮进入。", "Please use the buttons on the pages."),
        "words_413": Text(
            "一次上传不能超过{n} MB。请压缩照片或分几次上传，已填写的内容还在。",
            "One upload may hold {n} MB at most. Send smaller photos, or in parts; what you typed is kept.",
        ),
        "words_429": Text(
            "短时间内操作次数太多，请稍等一分钟再试。",
            "Too many attempts in a short time. Please wait a minute.",
        ),
        "words_500": Text(
            "您已提交的内容没有丢失。请稍后再试；若仍不行，请把下面的编号告诉管理员。",
            "Nothing that was saved is lost. Try again later; if it fails again, tell this number to the adm",
        ),
        "words_definition": Text(
            "这一页按现行定义无法读出。请把下面的编号告诉管理员。",
            "This page cannot be read as it is defined now. Tell this number to the administrator.",
        ),
        "csrf": Text(
            "这一页停留太久，安全标记已失效。内容没有丢失，请再次提交。",
            "This page was open too long and its safety mark has expired. Nothing is lost: send it again.",
        ),
        "typed": Text("您填写的内容", "What you typed"),
        "other_person": Text(
            "现在登录的是{name}，不是填写这一页的人，所以没有提交。请换原来的人登录，再打开这一页。",
            "{name} is signed in now, not whoever filled this page in, so nothing was sent. Sign in as that"
            " person, then open the page again.",
        ),
        "typed_how": Text(
            "没有提交成功，但都还在这里，可以复制。", "It was not accepted, but it is all here, to be copied."
        ),
        "typed_how_again": Text(
            "没有提交成功，但都还在这里，可以再次提交或复制。",
            "It was not accepted, but it is all here, to be sent again or copied.",
        ),
        "again": Text("再次提交", "Send it again"),
        "back": Text("返回", "Go back"),
        "sign_in": Text("在新窗口登录", "Sign in, in a new window"),
        "see_now": Text("在新窗口查看最新情况", "See how it stands now, in a new window"),
        "reference": Text("编号", "Number"),
    },
}
