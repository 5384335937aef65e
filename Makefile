# Everything a newcomer needs is `make run` and `make test`; `make help` lists the rest.
.DEFAULT_GOAL := help
.PHONY: help setup run environments browser lint test unit bot-test e2e bot-data eval bench bench-full soak deaths lock clean

MOTCUA := .venv/bin/motcua
PYTEST := .venv/bin/python -m pytest

help: ## List the verbs
	@grep -hE '^[a-z][a-z-]*:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

environments:
	@deploy/bootstrap.sh

setup: environments ## Make whatever is missing: environments, encoder, database, index, Rasa model
	@$(MOTCUA) setup

run: environments ## Set up what is missing, start everything, print the address to open
	@exec $(MOTCUA) run

browser:
	@deploy/browser.sh

lint: environments ## Style and types
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

test: setup browser lint bot-data bot-test unit e2e ## Set-up, lint, types, all tests

bot-data:
	@deploy/rasa.sh data validate --fail-on-warnings --config config.yml --domain domain --data data/nlu data/rules

bot-test:
	.venv-bot/bin/python -m pytest tests/bot tests/knowledge_base/text -q

unit:
	$(PYTEST) --ignore=tests/bot --ignore=tests/e2e

e2e:
	$(PYTEST) tests/e2e

eval: setup ## Accuracy of search on the golden and the shared questions
	@$(MOTCUA) evaluate all

bench: setup ## Messages per second through the whole chain, beside stock Rasa (under 15 minutes)
	@.venv/bin/python -m tests.bench

bench-full: setup ## The same with ten rounds
	@.venv/bin/python -m tests.bench --rounds 10

soak: setup ## An hour of conversations: memory, speed, unanswered messages
	@.venv/bin/python -m tests.bench.soak

deaths: setup ## kill -9 of every process amid 1,000 messages: none lost, none handled twice
	@.venv/bin/python -m tests.bench.deaths

lock: environments ## Compile the pinned requirements again
	@deploy/lock.sh

clean: ## Remove what set-up made (keeps ./var)
	rm -rf .venv .venv-bot .tools models
