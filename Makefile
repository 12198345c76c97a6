# glissement: the whole pipeline, top to bottom. `make` prints this file's help.
#
# make schedules stages; a stage schedules documents and decides by digest which of them are stale. `plan` runs
# first, always: it lists the sources and the settings of each stage, rewriting those files only when they differ.

ifeq ($(firstword $(sort 3.81 $(MAKE_VERSION))),$(MAKE_VERSION))
ifneq ($(MAKE_VERSION),3.81)
$(error make $(MAKE_VERSION) is too old; 3.81 or later is needed)
endif
endif

.SUFFIXES:
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory
SHELL := /bin/sh

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
CORPUS ?=
JOBS ?= 0
STRICT ?=
RETRY ?=
DOC ?=
EXTRAS ?=
INSTALLED = $(VENV)/installed $(if $(EXTRAS),$(VENV)/extras)
export PYTHONHASHSEED := 0
export MEMORY_GB CPU_S WALL_S REQUIRE_BROWSER

GLISSEMENT := $(PY) -m pipeline
OPTIONS = --jobs $(JOBS) $(if $(STRICT),--strict) $(if $(RETRY),--retry)
STAGES := ingest extract clean acts annotate count topics trends shift words report export
CHECKED := pipeline tests

.PHONY: help all $(STAGES) stages parts setup setup-test system lock demo new status why verify reset records serve \
        test test-fast test-report test-pipeline check bench golden

help:  ## this help
	@echo 'make TARGET [CORPUS=name or path] [JOBS=n] [STRICT=1]      French: LISEZMOI.md   English: README.md'
	@awk 'BEGIN {FS = ":.*## "} /^#: / {printf "\n%s\n", substr($$0, 4)} /^[a-z-]+( [a-z-]+)*:.*## / {printf "  %-32s %s\n", $$1, $$2}' Makefile

#: The pipeline
all: $(INSTALLED)  ## everything, for CORPUS or for each folder of corpora/ (the demo is made first)
ifeq ($(CORPUS),)
	@test -e corpora/demo/truth.json || $(GLISSEMENT) simulate demo
	@failed=; for corpus in $$($(GLISSEMENT) corpora); do \
	  $(MAKE) stages CORPUS="$$corpus" GOAL='report export' || failed="$$failed $$corpus"; \
	done; \
	if [ -n "$$failed" ]; then echo "not finished:$$failed (see above)" >&2; exit 1; fi
else
	@$(MAKE) stages GOAL='report export'
endif

ingest extract clean acts annotate count topics trends shift words report export: $(INSTALLED)  ## one stage, and what it needs
	@$(MAKE) stages GOAL=$@ CORPUS="$(or $(CORPUS),demo)"

# Plan, then let make compare times. The corpus may be a path; its name is what plan prints.
stages: $(INSTALLED)
	@name=$$($(GLISSEMENT) plan "$(CORPUS)") && \
	$(MAKE) -s $(GOAL:%=corpora/$$name/build/.state/%.stamp) NAME=$$name && \
	case ' $(GOAL) ' in *' report '*) echo "report    reports/$$name/index.html";; esac

ifdef NAME
STATE := corpora/$(NAME)/build/.state
STEP = @$(GLISSEMENT) $(basename $(notdir $@)) $(NAME) $(OPTIONS)

$(STATE)/ingest.stamp: $(STATE)/doclist.jsonl $(STATE)/params/ingest.json
	$(STEP)
$(STATE)/extract.stamp: $(STATE)/ingest.stamp $(STATE)/params/extract.json
	$(STEP)
	@$(MAKE) parts CORPUS=$(NAME)
$(STATE)/clean.stamp: $(STATE)/extract.stamp $(STATE)/params/clean.json
	$(STEP)
$(STATE)/acts.stamp: $(STATE)/clean.stamp $(STATE)/params/acts.json
	$(STEP)
$(STATE)/annotate.stamp: $(STATE)/acts.stamp $(STATE)/params/annotate.json
	$(STEP)
$(STATE)/count.stamp: $(STATE)/annotate.stamp $(STATE)/params/count.json
	$(STEP)
$(STATE)/topics.stamp: $(STATE)/count.stamp $(STATE)/params/topics.json
	$(STEP)
$(STATE)/trends.stamp: $(STATE)/count.stamp $(STATE)/params/trends.json
	$(STEP)
$(STATE)/shift.stamp: $(STATE)/count.stamp $(STATE)/params/shift.json
	$(STEP)
$(STATE)/words.stamp: $(STATE)/count.stamp $(STATE)/params/words.json
	$(STEP)
$(STATE)/report.stamp: $(STATE)/topics.stamp $(STATE)/trends.stamp $(STATE)/shift.stamp $(STATE)/words.stamp $(STATE)/params/report.json
	$(STEP)
$(STATE)/export.stamp: $(STATE)/topics.stamp $(STATE)/trends.stamp $(STATE)/shift.stamp $(STATE)/words.stamp $(STATE)/params/export.json
	$(STEP)
endif

# System parts that documents of this corpus need: installed where we may, named where we may not.
parts:
	@wanted=$$($(GLISSEMENT) doctor $(CORPUS) --wanted); \
	if [ -z "$$wanted" ]; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "system    installing $$wanted"; \
	  if apt-get -qq update && apt-get -qq -y install --no-install-recommends $$wanted >/dev/null; then \
	    $(GLISSEMENT) plan $(CORPUS) >/dev/null && $(GLISSEMENT) extract $(CORPUS) $(OPTIONS); \
	  else echo "system    $$wanted could not be installed; what needs them is left out" >&2; fi; \
	else $(GLISSEMENT) doctor $(CORPUS) >&2; fi

#: Your corpora
new: $(INSTALLED)  ## lay out a corpus: make new CORPUS=mine FROM=folder
	@$(GLISSEMENT) new "$(CORPUS)" $(if $(FROM),--from "$(FROM)")
demo: $(INSTALLED)  ## (re)generate the demo corpus
	@$(GLISSEMENT) simulate demo
status: $(INSTALLED)  ## what is fresh, stale, excluded, and why
	@$(GLISSEMENT) status $(if $(CORPUS),"$(CORPUS)")
why: $(INSTALLED)  ## the story of one document: make why DOC=…
	@$(GLISSEMENT) why "$(DOC)" $(if $(CORPUS),--corpus "$(CORPUS)")
verify: $(INSTALLED)  ## check every file of CORPUS against its contract
	@$(GLISSEMENT) verify "$(or $(CORPUS),demo)"
reset: $(INSTALLED)  ## delete what was built for CORPUS (never its documents)
	@$(GLISSEMENT) reset "$(CORPUS)"
records: $(INSTALLED)  ## the data contract, in full
	@$(GLISSEMENT) records
serve: $(INSTALLED)  ## read the reports in a browser, from this machine only
	@echo 'http://127.0.0.1:8000/reports/$(or $(CORPUS),demo)/index.html   (Ctrl-C ends)'
	@$(PY) -m http.server --bind 127.0.0.1 8000 >/dev/null

#: The project
setup: $(INSTALLED)  ## create the environment (done by itself when needed); EXTRAS=1 adds the optional tools
setup-test: $(VENV)/tested  ## what the tests need, Chromium included where it may be installed
system:  ## install the system parts: French OCR data, LibreOffice (apt, as root)
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get -qq update && apt-get -qq -y install --no-install-recommends tesseract-ocr-fra libreoffice-writer-nogui; \
	else echo 'run: sudo apt-get install tesseract-ocr-fra libreoffice-writer-nogui     (macOS: brew install tesseract-lang && brew install --cask libreoffice)'; fi

$(VENV)/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(None if (3, 11) <= v <= (3, 13) else "Python 3.11, 3.12 or 3.13 is needed, this is %d.%d; try make PYTHON=python3.12" % v)'
	@echo 'setup     creating $(VENV) (a few minutes the first time)'
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/extras: requirements-extras.lock $(VENV)/installed
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-extras.lock
	@touch $@

$(VENV)/tested: requirements-test.lock $(VENV)/installed
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@if ! command -v chromium >/dev/null; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get -qq update && apt-get -qq -y install --no-install-recommends chromium tesseract-ocr-fra libreoffice-writer-nogui >/dev/null || echo 'setup     some system parts could not be installed; tests that need them are skipped' >&2; \
	  else echo 'setup     tests of the report in a browser are skipped without Chromium: sudo apt-get install chromium' >&2; fi; \
	fi
	@touch $@

check: $(VENV)/tested  ## style, types, import contracts
	@$(VENV)/bin/ruff check $(CHECKED)
	@$(VENV)/bin/ruff format --check $(CHECKED)
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports
test: check  ## check, then every test, a file to each processor
	@$(PY) -m pytest -n auto --dist loadfile --no-loadscope-reorder
test-fast: $(VENV)/tested  ## under a minute: no make, no browser
	@$(PY) -m pytest -m 'not make and not browser'
test-report: $(VENV)/tested  ## the report in a real browser
	@$(PY) -m pytest tests/report
test-pipeline: $(VENV)/tested  ## real make runs, kills included
	@$(PY) -m pytest -m make
golden: $(VENV)/tested  ## rewrite the golden digests of stages whose version was raised
	@GOLDEN=rewrite $(PY) -m pytest -q tests/golden
bench: $(VENV)/tested  ## speed and memory, as ratios against a peer in the same run
	@$(PY) -m tests.bench
lock:  ## renew the lock files (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --upgrade pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --upgrade pyproject.toml --extra test -c requirements.lock -o requirements-test.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --upgrade pyproject.toml --extra explore --extra cluster --extra pos -c requirements.lock -o requirements-extras.lock
