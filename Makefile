# Everything that is done with paperdeck, from a fresh clone. Needs make and Python 3.11 or newer; uv is used where there is one.

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
LINK := build/links/paperdeck
ARGS ?=

# The rooms and the files at the root that hold Python.
SOURCES := __init__.py __main__.py index themes tui tests tools

.DEFAULT_GOAL := help
.PHONY: help run test faults check format docs language man bench dist lock clean \
  check-format check-lint check-types check-imports check-installs

help: ## say what there is to do
	@echo "make TARGET [ARGS=\"…\"]"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-10s %s\n", $$1, $$2 }'

run: $(VENV)/run.stamp ## start the reader (ARGS="days --json" for a command)
	@$(BIN)/paperdeck $(ARGS)

test: $(VENV)/dev.stamp $(LINK) ## run the tests (ARGS="-k search" for some of them)
	$(BIN)/python -m pytest $(ARGS)

faults: $(VENV)/dev.stamp $(LINK) ## kill every writer, fail every disk and lock, for some minutes (ARGS="-k kill" for some)
	PAPERDECK_TEST_SCALE=$${PAPERDECK_TEST_SCALE:-20} $(BIN)/python -m pytest tests/index/faults tests/index/marks/test_durability.py $(ARGS)

check: check-format check-lint check-types check-imports check-installs ## look at format, lint, types, import contracts and packaging

check-format: $(VENV)/dev.stamp
	$(BIN)/ruff format --check $(SOURCES)

check-lint: $(VENV)/dev.stamp
	$(BIN)/ruff check $(SOURCES)

check-types: $(VENV)/dev.stamp $(LINK)
	$(BIN)/basedpyright

check-imports: $(VENV)/dev.stamp
	$(BIN)/lint-imports

check-installs: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -m installs -rs $(ARGS)

format: $(VENV)/dev.stamp ## put the sources into the house's form
	$(BIN)/ruff check --fix --quiet $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

docs: $(VENV)/dev.stamp ## write the table of keys into both READMEs
	$(BIN)/python tools/update_readme_keys.py

language: $(VENV)/dev.stamp ## bring the catalogues of the interface up to date, and list what is untranslated
	$(BIN)/python tools/update_language.py

man: $(VENV)/run.stamp ## write the manual page to build/paperdeck.1
	@mkdir -p build
	$(BIN)/paperdeck --man > build/paperdeck.1

bench: $(VENV)/dev.stamp $(LINK) ## time the program against the bare framework (ARGS="--help" for the choices)
	PYTHONPATH=tests $(BIN)/python -m benchmarks $(ARGS)

dist: $(VENV)/dev.stamp ## build the wheel and the source distribution into dist/
	rm -rf dist
	$(BIN)/python -m build --outdir dist .

lock: $(VENV)/dev.stamp ## choose the newest versions that pyproject.toml allows, anew
	@uv=$${UV:-$(UV)}; \
	if [ -z "$$uv" ]; then $(BIN)/python -m venv build/uv && build/uv/bin/pip --quiet install uv && uv=build/uv/bin/uv; fi; \
	compile="$$uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate --no-header"; \
	$$compile pyproject.toml --output-file requirements.lock && \
	$$compile pyproject.toml --group dev --constraint requirements.lock --output-file requirements-dev.lock

clean: ## take away everything that make has made
	rm -rf $(VENV) build dist *.egg-info .hypothesis .pytest_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A virtual environment with the first Python that is new enough and whole.
$(VENV)/made.stamp:
	@if [ -n "$(UV)" ]; then \
	  "$(UV)" venv --quiet --allow-existing --python '>=3.11' $(VENV) && touch $@; exit; \
	fi; \
	for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  found=$$python; \
	  "$$python" -c 'import ensurepip, venv' 2>/dev/null || continue; \
	  "$$python" -m venv $(VENV) && touch $@; exit; \
	done; \
	if [ -n "$$found" ]; then \
	  echo "paperdeck: $$found cannot make virtual environments; on Debian and Ubuntu: apt install python3-venv" >&2; \
	else \
	  echo "paperdeck needs Python 3.11 or newer, and none was found. Install one, or say where it is: make PYTHON=/path/to/python" >&2; \
	fi; \
	exit 1

# $(call install,LOCK): exactly the locked versions, then this checkout itself, so that an edit is seen at once.
define install
	@echo "installing $(1) into $(VENV) …"
	@if [ -n "$(UV)" ]; then \
	  "$(UV)" pip install --quiet --python $(BIN)/python --require-hashes -r $(1) && \
	  "$(UV)" pip install --quiet --python $(BIN)/python --no-deps --editable .; \
	else \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1) && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .; \
	fi
	@touch $@
endef

$(VENV)/run.stamp: $(VENV)/made.stamp pyproject.toml requirements.lock
	$(call install,requirements.lock)

$(VENV)/dev.stamp: $(VENV)/made.stamp pyproject.toml requirements-dev.lock
	$(call install,requirements-dev.lock)
	@touch $(VENV)/run.stamp

# Type checkers do not follow the installed package's import hook: they find it through this link.
$(LINK):
	@mkdir -p $(@D)
	@ln -sfn ../.. $@
