#!/bin/sh
# Set-up on Debian or Ubuntu: installs the packages that are missing and, where there is no recent Rust, Rust.
# Quick when nothing is missing, and never asks a question. Read by run.sh with `.`, because it may have to put
# cargo on the PATH; alone, from the repository: sh assets/setup/install.sh
set -eu

building="ca-certificates pkg-config libfontconfig-dev libasound2-dev"
showing="libfontconfig1 fonts-dejavu-core libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0"
speaking="espeak-ng"
testing="dbus at-spi2-core xvfb openbox xdotool x11-utils imagemagick zbar-tools faketime"

say() { echo "set-up: $*"; }
stop() {
    echo "set-up failed: $*" >&2
    exit 1
}

# Those of the named packages that are not installed.
missing() {
    # shellcheck disable=SC2016 # the format is dpkg-query's, not the shell's
    here=" $(dpkg-query -W -f='${db:Status-Status}:${Package} ' "$@" 2>/dev/null || true) "
    for package; do
        case "$here" in *" installed:$package "*) ;; *) printf '%s ' "$package" ;; esac
    done
}

# Sets $root to what goes before a command that only root may run.
find_root() {
    if [ "$(id -u)" = 0 ]; then
        root=""
    elif sudo -n true 2>/dev/null; then
        root="sudo -n"
    elif [ -t 0 ] && command -v sudo >/dev/null; then
        root="sudo"
    else
        stop "only root can install packages; run this once as root: apt-get install $*"
    fi
}

apt_get() {
    $root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l apt-get -y -q -o DPkg::Lock::Timeout=300 \
        "$@" </dev/null >>"$log" 2>&1
}

# Installs those of the named packages that are missing.
install() {
    absent=$(missing "$@")
    [ -n "$absent" ] || return 0
    say "installing with apt-get (some minutes the first time): $absent"
    find_root "$absent"
    log=$(mktemp)
    # One dead source among several is no reason to stop: whether the packages can be had, the install tells.
    [ -n "${updated-}" ] || apt_get update || true
    updated=yes
    # shellcheck disable=SC2086 # a list of names
    apt_get install --no-install-recommends $absent || {
        tail -n 15 "$log" >&2
        stop "apt-get could not install them; its last lines are above, all of them in $log." \
            "It needs the network, and on Ubuntu the component 'universe' (sudo add-apt-repository universe)"
    }
    rm -f "$log"
}

install_packages() {
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        say "not Debian or Ubuntu: see that you have a C compiler and what Debian calls $building $showing $speaking $testing"
        return 0
    fi
    compiler=""
    command -v cc >/dev/null || compiler="gcc libc6-dev"
    # shellcheck disable=SC2086 # lists of names
    install $compiler $building $showing $speaking $testing
}

wanted=$(sed -n 's/^rust-version = "1\.\([0-9]*\).*/\1/p' Cargo.toml)

# Whether cargo, with these settings of its environment, is recent enough.
rust_is_recent() {
    version=$(env "$@" cargo --version 2>/dev/null) || return 1
    minor=${version#cargo 1.}
    [ "${minor%%.*}" -ge "$wanted" ] 2>/dev/null
}

# The cargo of the PATH, else rustup's own folder, else the stable toolchain of a rustup whose default is older.
find_rust() {
    rust_is_recent && return
    PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
    rust_is_recent && return
    rust_is_recent RUSTUP_TOOLCHAIN=stable RUSTUP_AUTO_INSTALL=0 && export RUSTUP_TOOLCHAIN=stable
}

install_rust() {
    find_rust && return
    if command -v rustup >/dev/null; then
        say "no cargo 1.$wanted or newer: installing Rust stable with the rustup that is here"
        rustup toolchain install stable --component rustfmt --component clippy || no_rust
    elif [ -z "$(missing cargo)" ] || ! apt-cache show rustup >/dev/null 2>&1; then
        say "no cargo 1.$wanted or newer: installing Rust stable with rustup from https://sh.rustup.rs into $HOME"
        install curl
        script=$(mktemp)
        curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs -o "$script" || no_rust
        sh "$script" -y || no_rust
        rm -f "$script"
    else
        say "no cargo 1.$wanted or newer: installing Rust stable with the distribution's rustup"
        install rustup
        rustup default stable || no_rust
    fi
    find_rust || no_rust
}

no_rust() { stop "there is no Rust 1.$wanted or newer; install it as https://rustup.rs says, then run this again"; }

install_packages
install_rust
