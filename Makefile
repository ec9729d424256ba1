# `make help` lists the targets. The compiler gets the same flags everywhere, so nothing is built twice.
PREFIX ?= /usr/local
DESTDIR ?=
SWIFT_FLAGS = -Xswiftc -warnings-as-errors

bin = $(DESTDIR)$(PREFIX)/bin
share = $(DESTDIR)$(PREFIX)/share/gatehouse
program = .build/release/gatehouse
sources = Sources Tests Package.swift $(wildcard Benchmarks/Sources Benchmarks/Package.swift)

.PHONY: build demo test oracle end-to-end lint format check docs bench install uninstall clean help tools
.DEFAULT_GOAL := build

build: tools ## build the program (.build/release/gatehouse)
	swift build -c release --product gatehouse $(SWIFT_FLAGS)

demo: build ## open the dashboard on the demo cluster
	@$(program) --demo

test: tools ## run all tests
	swift test $(SWIFT_FLAGS)

oracle: tools ## compare with Linkerd's recorded answers: make oracle CASES=FILE,FILE
	@test -n "$(CASES)" || { echo "say which files: make oracle CASES=FILE,FILE" >&2; exit 64; }
	ORACLE_CASES="$(CASES)" swift test $(SWIFT_FLAGS) --filter OracleTests

end-to-end: build ## drive the built program in tmux
	.ci/end-to-end

lint: tools ## check the format of the sources
	swift format lint --strict --recursive $(sources)

format: tools ## format the sources in place
	swift format --in-place --recursive $(sources)

check: lint test end-to-end ## everything that must pass before a change lands

docs: build ## write the pages that the program's own tables make
	$(program) keys -o markdown >docs/keys.md

bench: build ## run the benchmarks, or those that BENCHMARKS names
	rm -f Benchmarks/.build/release.yaml # or SwiftPM does not see that the sources above it have changed
	cd Benchmarks && swift run -c release $(SWIFT_FLAGS) Benchmarks $(BENCHMARKS)

# Does not build when there is a program, so that `make && sudo make install` compiles nothing as root.
install: ## install under PREFIX (/usr/local): program, themes, kubectl and linkerd plugin names
	test -x $(program) || $(MAKE) build
	install -d $(bin) $(share)/themes
	install -m 755 $(program) $(bin)/gatehouse
	$(foreach theme,$(wildcard themes/*.yaml),install -m 644 $(theme) $(share)/themes &&) true
	ln -sf gatehouse $(bin)/kubectl-gatehouse
	ln -sf gatehouse $(bin)/linkerd-gatehouse

uninstall: ## remove what install put there
	rm -f $(bin)/gatehouse $(bin)/kubectl-gatehouse $(bin)/linkerd-gatehouse
	rm -rf $(share)

clean: ## remove what was built
	rm -rf .build Benchmarks/.build

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | while IFS="$$(printf '\t')" read -r name text; do \
	  printf '  make %-12s %s\n' "$$name" "$$text"; done

tools:
	@.ci/install
