# One command each; `make` alone lists them. Set-up runs again only when requirements change.

PYTHON ?= python3
BIN := .venv/bin
STAMPS := .venv/.stamps
PIP := $(BIN)/pip --disable-pip-version-check --quiet
DATABASE_TESTS := tests/integration --ignore-glob='*embedded*'
COMPILE := uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header
SAY := @printf '==> %s\n'

# Tools that load the settings would otherwise make a home folder here.
check test unit: export ONETHING_HOME := $(CURDIR)/build/home
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help demo test unit rest check bench fmt lock clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(STAMPS)/run ## start everything on this machine and open it; ARGS go to `onething demo`
	@$(BIN)/onething demo $(ARGS)

test: check unit rest ## all that must hold: check, then unit tests, then the rest

check: $(STAMPS)/dev ## lint, types, the direction of imports
	$(SAY) 'lint (ruff)'
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	$(SAY) 'types (mypy)'
	@$(BIN)/mypy --no-error-summary
	$(SAY) 'direction of imports (import-linter)'
	@$(BIN)/lint-imports --no-logo

unit: $(STAMPS)/dev ## the quick tests, without database and browser
	$(SAY) 'unit tests'
	@$(BIN)/python -m pytest -q tests/unit $(ARGS)

rest: $(STAMPS)/dev
	$(SAY) 'all other tests'
	@$(BIN)/python -m pytest -q --ignore=tests/unit --ignore=tests/browser $(ARGS)
	$(SAY) 'browser tests'
	@$(BIN)/python -m pytest -q tests/browser $(ARGS)
	$(SAY) 'the database tests again, on PostgreSQL 15'
	@ONETHING_TEST_POSTGRES=15 $(BIN)/python -m pytest -q $(DATABASE_TESTS) $(ARGS)

bench: $(STAMPS)/run ## measure the main job; ARGS go to the benchmark
	@$(BIN)/python -m bench $(ARGS)

fmt: $(STAMPS)/dev ## format, and mend what lint can mend
	$(SAY) 'format'
	@$(BIN)/ruff check --quiet --fix --exit-zero .
	@$(BIN)/ruff format --quiet .

lock: ## resolve requirements/*.in anew (needs uv)
	$(SAY) 'requirements/run.txt'
	@$(COMPILE) --upgrade requirements/run.in -o requirements/run.txt
	$(SAY) 'requirements/dev.txt'
	@$(COMPILE) --upgrade -c requirements/run.txt requirements/dev.in -o requirements/dev.txt

clean: ## remove what make has made; the home folder .onething stays
	$(SAY) 'removing .venv and caches'
	@rm -rf .venv build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps lie in the environment that they speak of, and go with it.
$(BIN)/python:
	$(SAY) 'a Python environment in .venv'
	@rm -rf .venv
	@$(PYTHON) -m venv .venv

$(STAMPS)/run: requirements/run.txt pyproject.toml | $(BIN)/python
	$(SAY) 'what it needs to run'
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/dev: requirements/dev.txt $(STAMPS)/run | $(BIN)/python
	$(SAY) 'what it needs to be tested'
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@mkdir -p $(STAMPS) && touch $@
