# Every command a person needs here; `make` alone lists them.
# Stamps inside .venv remember what is installed, so a second run goes straight to work.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
UV_COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

.PHONY: help
help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: demo
demo: .venv/.townhall ## set everything up, fill a demo town and serve it here (ARGS="--port 8001")
	$(BIN)/townhall demo $(ARGS)

# Browsers and disks are waited for: one worker more than there are cores keeps them all at work.
WORKERS ?= $(shell echo $$(($$(nproc) + 1)))

.PHONY: test
test: .venv/.townhall-dev ## set everything up and run every test (TESTS="…" narrows it)
	@.ci/debian-packages
	$(BIN)/python -m pytest -q -n $(WORKERS) $(TESTS)

.PHONY: lint
lint: .venv/.townhall-dev ## look for mistakes without running anything: style, types, floors
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: bench
bench: .venv/.townhall-dev ## print how fast the main paths are, as ratios within one run
	$(BIN)/python -m tests.bench

.PHONY: docs
docs: .venv/.townhall-dev ## check the documentation: links lead somewhere, YAML compiles
	$(BIN)/python -m pytest -q tests/docs

.PHONY: lock
lock: .venv/.townhall-dev ## choose dependency versions anew and write the locks
	$(UV_COMPILE) --upgrade pyproject.toml --output-file requirements.lock
	$(UV_COMPILE) --upgrade pyproject.toml --group dev --constraint requirements.lock \
		--output-file requirements-dev.lock
	npm install --package-lock-only --ignore-scripts

.PHONY: clean
clean: ## remove everything made here except data (var/ stays)
	rm -rf .venv node_modules build dist platform/townhall/web/static/vendor
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find platform tests plugins -name __pycache__ -type d -prune -exec rm -rf {} +

# Python 3.11 and 3.12, as requires-python says.
.venv/bin/python:
	@for candidate in $(PYTHON) python3.11 python3.12 python3; do \
		if "$$candidate" -c 'import sys; sys.exit(sys.version_info[:2] not in ((3, 11), (3, 12)))' 2>/dev/null; \
		then "$$candidate" -m venv .venv && exit 0; fi; \
	done; echo "Townhall needs Python 3.11 or 3.12 (on Debian: apt-get install python3 python3-venv)" >&2; exit 1

.venv/.townhall: .venv/bin/python requirements.lock pyproject.toml hatch_build.py package.json package-lock.json
	$(PIP) install --quiet --require-hashes --requirement requirements.lock
	$(PIP) install --quiet --no-deps --editable .
	@touch $@

.venv/.townhall-dev: .venv/.townhall requirements-dev.lock
	$(PIP) install --quiet --require-hashes --requirement requirements-dev.lock
	@touch $@
