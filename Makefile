# Everything starts from a fresh clone with Python (3.11 to 3.13), its venv module and make.
SHELL := /bin/sh
BIN := .venv/bin
RUN := $(BIN)/.run.stamp
DEV := $(BIN)/.dev.stamp
SOURCES := src tests evaluation benchmarks training
PROCESSES ?= 2

.DEFAULT_GOAL := help
.PHONY: help setup demo test check formatted lint types layers floors format bench evaluate survey lock clean

help:
	@echo "make demo      read samples/, print the ledger and the record of one document"
	@echo "make test      run all tests (ARGS='-k name' passes options to pytest)"
	@echo "make check     formatted lint types layers floors, each a target of its own"
	@echo "make evaluate  measure against the shared data (ARGS, see .venv/bin/python -m evaluation --help)"
	@echo "make survey    read all shared documents and count exceptions"
	@echo "make bench     words a second and memory of the reading and of a bare parse"
	@echo "make format    put the code in its format"
	@echo "make lock      solve the lock files again (needs the network)"
	@echo "make clean     remove .venv and all that the tools left"

setup: $(DEV)

# The stamps are older than the locks or the project file only when there is something to install.
$(RUN): requirements/run.lock pyproject.toml scripts/setup.sh
	@sh scripts/setup.sh run
	@touch $@

$(DEV): requirements/dev.lock pyproject.toml scripts/setup.sh
	@sh scripts/setup.sh dev
	@touch $(RUN) $@

demo: $(RUN)
	@sh scripts/demo.sh

test: $(DEV)
	$(BIN)/python -m pytest -n $(PROCESSES) $(ARGS)

# All of it runs, also after a failure, so that one run tells everything.
check: $(DEV)
	@$(MAKE) --no-print-directory --keep-going formatted lint types layers floors

formatted: $(DEV)
	$(BIN)/ruff format --check --output-format concise $(SOURCES)

lint: $(DEV)
	$(BIN)/ruff check --output-format concise $(SOURCES)

types: $(DEV)
	$(BIN)/mypy
	$(BIN)/pyright --pythonpath $(BIN)/python

layers: $(DEV)
	$(BIN)/lint-imports

floors: $(DEV)
	$(BIN)/python -m evaluation floors

format: $(DEV)
	$(BIN)/ruff format $(SOURCES)
	$(BIN)/ruff check --fix $(SOURCES)

evaluate: $(DEV)
	$(BIN)/python -m evaluation $(ARGS)

survey: $(DEV)
	$(BIN)/python -m evaluation survey $(ARGS)

bench: $(DEV)
	$(BIN)/python -m benchmarks $(ARGS)

lock: $(RUN)
	sh scripts/lock.sh

clean:
	rm -rf .venv dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache evaluation/work benchmarks/work
	find $(SOURCES) -name __pycache__ -type d -prune -exec rm -rf {} +
