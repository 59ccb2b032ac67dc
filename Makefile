# Everything a newcomer needs: `make run` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
WORDS  := webapp/translations/zh/LC_MESSAGES/messages
PORT   ?= 8000
export CASEPATH_DATA ?= var

.DEFAULT_GOAL := help
.PHONY: help setup run test lint format bench words lock clean

help: ## show this list
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/product: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Casepath needs Python 3.11 or newer; name one with PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing Casepath into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	@PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/develop: requirements-dev.txt $(VENV)/product
	@echo "Installing the tools of development ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.txt
	@touch $@

$(WORDS).mo: $(WORDS).po $(VENV)/product
	@$(BIN)/pybabel --quiet compile --directory webapp/translations

setup: $(VENV)/product $(WORDS).mo ## make .venv; afterwards .venv/bin/casepath works

run: setup ## fill the data folder once and start the site (PORT=8000, CASEPATH_DATA=var)
	@$(BIN)/casepath start --port $(PORT)

test: $(VENV)/develop $(WORDS).mo ## install what tests need, a browser included, and run the whole suite
	@$(BIN)/python -m tests.browser.install
	@$(BIN)/python -m pytest

lint: $(VENV)/develop ## ruff and strict mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(VENV)/develop ## let ruff put the code in order
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(VENV)/develop ## measurements, each beside its peers (BENCH_ARGS= for folders with data)
	@$(BIN)/python -m tests.bench $(BENCH_ARGS)

words: $(VENV)/develop ## collect new words of the pages for the Chinese catalogue
	@mkdir -p build
	@$(BIN)/pybabel --quiet extract --mapping webapp/translations/babel.cfg --keywords lazy_gettext --no-location --sort-output --omit-header --output-file build/messages.pot webapp
	@$(BIN)/pybabel --quiet update --input-file build/messages.pot --output-dir webapp/translations --locale zh --no-fuzzy-matching --ignore-obsolete

lock: ## renew the locked requirements (needs uv)
	uv pip compile --upgrade --universal --generate-hashes --no-header --no-annotate --python-version 3.11 pyproject.toml -o requirements.txt
	uv pip compile --upgrade --universal --generate-hashes --no-header --no-annotate --python-version 3.11 pyproject.toml --group dev -o requirements-dev.txt

clean: ## remove what was built; the data folder stays
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
