#!/bin/sh
# Shows both README commands on a bare Debian with nothing but git, in a root that debootstrap makes and rm removes:
#
#     sudo tests/bare_machine.sh 12|13 [WHAT TO TEST]
#
# By hand, not in the gate: it takes an hour and 3 GB below $TMPDIR. Whatever follows the release goes to
# clinic/bin/test there, to run less than every test. It needs root and the package debootstrap. Every step stops the
# run when it fails; the last line is "Debian N: all of it holds".
set -eu

release=${1:-}
case $release in
    12) suite=bookworm ;;
    13) suite=trixie ;;
    *) echo "usage: $0 12|13 [WHAT TO TEST]" >&2; exit 2 ;;
esac
[ "$(id -u)" = 0 ] || { echo "$0: only root can make a root for a machine: sudo $0 $*" >&2; exit 2; }
command -v debootstrap >/dev/null || { echo "$0: debootstrap is missing: apt-get install debootstrap" >&2; exit 2; }

# In name and process spaces of its own: when the run ends, however it ends, its mounts and processes are gone.
if [ "${BARE_MACHINE:-}" != inside ]; then
    BARE_MACHINE=inside exec unshare --mount --pid --fork --kill-child "$(readlink -f "$0")" "$@"
fi
shift

checkout=$(dirname "$(dirname "$(readlink -f "$0")")")
work=$(mktemp -d)
machine=$work/machine
place=/plumbline  # the checkout, in the machine; it belongs to ann, who may install nothing
port=8765
trap leave EXIT
trap 'exit 1' HUP INT TERM

leave() {
    [ $? = 0 ] || printf '\nDebian %s: does not hold\n' "$release"
    umount --recursive --lazy "$machine/dev" "$machine/proc" 2>/dev/null || true
    rm -rf --one-file-system "$work"
}

step() { printf '\n== %s (%s)\n' "$1" "$(date +%T)"; }

fail() {
    [ ! -f "${2:-}" ] || tail -n 20 "$2"
    echo "FAILED: $1"
    exit 1
}

# as USER FOLDER COMMAND: a line of shell in the machine, with nothing of the environment here.
as() {
    chroot --userspec="$1" "$machine" env -i HOME="/$1" LANG=C.UTF-8 \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin sh -c "cd $2 && $3"
}

# quietly WHAT COMMAND...: a step whose words are only of interest when it fails.
quietly() {
    what=$1
    shift
    "$@" >"$work/log" 2>&1 </dev/null || fail "$what" "$work/log"
}

# asks_for COMMAND: the one line that a command asks somebody to run is left in $work/line.
asks_for() {
    if as ann $place "$1" >"$work/asked" 2>&1 </dev/null; then fail "$1 lacked nothing on a bare machine"; fi
    sed -n 's/^    su -c "\(.*\)"$/\1/p' "$work/asked" >"$work/line"
    [ "$(wc -l <"$work/line")" = 1 ] || fail "$1 does not print one line to run" "$work/asked"
    cat "$work/line"
}

# serves MEANWHILE: the first README command as ann, until its page answers; then MEANWHILE, and it is stopped.
serves() {
    started=$(date +%s%N)
    : >"$work/said"  # before the next line opens it, what the last one said must not be taken for its words
    as ann $place "echo \$\$ >/tmp/served; exec clinic/bin/serve --port $port" >"$work/said" 2>&1 </dev/null &
    until grep -q "Plumbline is ready at http://127.0.0.1:$port/" "$work/said"; do
        kill -0 $! 2>/dev/null || fail "serve ended" "$work/said"
        [ $(($(date +%s%N) - started)) -lt 600000000000 ] || fail "serve was not ready in ten minutes" "$work/said"
        sleep 0.1
    done
    echo "ready after $((($(date +%s%N) - started) / 100000000)) tenths of a second"
    quietly "the first page does not answer" as ann $place \
        ".venv/bin/python -c 'import urllib.request as u; u.urlopen(\"http://127.0.0.1:$port/\", timeout=20).read()'"
    "$1"
    kill "$(cat "$machine/tmp/served")"
    wait $! || true
}

it_can_print() { if grep -q "no sheets can be printed" "$work/said"; then fail "it cannot print" "$work/said"; fi; }

the_port_is_said_to_be_taken() {
    if as ann $place "clinic/bin/serve --port $port" >"$work/taken" 2>&1; then fail "two took the same port"; fi
    grep "port $port: .* name another one with --port" "$work/taken" || fail "the port is not named" "$work/taken"
}

what_to_do_is_said_once() {
    [ "$(grep -c 'su -c' "$work/said")" = 1 ] || fail "what to do is not said once" "$work/said"
    grep "no sheets can be printed" "$work/said" || fail "it does not say that it cannot print" "$work/said"
}

step "Debian $release, bare"
quietly "debootstrap" debootstrap --variant=minbase "$suite" "$machine" http://deb.debian.org/debian
mount -t proc proc "$machine/proc"
mount --rbind /dev "$machine/dev"
mount --make-rslave "$machine/dev"
cp /etc/resolv.conf "$machine/etc/resolv.conf"
# What this machine's administrator trusts, such as a proxy's certificate authority, the new one trusts too.
mkdir -p "$machine/usr/local/share/ca-certificates"
cp /usr/local/share/ca-certificates/*.crt "$machine/usr/local/share/ca-certificates/" 2>/dev/null || true
quietly "git" as root / "apt-get update && apt-get install -y --no-install-recommends git"
quietly "somebody to work there" as root / "useradd --home-dir /ann --create-home ann && ! command -v python3"

step "The checkout as it lies"
mkdir "$machine$place"
(cd "$checkout" && git ls-files -z --cached --others --exclude-standard --deduplicate |
    xargs -0 sh -c 'for file; do [ ! -e "$file" ] || printf "%s\0" "$file"; done' sh | tar -c --null -T -) |
    tar -x -C "$machine$place"
quietly "its owner" as root / "chown -R ann $place"
quietly "a repository" as ann $place \
    "git init -q && git add -A && git -c user.name=ann -c user.email=ann@localhost commit -q -m checkout"

step "clinic/bin/serve tells somebody who may install nothing the one line"
asks_for clinic/bin/serve
quietly "the line" as root / "$(cat "$work/line")"

step "clinic/bin/serve, the first time"
serves it_can_print

step "clinic/bin/serve, the second time, and a third one beside it"
serves the_port_is_said_to_be_taken

step "Without Pango everything but the sheets works"
mkdir "$machine/away"
libraries=$(dirname "$(find "$machine/usr/lib" -name 'libpango-1.0.so.0')")
mv "$libraries"/libpango* "$machine/away/"
as root / ldconfig
serves what_to_do_is_said_once
mv "$machine"/away/libpango* "$libraries/"
as root / ldconfig

step "clinic/bin/test tells the one line, and installs for root what it needs"
asks_for "clinic/bin/test --setup-only"
quietly "the set-up for the tests" as root $place "clinic/bin/test --setup-only && chown -R ann ."

step "clinic/bin/test $*"
as ann $place "clinic/bin/test $*"

printf '\nDebian %s: all of it holds\n' "$release"
