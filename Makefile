# make help lists the targets. Nothing is needed beforehand but Python >= 3.11, git and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?=
SHELL := /bin/sh

.PHONY: help run setup test check demo model bench bench-poll bench-pages corpus soak lock clean
.DEFAULT_GOAL := help

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: $(VENV)/.ready ## set up, then serve dashboard and poller until Ctrl-C (PORT=9000 chooses the port)
	@exec $(BIN)/apoptoscope run $(if $(PORT),--port $(PORT))

setup: $(VENV)/.ready ## build the environment alone

test: $(VENV)/.ready-dev ## everything: format, lint, types, all tests, in a real Chromium and on a real PostgreSQL
	@$(BIN)/python -m scripts.browser
	@$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy
	@$(BIN)/python -m pytest -n auto --dist loadfile --ignore tests/browser
	@# the browser has the machine to itself; what fails there is said, and tried once more alone
	@$(BIN)/python -m pytest tests/browser || $(BIN)/python -m pytest tests/browser --last-failed --last-failed-no-failures none

check: $(VENV)/.ready-dev ## the quick inner loop: format, lint, types, fast tests
	@$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy
	@$(BIN)/python -m pytest -q -m "not browser and not postgres and not process and not slow"

demo: $(VENV)/.ready ## fill a throw-away database with a believable history and open it
	@exec $(BIN)/python -m scripts.demo $(if $(PORT),--port $(PORT))

model: $(VENV)-bench/.ready ## train the models of the reading anew, after their texts changed
	@$(VENV)-bench/bin/python -m scripts.train
	@$(VENV)-bench/bin/python -m scripts.train_sides
	@$(VENV)-bench/bin/python -m scripts.train_sums

bench: $(VENV)-bench/.ready ## speed of the reading beside spaCy and ahocorasick-rs, measured in one run
	@$(VENV)-bench/bin/python -m bench

bench-poll: $(VENV)/.ready-dev ## polling 1,000 loopback feeds beside reader and newsboat (apt install newsboat), in one run
	@test -d $(VENV)-peers || { $(PYTHON) -m venv $(VENV)-peers && $(VENV)-peers/bin/pip install -q reader sgmllib3k; }
	@$(BIN)/python -m bench.polling --reader-python $(VENV)-peers/bin/python

bench-pages: $(VENV)/.ready-dev ## the pages in Chromium beside bare Streamlit: make bench-pages ARTICLES=100000 DATABASE=postgresql
	@$(BIN)/python -m scripts.browser
	@$(BIN)/python -m bench.pages --articles $(or $(ARTICLES),10000) --database $(or $(DATABASE),sqlite)

corpus: $(VENV)/.ready-dev ## read every feed file of a folder as the poller would: make corpus DIR=path
	@test -n "$(DIR)" || { echo "Name the folder: make corpus DIR=path/to/feeds" >&2; exit 2; }
	@$(BIN)/python -m scripts.corpus "$(DIR)"

soak: $(VENV)/.ready-dev ## the long trials: kill -9, killed migrations, four pollers, a full disk (about forty minutes)
	@$(BIN)/python -m scripts.soak

lock: ## pin every dependency anew, with hashes and without any registry's address
	$(PYTHON) -m venv $(VENV)-lock && $(VENV)-lock/bin/pip install -q uv
	$(VENV)-lock/bin/uv pip compile pyproject.toml --extra setup --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --custom-compile-command "make lock" -q -o requirements.lock
	$(VENV)-lock/bin/uv pip compile pyproject.toml --extra setup --extra dev -c requirements.lock --universal \
	  --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" -q \
	  -o requirements-dev.lock
	$(VENV)-lock/bin/uv pip compile pyproject.toml --extra setup --extra bench -c requirements.lock --universal \
	  --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" -q \
	  -o requirements-bench.lock
	rm -rf $(VENV)-lock

clean: ## remove the environment and the caches (the database under var/ stays)
	rm -rf $(VENV) $(VENV)-bench $(VENV)-peers .pytest_cache .mypy_cache .ruff_cache build *.egg-info

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "apoptoscope needs Python 3.11 or newer; '$(PYTHON)' is older or missing. Name another one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "Building $(VENV) (once; about a minute)"
	@$(PYTHON) -m venv $(VENV) && touch $@

$(VENV)/.ready: $(VENV)/.python requirements.lock pyproject.toml
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.lock
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)-bench/.ready: requirements-bench.lock pyproject.toml
	@$(PYTHON) -m venv $(VENV)-bench
	@$(VENV)-bench/bin/pip install -qq --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@$(VENV)-bench/bin/pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
