#!/bin/sh
# Shows the README's commands on a bare Debian or Ubuntu with nothing but git, in a root that debootstrap makes and rm
# removes:
#
#     sudo tests/bare_machine.sh 12|13|24.04|26.04 [WHAT TO TEST]
#     sudo tests/bare_machine.sh 12|13|24.04|26.04 --bundle
#     sudo tests/bare_machine.sh 12|13|24.04|26.04 --serve
#
# By hand, not in the gate: the first takes an hour and 3 GB below $TMPDIR; whatever follows the release goes to
# clinic/bin/test there, to run less than every test. Ubuntu has Chromium only as a snap, which does not run in such a
# root, so there the first ends with what the tests need. --bundle makes the folder for a USB stick in one machine and
# serves from it in another one that has no network and not even git (ten minutes); --serve stops before the tests. It
# needs root and the packages debootstrap and iproute2. Every step stops the run when it fails; the last line is
# "RELEASE: all of it holds".
set -eu

debian=http://deb.debian.org/debian
ubuntu=http://archive.ubuntu.com/ubuntu
release=${1:-}
case $release in
    12) name="Debian 12" && from="bookworm $debian" ;;
    13) name="Debian 13" && from="trixie $debian" ;;
    24.04) name="Ubuntu 24.04" && from="noble $ubuntu gutsy" ;;
    26.04) name="Ubuntu 26.04" && from="resolute $ubuntu gutsy" ;;
    *) echo "usage: $0 12|13|24.04|26.04 [--bundle | --serve | WHAT TO TEST]" >&2; exit 2 ;;
esac
[ "$(id -u)" = 0 ] || { echo "$0: only root can make a root for a machine: sudo $0 $*" >&2; exit 2; }
command -v debootstrap >/dev/null || { echo "$0: debootstrap is missing: apt-get install debootstrap" >&2; exit 2; }

# In name and process spaces of its own: when the run ends, however it ends, its mounts and processes are gone.
if [ "${BARE_MACHINE:-}" != inside ]; then
    BARE_MACHINE=inside exec unshare --mount --mount-proc --pid --fork --kill-child "$(readlink -f "$0")" "$@"
fi
shift

checkout=$(dirname "$(dirname "$(readlink -f "$0")")")
work=$(mktemp -d)
machine=$work/machine
within=""  # what a command in the machine is run through
place=/plumbline  # the checkout, in the machine; it belongs to ann, who may install nothing
port=8765
trap leave EXIT
trap 'exit 1' HUP INT TERM

leave() {
    [ $? = 0 ] || printf '\n%s: does not hold\n' "$name"
    umount --recursive --lazy "$work"/*/dev "$work"/*/proc "$work/nowhere" 2>/dev/null || true
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
    $within chroot --userspec="$1" "$machine" env -i HOME="/$1" LANG=C.UTF-8 \
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
    sed -n -e 's/^    su -c "\(.*\)"$/\1/p' -e 's/^    sudo sh -c "\(.*\)"$/\1/p' "$work/asked" >"$work/line"
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
    [ "$(grep -c '^    su' "$work/said")" = 1 ] || fail "what to do is not said once" "$work/said"
    grep "no sheets can be printed" "$work/said" || fail "it does not say that it cannot print" "$work/said"
}

# bootstrap SUITE MIRROR [SCRIPT]: where Ubuntu's archive keyring is not installed, its signature is not checked.
bootstrap() {
    components=main
    [ "$2" = "$debian" ] || components=main,universe
    quietly "debootstrap" debootstrap --variant=minbase --components="$components" "$1" "$machine" "$2" \
        ${3:+"/usr/share/debootstrap/scripts/$3"}
}

power_on() {
    mount -t proc proc "$machine/proc"
    mount --rbind /dev "$machine/dev"
    mount --make-rslave "$machine/dev"
}

# carry_to_another: from here on the machine is the bare one, without a network; of the first it has only the folder.
carry_to_another() {
    mv "$machine/ann/plumbline" "$work/stick"
    umount --recursive --lazy "$machine/dev" "$machine/proc"
    machine=$work/other
    power_on
    quietly "somebody to work there" as root / "useradd --home-dir /ann --create-home ann && ! command -v python3 git"
    cp -R "$work/stick" "$machine$place"
    chown -R "$(stat -c %u:%g "$machine/ann")" "$machine$place"
    : >"$work/nowhere"
    unshare --net="$work/nowhere" ip link set lo up
    within="nsenter --net=$work/nowhere"
    [ "$($within ip -brief link | cut -d' ' -f1)" = lo ] || fail "the other machine has a network"
    if as root / "apt-get update --error-on=any" >"$work/log" 2>&1; then fail "it reaches a registry" "$work/log"; fi
}

# What follows is a case that names nobody.
it_prints_a_sheet() {
    it_can_print
    cat >"$machine/ann/case.json" <<'CASE'
{"assessed_on": "2026-11-20", "patient": {"age": 46, "sex": "F"}, "aims": ["move_with_control"], "equipment": ["mat"],
 "measures": {"nprs_back_worst": 4, "nprs_now": 3, "odi": 30}, "everything_else": "no"}
CASE
    quietly "no sheet" as ann $place ".venv/bin/clinic handout /ann/case.json -o /ann/sheet.pdf"
    [ "$(head -c 5 "$machine/ann/sheet.pdf")" = %PDF- ] || fail "the sheet is no PDF"
    echo "a sheet of $(stat -c %s "$machine/ann/sheet.pdf") bytes"
    as ann $place ".venv/bin/clinic doctor" | grep -iE 'sqlite|version|python' || fail "the doctor does not say what runs"
}

altered_files_are_refused() {
    file=$(find "$machine$place/packages/wheels" -name 'flask-*.whl')
    cp -p "$file" "$work/kept"
    printf x >>"$file"
    if as ann $place "rm .venv/made-from; clinic/bin/serve --port $port" >"$work/altered" 2>&1; then fail "it served"; fi
    grep "Altered, cut short or missing: ./packages/wheels/flask-" "$work/altered" || fail "not named" "$work/altered"
    cp -p "$work/kept" "$file"
}

bundle_and_carry() {
    step "clinic/bin/bundle tells somebody who may install nothing the one line, and makes the folder"
    asks_for "clinic/bin/bundle /ann/plumbline"
    quietly "the line" as root / "$(cat "$work/line")"
    as ann $place "clinic/bin/bundle /ann/plumbline"
    date +%T
    [ -d "$machine/ann/plumbline" ] || fail "no folder was made"
    du -sm "$machine"/ann/plumbline/packages/*

    step "Another machine, without a network: the one line"
    carry_to_another
    asks_for clinic/bin/serve
    quietly "the line" as root / "$(cat "$work/line")"
    cmp "$work/sources" "$work/other/etc/apt/sources.list" || fail "its sources are not as they were"

    step "clinic/bin/serve there, the first time"
    serves it_prints_a_sheet

    step "An altered file is named and nothing is installed; mended, it serves again"
    altered_files_are_refused
    serves it_can_print
}

step "$name, bare"
bootstrap $from
[ "${1:-}" != --bundle ] || cp -a "$machine" "$work/other"
cp "$machine/etc/apt/sources.list" "$work/sources"
power_on
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

if [ "${1:-}" = --bundle ]; then
    bundle_and_carry
    printf '\n%s, from a stick: all of it holds\n' "$name"
    exit
fi

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

if [ "${1:-}" = --serve ]; then
    printf '\n%s: serve holds\n' "$name"
    exit
fi

step "clinic/bin/test tells the one line, and installs for root what it needs"
asks_for "clinic/bin/test --setup-only"
quietly "the set-up for the tests" as root $place "clinic/bin/test --setup-only && chown -R ann ."

step "clinic/bin/test $*"
as ann $place "clinic/bin/test $*"

printf '\n%s: all of it holds\n' "$name"
