# `make feed` and `make test` work on a machine that has only Python 3.11+ and make.
PYTHON ?= python3
VENV := .venv
URL ?=
STAMP := $(VENV)/.installed

.PHONY: feed test lint bench package lock clean

# What is locked is installed as it is, by its hashes. Where it cannot be (a newer Python than the lock knows, an
# index without one of the files), pyproject.toml's bounds decide; they also add what the lock does not have yet.
$(STAMP): pyproject.toml dev.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "feedgen-liveblog needs Python 3.11 or newer; name one with: make PYTHON=python3.12")'
	@echo "Setting up $(VENV), once: a minute or two"
	@$(PYTHON) -m venv $(VENV)
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement dev.lock || echo "dev.lock does not install here; going by the bounds of pyproject.toml"
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,cloud,serve]'
	@touch $@

feed: $(STAMP)  ## a feed from the bundled example, or from URL=https://…
	@mkdir -p out
	@$(VENV)/bin/feedgen-liveblog feed $(if $(URL),'$(URL)',examples/harbour-live.txt) -o out/feed.xml
	@$(VENV)/bin/feedgen-liveblog show $(if $(URL),'$(URL)',examples/harbour-live.txt)
	@echo "The feed is in out/feed.xml: open it in any feed reader."

test: $(STAMP)  ## the tests
	@$(VENV)/bin/python -m pytest

lint: $(STAMP)  ## format, lint and types
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/mypy

bench: $(STAMP)  ## speed against the floor of the same libraries
	@$(VENV)/bin/python bench/page_to_atom.py

package: $(STAMP)  ## the cloud function's zips, build/function-arm64.zip and -x86_64.zip
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'
	@$(VENV)/bin/python packaging/build.py

lock:  ## dev.lock anew: the newest versions that the bounds allow, for all Pythons and systems
	@$(PYTHON) -m venv build/lock
	@build/lock/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'
	@build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --all-extras --generate-hashes --no-annotate --no-header --upgrade --output-file dev.lock pyproject.toml

clean:
	@rm -rf $(VENV) out build dist
