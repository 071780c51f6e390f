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
    step "building the programs" "$compile" cargo build --workspace --bins
    step "letting a hall hear 300 calls" "What was heard lies in target/debug/voice." \
        env VOICE_CALLS=300 cargo test -p antrean-tests --test house a_hall_hears -- --nocapture
    step "showing a board's 24 hours: calls, slides and lost links" "The last lines above say what grew or was lost." \
        env SOAK_BOARD_HOURS="${SOAK_BOARD_HOURS:-24}" cargo test -p antrean-display --lib soak_a_board -- --nocapture
    step "touching the kiosk as often as in eight hours" "The last lines above name the touch." \
        env SOAK_TOUCHES="${SOAK_TOUCHES:-28800}" cargo test -p antrean-kiosk --lib soak_random -- --nocapture
    if emulator; then
        step "printing to an emulator that none of us wrote" "The paper that was not right is named above." \
            env EMUPOS="$EMUPOS" cargo test -p antrean-kiosk --lib soak_a_foreign -- --nocapture
    else
        echo "== skipped: the printer emulator emupos needs Python 3.13 and PyPI; neither is needed for anything else"
    fi
}

# emulator: sees to emupos in a folder of its own under target/; false where its Python or PyPI is not there.
emulator() {
    folder=$PWD/${CARGO_TARGET_DIR:-target}/emupos
    case ${CARGO_TARGET_DIR-} in /*) folder=$CARGO_TARGET_DIR/emupos ;; esac
    EMUPOS=$folder/bin/emupos
    [ -x "$EMUPOS" ] && return 0
    for python in python3.13 python3.14 "$HOME"/.pyenv/versions/3.13*/bin/python3.13; do
        "$python" -m venv "$folder" 2>/dev/null || continue
        "$folder/bin/pip" install --quiet "emupos==0.4.*" 2>/dev/null && return 0
    done
    return 1
}

case "${1-}" in
demo | test | bench | soak) "run_$1" ;;
*) stop "usage: sh assets/setup/run.sh demo|test|bench|soak" ;;
esac
