#!/usr/bin/env bash
# Proves that the commands work on a bare machine: a fresh Debian in a folder, with nothing of this machine bound in
# but its Rust toolchain, the last commit cloned into it, and make run there. As root, where debootstrap is installed:
#
#   assets/setup/bare_root.sh test                           in a temporary folder, removed at the end
#   BARE_ROOT=/var/tmp/bare assets/setup/bare_root.sh demo   in this folder, kept, and used again the next time
#
# SUITE=trixie makes a Debian 13 (bookworm, Debian 12, is the default). MIRROR names another mirror than debootstrap's.
set -euo pipefail

stop() {
    echo "bare root: $*" >&2
    exit 1
}

# The half that runs in namespaces of its own: every mount and every process of it is gone when it ends.
inside() {
    local root=$1 clone=$1/root/antrean
    shift
    [ -e "$root/made" ] || {
        debootstrap --variant=minbase "$SUITE" "$root" ${MIRROR:+"$MIRROR"} >"$root.log" 2>&1 ||
            stop "debootstrap failed; see $root.log"
        rm -f "$root.log"
        touch "$root/made"
    }
    # How this machine reaches its mirrors and registries is taken over while running, and written down nowhere.
    cp -L /etc/resolv.conf "$root/etc/resolv.conf"
    { apt-config dump | grep -E '^Acquire::(https?|Check)'; } >"$root/etc/apt/apt.conf.d/99host" || true
    mkdir -p "$root/usr/local/share/ca-certificates" "$root/root/.cargo" "$root/opt/rust"
    cp /etc/ssl/certs/ca-certificates.crt "$root/usr/local/share/ca-certificates/host.crt"
    cp "${CARGO_HOME:-$HOME/.cargo}"/config.toml "$root/root/.cargo/" 2>/dev/null || true

    git init -q "$clone"
    git -C "$clone" fetch -q "$repository" HEAD
    git -C "$clone" reset -q --hard FETCH_HEAD

    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    mount --bind "$toolchain" "$root/opt/rust"
    mount -o remount,bind,ro "$root/opt/rust"

    local passed
    mapfile -t passed < <(env | grep -iE '^((https?|no|all)_proxy|CARGO_(HTTP|NET|REGISTR|SOURCE)[A-Z_]*|CI)=' || true)
    # The README's first line, then its second.
    chroot "$root" env -i HOME=/root PATH=/opt/rust/bin:/usr/sbin:/usr/bin:/sbin:/bin "${passed[@]}" bash -euc '
        command -v make >/dev/null && command -v git >/dev/null || {
            apt-get -q update
            DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends git make
        } >/tmp/first.log 2>&1 || { tail /tmp/first.log; exit 1; }
        cd /root/antrean
        time make "$@"' bare "$@" </dev/null
}

repository=$(cd "$(dirname "$0")/../.." && pwd)
export SUITE=${SUITE:-bookworm}
if [ "${1-}" = --inside ]; then
    toolchain=$2
    inside "${@:3}"
    exit
fi

[ $# -gt 0 ] || stop "usage: assets/setup/bare_root.sh TARGET, such as test or demo"
[ "$(id -u)" = 0 ] || stop "only root can make one; run it with sudo -E"
command -v debootstrap >/dev/null || stop "first run: apt-get install debootstrap"
toolchain=$(rustc --print sysroot) || stop "there is no Rust toolchain here to bind in"
root=${BARE_ROOT:-$(mktemp -d /var/tmp/bare-root.XXXXXX)}
mkdir -p "$root"
root=$(cd "$root" && pwd)
echo "bare root: $SUITE in $root, make $*"
result=0
unshare --mount --pid --fork --kill-child "$0" --inside "$toolchain" "$root" "$@" || result=$?
[ -n "${BARE_ROOT-}" ] || rm -rf --one-file-system "$root"
exit "$result"
