# `make demo` and `make test` need Python ≥ 3.11 and nothing else: each makes what it lacks.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: help demo chat run test lint check faults format lock pictures tree clean
help:            ## what there is
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/'

$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "报晓需要 Python 3.11 以上，这里的 $(PYTHON) 是 $$($(PYTHON) -V)。请安装后用 make PYTHON=python3.12 demo 指定。" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "正在安装依赖（只有第一次需要）…"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.tested: $(VENV)/.ready requirements-dev.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

demo: $(VENV)/.ready      ## the main job on the bundled sample issues, then the chat
	@$(BIN)/baoxiao demo

chat: $(VENV)/.ready      ## talk to it in this terminal
	@$(BIN)/baoxiao chat

run: $(VENV)/.ready       ## watchers, matcher, sender and chat in one process
	@$(BIN)/baoxiao run

test: $(VENV)/.tested     ## all tests
	@$(BIN)/python -m pytest

lint: $(VENV)/.tested     ## format, lint, types
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

check: lint test          ## all of it: format, lint, types, tests

faults: $(VENV)/.tested   ## kill it where it hurts, and print what came of it (some minutes)
	@$(BIN)/python -m tests.faults

format: $(VENV)/.tested   ## write the format that check wants
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock:                     ## pin anew (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 pyproject.toml requirements.in -o requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 pyproject.toml requirements.in --extra dev -o requirements-dev.lock

tree: $(VENV)/.ready      ## write the README's tree anew
	@$(BIN)/python docs/tree.py

pictures: $(VENV)/.ready  ## draw the README's pictures anew
	@$(BIN)/python docs/pictures.py

clean:                    ## remove what make made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
