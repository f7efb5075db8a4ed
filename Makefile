# Verbs. `make demo` runs the main job, `make test` proves it; the rest is for those who change the program.
.PHONY: demo test booth booth-built pages lint bench conformance soak fuzz contests tools

CONTESTS := labour-2020 labour-2010-mps snp-2023
export CARGO_TERM_COLOR ?= auto

# Replays the real contests, checks each bundle by the second path, and serves a mock contest to play in.
demo: tools booth-built
	cargo build --quiet --package hustings
	@for contest in $(CONTESTS); do echo; \
	  target/debug/hustings run contests/$$contest --out out/$$contest && \
	  target/debug/hustings verify out/$$contest/bundle.hustings > out/$$contest/verification.txt && \
	  echo "  verified: $$(tail -n 1 out/$$contest/verification.txt)" || exit 1; \
	done
	@echo; echo "Look at:"; for contest in $(CONTESTS); do echo "  $(CURDIR)/out/$$contest/index.html"; done
	@echo "Check one yourself:  target/debug/hustings verify out/snp-2023/bundle.hustings"
	@./demo/serve out/demo

# Everything that CI runs: formatting, lints, tests, the booth, outside tools, and the pages in a real browser.
test: tools booth
	./tests/belenios/install trixie sid
	./tests/sumdb/install && ./tests/postgres/install
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --quiet -- -D warnings
	cargo test --workspace
	$(MAKE) --no-print-directory pages

# The voter's side of sealed ballots, in TypeScript: types, build, tests. The program takes it in when it is built.
booth: booth-built
	cd booth && npm test --silent
booth-built:
	./booth/install && cd booth && npm run --silent build

# The pages and the site in Chromium, held against the rules of accessibility; a whole contest is played there.
pages: tools booth-built
	./tests/pages/install && ./tests/site/install
	cargo build --quiet --package hustings
	CHROMIUM="$${CHROMIUM:-$$(command -v chromium)}" node --test tests/pages/ tests/site/

lint: tools
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --quiet
	command -v cargo-deny >/dev/null || cargo install --locked --quiet cargo-deny
	cargo deny check bans licenses sources

# Reading and counting, stores and a kept contest, the program against its peers; BENCH_LARGE=1 also counts 100 million.
bench: tools
	./tests/belenios/install trixie && cargo build --quiet --release --package hustings
	cargo bench --package hustings-count && ./benches/with-postgres cargo bench --package hustings-store
	./benches/with-postgres env HUSTINGS=$(CURDIR)/target/release/hustings cargo bench --package hustings-office -- 100000
	./benches/with-postgres cargo bench --package hustings --bench serve -- 20000 && ./benches/against-peers
	BELENIOS_TOOL=$(CURDIR)/target/belenios/trixie/belenios-tool cargo bench --package hustings-seal -- 10000 100000 $${BENCH_LARGE:+1000000}

# What other people's programs count, counted again: writes docs/conformance.md.
conformance: tools
	cargo test --quiet --package hustings-count --test corpus -- --page "$(CURDIR)/docs/conformance.md"

# The properties, and kills at random moments, for an hour or so instead of a minute.
soak:
	HUSTINGS_KILLS=200 PROPTEST_CASES=20000 cargo test --release --workspace --test it --test store --test serve

# Every axiom for a minute under libFuzzer, which needs a C++ compiler and nothing else: fuzz/README.md.
fuzz: tools
	command -v cargo-fuzz >/dev/null || cargo install --locked --quiet cargo-fuzz
	./fuzz/every 60

# Makes events.jsonl and papers of every contest again from its tables.
contests:
	cargo run --quiet --package make-contests

# A bare machine has cargo, but not always the C compiler that linking needs.
tools:
	@command -v cc >/dev/null || ./tests/install-packages build-essential
