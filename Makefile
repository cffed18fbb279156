# make run and make test do all the set-up; see README.md.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
KB_HOME ?= var/kb
export KB_HOME

.PHONY: run test check lint types lock bench score clean

run: $(VENV)/ready
	$(BIN)/kb init --if-missing
	$(BIN)/kb ingest seeds/articles
	$(BIN)/kb serve

test: $(VENV)/dev-ready
	$(BIN)/python -m pytest -n auto

check: $(VENV)/dev-ready lint types

lint: $(VENV)/dev-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev-ready
	$(BIN)/mypy

# Installs from the locks by hash, the project itself without dependencies.
$(VENV)/ready: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/dev-ready: requirements-dev.lock $(VENV)/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

lock: $(VENV)/dev-ready
	$(BIN)/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --extra build -o requirements.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --all-extras -c requirements.lock -o requirements-dev.lock pyproject.toml

bench: $(VENV)/dev-ready
	$(BIN)/python -m benchmarks

# Figures on the shared gold, where that folder stands beside the checkout.
score: $(VENV)/ready
	$(BIN)/python ../shared/score/score.py ../shared/gold/00*.json ../shared/corpus/*.gold.json \
	  --articles ../shared/articles --articles ../shared/corpus --system '$(BIN)/kb extract' --show-errors

clean:
	rm -rf $(VENV) var dist build .mypy_cache .ruff_cache .hypothesis
