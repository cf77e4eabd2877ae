# Each target is one line that calls a script in .ci/, so that the CI and people
# run the same.

.PHONY: help build run test race cover fuzz soak storm chaos cut ha bench bench-desk bench-geo bench-web bench-photo lint fmt vet story check image

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1	/' | expand -t 14

build: ## the static binary, as bin/snapgrid
	@mkdir -p bin && .ci/build bin/snapgrid

run: ## serve with the sample district
	@go run ./cmd/snapgrid serve

test: ## the quick tests
	@.ci/unit

race: ## all tests with the race detector
	@.ci/race

cover: ## all tests, and which statements they reach
	@.ci/cover

fuzz: ## each fuzz target for FUZZTIME (30s)
	@.ci/fuzz

bench: ## the benchmarks; BASE=old.out compares
	@.ci/bench

bench-desk: ## the figures of the desk
	@.ci/bench-desk

bench-web: ## the figures of the pages among a million tickets
	@.ci/bench-web

bench-photo: ## photos against libvips and others; FILES="a.jpg b.jpg" takes these
	@.ci/bench-photo $(FILES)

bench-geo: ## the figures of geotag; .ci/bench-geo says with which data
	@.ci/bench-geo

lint: ## the linters
	@.ci/lint

vet: ## what the compiler's checker finds
	@.ci/vet

fmt: ## format the code
	@.ci/fmt -w

soak: ## a day in short: of a WeChat account, and of a district on each database
	@.ci/soak

storm: ## 2,300 messages a second for a minute, then 40 photos a second; both databases
	@.ci/storm

chaos: ## 100 blows at four nodes on one PostgreSQL, and 100 kills on each database (half an hour)
	@.ci/chaos

ha: ## a replica of PostgreSQL is promoted while requests come in
	@.ci/ha

cut: ## nodes in network namespaces, whose network is cut (root)
	@.ci/cut

story: ## the acceptance tests
	@.ci/story

image: ## the container image
	@docker build -t snapgrid .

check: ## everything that the CI runs; installs what is missing
	@.ci/test

.PHONY: scan long
scan: ## secrets that were committed, and known faults
	@.ci/scan

long: ## each fuzz target for a minute, and the scan
	@.ci/long
