# Everything that is run by hand or by CI. `make chat` and `make test` need only git, make and Python >= 3.11.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: chat serve test lint audit bench test-faults test-long soak simulate fanout screens peers requirements clean

chat: .venv/installed
	@$(BIN)/python run_bot.py chat

serve: .venv/installed
	@$(BIN)/python run_bot.py

test: .venv/installed-dev
	$(BIN)/pytest -n auto

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Known vulnerabilities of what we pin. Fails when one is found, never because nobody can be asked.
audit: .venv/installed-dev
	@timeout 120 $(BIN)/pip-audit --requirement requirements.txt --require-hashes --disable-pip \
		--progress-spinner off --timeout 10 > build-audit.txt 2>&1; \
	if grep -q "^Found [1-9]" build-audit.txt; then cat build-audit.txt; exit 1; fi; \
	grep -q "^No known" build-audit.txt && echo "audit: no known vulnerability" || echo "audit: not made, the database cannot be reached"

bench: .venv/installed-dev
	$(BIN)/python -m benchmarks

bench-%: .venv/installed-dev
	$(BIN)/python -m benchmarks.$*

# What breaks the program on purpose, in full (hours); CI runs short versions of the same.
test-faults: .venv/installed-dev
	$(BIN)/python -m tests.faults --times 200

test-long: .venv/installed-dev
	BRIEFING_LONG=1 $(BIN)/pytest -n auto

soak: .venv/installed-dev
	BRIEFING_LONG=1 $(BIN)/pytest -s tests/test_bot/test_crash.py tests/test_bot/test_load.py

simulate: .venv/installed-dev
	$(BIN)/python -m tests.simulation

fanout: .venv/installed-dev
	$(BIN)/python -m tests.fanout

# Ten answers as a phone shows them, into docs/screens (needs Chromium).
screens: .venv/installed-dev
	$(BIN)/python -m docs.screens

# The environment of a benchmark's peer that needs an older pydantic than ours.
peers: requirements-peers.txt
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-peers.txt

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is %d.%d; try: make PYTHON=python3.12" % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv

# So that the first start is as fast as every other.
COMPILED := $(BIN)/python -m compileall -q bot briefs data handlers

.venv/installed: requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(COMPILED)
	@touch $@

.venv/installed-dev: requirements-dev.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@$(COMPILED)
	@touch $@ .venv/installed

# Pins and hashes anew from pyproject.toml (needs uv on the PATH).
COMPILE := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet
requirements:
	$(COMPILE) --extra reader --output-file requirements.txt
	$(COMPILE) --extra reader --extra dev --extra bench --output-file requirements-dev.txt
	$(COMPILE) --extra peers --output-file requirements-peers.txt

clean:
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache
