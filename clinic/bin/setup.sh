# What the commands beside it share: find Python and what else the machine has to have, make .venv from a lock. Read by
# them, run by none. After `. setup.sh` the caller has $root (the checkout), $venv, and the functions below; it says with
# `need` and `wish` what the machine lacks, then calls `prepare LOCK`. A caller that sets $packages takes libraries and
# packages from that folder, where there is one (offline.sh), and else from their registries.

root=$(dirname "$(dirname "$(dirname "$(readlink -f "$0")")")")
venv=$root/.venv
oldest="3.11"
without_printing="Printed sheets need Pango, HarfBuzz and a font."
for_printing="libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core"
PATH=$PATH:/usr/sbin:/sbin:/snap/bin  # where ldconfig lies, and Ubuntu's Chromium

place=$root          # the folder that is being written to, and what it takes
takes="600 MB"
needed=""    # packages of the operating system without which this command cannot go on
wished=""    # packages without which it does less
reasons=""
log=""
packages=""          # where `bundle` put what this machine needs, if the caller is to look there
fresh=no             # whether .venv is what it has to be

. "$root/clinic/bin/offline.sh"

say() { printf '%s\n' "$*" >&2; }

die() {
    [ -s "$log" ] || rm -f "$log"
    say ""
    say "$@"
    exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# need REASON PACKAGE...: one thing that this machine lacks, and the packages of Debian and Ubuntu that bring it.
need() {
    reasons="$reasons${reasons:+ }$1"
    shift
    needed="$needed${needed:+ }$*"
}

# wish REASON PACKAGE...: the same for what it can do without.
wish() {
    reasons="$reasons${reasons:+ }$1"
    shift
    wished="$wished${wished:+ }$*"
}

# may_install: whether this user may install packages, and $as_root, what that takes. sudo may ask for a password only
# where somebody sits who can type it; it asks here, before anything is hidden in a log.
may_install() {
    has apt-get || return 1
    if [ "$(id -u)" = 0 ]; then
        as_root=""
    elif has sudo && sudo -n true 2>/dev/null; then
        as_root="sudo -n"
    elif has sudo && [ -t 0 ] && [ -t 2 ]; then
        say "$reasons To be installed with sudo: $*. Ctrl-C leaves this machine as it is."
        sudo -v || return 1
        as_root="sudo"
    else
        return 1
    fi
}

# line_for PACKAGE...: what somebody who may install packages has to run.
line_for() {
    if bundled; then line_for_bundled; return; fi
    line="apt-get update && apt-get install -y --no-install-recommends $*"
    if has sudo; then printf '    sudo sh -c "%s"\n' "$line"; else printf '    su -c "%s"\n' "$line"; fi
}

# What a command has to do around the installation of packages.
before_install() { :; }
after_install() { :; }

# install_packages PACKAGE...: after may_install.
install_packages() {
    say "$reasons Installing $*."
    before_install
    if bundled; then
        install_bundled "$@"
    else
        { $as_root apt-get update &&
            $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; } \
            >"$log" 2>&1 </dev/null || explain "The operating system's packages could not be installed."
    fi
    after_install
}

# complete_machine: installs what is needed and wished where this user may; else says the one line to run, and goes on
# when only wishes are open.
complete_machine() {
    [ -n "$needed$wished" ] || return 0
    set -- $needed $wished
    if bundled && ! holds_packages; then
        [ -z "$needed" ] || die "$reasons $(packages_held)"
        say "$reasons Everything else works. $(packages_held)"
    elif may_install "$@"; then
        install_packages "$@"
    elif [ -n "$needed" ] && has apt-get; then
        die "$reasons Run this line and start again:

$(line_for "$@")"
    elif [ -n "$needed" ]; then
        die "$reasons Install it with your system's package manager (Debian's packages are: $*) and start again."
    else
        say "$reasons Everything else works. To print, stop this, run the next line and start again:"
        say ""
        say "$(line_for "$@")"
        say ""
    fi
}

# explain WHAT: ends the run with the likely cause of a failed step, read from its log.
explain() {
    tail -n 5 "$log" >&2
    free=$(df -Pk "$place" | awk 'NR == 2 { print $4 }')
    if [ "$free" -lt 10240 ] || grep -qi 'No space left on device' "$log"; then
        die "$1 The disk is full: make room ($takes for $place) and start again."
    elif grep -q 'DO NOT MATCH THE HASHES' "$log"; then
        die "$1 A file is not the one that was locked: it was altered or cut short. Nothing was installed from it."
    elif grep -qiE 'NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|ProxyError|Temporary failure|Could not resolve|Failed to fetch|No matching distribution|Unable to locate package|Network is unreachable|CERTIFICATE_VERIFY_FAILED' "$log"; then
        die "$1 The package registry did not answer, or does not have the file: check the network and start again."
    elif grep -qiE 'Permission denied|Read-only file system|Operation not permitted' "$log"; then
        bundled && die "$1 The folder $place cannot be written to by this user, or lies on a stick: copy it to a disk first."
        die "$1 The folder $place cannot be written to by this user."
    fi
    die "$1 The whole log is in $log"
}

find_python() {
    for name in python3.13 python3.12 python3.11 python3.14 python3; do
        python=$(command -v "$name") || continue
        "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return
    done
    return 1
}

has_venv() { "$python" -c 'import ensurepip, venv' 2>/dev/null; }

need_python() {
    if find_python; then
        has_venv || need "Python's venv module is needed." "$name-venv"
    elif has python3; then
        die "Python $oldest or newer is needed; this machine has $(python3 --version). Install a newer one beside it (on Ubuntu 22.04: python3.11 and python3.11-venv) and start again."
    else
        need "Python $oldest or newer is needed." python3 python3-venv
    fi
}

has_library() { ! has ldconfig || ldconfig -p | grep -qF "$1 "; }

# Whether the libraries and a font that printing needs are there, as far as can be told before there is an environment.
# Where there is no apt-get this takes it that they are: `clinic serve` prints a word at its start and says if it cannot.
can_print() {
    has apt-get || return 0
    has_library libpangoft2-1.0.so.0 && has_library libharfbuzz-subset.so.0 &&
        [ -n "$(find -L /usr/share/fonts /usr/local/share/fonts -name '*.[ot]tf' -print -quit 2>/dev/null)" ]
}

# The identity of an environment: where it lies, the Python it runs, and the lock it was made from. Starting that Python to
# ask for its version would cost each start of the server a tenth of a second and more.
identity() { { printf '%s\n' "$root" && readlink -f "$venv/bin/python" && cat "$1"; } | cksum; }

# is_made_from LOCK...: whether .venv is whole, with a Python that is still there, and was made from one of these.
is_made_from() {
    [ -x "$venv/bin/python" ] && [ -s "$venv/made-from" ] || return 1
    made_from=$(cat "$venv/made-from")
    for lock in "$@"; do
        if [ "$made_from" = "$(identity "$lock")" ]; then return 0; fi
    done
    return 1
}

# make_venv LOCK: .venv, new, holding exactly what LOCK names.
make_venv() {
    say "Setting up $venv (a minute or two, once)."
    rm -rf "$venv"
    "$python" -m venv "$venv" >"$log" 2>&1 || explain "The environment could not be made."
    lock=$1
    set -- --quiet --disable-pip-version-check --no-input --require-hashes -r "$lock"
    if bundled; then set -- "$@" --no-index --find-links "$packages/wheels"; fi
    "$venv/bin/python" -m pip install "$@" >"$log" 2>&1 </dev/null || explain "The libraries could not be installed."
    identity "$lock" >"$venv/made-from" || explain "The environment could not be finished."
}

# The `clinic` command in .venv runs this checkout as it lies.
install_checkout() {
    wanted=$(cksum <"$root/pyproject.toml")
    [ "$(cat "$venv/checkout" 2>/dev/null)" = "$wanted" ] && return
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --no-deps --no-build-isolation \
        --no-index -e "$root" >"$log" 2>&1 </dev/null || explain "The clinic command could not be installed."
    printf '%s\n' "$wanted" >"$venv/checkout" || explain "The clinic command could not be finished."
}

# complete: Python, and whatever the caller needed and wished, where this user may install it.
complete() {
    log=$(mktemp) || die "No temporary file can be written: is the disk full?"
    [ $fresh = yes ] || need_python
    complete_machine
    [ $fresh = no ] || return 0
    find_python || die "Python $oldest or newer is needed; the operating system's packages have $(python3 --version)."
    has_venv || die "$python has no venv module: install the package that brings it and start again."
}

# prepare LOCK [LOCK...]: an environment made from one of the locks; the first is the one to make it from.
prepare() {
    if is_made_from "$@"; then fresh=yes; else fresh=no; fi
    complete
    if [ $fresh = no ]; then
        [ -w "$root" ] || die "The folder $root cannot be written to by this user."
        if bundled; then check_bundle; check_libraries; fi
        mkdir "$venv.lock" 2>/dev/null ||
            die "Another set-up of this checkout is running. If none is, remove $venv.lock and start again."
        trap 'rmdir "$venv.lock"' EXIT
        trap 'exit 1' HUP INT TERM
        make_venv "$1"
        rmdir "$venv.lock"
        trap - EXIT HUP INT TERM
    fi
    install_checkout
    rm -f "$log"  # a step that failed has told where its log is; now there is none to keep
}
