# Soundings. Plain `make` lists what there is.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

export PKG_CONFIG_PATH := $(CURDIR)/.vendor/duckdb/lib/pkgconfig:$(PKG_CONFIG_PATH)
export SOUNDINGS_PYTHON := $(CURDIR)/.vendor/python/bin/python

HOST ?= 127.0.0.1
PORT ?= 8080
STATE ?= state
CHECKED := --explicit-target-dependency-import-check error

.PHONY: help demo build build-debug web test test-swift test-end-to-end pictures soak bench format lint clean

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: build ## Install what is missing, build, load the demo and serve it on http://127.0.0.1:8080
	@exec .build/release/soundings demo demo --host $(HOST) --port $(PORT) --state $(STATE)

build: ## Build the program for use (release)
	@scripts/bootstrap
	@scripts/build-web
	@echo "Building Soundings (the first time takes several minutes)"
	@swift build -c release --product soundings

build-debug: ## Build the program for work on it
	@scripts/bootstrap
	@scripts/build-web
	@swift build $(CHECKED) --product soundings

web: ## Build the web app alone
	@scripts/build-web

test: ## Install what is missing, build and run all tests
	@scripts/bootstrap --tests
	@$(MAKE) --no-print-directory lint
	@scripts/build-web --check
	@scripts/build-web
	@$(MAKE) --no-print-directory test-swift
	@$(MAKE) --no-print-directory test-end-to-end

test-swift: ## The Swift tests alone
	@echo "Building the tests (the first time takes several minutes)"
	@swift build $(CHECKED) --build-tests
	@# One after the other: many at once leave each other no time on two cores.
	@swift test --skip-build --no-parallel 2>&1 | tee .build/swift-tests.txt || \
		{ echo "What failed of the Swift tests:"; grep -a -A 4 'recorded an issue' .build/swift-tests.txt; exit 1; }

test-end-to-end: ## The tests that drive the program with real clients and a real browser
	@$(SOUNDINGS_PYTHON) Tests/EndToEnd/run.py --program .build/debug/soundings $(WORDS)

pictures: ## Picture every page in every state into .build/pictures; WORDS choose pages and states
	@$(SOUNDINGS_PYTHON) Tests/EndToEnd/pictures.py --program .build/debug/soundings --to .build/pictures $(WORDS)

soak: ## The long suites in full: every kill, every random case
	@scripts/bootstrap --tests
	@scripts/build-web
	@echo "Building programs and tests as they are built for use: unoptimised, the random logs take half a day"
	@swift build -c release -Xswiftc -enable-testing --scratch-path .build-soak --build-tests
	@# Two at a time: more would wait for a core until their time is over.
	@SOUNDINGS_SOAK=1 SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=2 \
		swift test -c release -Xswiftc -enable-testing --scratch-path .build-soak --skip-build 2>&1 | \
		tee .build-soak/swift-tests.txt || \
		{ echo "What failed of the Swift tests:"; grep -a -A 4 'recorded an issue' .build-soak/swift-tests.txt; exit 1; }
	@$(SOUNDINGS_PYTHON) Benchmarks/charts.py --agree --events 2 --programs .build-soak/release
	@$(SOUNDINGS_PYTHON) Tests/EndToEnd/run.py --program .build-soak/release/soundings --full

bench: ## Measure speeds against peers and limits, and write docs/benchmarks.md
	@scripts/bootstrap --benchmarks
	@scripts/build-web
	@for product in soundings ModelBenchmark ChartBenchmark ChartData; do swift build -c release --product $$product; done
	@$(SOUNDINGS_PYTHON) Benchmarks/run.py --program .build/release/soundings --write docs/benchmarks.md

format: ## Format the Swift sources
	@swift format --in-place --parallel --recursive Package.swift Sources Tests Benchmarks

lint: ## Check the formatting of the Swift sources
	@swift format lint --strict --parallel --recursive Package.swift Sources Tests Benchmarks

clean: ## Remove what was built, but not what was downloaded
	@rm -rf .build web/dist
