# make lab · make test · make docs: each sets itself up.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=
# The lock pins versions; pyproject.toml says which packages and leaves out the neural ones.
INSTALL = $(BIN)/uv pip install --quiet --python $(BIN)/python --constraint requirements.lock
say = { echo "khabar: $(1)" >&2; exit 1; }
# Compiled at set-up, so that the first start is not twice as slow; the packages' own tests are not.
COMPILE = PYTHONDONTWRITEBYTECODE= $(BIN)/python -m compileall -q -j 0 -x '/tests?/' $(VENV)/lib toolkit >/dev/null || true

# JupyterLab asks nobody for news (khabar works offline), and nbgrader's parts of the server, which cost
# a second at each start, wait for khabar lab --formgrader. Every second the server looks whether a kernel is
# still there, so that who works on is told in time.
# An editable install brings no JupyterLab extension: it is put where a wheel would put it.
PAGE = $(wildcard toolkit/labextension/* toolkit/khabar/widgets/*.js toolkit/khabar/widgets/*.css)
SETTINGS = $(shell find toolkit/jupyter -type f)
EXTENSION = $(VENV)/share/jupyter/labextensions/khabar
CONFIGURE = mkdir -p $(VENV)/etc $(EXTENSION)/static && cp -R toolkit/jupyter $(VENV)/etc/ \
	&& cp toolkit/labextension/package.json $(EXTENSION)/ \
	&& cp $(filter %.js %.css,$(PAGE)) $(EXTENSION)/static/

.PHONY: lab test setup corpus bench docs clean lock

lab: setup
	@$(BIN)/khabar lab $(ARGS)

test: $(VENV)/.test $(VENV)/.extension
	@$(BIN)/ruff format --check --quiet . || $(call say,some files are not formatted: run $(BIN)/ruff format .)
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports >/dev/null || $(call say,the rooms of the house are out of order: run $(BIN)/lint-imports)
	@$(BIN)/python -m pytest $(ARGS)

bench: $(VENV)/.test
	@$(BIN)/python benchmarks/run.py $(ARGS)

# The static site, with the reference of the interface in it.
docs: $(VENV)/.test
	@$(BIN)/python toolkit/site/build.py site

setup: $(VENV)/.lab $(VENV)/.extension

$(VENV)/.uv: requirements.lock
	@command -v $(PYTHON) >/dev/null || $(call say,there is no $(PYTHON); install Python 3.11 or later.)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || $(call say,$(PYTHON) is older than 3.11: install a later one and run make PYTHON=python3.12 lab.)
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || $(call say,the virtual environment could not be made: install venv (on Debian: apt install python3-venv) or free some disk space.)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "$$(grep '^uv==' requirements.lock)" || $(call say,the package uv could not be downloaded: check the network connection and the free disk space and run the same command again.)
	@touch $@

$(VENV)/.lab: $(VENV)/.uv pyproject.toml requirements.lock
	@echo "khabar: setting up (about a minute, once) ..."
	@$(INSTALL) --editable '.[lab,teach,ud,vowels]' || $(call say,the packages could not be installed: check the network connection and the free disk space (1 GB) and run the same command again.)
	@$(COMPILE)
	@touch $@

# After each change of what runs in the page, and of the settings, too.
$(VENV)/.extension: $(VENV)/.lab $(PAGE) $(SETTINGS)
	@$(CONFIGURE)
	@touch $@

# What lesson 14 and khabar corpus want besides; khabar's lessons do without.
corpus: $(VENV)/.lab
	@$(INSTALL) --editable '.[lab,teach,ud,corpus,vowels]' || $(call say,the packages of corpora could not be installed: check the network connection and the free disk space (1 GB) and run the same command again.)

$(VENV)/.test: $(VENV)/.lab
	@$(INSTALL) --editable '.[lab,teach,ud,corpus,vowels,docs,test]' || $(call say,the test tools could not be installed: check the network connection and the free disk space and run the same command again.)
	@touch $@

# New pins, after a change of the dependencies.
lock: $(VENV)/.uv
	@$(BIN)/python toolkit/lock.py
	@$(INSTALL) --editable '.[lab,teach,ud,corpus,vowels,docs,test]'
	@$(BIN)/python toolkit/licences.py

clean:
	@rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache
