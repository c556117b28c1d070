# The two commands are `make run` and `make test`; the others are their parts.
PYTHON := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help install run check test test-full faults promises bench lock migrations clean

help:
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

install: ## Install what the project needs into .venv
	@sh scripts/install.sh
	@$(PYTHON) -m config.storefront install

run: install ## Start Perfomix with its demo
	@$(PYTHON) -m config.run

check: install ## Answer "am I done?": everything that can be said without running the tests
	@$(PYTHON) scripts/check.py

test: check ## Check, then run all tests
	@sh scripts/test_prerequisites.sh
	@$(PYTHON) -m slipcover -m pytest -n 2 --dist worksteal --ignore tests/storefront
	@$(PYTHON) scripts/coverage_floors.py
	@$(PYTHON) -m config.storefront test
	@$(PYTHON) -m config.storefront build
	@$(PYTHON) -m pytest -n 2 --dist loadfile tests/storefront

test-full: check ## All tests with their full counts
	@sh scripts/test_prerequisites.sh
	@$(PYTHON) -m pytest -n 2 --dist worksteal --ignore tests/storefront --full
	@$(PYTHON) -m config.storefront test
	@$(PYTHON) -m config.storefront build
	@$(PYTHON) -m pytest -n 2 --dist loadfile tests/storefront --full

faults: check ## The full counts of what people, networks and machines do wrong; hours
	@sh scripts/test_prerequisites.sh
	@$(PYTHON) -m pytest --faults --ignore tests/storefront -s
	@$(PYTHON) scripts/mutation.py

promises: install ## List what is promised and not shown by a passing test
	@$(PYTHON) scripts/covers.py

bench: install ## Measure the budgets
	@sh scripts/test_prerequisites.sh
	@$(PYTHON) -m bench

lock: install ## Compile the requirements anew
	@for part in base dev; do .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --no-header -o requirements/$$part.txt requirements/$$part.in; done
	@$(PYTHON) scripts/lock_storefront.py

migrations: install ## Write the migrations that the models ask for
	@$(PYTHON) manage.py makemigrations

clean: ## Remove what was installed and all data
	@-$(PYTHON) -m kit.embedded_postgres stop
	@rm -rf .venv var storefront/node_modules storefront/.next
