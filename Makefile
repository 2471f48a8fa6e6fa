# What one does with this project. `make` alone lists it.
#
# Needs only make, git and Python 3.11 or later. Everything else is put in .venv, in exactly
# the versions that requirements.txt and requirements-dev.txt say, and only when they change.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet
# Two makes at once may both want to set up .venv: one waits (where there is a flock).
ALONE := $(shell command -v flock >/dev/null 2>&1 && echo flock .venv.lock)

# Material for MkDocs announces its end of life at each start; DECISIONS.md deals with that.
export NO_MKDOCS_2_WARNING := 1
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help serve build check test lint format bench bench-search relevance measure partners new lock clean runtime dev

help: ## Visa den här listan
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: check ## Visa webbplatsen på den egna datorn (PORT=8000) och bygg om när något sparas
	@$(PY) -m mkdocs serve --livereload --dev-addr $(HOST):$(PORT)

build: runtime ## Bygg hela webbplatsen till site/; den förra står kvar tills den nya är klar
	@$(PY) scripts/build_site.py

check: runtime ## Kontrollera innehållet i content/ utan att bygga
	@$(PY) scripts/check.py

partners: runtime ## Säg vilka partner en ändring påverkar
	@$(PY) scripts/partners.py

measure: dev ## Mät hur tung varje sida är, och vad Lighthouse säger
	@$(PY) scripts/measure.py

new: runtime ## Börja på en ny post; frågar, eller: make new TYPE=… TITLE="…"
	@$(PY) scripts/new.py $${TYPE:+--type "$$TYPE"} $${TITLE:+--title "$$TITLE"}

# The unit tests share out the cores; the browser tests time what they see, and run alone.
test: lint ## Kör alla kontroller och tester, som på servern (hämtar det som behövs)
	@$(PY) scripts/ensure_tools.py
	@$(PY) -m pytest -m "not browser" --numprocesses auto --dist loadfile
	@if grep -rqs "mark\.browser" tests; then \
	  CHROMIUM="$$($(PY) scripts/ensure_browser.py)" || exit; export CHROMIUM; \
	  $(PY) -m pytest -m browser; \
	fi

lint: dev ## Granska kodens stil och typer
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check
	@$(PY) -m mypy

format: dev ## Rätta kodens stil
	@$(PY) -m ruff check --fix-only --quiet
	@$(PY) -m ruff format

bench: runtime ## Mät hur lång tid bygget tar
	@$(PY) scripts/bench.py

bench-search: dev ## Mät sökningen mot Pagefind i 1 000 och 10 000 poster
	@CHROMIUM="$$($(PY) scripts/ensure_browser.py)" $(PY) scripts/bench_search.py

relevance: dev ## Mät vad sökningen hittar mot bedömda frågor
	@CHROMIUM="$$($(PY) scripts/ensure_browser.py)" $(PY) scripts/relevance.py

# The lock is made with the oldest Python we support, which needs the most packages: one lock
# then serves the later ones too. It keeps the versions it has, but for UPGRADE=1 (all of
# them) or UPGRADE=name (that one). The tools that make it stay out of .venv.
LOCK_VENV := .cache/lock
LOCK_TOOLS := pip==26.3 pip-tools==7.6.2
LOCK := $(LOCK_VENV)/bin/python -m piptools compile --quiet --generate-hashes --strip-extras \
  --allow-unsafe --newline lf --no-header --no-emit-options --no-emit-index-url \
  --no-emit-find-links --no-emit-trusted-host \
  $(if $(UPGRADE),$(if $(filter 1,$(UPGRADE)),--upgrade,--upgrade-package $(UPGRADE)))

lock: ## Lås beroendena på nytt från pyproject.toml (UPGRADE=1 höjer versionerna)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { \
	  echo "Låsfilerna görs med Python 3.11: make lock PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv $(LOCK_VENV)
	@$(LOCK_VENV)/bin/python -m pip --quiet install $(LOCK_TOOLS)
	@$(LOCK) --output-file requirements.txt pyproject.toml
	@$(LOCK) --extra dev --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml
	@! grep -nE '://|--(index|extra|find|trusted)|(^|[ (])/' requirements.txt requirements-dev.txt || { \
	  echo "En låsfil nämner en adress eller en sökväg." >&2; exit 1; }

clean: ## Ta bort allt som make har skapat
	rm -rf site .site .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis $(VENV) .venv.lock
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A copy of the lock in .venv says what has been installed there. Which of the two files is
# newer decides whether to look (nothing is started when all is well); what they say, whether
# to act.
runtime: $(VENV)/requirements.txt
dev: $(VENV)/requirements-dev.txt

$(VENV)/%.txt: %.txt $(PY)
	@$(ALONE) sh -ec ' \
	  cmp -s $< $@ && { touch $@; exit; }; \
	  $(PY) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV); \
	  echo "Installerar det som $< anger …"; \
	  $(PIP) install --require-hashes --requirement $<; \
	  cp $< $@.new; mv $@.new $@'

# dev is runtime and more: never both at once, and runtime is there when dev is.
$(VENV)/requirements-dev.txt: $(VENV)/requirements.txt

$(PY):
	@command -v $(PYTHON) >/dev/null || { \
	  echo "Hittar inte $(PYTHON). Installera Python 3.11 eller senare, eller ange var den finns: make PYTHON=/sökväg/till/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Det behövs Python 3.11 eller senare, men $(PYTHON) är $$($(PYTHON) --version). Ange en annan: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  package=$$($(PYTHON) -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'); \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y $$package; \
	  else \
	    echo "Python saknar modulen venv. På Debian och Ubuntu: sudo apt install $$package" >&2; exit 1; \
	  fi; }
	@$(ALONE) sh -ec 'test -x $@ || $(PYTHON) -m venv --clear $(VENV)'
