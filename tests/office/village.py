"""What is a village in a test: its books, its people and its three matters?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests import halls
from tests.halls import settings
from townhall.compiler.release import Compiled
from townhall.kernel.marks import NOWHERE
from townhall.office import deciding, looking
from townhall.office.views import CaseView
from townhall.office.visiting import Visitor
from townhall.ports.hall import Hall
from townhall.record.cases import Case
from townhall.rehearsal.playing import Rehearsal
from townhall.spec.scenarios import Play

__all__ = ["PAYMENT", "Village", "compiled", "settings"]

PAYMENT = "form/village_fund_payment"


def compiled(town: str = "zhanghe") -> Compiled:
    return halls.compiled(town)


@dataclass
class Village:
    """A rehearsal that a test drives itself."""

    rehearsal: Rehearsal

    @property
    def hall(self) -> Hall:
        return self.rehearsal.hall

    def visitor(self, by: str) -> Visitor:
        return self.rehearsal.visitor(by)

    def case(self) -> Case:
        return self.rehearsal.standing_case()

    def submit(self, form: str = PAYMENT, by: str = "village_clerk", **changed: Any) -> str:
        failures = tuple(
            self.rehearsal.played(Play("submit", form, {"by": by, "with": changed}, {}, NOWHERE))
        )
        assert failures == ()
        return self.rehearsal.case

    def decide(self, by: str, choice: str = "agree", **keys: Any) -> None:
        failures = tuple(self.rehearsal.played(Play("decide", choice, {"by": by, **keys}, {}, NOWHERE)))
        assert failures == ()

    def look(self, by: str) -> CaseView:
        return looking.case(self.hall, self.visitor(by), self.rehearsal.case)

    def press(self, by: str, choice: str, **keys: Any) -> deciding.Undecided | None:
        """Decide as the web would, at the first step that asks this visitor."""
        visitor = self.visitor(by)
        view = self.look(by)
        step = keys.pop("step", view.asked[0].step if view.asked else "")
        return deciding.decide(
            self.hall, visitor, view.id, step, choice, **{"seq": view.seq, "reason": "", **keys}
        )
