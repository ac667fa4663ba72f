# The commands of the project; `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin

# An empty value lets Python keep what it compiled, wherever the shell says not to.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup demo test faults check fix bench e2e messages lock

help: ## List the commands
	@grep -hE '^[a-z0-9]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.venv/bin/python:
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv || true

.venv/runtime: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Installing what Bilan needs (once)…"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock 2>/dev/null \
	  || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/developer: requirements-dev.lock .venv/runtime
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock 2>/dev/null \
	  || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

bilan/locale/en/LC_MESSAGES/django.mo: bilan/locale/en/LC_MESSAGES/django.po | .venv/runtime
	@$(BIN)/pybabel --quiet compile -d bilan/locale -D django

setup: .venv/developer bilan/locale/en/LC_MESSAGES/django.mo ## Prepare a developer's environment

demo: .venv/runtime bilan/locale/en/LC_MESSAGES/django.mo ## Run the demonstration: twelve people at different moments of their bilan
	@$(BIN)/bilan demo $(DEMO)

test: setup ## Run all tests but the browser's
	@$(BIN)/python -m pytest -n 2 --dist worksteal -q

faults: setup ## Kill the site and its worker two hundred times and see what is left
	@BILAN_KILLS=200 $(BIN)/python -m pytest tests/faults/test_kills.py -q -n 0 -s

BROWSER := $(BIN)/python -m pytest tests/browser -q -n 2 --dist loadfile -p no:randomly --override-ini=addopts="" --override-ini=filterwarnings="default"

e2e: setup ## Walk the site in a real browser; what fails is tried once more
	@$(BROWSER) || $(BROWSER) --last-failed

check: setup ## Check style, types, layers, migrations, translations, deployment
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@git ls-files -z 'bilan/web/templates/*.html' | xargs -0 $(BIN)/djade --target-version 5.2 --check
	@$(BIN)/mypy bilan tests benchmarks
	@$(BIN)/lint-imports
	@$(BIN)/python manage.py makemigrations --check --dry-run -v1
	@$(BIN)/python -m tests.architecture.translations
	@BILAN_HOSTS=bilan.example BILAN_SECRET_KEY=deployment-check-only-a-long-and-varied-string-0123456789 \
	  $(BIN)/python manage.py check --deploy --fail-level WARNING

fix: setup ## Mend style where a tool can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@git ls-files -z 'bilan/web/templates/*.html' | xargs -0 $(BIN)/djade --target-version 5.2 || true

bench: setup ## Print the measurements, side by side
	@$(BIN)/python -m benchmarks

messages: setup ## Gather the texts to translate (needs GNU gettext) and compile the translations
	@$(BIN)/python manage.py makemessages -l en --no-location --no-obsolete -v0 -i .venv -i build -i var -i tests
	@$(BIN)/pybabel --quiet compile -d bilan/locale -D django

lock: ## Pin every dependency again, with hashes and without addresses
	@printf 'setuptools\n' | uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml - -o requirements.lock
	@printf 'setuptools\n' | uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --group dev pyproject.toml - -o requirements-dev.lock
