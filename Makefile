# Shorthands. Each is one plain command that can be typed without make.

VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)

.PHONY: help play test race ci build fuzz bench eval golden screenshots container bench-start bench-guilds release kills soak faults replicas

help: ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-12s %s\n", $$1, $$2}'

play: ## start the playground: the bot in a stand-in Discord, in your browser
	go run ./cmd/pincite play

test: ## run the tests
	go test ./...

race: ## run the tests with the race detector
	go test -race ./...

ci: ## run everything that a change has to pass
	bash .ci/run

build: ## build the static binary into dist/
	CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=$(VERSION)" -o dist/pincite ./cmd/pincite

fuzz: ## fuzz every target for half a minute
	@git ls-files '*_test.go' | xargs grep -lE '^func Fuzz' | xargs -n 1 dirname | sort -u | while read -r p; do \
		for f in $$(go test -list '^Fuzz' "./$$p" | grep '^Fuzz'); do \
			go test -run '^$$' -fuzz "^$$f\$$" -fuzztime 30s "./$$p" || exit 1; done; done

bench: ## run the benchmarks
	go test -run '^$$' -bench . -benchmem ./...

eval: ## measure answers on the question sets in the folder that PINCITE_EVAL_DIR names
	go run ./cmd/pincite eval "$(PINCITE_EVAL_DIR)"

golden: ## write the golden files anew; read the difference before you commit it
	grep -rl --include='*_test.go' 'internal/golden' . | xargs -n 1 dirname | sort -u | xargs -I{} go test {} -update

screenshots: ## take pictures of the playground into dist/pictures/; docs/ask.png is one of them
	mkdir -p dist/pictures
	go test -count=1 -run Pictures ./cmd/pincite -pictures "$(CURDIR)/dist/pictures"

container: ## build what the Dockerfile says and run it isolated, without an engine (Linux, as root)
	go test -count=1 -v -run 'TestTheContainer|TestTheDockerfile|TestCompose' ./cmd/pincite

bench-start: ## measure the time from the start until it is ready, with 10,000 articles
	go test -count=1 -v -timeout 20m -run '^TestStart$$' ./cmd/pincite -scale.documents 10000

bench-guilds: ## measure the memory that 1,000 servers' libraries take
	go test -count=1 -v -timeout 20m -run '^TestGuilds$$' ./cmd/pincite -scale.guilds 1000 -scale.open 800

release: ## make a release of this commit in dist/release (VERSION=v1.2.3 names it)
	bash deploy/release $(VERSION)

kills: ## kill a process 50 times in the middle of changes, on each engine, and compare store and index
	bash .ci/postgres go test -count=1 -v -timeout 15m -run SIGKILLLeaves ./cmd/pincite -kills 50

soak: ## send the bot interactions for ten minutes, and print what became of them
	go run ./cmd/drill soak

faults: ## break connections, requests, processes and the database for ten minutes; needs Postgres
	go run ./cmd/drill faults

replicas: ## cut replicas off and kill them for ten minutes, and print who followed; Linux, as root, needs Postgres
	go run ./cmd/drill replicas
