# The verbs of this project; `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help run test build lint format bench docs clean

# One set of flags, so that `run` and `build` share one build. The runtime is linked in where the
# platform allows it, which makes the program start faster.
release := --configuration release --product mooring -Xswiftc -warnings-as-errors
ifeq ($(shell uname -s),Linux)
release += --static-swift-stdlib
endif

# Read where `docs` needs them and nowhere else.
symbols = $(shell swift build --show-bin-path)/../symbolgraph
docc = $(if $(shell command -v docc),docc,xcrun docc)

swift_sources := $(wildcard Sources Tests Plugins Package.swift)

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## compile the clusters of this repository
	.build/release/mooring build

test: ## run all tests
	@scripts/setup.sh
	@scripts/setup.sh test
	swift test

build: ## build the program for release, warnings as errors
	@scripts/setup.sh
	swift build $(release)

lint: ## check the style of the sources, of shell scripts and of the YAML that people read
	@scripts/setup.sh lint
	swift format lint --strict --parallel --recursive $(swift_sources)
	@if command -v shellcheck >/dev/null; then \
	  find . -path ./.build -prune -o -type f \( -name '*.sh' -o -path ./.ci/run \) \
	    -exec shellcheck --external-sources --source-path=SCRIPTDIR:templates/shared:templates/linkerd-viz/base {} +; \
	else \
	  echo 'lint: shellcheck is not installed, shell scripts are not checked'; \
	fi
	@if command -v yamllint >/dev/null; then \
	  yamllint --strict -d default clusters flux; \
	else \
	  echo 'lint: yamllint is not installed, YAML is not checked'; \
	fi

format: ## format the sources
	swift format --in-place --parallel --recursive $(swift_sources)

bench: build ## time the program on a generated fleet, beside other tools
	bench/run.sh

docs: ## write the documentation of the code to .build/docs
	@scripts/setup.sh
	rm -rf .build/docs $(symbols)
	swift package dump-symbol-graph --minimum-access-level package --skip-synthesized-members
	rm -f $(symbols)/mooringPackage*
	$(docc) convert --additional-symbol-graph-dir $(symbols) --output-dir .build/docs \
	  --fallback-display-name Mooring --fallback-bundle-identifier mooring

clean: ## remove what was built
	rm -rf .build
