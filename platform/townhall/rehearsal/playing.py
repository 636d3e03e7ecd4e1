"""Does a scenario go as its configurator expects, on the real office?

The archive is in memory and the clock is set: nothing of a rehearsal is kept. What is played is what people
do: the same office, engine, row filter and storage contract. What a play gets wrong is a failure at its line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from townhall.kernel.text import Text
from townhall.record.refusals import Refused
from townhall.rehearsal.acts import ACTS
from townhall.rehearsal.casting import Unplayable
from townhall.rehearsal.outcomes import OUTCOMES
from townhall.rehearsal.stage import Production, Stage, StageClock
from townhall.spec.scenarios import Play, Scenario

__all__ = ["Failure", "Production", "Rehearsal", "StageClock", "play"]


@dataclass(frozen=True, slots=True)
class Failure:
    """What went otherwise than expected, and at which line of which play."""

    scenario: str
    place: str
    say: Text


def play(scenario: Scenario, production: Production) -> tuple[Failure, ...]:
    """Play one scenario from its first play to its last, or to its first failure."""
    at_its_head = str(scenario.play[0].mark) if scenario.play else scenario.file
    try:
        rehearsal = Rehearsal(scenario, production)
    except Unplayable as failed:
        return (Failure(scenario.name, at_its_head, failed.say),)
    try:
        rehearsal.set_up()
        for one in scenario.play:
            found = tuple(rehearsal.played(one))
            if found:
                return found
        return ()
    except Unplayable as failed:
        return (Failure(scenario.name, at_its_head, failed.say),)
    finally:
        rehearsal.hall.close()


class Rehearsal(Stage):
    """A stage on which plays are played one by one."""

    def played(self, one: Play) -> Iterator[Failure]:
        """Play one play and tell what went otherwise."""
        self.refused, self.is_refused = (), False
        try:
            if one.keys.get("case"):
                self.take_up(str(one.keys["case"]))
            ACTS[one.act](self, one)
        except Refused as refused:
            self.is_refused = True
            self.refused = (type(refused).__name__,)
            if "refused" not in one.expect:
                yield self._failure(one, refused.say)
                return
        except Unplayable as failed:
            yield self._failure(one, failed.say)
            return
        if self.is_refused and "refused" not in one.expect:
            words = "、".join(self.refused)
            yield self._failure(one, Text(f"没有办成，原因：{words}", f"it was refused because of: {words}"))
            return
        yield from self._compared(one)

    def _compared(self, one: Play) -> Iterator[Failure]:
        """What came of it otherwise than expected."""
        for name, wanted in one.expect.items():
            try:
                found = OUTCOMES[name](self, wanted)
            except (Refused, Unplayable) as failed:
                found = failed.say
            if found is not None:
                yield self._failure(one, Text(f"{name}：{found.zh}", f"{name}: {found.en}"))

    def _failure(self, one: Play, say: Text) -> Failure:
        return Failure(self.scenario.name, str(one.mark), say)
