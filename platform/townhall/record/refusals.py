"""Why may an act not happen, in words for the person at the desk?

Every room that refuses raises one of these; the web maps them in one place by `status` (an HTTP status).
"""

from __future__ import annotations

from townhall.kernel.text import Text
from townhall.record.submissions import Complaint


class Refused(Exception):
    """An act was refused; `say` tells why and what to do."""

    status = 409

    def __init__(self, say: Text) -> None:
        super().__init__(say.en)
        self.say = say


class NotFound(Refused):
    """There is no such thing, or the visitor may not know of it."""

    status = 404

    def __init__(self, say: Text | None = None) -> None:
        super().__init__(say or Text("没有找到，或您无权查看。", "Not found, or not yours to see."))


class NotAllowed(Refused):
    """The visitor's posts do not allow the act."""

    status = 403

    def __init__(self, say: Text | None = None) -> None:
        super().__init__(say or Text("您的岗位不能办理此事。", "Your posts do not allow this."))


class NotYourTask(NotAllowed):
    """The open step waits for somebody else, or the visitor has already answered."""

    def __init__(self, say: Text | None = None) -> None:
        super().__init__(
            say
            or Text(
                "这一步不在您手上，或您已经办理过。", "This step does not wait for you, or you have answered."
            )
        )


class DutiesClash(NotAllowed):
    """The visitor acted at a step that is kept apart from this one (separation of duty)."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "您已在不相容的环节办理过此件，须由他人办理。",
                "You acted at a step kept apart from this one; somebody else must act here.",
            )
        )


class Stale(Refused):
    """The page was older than the case."""

    def __init__(self, say: Text | None = None) -> None:
        super().__init__(
            say
            or Text(
                "您查看之后，此件已有人办理。请看最新情况再办，您填写的内容还在。",
                "Someone moved this case since you looked. See how it stands now; what you typed is kept.",
            )
        )


class SavedElsewhere(Stale):
    """The draft was saved on another device since this page was made."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "这份草稿刚在另一台设备上改过。您在这里填写的内容还在本页，尚未保存。",
                "This draft was just changed on another device. What you typed is here, not saved yet.",
            )
        )


class BadUpload(Refused):
    """A file of the wrong type or size."""

    status = 422


class Complained(Refused):
    """What was filled in cannot be accepted; `complaints` say why, place by place."""

    status = 422

    def __init__(self, complaints: tuple[Complaint, ...]) -> None:
        super().__init__(Text("填写有误，请按提示修改。", "Something filled in needs mending."))
        self.complaints = complaints
