"""Which scenarios are played, how did they go, and why is one not played at all?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from townhall import bootstrap
from townhall.cli.asked import Asked, Bars
from townhall.compiler.linking.towns import adopted
from townhall.compiler.reading import Definition, Source
from townhall.kernel.text import Text
from townhall.rehearsal.playing import Failure, Production, play
from townhall.spec.scenarios import Scenario


@dataclass(slots=True)
class Rehearsed:
    """How many scenarios were played, and what went wrong in which."""

    played: int = 0
    failures: list[Failure] = field(default_factory=list)

    @property
    def say(self) -> Text:
        """How many passed and failed."""
        failed = len({one.scenario for one in self.failures})
        passed = self.played - failed
        return Text(f"通过{passed}个，未通过{failed}个。", f"{passed} passed, {failed} failed.")

    def play_all(self, scenarios: Sequence[Scenario], production: Production, bars: Bars, town: str) -> None:
        """Play some scenarios of a town."""
        for number, scenario in enumerate(scenarios, 1):
            self.failures.extend(play(scenario, production))
            self.played += 1
            bars.step(Text(f"{town} 情景演练", f"Scenarios of {town}"), number, len(scenarios))


def rehearsed(asked: Asked, paths: tuple[Path, ...], only: str | None) -> Rehearsed:
    """Play the scenarios at or below some paths, or all there are."""
    settings = asked.settings
    shipped = settings.definitions_directory
    own = tuple(path for path in paths if not path.resolve().is_relative_to(shipped.resolve()))
    source = Source.read((shipped, *own))
    wanted = [
        one for one in source.definitions() if one.kind == "scenario" and _lies_below(one, source, paths)
    ]
    plugged = bootstrap.catalog(settings)
    found = Rehearsed()
    with asked.progress() as bars:
        for town in bootstrap.towns(settings, *own):
            names = {one.name for one in wanted if one.body.get("town") == town}
            if only not in (None, town) or not names:
                continue
            compiled = bootstrap.compiled(settings, plugged, town, *own)
            asked.stop_at(compiled.problems)
            scenarios = [one for one in compiled.scenarios if one.name in names]
            found.play_all(scenarios, bootstrap.production(settings, plugged, compiled), bars, town)
    if not found.played:
        raise click.ClickException(asked.say(_why_none(wanted, source, paths, only)))
    return found


def told_failures(asked: Asked, failures: Iterable[Failure]) -> None:
    """Print what went wrong, each with its place."""
    for one in failures:
        click.echo(f"{one.place} {one.scenario}: {asked.say(one.say)}")


def _lies_below(scenario: Definition, source: Source, paths: tuple[Path, ...]) -> bool:
    place = source.places[scenario.spot[0]].resolve()
    return not paths or any(place.is_relative_to(path.resolve()) for path in paths)


def _why_none(wanted: list[Definition], source: Source, paths: tuple[Path, ...], only: str | None) -> Text:
    """Why no scenario was played, and what to do."""
    where = "、".join(map(str, paths)) or "definitions"
    if not wanted:
        return Text(
            f"{where}下没有情景。情景写在packs/业务包/scenarios/或towns/乡镇/scenarios/里，一个文件一个。",
            f"There are no scenarios in {where}. They stand in packs/<pack>/scenarios/ or"
            " towns/<town>/scenarios/, one a file.",
        )
    towns = {one.name: one for one in source.definitions() if one.kind == "town"}
    for one in wanted:
        town = towns.get(str(one.body.get("town")))
        if town is not None and one.pack != "base" and one.pack not in adopted(town.body):
            return Text(
                f"{where}下有{len(wanted)}个情景，但乡镇{town.name}没有采用业务包{one.pack}，所以一个也没演。"
                f"请在{town.spot[0]}的packs里加上{one.pack}。",
                f"Of {len(wanted)} in {where}, none was played: the town {town.name} does not adopt the pack"
                f" {one.pack}. Add {one.pack} to packs in {town.spot[0]}.",
            )
    known = "、".join(dict.fromkeys(str(one.body.get("town")) for one in wanted))
    return Text(
        f"{where}下的情景属于{known}，不属于{only}。",
        f"The scenarios in {where} play in {known}, not in {only}.",
    )
