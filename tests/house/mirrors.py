"""Which modules have no test file of their own, and where are they tested instead?

A module is `<room>/<name>`; a name that ends in `/` stands for all modules below it.
"""

TESTED_BY = {
    # The compiler is tested by what it says of definitions: each mistake beside the words it earns.
    "tests/problems/test_mistakes.py": ("compiler/linking/", "compiler/gathering", "kernel/problems"),
    "tests/compiler/building/test_building.py": ("compiler/building/",),
    "tests/compiler/test_overlaying.py": ("compiler/narrowing", "compiler/places"),
    # The language of formulas is tested as one who writes formulas meets it.
    "tests/kernel/test_expressions.py": ("kernel/grammar", "kernel/nodes", "kernel/marks", "kernel/calling"),
    "tests/kernel/test_evaluation.py": ("kernel/operators", "kernel/totals", "kernel/scopes"),
    "tests/kernel/test_inference.py": ("kernel/signatures",),
    "tests/kernel/test_wording.py": ("kernel/wording/", "kernel/naming", "kernel/text"),
    "tests/kernel/test_money.py": ("kernel/decimals",),
    "tests/engine/test_chains.py": ("engine/acts", "engine/duties"),
    "tests/engine/test_scopes.py": ("engine/world",),
    # Nouns with a property or two: whoever uses them tests them.
    "tests/engine/test_walking.py": ("spec/chains", "spec/blueprint"),
    "tests/engine/test_forms.py": ("spec/fields", "spec/params"),
    "tests/adapters/test_plugins.py": ("spec/catalog", "ports/sockets"),
    "tests/storage/test_books.py": ("spec/registers", "storage/memory_books", "storage/work"),
    "tests/office/test_disclosing.py": ("spec/pages", "spec/queries"),
    "tests/record/test_cases.py": ("record/submissions",),
    "tests/engine/test_renewing.py": ("record/moves",),
    "tests/web/test_faults.py": ("record/refusals",),
    "tests/office/test_signing_in.py": ("record/sessions",),
    # One contract for every kind of archive.
    "tests/storage/test_cases.py": (
        "ports/archive", "ports/books", "ports/outside", "ports/questions", "storage/archive",
        "storage/memory_cases", "storage/memory_shelves", "storage/stranded",
    ),
    "tests/storage/test_people.py": ("storage/memory_rest",),
    "tests/storage/test_proofs.py": ("storage/memory_proofs",),
    "tests/storage/test_ledgers.py": ("storage/shapes",),
    "tests/storage/test_guards.py": ("storage/tables",),
    "tests/storage/test_formulas.py": ("storage/calls", "storage/sqlforms", "storage/terms"),
    "tests/storage/test_tasks.py": ("storage/waiting",),
    "tests/office/test_verifying.py": ("storage/listed",),
    # Scenarios play the office; the shipped ones are its widest test.
    "tests/definitions/test_scenarios.py": ("rehearsal/stage", "rehearsal/acts", "rehearsal/outcomes"),
    "tests/rehearsal/test_playing.py": ("rehearsal/casting", "rehearsal/dossiers", "rehearsal/files"),
    "tests/rehearsal/demo/test_building.py": (
        "rehearsal/demo/acting", "rehearsal/demo/ground", "rehearsal/demo/planning", "rehearsal/demo/players",
        "rehearsal/demo/running", "rehearsal/demo/setting",
    ),
    "tests/rehearsal/demo/test_matters.py": (
        "rehearsal/demo/bodies", "rehearsal/demo/collective", "rehearsal/demo/inspecting",
        "rehearsal/demo/making", "rehearsal/demo/paying", "rehearsal/demo/relieving",
        "rehearsal/demo/stocking", "rehearsal/demo/works",
    ),
    "tests/rehearsal/demo/test_books.py": ("rehearsal/demo/budgets", "rehearsal/demo/standing_works"),
    "tests/rehearsal/demo/test_months.py": ("rehearsal/demo/habits",),
    "tests/office/test_looking.py": ("office/views/",),
    "tests/office/test_ledgers.py": ("office/spans",),
    "tests/office/test_proving.py": ("record/proofs",),
    "tests/office/test_objecting.py": ("office/replying",),
    "tests/office/test_withholding.py": ("office/narrowing",),
    # Pages are tested as browsers meet them.
    "tests/web/test_rooms.py": (
        "web/app", "web/board", "web/counter", "web/desk", "web/unit", "web/watch", "web/frame", "ports/hall",
    ),
    "tests/web/test_bad_input.py": ("web/filled",),
    # Rows of workbooks.
    "tests/adapters/test_workbooks.py": (
        "adapters/workbook_leaves", "adapters/workbook_parts", "ports/workbooks",
    ),
    "tests/storage/test_batches.py": ("record/batches", "storage/memory_batches"),
    "tests/office/test_taking_in.py": (
        "engine/kept", "office/kept_rows", "office/overseeing_imports",
    ),
    "tests/office/test_checking_rows.py": ("office/cells", "office/naming_records"),
    "tests/office/test_leafing.py": ("office/paging",),
    "tests/web/test_workbooks.py": ("office/exporting",),
    "tests/web/test_templates.py": ("web/widgets",),
    "tests/web/test_proving.py": ("web/villagers",),
    "tests/web/test_wording.py": ("web/wording/", "web/speaking"),
    "tests/test_cli.py": ("cli/", "wsgi"),
}  # fmt: skip
