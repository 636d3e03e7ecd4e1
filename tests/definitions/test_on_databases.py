"""Do the three matters go the same way on SQLite and on PostgreSQL as in memory?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.definitions.test_scenarios import compiled, plugged, settings
from townhall import bootstrap
from townhall.office.verifying import verify
from townhall.ports.hall import Hall
from townhall.rehearsal.playing import play

JOURNEYS = (
    "small_payment_is_paid",
    "a_new_amount_walks_again",
    "bank_failed_then_paid",
    "refused_and_undone",
    "relief_is_paid",
    "objection_upheld",
    "project_is_approved",
    "one_disagrees",
)


@pytest.fixture(params=["sqlite", "postgres"])
def hall(request: pytest.FixtureRequest, tmp_path: Path) -> Hall:
    url = (
        request.getfixturevalue("fresh_postgres_url")
        if request.param == "postgres"
        else f"sqlite:///{tmp_path}/town.sqlite"
    )
    on = replace(
        settings(),
        database_url=url,
        secret_key_file=tmp_path / "secret.key",
        files_directory=tmp_path / "files",
    )
    bootstrap.prepare_database(on)
    return bootstrap.open_hall(on)


@pytest.mark.parametrize("name", JOURNEYS)
def test_a_journey_on_a_database(hall: Hall, name: str) -> None:
    found = compiled("zhanghe")
    scenario = next(one for one in found.scenarios if one.name == name)
    kept_open = replace(hall, close=lambda: None)
    production = replace(bootstrap.production(settings(), plugged(), found), open_hall=lambda: kept_open)
    try:
        assert [(one.place, one.say.en) for one in play(scenario, production)] == []
        verified = verify(hall, lambda done, total: None)
        assert (verified.cases, verified.breaks) == (1, ())
        assert verified.events > 5
    finally:
        hall.close()
