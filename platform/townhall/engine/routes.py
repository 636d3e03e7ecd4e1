"""How do the steps of a chain lie to each other: around, beside, before, in parallel?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from townhall.spec.chains import Chain, Step


@dataclass(slots=True)
class Route:
    """The steps of a chain by their paths, in written order.

    A container is a step with steps inside: a run (`steps`) or a parallel block (`together`); what stands
    directly in a block is one of its branches.
    """

    chain: Chain

    @property
    def steps(self) -> Mapping[str, Step]:
        """The steps by their paths, in written order."""
        return self.chain.by_path

    def step(self, path: str) -> Step:
        """The step at a path.

        Raises:
            LookupError: the chain has no such step.
        """
        return self.steps[path]

    def place(self, step: Step) -> int:
        """The step's place in written order, containers before what they contain."""
        return self.chain.places[step.path]

    def parent(self, step: Step) -> Step | None:
        """The container the step stands in."""
        path = step.path.rpartition(".")[0]
        return self.steps[path] if path else None

    def around(self, step: Step) -> tuple[Step, ...]:
        """The containers around a step, innermost first."""
        found = []
        parent = self.parent(step)
        while parent is not None:
            found.append(parent)
            parent = self.parent(parent)
        return tuple(found)

    def following(self, step: Step) -> tuple[Step, ...]:
        """What is written after a step in the same run; nothing follows a branch."""
        parent = self.parent(step)
        if parent is not None and parent.verb == "together":
            return ()
        run = self.chain.steps if parent is None else parent.steps
        return run[[one.path for one in run].index(step.path) + 1 :]

    def branch(self, step: Step) -> Step | None:
        """The branch of the innermost parallel block around a step: the step itself, or what holds it."""
        for inner, outer in zip((step, *self.around(step)), self.around(step), strict=False):
            if outer.verb == "together":
                return inner
        return None

    def outermost_block(self, step: Step) -> Step | None:
        """The outermost parallel block around a step."""
        return next((one for one in reversed(self.around(step)) if one.verb == "together"), None)

    def comes_before(self, earlier: Step, step: Step) -> bool:
        """Whether one step is done with before the other begins: written before it, and not in parallel."""
        if self.place(earlier) >= self.place(step) or holds(earlier, step):
            return False
        shared = next((one for one in self.around(step) if holds(one, earlier)), None)
        return shared is None or shared.verb != "together"


def holds(container: Step, step: Step) -> bool:
    """Whether a step lies somewhere inside a container."""
    return step.path.startswith(f"{container.path}.")
