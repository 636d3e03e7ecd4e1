"""Is a long table of a case seen page by page, and handed over as its reader may see it?"""

from __future__ import annotations

import io

import pytest

from tests.list_town import TABLE, ListTown, cells, good, list_town, listed
from tests.workbooks import workbook
from townhall.office import leafing, looking, submitting, templating
from townhall.office.views import TableView
from townhall.record.refusals import NotFound

__all__ = ["list_town"]


@pytest.fixture(scope="module")
def case(list_town: ListTown) -> str:
    """A case with 130 lines."""
    draft = list_town.draft()
    lines = (good(number, 姓名="=cmd()" if number == 3 else f"示例{number:05d}") for number in range(130))
    list_town.taken(draft, listed_texts(*lines))
    answer = submitting.submit(list_town.hall, list_town.clerk, draft, {}, list_town.version(draft))
    assert isinstance(answer, str)
    return answer


def listed_texts(*lines: list) -> bytes:
    """A workbook in which a text that looks like a formula is a text."""

    def furnish(made):
        made.get_worksheet_by_name("补贴名单").write_string(4, 0, lines[3][0])

    plain = [
        [cell if at or number != 3 else "x" for at, cell in enumerate(line)]
        for number, line in enumerate(lines)
    ]
    head = ("姓名", "身份证号", "类别", "面积（亩）", "标准（元/亩）")
    return workbook({"补贴名单": [head, *plain]}, furnish)


def table_of(town: ListTown, case: str) -> TableView:
    view = looking.case(town.hall, town.clerk, case)
    return next(one for one in view.sections[0].items if isinstance(one, TableView))


def test_of_a_long_table_the_case_shows_the_first_rows_and_the_totals_of_all(list_town: ListTown, case: str):
    found = table_of(list_town, case)
    assert (len(found.rows), found.count, found.is_cut) == (50, 130, True)
    assert found.totals[-1] == "73,710.00"


def test_a_table_that_is_not_long_is_shown_whole(list_town: ListTown):
    draft = list_town.draft()
    list_town.taken(draft, listed(*(good(number) for number in range(100))))
    short = submitting.submit(list_town.hall, list_town.clerk, draft, {}, list_town.version(draft))
    found = table_of(list_town, str(short))
    assert (len(found.rows), found.is_cut) == (100, False)


@pytest.mark.parametrize(("page", "shown", "first"), [(1, 50, 1), (3, 30, 101), (99, 30, 101), (0, 50, 1)])
def test_it_is_leafed_through(list_town: ListTown, case: str, page: int, shown: int, first: int):
    found = leafing.case_table(list_town.hall, list_town.clerk, case, TABLE, page).rows
    assert (len(found.table.rows), found.first, found.pages, found.total) == (shown, first, 3, 130)
    assert found.table.rows[0][0].shown == f"示例{first - 1:05d}"


def test_all_of_it_goes_out_with_who_took_it_and_without_what_is_secret(list_town: ListTown, case: str):
    made = leafing.exported_table(list_town.hall, list_town.clerk, case, TABLE)
    into = io.BytesIO()
    templating.write(list_town.hall, made, into)
    found = cells(into.getvalue())
    assert list_town.clerk.person.name in found[0][0]
    assert "130" in found[0][0]
    assert "身份证号" not in found[1]
    assert "账号" not in found[1]
    assert found[1][1] == "姓名"
    assert found[5][1] == "=cmd()"
    assert len(found) == 132
    assert not any(good(1)[1] in str(cell) for row in found for cell in row)


@pytest.mark.parametrize("table", ["programme", "nothing", ""])
def test_what_is_no_table_cannot_be_leafed_through(list_town: ListTown, case: str, table: str):
    for leaf in (lambda: leafing.case_table(list_town.hall, list_town.clerk, case, table, 1),
                 lambda: leafing.exported_table(list_town.hall, list_town.clerk, case, table)):  # fmt: skip
        with pytest.raises(NotFound):
            leaf()


def test_who_may_not_see_the_case_sees_no_row_of_it(list_town: ListTown, case: str):
    stranger = list_town.town.visitor("land_head")
    with pytest.raises(NotFound):
        leafing.case_table(list_town.hall, stranger, case, TABLE, 1)
    with pytest.raises(NotFound):
        leafing.exported_table(list_town.hall, stranger, case, TABLE)
