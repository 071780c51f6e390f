#!/bin/sh
# What the Makefile's targets do, one step after the other: sh assets/setup/run.sh demo|test|bench|soak
set -eu
cd "$(dirname "$0")/../.."
. assets/setup/install.sh

# step WHAT ADVICE COMMAND...: says what it does; where that fails, says so, and what to do.
step() {
    what=$1 advice=$2
    shift 2
    echo "== $what"
    "$@" || {
        code=$?
        echo "== failed: $what. $advice" >&2
        exit "$code"
    }
}

compile="The first error above names the file and the line."

run_demo() {
    step "building the programs" "$compile" cargo build --workspace --bins
    step "opening the hall" "The last lines above name what stopped it." "${CARGO_TARGET_DIR:-target}/debug/demo"
}

run_test() {
    step "looking at the layout of the code" "Run: make fmt" cargo fmt --all --check
    step "building the programs" "$compile" cargo build --workspace --bins
    step "looking for what clippy warns of" "Mend what is named above; a warning counts as an error." \
        cargo clippy --workspace --all-targets -- -D warnings
    tests="cargo test --workspace --tests --no-fail-fast"
    if cargo nextest --version >/dev/null 2>&1; then tests="cargo nextest run --workspace --no-fail-fast"; fi
    # shellcheck disable=SC2086 # a command and its arguments
    step "running the tests" "One alone: cargo test -p PACKAGE NAME -- --nocapture" $tests
    step "building the documentation" "Mend what is named above; a warning counts as an error." \
        env RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps
    echo "== all passed"
}

run_bench() {
    step "building the programs for release" "$compile" cargo build --release --workspace --bins
    step "measuring" "The last lines above name what stopped it." "${CARGO_TARGET_DIR:-target}/release/bench"
}

run_soak() {
    SOAK_SECONDS=${SOAK_SECONDS:-600}
    export SOAK_SECONDS
    step "running random days for $SOAK_SECONDS s" "The seed above runs alone: SEED=… cargo test -p antrean-tests --test rules seeded" \
        cargo test -p antrean-tests --test rules seeded -- --nocapture
}

case "${1-}" in
demo | test | bench | soak) "run_$1" ;;
*) stop "usage: sh assets/setup/run.sh demo|test|bench|soak" ;;
esac
