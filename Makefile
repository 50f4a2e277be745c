# Few verbs. `make help` lists them; `.ci/run` calls `make test` and nothing hidden.
PYTHON ?= python3
VENV ?= .venv
RUN := $(VENV)/bin
PYTEST := $(RUN)/python -m pytest

.DEFAULT_GOAL := help
.PHONY: demo test quick notebooks lint types docs bench lock help

demo: $(VENV)/ready ## the main job on the shipped sample: 24 account reports in work/
	$(RUN)/cxworkbench demo

test: $(VENV)/ready-test ## everything: lint, types, all tests, every notebook, the wheel
	$(MAKE) --no-print-directory lint types
	$(PYTEST) --cov --cov-report=term --cov-fail-under=90
	$(MAKE) --no-print-directory notebooks

quick: $(VENV)/ready-test ## the tests that take seconds
	$(PYTEST) -q -m "not slow and not notebooks and not browser and not office"

notebooks: $(VENV)/ready-test ## run every notebook with its defaults, cell by cell (nbval)
	CXWORKBENCH_KEYS=$(abspath $(VENV))/keys $(PYTEST) -p no:cacheprovider -W default --nbval-lax --nbval-current-env --nbval-cell-timeout=120 notebooks

lint: $(VENV)/ready-test ## ruff over code and notebooks
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .

types: $(VENV)/ready-test ## mypy, strict, over the package
	$(RUN)/mypy

docs: $(VENV)/ready-test ## rewrite the generated parts of the docs
	$(RUN)/python tools/write_docs.py

bench: $(VENV)/ready-test ## measure: planted truth over seeds, where the time of a batch goes
	$(RUN)/python benchmarks/planted_truth.py --seeds 1 2 3
	$(RUN)/python benchmarks/batch_time.py
	$(RUN)/python benchmarks/interval_coverage.py

lock: ## pin anew what is installed (needs uv)
	uv pip compile -q --universal --no-strip-extras --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --group build pyproject.toml -o requirements.lock
	uv pip compile -q --universal --no-strip-extras --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --group build --group test pyproject.toml -o requirements-test.lock

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

$(VENV)/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(RUN)/python -m compileall -q src
	@touch $@

$(VENV)/ready-test: requirements-test.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(RUN)/python -m compileall -q src
	@touch $@
