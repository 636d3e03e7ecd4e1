"""Is the right release in force on a day, and does a kept one come back as it was?"""

from datetime import date, timedelta
from itertools import product

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from tests.storage.builders import NOON, OTHER_TOWN, REGISTERS, TOWN
from townhall.record.releases import Publication, released
from townhall.storage import open_archives, tables

DEFINITIONS = {
    "form/b": {"form": "b", "fields": {"z": {"kind": "text"}, "a": {"kind": "money"}}},
    "form/a": {"form": "a", "steps": ["x", "y"], "n": 1, "on": True},
}


def publication(release, day, minutes=0, town=TOWN) -> Publication:
    return Publication(release.id, town, day, NOON + timedelta(minutes=minutes), "p-1", "note")


def test_a_release_comes_back_with_its_keys_in_their_order(archives):
    kept = released(TOWN, DEFINITIONS)
    with archives() as archive:
        archive.keep_release(kept, REGISTERS.values())
        archive.keep_release(kept, ())
    with archives(read_only=True) as archive:
        again = archive.release(kept.id)
    assert again == kept
    assert list(again.definitions["form/b"]["fields"]) == ["z", "a"]
    assert released(TOWN, again.definitions).id == kept.id


def test_releases_share_definitions(archives):
    one, other = released(TOWN, DEFINITIONS), released(OTHER_TOWN, {**DEFINITIONS, "form/c": {}})
    with archives() as archive:
        archive.keep_release(one, ())
        archive.keep_release(other, ())
        assert archive.release(one.id).definitions == DEFINITIONS
        assert archive.release(other.id).definitions == other.definitions


def kept(archives) -> list[str]:
    """The texts of all definitions, and of the lists of them, that an archive keeps."""
    if not hasattr(archives, "engine"):
        return [*archives._shelves.definitions.values()]
    with archives.engine.connect() as connection:
        return list(connection.execute(sa.select(tables.definition.c.body)).scalars())


def test_a_city_is_kept_once(archives):
    """84 towns of forty alike definitions, each with one of three forms and a file of its own."""
    alike = {f"post/p{number}": {"title": f"岗位{number}", "at": ["village"]} for number in range(40)}
    towns = [
        released(f"t{number}", {**alike, "form/a": number % 3, f"town/t{number}": {"code": number}})
        for number in range(84)
    ]
    with archives() as archive:
        for one in towns:
            archive.keep_release(one, ())
    distinct = {content for one in towns for content in one.manifest.values()}
    texts = kept(archives)
    assert len(texts) == len(set(texts))
    # Beside the definitions: one list of the posts, three of the forms, one for each town's own file.
    assert len(distinct) <= len(texts) <= len(distinct) + 1 + 3 + 84
    with archives(read_only=True) as archive:
        for one in towns[::20]:
            assert archive.release(one.id) == one


def test_the_row_of_a_release_says_nothing_twice(database_url, vault, catalog):
    """It holds the hashes of lists, not the lists: towns that have them alike have them once."""
    posts = {f"post/p{number}": {"at": ["village"]} for number in range(200)}
    one, other = (released(town, {**posts, f"town/{town}": {}}) for town in (TOWN, OTHER_TOWN))
    opened = open_archives(database_url, vault, catalog)
    with opened() as archive:
        archive.keep_release(one, ())
        archive.keep_release(other, ())
    with opened.engine.connect() as connection:
        manifests = list(connection.execute(sa.select(tables.release.c.manifest)).scalars())
    opened.close()
    assert len(manifests) == 2
    assert all(len(text) < 300 for text in manifests)


def test_what_is_there_already_is_not_sent_again(database_url, vault, catalog):
    posts = {f"post/p{number}": {"at": ["village"]} for number in range(50)}
    one, other = (released(town, {**posts, f"town/{town}": {}}) for town in (TOWN, OTHER_TOWN))
    opened = open_archives(database_url, vault, catalog)
    sent = []
    with opened() as archive:
        archive.keep_release(one, ())
    sa.event.listen(
        opened.engine,
        "before_cursor_execute",
        lambda c, cursor, statement, parameters, context, many: sent.append((statement, parameters)),
    )
    with opened() as archive:
        archive.keep_release(other, ())
    opened.close()
    (rows,) = [given for statement, given in sent if "INSERT INTO definition" in statement]
    assert "village" not in str(rows)


def test_a_release_that_was_never_kept(archives):
    with archives() as archive, pytest.raises(LookupError):
        archive.release("f" * 64)
    with pytest.raises((LookupError, IntegrityError)), archives() as archive:
        archive.publish(publication(released(TOWN, {"x": 1}), date(2026, 1, 1)))


def test_what_is_in_force(archives):
    first, second, third = (released(TOWN, {"form/a": n}) for n in range(3))
    with archives() as archive:
        for one in (first, second, third):
            archive.keep_release(one, ())
        archive.publish(publication(first, date(2026, 3, 1), 5))
        archive.publish(publication(second, date(2026, 1, 1), 6))
        archive.publish(publication(third, date(2026, 3, 1), 7))
    with archives(read_only=True) as archive:
        assert archive.publication(TOWN, date(2025, 12, 31)) is None
        # The latest day counts, not the latest publishing; of one day, the newest published.
        assert archive.publication(TOWN, date(2026, 2, 28)) == publication(second, date(2026, 1, 1), 6)
        assert archive.publication(TOWN, date(2026, 3, 1)).release == third.id
        assert archive.publication(OTHER_TOWN, date(2026, 3, 1)) is None
        assert archive.towns() == (TOWN,)


def test_what_is_in_force_in_every_town_is_what_is_in_force_in_each(archives):
    days = [date(2026, month, 1) for month in (1, 3, 5)]
    with archives() as archive:
        for number, (town, day) in enumerate(product((TOWN, OTHER_TOWN), days)):
            one = released(town, {"form/a": number})
            archive.keep_release(one, ())
            archive.publish(publication(one, day, 5 + number))
        again = released(TOWN, {"form/a": "again"})
        archive.keep_release(again, ())
        archive.publish(publication(again, days[1], 20))
    with archives(read_only=True) as archive:
        for day in (date(2025, 1, 1), *days, date(2026, 3, 2)):
            each = [archive.publication(town, day) for town in sorted((TOWN, OTHER_TOWN))]
            assert archive.publications(day) == tuple(one for one in each if one)


def test_published_twice_at_once_the_last_counts(archives):
    first, second = (released(TOWN, {"form/a": n}) for n in range(2))
    with archives() as archive:
        for one in (first, second):
            archive.keep_release(one, ())
            archive.publish(publication(one, date(2026, 3, 1)))
        assert archive.publication(TOWN, date(2026, 3, 1)).release == second.id
