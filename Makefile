# Set-up, the program and its checks; `make help` lists them. Python 3.11 or later and make are
# all that is needed. Everything lands in this folder: .venv, .cache, and .state for the desk's
# own data, which `make clean` leaves alone.
#
#   make run PYTHON=python3.12    with another Python; a .venv of another version is made anew
#   make test TESTS=tests/domain  with arguments for pytest
#   make run UV=                  with pip though uv is there
#
# Written for GNU make 3.81, which macOS still ships.

VENV  := .venv
TESTS :=
ARGS  :=

BIN  := $(VENV)/bin
UV   := $(shell uv --version >/dev/null 2>&1 && echo uv)
TOOL := $(if $(UV),uv,pip)

export UV_CACHE_DIR := $(or $(UV_CACHE_DIR),$(CURDIR)/.cache/uv)
export PIP_CACHE_DIR := $(or $(PIP_CACHE_DIR),$(CURDIR)/.cache/pip)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export UV_PYTHON_DOWNLOADS := never

NEW_ENOUGH = import sys; sys.exit(sys.version_info < (3, 11))
MINOR = import sys; print("%d.%d" % sys.version_info[:2])
CHOSEN = $(or $(PYTHON),$(shell for p in python3 python3.13 python3.12 python3.11 python3.14; do \
	$$p -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$p && break; done))

# The environment's stamps lie inside it and go with it. The first is named after its Python
# and the tool that made it; any Python will do unless one was asked for.
ifdef PYTHON
MADE := $(VENV)/made-with-$(TOOL)-$(shell $(PYTHON) -c '$(MINOR)')
else
MADE := $(or $(firstword $(wildcard $(VENV)/made-with-$(TOOL)-*)),$(VENV)/made-with-$(TOOL)-any)
endif
READY     := $(VENV)/ready-to-run
READY_DEV := $(VENV)/ready-to-develop

CATALOGUES := $(patsubst %.po,%.mo,$(wildcard callcentre/locale/*/LC_MESSAGES/*.po))
LANGUAGES  := zh_CN

.PHONY: help run demo test check format bench translations lock clean
.DELETE_ON_ERROR:

help:  ## list these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1	\2/p' Makefile | expand -t 16

run: $(READY) $(CATALOGUES)  ## set up what is missing and open the program
	@CALLCENTRE_HOME="$${CALLCENTRE_HOME:-$(CURDIR)/.state}" $(BIN)/python -m callcentre $(or $(ARGS),run)

demo: $(READY) $(CATALOGUES)  ## the same, with a busy desk of made-up data
	@CALLCENTRE_HOME="$${CALLCENTRE_HOME:-$(CURDIR)/.state}" $(BIN)/python -m callcentre demo $(ARGS)

test: $(READY_DEV) $(CATALOGUES)  ## run every test, on SQLite and on a PostgreSQL of its own
	$(BIN)/python -m pytest -n auto --dist loadgroup $(TESTS)

check: $(READY_DEV) $(CATALOGUES)  ## what a change must pass: format, lint, types, layers, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto --dist loadgroup $(TESTS)

format: $(READY_DEV)  ## format the code and fix what ruff can fix
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY_DEV) $(CATALOGUES)  ## measure start-up, keystrokes and the database
	$(BIN)/python -m bench $(ARGS)

translations: $(READY_DEV) .cache/.gitignore  ## carry new and changed sentences into the catalogues
	$(BIN)/pybabel -q extract --no-default-keywords -k "_ N_ ngettext:1,2 pgettext:1c,2" \
		--add-location=file --project=callcentre -o .cache/callcentre.pot callcentre
	for language in $(LANGUAGES); do \
		$(BIN)/pybabel -q update --init-missing --no-fuzzy-matching --ignore-pot-creation-date \
			-D callcentre -i .cache/callcentre.pot -d callcentre/locale -l $$language || exit 1; \
	done
	$(BIN)/python hatch_build.py

callcentre/locale/%.mo: callcentre/locale/%.po | $(READY)
	$(BIN)/python hatch_build.py

# --- the environment ------------------------------------------------------------------------

# Only wheels, and only those whose hash is written down: nothing is built from what was fetched.
ifdef UV
INSTALL = uv pip install --quiet --python $(BIN)/python
PINNED  = $(INSTALL) --require-hashes --only-binary :all: --compile-bytecode
else
INSTALL = $(BIN)/python -m pip install --quiet --no-input
PINNED  = $(INSTALL) --require-hashes --only-binary :all:
endif

.cache/.gitignore:
	@mkdir -p .cache && echo '*' >$@

$(MADE): | .cache/.gitignore
	@[ -n "$(CHOSEN)" ] && $(CHOSEN) -c '$(NEW_ENOUGH)' || \
		{ echo "Python 3.11 or later is needed; name one with PYTHON=..."; exit 1; }
	rm -rf $(VENV)
	$(if $(UV),uv venv --quiet --python "$$(command -v $(CHOSEN))",$(CHOSEN) -m venv) $(VENV)
	@touch $(VENV)/made-with-$(TOOL)-$$($(BIN)/python -c '$(MINOR)')

$(READY): $(MADE) requirements/run.txt pyproject.toml
	$(PINNED) -r requirements/run.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(READY_DEV): $(READY) requirements/dev.txt
	$(PINNED) -r requirements/run.txt -r requirements/dev.txt
	@touch $@

# Keeps every version that pyproject.toml still allows; UPGRADE=1 takes the newest of all. The
# files hold versions and hashes for every Python and machine, and no address.
LOCK = $(or $(UV),.cache/lock/bin/uv) pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

lock: .cache/.gitignore  ## pin the dependencies anew, after a change of pyproject.toml
	$(if $(UV),,$(CHOSEN) -m venv .cache/lock && .cache/lock/bin/python -m pip install --quiet uv)
	$(LOCK) pyproject.toml requirements/run.in --output-file requirements/run.txt >.cache/lock.log
	$(LOCK) pyproject.toml --extra dev --constraint requirements/run.txt \
		$$(sed -n 's/^\([a-z0-9-]*\)==.*/--no-emit-package \1/p' requirements/run.txt) \
		--output-file requirements/dev.txt >.cache/lock.log
	sed '/^# The following packages were excluded/,$$d' requirements/dev.txt >.cache/dev.txt
	mv .cache/dev.txt requirements/dev.txt

clean:  ## remove whatever was made here, but not the desk's own data in .state
	rm -rf $(VENV) .cache .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	rm -rf build dist $(CATALOGUES)
	find . -name __pycache__ -prune -exec rm -rf {} +
