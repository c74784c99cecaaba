# Soundings. Plain `make` lists what there is.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

export PKG_CONFIG_PATH := $(CURDIR)/.vendor/duckdb/lib/pkgconfig:$(PKG_CONFIG_PATH)
export SOUNDINGS_PYTHON := $(CURDIR)/.vendor/python/bin/python

CHECKED := --explicit-target-dependency-import-check error

.PHONY: help build-debug web test test-swift format lint clean

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build-debug: ## Build the modules
	@scripts/bootstrap
	@swift build $(CHECKED)

web: ## Build the web app
	@scripts/bootstrap
	@scripts/build-web

test: ## Install what is missing, build and run all tests
	@scripts/bootstrap --tests
	@scripts/build-web --check
	@$(MAKE) --no-print-directory test-swift

test-swift: ## The Swift tests alone
	@echo "Building the tests (the first time takes several minutes)"
	@swift build $(CHECKED) --build-tests
	@swift test --skip-build

format: ## Format the Swift sources
	@swift format --in-place --parallel --recursive Package.swift Sources Tests

lint: ## Check the formatting of the Swift sources
	@swift format lint --strict --parallel --recursive Package.swift Sources Tests

clean: ## Remove what was built, but not what was downloaded
	@rm -rf .build web/dist
