# What a person types here. `make help` lists it.
# Needs: Python 3.11 or later with venv. Everything else is installed into .venv.

PYTHON ?= python3
VENV   ?= .venv
HOST   ?= 127.0.0.1
PORT   ?= 8000
WORKERS ?= 2
# Folder of the newspaper pages, where you have them: each figure's position is then checked.
ARTICLES ?=
# Counties with a made-up year in the demonstration; 0 makes all, in about a minute.
COUNTIES ?= 3
# Test processes; 0 runs the suite in one. One more than there are processors: some tests mostly
# wait, for a browser or for a process they started.
JOBS   ?= $(shell echo $$(( $$(nproc) + 1 )))

PY     := $(VENV)/bin/python
MANAGE := $(PY) manage.py
PYTEST := $(PY) -m pytest -n $(JOBS)
# Four threads a worker are four database connections at most; a dead worker is replaced.
GRANIAN  = $(VENV)/bin/granian --interface wsgi --no-ws --workers $(WORKERS) \
  --blocking-threads 4 --respawn-failed-workers --host $(HOST) --port $(PORT)
# Web server and relay, told apart in deploy/Procfile. The relay does the jobs itself: a worker
# is something that somebody starts on purpose. Without -e, honcho would read .env its own way.
SITE   = WEB='$(GRANIAN) config.wsgi:application' RELAY='$(MANAGE) relay --alone' \
  $(VENV)/bin/honcho start --no-colour --no-prefix -e /dev/null -f deploy/Procfile -d .

# Neither a developer's .env nor their environment decides a test. The settings are those
# that .env.example lists.
SETTINGS  := $(shell sed -n 's/^\#\([A-Z_]*\)=.*/\1/p' .env.example)
SERVICES_SET := DATABASE_URL REDIS_URL
# Tests start many processes: what one of them compiled the others need not.
AS_TOLD    = -u PYTHONDONTWRITEBYTECODE IGNORE_DOTENV=1
UNTOLD     = env $(addprefix -u ,$(SETTINGS)) $(AS_TOLD)
UNTOLD_BUT_SERVICES = env $(addprefix -u ,$(filter-out $(SERVICES_SET),$(SETTINGS))) $(AS_TOLD)

.DEFAULT_GOAL := help
.PHONY: help install install-dev seed run demo test test-sqlite test-postgres check check-style \
  check-types check-site fix lock messages screenshot bench clean

help:  ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

# --- Install: a stamp for each lock file, so that a second run does nothing ---

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or later is needed; name it with PYTHON=…"; exit 1; }
	$(PYTHON) -m venv $(VENV) \
	  || { echo "python3 cannot make a virtual environment. On Debian: apt-get install python3-venv"; exit 1; }

$(VENV)/.installed: requirements.txt | $(VENV)/pyvenv.cfg
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PY) -m ensurepip
	$(PY) -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r requirements.txt
	@touch $@

# Not compiled ahead: of what tools bring along, little is ever run.
$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(PY) -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements-dev.txt
	@touch $@

install: $(VENV)/.installed  ## what the site needs, into .venv
install-dev: $(VENV)/.installed-dev  ## that and what tests and checks need

# --- Run ---------------------------------------------------------------------

seed: $(VENV)/.installed
	@$(MANAGE) seed --commit $(if $(ARTICLES),--articles $(ARTICLES))

run: seed  ## the site with its background work on http://127.0.0.1:8000 (HOST=, PORT=)
	@echo "First administrators: $(MANAGE) create_admin NAME --security (accounts and roles), create_admin NAME (system), create_admin NAME --audit (log)"
	@echo "The site: http://$(HOST):$(PORT)/   (Ctrl-C stops it)"
	@exec env $(SITE)

# A database of its own, made anew each time, with a banner on every page.
demo: export VAR_DIR := $(CURDIR)/var/demo
demo: export DATABASE_URL := sqlite:///$(CURDIR)/var/demo/demo.sqlite3
demo: export DEMO := true
demo: export SECOND_FACTOR_ROLES := none
demo: PORT := 8001
demo: $(VENV)/.installed  ## a throw-away copy with made-up people and a year, on port 8001
	@rm -rf var/demo
	@$(MANAGE) seed --commit
	@$(MANAGE) make_demo --counties $(COUNTIES) --commit
	@echo "The demonstration: http://$(HOST):$(PORT)/   (Ctrl-C stops it)"
	@exec env $(SITE)

# --- Tests and checks ----------------------------------------------------------

test: test-sqlite test-postgres  ## all tests on SQLite, then on PostgreSQL

test-sqlite: $(VENV)/.installed-dev
	$(UNTOLD) PYTEST_PLUGINS=tests.counting $(PYTEST)

# DATABASE_URL, when it names a server; else a private one for the time of the run.
test-postgres: $(VENV)/.installed-dev
	$(UNTOLD_BUT_SERVICES) bash .ci/with-services $(PYTEST)

check: check-style check-types check-site  ## style, floors, types, deployment settings, migrations, translations

check-style: $(VENV)/.installed-dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/lint-imports --no-logo

check-types: $(VENV)/.installed-dev
	$(UNTOLD) $(VENV)/bin/mypy

check-site: $(VENV)/.installed-dev
	$(UNTOLD) HTTPS=true $(MANAGE) check --deploy --fail-level WARNING
	$(UNTOLD) $(MANAGE) makemigrations --check --dry-run
	$(UNTOLD) $(MANAGE) messages --check

fix: $(VENV)/.installed-dev  ## let ruff put style right
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

# --- Upkeep -------------------------------------------------------------------

lock: $(VENV)/.installed-dev  ## lock requirements*.in with hashes
	$(VENV)/bin/uv pip compile requirements.in --quiet --no-strip-extras --generate-hashes --python-version 3.11 -o requirements.txt
	$(VENV)/bin/uv pip compile requirements-dev.in --quiet --no-strip-extras --generate-hashes --python-version 3.11 -o requirements-dev.txt

messages: $(VENV)/.installed-dev  ## collect texts into locale/, compile them, list what is untranslated
	$(MANAGE) messages

screenshot: $(VENV)/.installed-dev seed  ## docs/img/overview.png, with headless Chromium
	$(MANAGE) screenshot docs/img/overview.png

bench: $(VENV)/.installed-dev  ## every measurement of bench/, each with the bare limit beside it
	@for script in bench/*.py; do echo "== $$script"; $(PY) $$script || exit 1; done

clean:  ## remove what tests and checks leave behind (never var/, never .venv)
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
