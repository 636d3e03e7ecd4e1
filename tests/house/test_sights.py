"""Is nothing of a case ever read but through the row filter, as the source itself shows?

What storage gives of a case it gives to a sight, or its use is listed here with the reason why none is asked.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house.checkout import PACKAGE, modules, shown

GIVES_AWAY = {
    "Case",
    "CaseRow",
    "Task",
    "TaskRow",
    "Attachment",
    "Objection",
    "Event",
    "Draft",
    "Batch",
    "Part",
}
"""Kinds of values that tell of a case or of what somebody fills in."""

FILTERED_BY = {"sight", "person"}
"""A sight, or the one person whose own it is."""

WITHOUT_SIGHT = {
    "keep": "gives back the case that an act has just moved, which it had read by a sight",
    "events": "of a case that was seen before",
    "trail": "for verifying: sealed",
    "kept_case": "for verifying: sealed",
    "objections": "of a case that was seen before, or of one that is disclosed",
    "disclosed_case": "for the public page, which says what of it is shown",
    "note_visit": "gives back what it noted",
    "visits": "of a unit's visitors' book, for verifying: it names people by their keys only",
    "save_batch": "gives back the batch it was given, which is its person's own",
    "parts": "of batches that were given to their person before",
    "save_draft": "gives back the draft it was given, which is its person's own",
}

USED_IN = {
    "events": {"office/deciding.py", "office/laying_out.py", "office/receiving.py"},
    "trail": {"office/verifying.py"},
    "kept_case": {"office/verifying.py"},
    "case_ids": {"office/verifying.py"},
    "visits": {"office/verifying.py"},
    "objections": {
        "office/disclosing.py",
        "office/objecting.py",
        "office/unfolding.py",
        "office/verifying.py",
        "office/working.py",
    },
    "disclosed_case": {"office/disclosing.py"},
    "stranded_cases": {"office/working.py"},
    "due_disclosures": {"office/working.py"},
}
"""Where what asks for no sight may be used at all."""

SEEING = {
    "case", "cases", "seen_cases", "tasks", "counts", "attachment", "attachments",
    "open_objections", "objected",
}  # fmt: skip
"""What must be asked with a sight."""

TRUSTED = {
    "office/working.py": "the clock's own work, which nobody looks at",
    "office/calling.py": "the calendar's work: it asks which matters were begun already, and shows none",
    "office/following.py": "what an act makes of another matter, which whoever acted does not get to see",
}
"""Where a sight is made rather than taken from a visitor."""


PORT = {
    "archive.py": "Archive",
    "batches.py": "Batches",
    "books.py": "Books",
    "outside.py": "Outside",
    "proofs.py": "Proofs",
}
"""The archive and its parts: the file below `ports/`, and the Protocol in it."""


def port() -> Iterator[ast.stmt]:
    for path, tree in modules():
        if path.parent == PACKAGE / "ports" and path.name in PORT:
            wanted = PORT[path.name]
            yield from next(
                one.body for one in tree.body if isinstance(one, ast.ClassDef) and one.name == wanted
            )


def asked_with(method: ast.FunctionDef) -> set[str]:
    return {one.arg for one in (*method.args.args, *method.args.kwonlyargs)}


def test_storage_gives_nothing_of_a_case_without_a_sight():
    open_ones = {
        method.name
        for method in port()
        if isinstance(method, ast.FunctionDef)
        and method.returns is not None
        and GIVES_AWAY & {one.id for one in ast.walk(method.returns) if isinstance(one, ast.Name)}
        and not FILTERED_BY & asked_with(method)
    }
    assert open_ones == set(WITHOUT_SIGHT)


def test_a_sight_is_asked_for_by_its_name_and_its_type():
    found = {
        method.name: next(one for one in method.args.args if one.arg == "sight")
        for method in port()
        if isinstance(method, ast.FunctionDef) and "sight" in asked_with(method)
    }
    assert set(found) == SEEING
    for argument in found.values():
        assert isinstance(argument.annotation, ast.Name)
        assert argument.annotation.id == "Sight"


def rooms(*names: str) -> Iterator[tuple[str, ast.Module]]:
    for path, tree in modules():
        if path.relative_to(PACKAGE).parts[0] in names:
            yield path.relative_to(PACKAGE).as_posix(), tree


def calls(tree: ast.AST, owner: str = "archive") -> Iterator[tuple[str, ast.Call]]:
    """What a module asks of an archive: `archive.case(…)`, `self.archive.case(…)`."""
    for one in ast.walk(tree):
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute):
            asked = one.func.value
            name = (
                asked.id
                if isinstance(asked, ast.Name)
                else asked.attr
                if isinstance(asked, ast.Attribute)
                else ""
            )
            if name == owner:
                yield one.func.attr, one


def test_what_needs_no_sight_is_used_only_where_it_may_be():
    used: dict[str, set[str]] = {name: set() for name in USED_IN}
    for where, tree in rooms("office", "web", "studio", "cli", "bootstrap.py", "wsgi.py"):
        for name, _ in calls(tree):
            if name in used:
                used[name].add(where)
    assert used == USED_IN


def test_every_look_at_a_case_is_somebodys():
    """`visitor.sight`, or `self.visitor.sight`; a sight made on the spot would be anybody's."""
    made = []
    for where, tree in rooms("office", "web"):
        if where in TRUSTED:
            continue
        for name, call in calls(tree):
            if name in SEEING and not any(is_a_visitors(one) for one in given(call)):
                made.append(f"{where}:{call.lineno} {name}")
        for one in ast.walk(tree):
            if isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id == "Sight":
                made.append(f"{where}:{one.lineno} makes a sight")
    assert made == []


def given(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(one.value for one in call.keywords)]


def is_a_visitors(argument: ast.expr) -> bool:
    if not (isinstance(argument, ast.Attribute) and argument.attr == "sight"):
        return False
    whose = argument.value
    return (isinstance(whose, ast.Name) and whose.id == "visitor") or (
        isinstance(whose, ast.Attribute) and whose.attr == "visitor"
    )


def test_every_act_that_reads_a_case_takes_a_visitor():
    """Also those that hand the reading to somebody else: in the office nobody looks for nobody."""
    without = []
    for where, tree in rooms("office"):
        if where in TRUSTED:
            continue
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef) and any(name in SEEING for name, _ in calls(function)):
                around = {one.arg for one in enclosing_arguments(tree, function)}
                if not around & {"visitor", "self"}:
                    without.append(f"{where}:{function.lineno} {function.name}")
    assert without == []


def enclosing_arguments(tree: ast.AST, inner: ast.FunctionDef) -> Iterator[ast.arg]:
    """The arguments of a function and of those it is written in."""
    for outer in ast.walk(tree):
        if isinstance(outer, ast.FunctionDef) and (outer is inner or inner in ast.walk(outer)):
            yield from (*outer.args.args, *outer.args.kwonlyargs)


def test_the_web_never_asks_the_archive():
    """It asks the office, which asks for whom."""
    touched = [
        f"{where}:{one.lineno}"
        for where, tree in rooms("web")
        for one in ast.walk(tree)
        if isinstance(one, ast.Attribute) and one.attr == "archive"
    ]
    assert touched == []


def test_every_view_that_shows_a_case_asks_for_the_visitor():
    """In the web: whatever the office's looking rooms are asked is asked for the visitor at the door."""
    looking = {"looking", "deciding", "drafting", "pasting", "starting"}
    for_nobody = []
    for where, tree in rooms("web"):
        for room in looking:
            for name, call in calls(tree, room):
                if not any(
                    isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id == "visitor"
                    for one in call.args
                ):
                    for_nobody.append(f"{where}:{call.lineno} {room}.{name}")
    assert for_nobody == []


def test_the_port_is_where_it_is_thought_to_be():
    """The other tests would pass on an empty port, too."""
    assert len([one for one in port() if isinstance(one, ast.FunctionDef)]) > 40
    assert shown(PACKAGE / "ports" / "archive.py") == "platform/townhall/ports/archive.py"
    assert len([name for _, tree in rooms("office") for name, _ in calls(tree) if name in SEEING]) > 15
