# Everything a person or CI runs. Only make, python3 (3.11 to 3.13) and pip are assumed.

PYTHON ?= $(shell scripts/find-python)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
DEMO := build/demo

export PYTHONUTF8 := 1

.PHONY: demo env test check format docs bench evaluate lock messages clean

## demo: environment, bundled case, dossier; prints both paths
demo: $(VENV)/ready-run
	@mkdir -p $(DEMO)
	@$(BIN)/acta demo -o $(DEMO)

## test: everything that must hold, on all cores; what compares times comes last, alone
test: check
	@scripts/system-packages
	$(BIN)/python -m pytest -n auto --maxprocesses 8 --dist worksteal -m "not alone"
	$(BIN)/python -m pytest -m alone

## check: style and types only
check: $(VENV)/ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

## format: let ruff lay out the code
format: $(VENV)/ready-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

## docs: the site, in build/docs/index.html
docs: $(VENV)/ready-dev
	$(BIN)/python scripts/reference.py docs/reference/generated
	$(BIN)/sphinx-build -W --keep-going --quiet -d build/doctrees docs build/docs
	@echo build/docs/index.html

## bench, evaluate: take every figure again and write it to a dated file
bench evaluate: $(VENV)/ready-dev
	$(BIN)/python -m figures $@ $(ONLY)

## lock: resolve anew what is at least a week old
lock: $(VENV)/ready-dev
	scripts/lock $(BIN)/uv

## messages: the sentences that translators see
messages: $(VENV)/ready-dev
	$(BIN)/python scripts/messages.py

## env: the full environment, for working on the project
env: $(VENV)/ready-dev

clean:
	rm -rf build dist docs/reference/generated

$(VENV)/ready-venv:
	@test -n "$(PYTHON)" || { echo "No Python 3.11, 3.12 or 3.13 with venv was found;" \
	  "install one or say make PYTHON=/path/to/python3" >&2; exit 1; }
	@rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV) || { $(PYTHON) -m venv --clear --without-pip $(VENV) && \
	  $(PYTHON) -m pip --python $(BIN)/python install --quiet pip; }
	@touch $@

$(VENV)/ready-run: requirements/run.txt pyproject.toml $(VENV)/ready-venv
	$(PIP) install --require-hashes -r requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/ready-dev: requirements/dev.txt $(VENV)/ready-run
	$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@
