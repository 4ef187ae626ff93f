# Needs git, Python >= 3.10 and network to the package index; everything else goes into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test explore check lint types layers hooks coverage generate generated docs bench guard clean

demo: $(VENV)/installed ## run the hooks through pre-commit on the example service
	$(BIN)/python tools/demo.py

test: $(VENV)/installed ## run the tests
	$(BIN)/python -m pytest -n auto --dist loadgroup

explore: $(VENV)/installed ## look for inputs that break what must always hold
	$(BIN)/python -m pytest -n auto --hypothesis-profile=explore \
	  tests/reporters/test_any_text.py tests/syntax/test_readers.py tests/test_fixing.py

check: lint types layers generated hooks coverage ## all that CI does

lint: $(VENV)/installed
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/installed
	$(BIN)/mypy

layers: $(VENV)/installed
	$(BIN)/lint-imports

hooks: $(VENV)/installed ## our own hooks on this repository
	$(BIN)/pre-commit run --all-files

coverage: $(VENV)/installed ## the tests, with branch coverage of hooks/
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n auto --dist loadgroup
	$(BIN)/coverage combine
	$(BIN)/coverage report

docs: $(VENV)/installed ## the documentation site, in docs/_build
	$(BIN)/python -m sphinx --quiet --fail-on-warning -b html docs docs/_build

generate: $(VENV)/installed ## write the manifest, the README's table and the pages
	$(BIN)/python tools/generate.py

generated: $(VENV)/installed
	$(BIN)/python tools/generate.py --check

bench: $(VENV)/installed ## measure against other tools on public services, which it clones
	$(BIN)/python tools/bench.py --fetch

guard: $(VENV)/installed ## measure what the event-loop guard costs, and how it does on a busy machine
	$(BIN)/python tools/measure_guard.py cost
	$(BIN)/python tools/measure_guard.py load

clean:
	rm -rf $(VENV) .venv-demo docs/_build .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.10 or newer is needed: make PYTHON=python3.x") if sys.version_info < (3, 10) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --group dev --editable .
	touch $@
