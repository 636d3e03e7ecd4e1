"""What does the unit space say?"""

from townhall.kernel.text import Text

WORDS = {
    "guide": {
        "lead": Text(
            "每件事谁能办、要什么材料、走哪些环节。流程图取自正在运行的流程。",
            "Who may do what, with which papers, along which steps. Drawn from the running chains.",
        ),
        "back": Text("返回指南", "Back to the guides"),
        "who": Text("谁可以办", "Who"),
        "who_any": Text("按岗位办理。", "By post."),
        "papers": Text("需要的材料", "Papers needed"),
        "no_papers": Text("不需要另附材料。", "No papers needed."),
        "notes": Text("说明", "Notes"),
        "law": Text("依据", "Legal ground"),
        "specimen": Text("查看填写样例", "See a filled-in specimen"),
        "specimen_mark": Text("样例，不是真实事项", "A specimen, not a real matter"),
        "ask": Text("咨询电话", "Call"),
        "steps": Text("办理环节", "Steps"),
        "steps_live": Text("与正在运行的流程一致。", "Just as the running chain has them."),
        "empty": Text("还没有办事指南", "No guides yet"),
        "empty_how": Text(
            "本镇启用业务包后，每个事项的指南会自动出现在这里。",
            "Once the town adopts a pack, the guide of each of its matters appears here.",
        ),
    },
}
