.DEFAULT_GOAL := help
.PHONY: help matrix test check mutants bench upstream setup format clean

ARGS ?=

help: ## What there is to make
	@echo 'The libp2p connectivity matrix. `./connectivity --help` is the tool itself.'
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

matrix: setup ## Run the whole matrix and print the table (ARGS='--jobs 2' adds options)
	@./connectivity run $(ARGS)

test: setup ## All tests, with the real peers in them
	@ci/test.sh

check: setup ## Types, lint, format, dead code
	@ci/check.sh

mutants: setup ## Change the code in small ways: which changes does no test notice? (ARGS=matrix for one part)
	@ci/mutants.sh $(ARGS)

bench: setup ## Measure: the whole matrix, the median cell, libp2p's share
	@./connectivity bench $(ARGS)

upstream: setup ## Reproduce the upstream bugs that are known, and say which seem fixed (ARGS=NAME for some)
	@ci/upstream.sh $(ARGS)

setup: ## Bring what the machine lacks and can be had
	@ci/setup.sh

format: setup ## Format the sources
	@PATH="$$(echo $$PWD/node_modules/node-*/bin):$$PATH" node_modules/.bin/prettier --write . --log-level warn

clean: ## Remove reports and installed packages (builds stay in the user's cache)
	rm -rf reports/2* reports/latest node_modules
