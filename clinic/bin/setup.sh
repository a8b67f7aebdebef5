# What `serve` and `test` share: find Python, make .venv from a lock, see that PDFs can be written. Read by both, run by none.
# After `. setup.sh` the caller has $root (the checkout), $venv, and the functions prepare, need_packages and prepared.

root=$(dirname "$(dirname "$(dirname "$(readlink -f "$0")")")")
venv=$root/.venv
oldest="3.11"

say() { printf '%s\n' "$*" >&2; }

die() {
    [ -s "${log:-}" ] || rm -f "${log:-}"
    say ""
    say "$@"
    exit 1
}

# need_packages REASON PACKAGE...: installs packages of the operating system where that takes no question (Debian or
# Ubuntu, as root); anywhere else it says what to do and stops.
need_packages() {
    reason=$1
    shift
    if ! command -v apt-get >/dev/null 2>&1; then
        die "$reason Install it with your system's package manager (on Debian it is: $*) and start again."
    fi
    if [ "$(id -u)" != 0 ]; then
        die "$reason Run this line and start again:

    sudo apt-get install $*"
    fi
    say "$reason Installing $*."
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; } \
        >"$log" 2>&1 </dev/null || explain "The operating system's packages could not be installed."
}

# explain WHAT: ends the run with the likely cause of a failed step, read from its log.
explain() {
    tail -n 5 "$log" >&2
    free=$(df -Pk "$root" | awk 'NR == 2 { print $4 }')
    if [ "$free" -lt 10240 ] || grep -qi 'No space left on device' "$log"; then
        die "$1 The disk is full: make room and start again."
    elif grep -q 'DO NOT MATCH THE HASHES' "$log"; then
        die "$1 A download is not the file that was locked: it was altered or cut short. Nothing was installed from it."
    elif grep -qiE 'NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|ProxyError|Temporary failure|Could not resolve|Failed to fetch|No matching distribution|Network is unreachable|CERTIFICATE_VERIFY_FAILED' "$log"; then
        die "$1 The package registry did not answer, or does not have the file: check the network and start again."
    elif grep -qiE 'Permission denied|Read-only file system' "$log"; then
        die "$1 The folder $root cannot be written to by this user."
    fi
    die "$1 The whole log is in $log"
}

find_python() {
    for name in python3.13 python3.12 python3.11 python3; do
        python=$(command -v "$name") || continue
        "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return
    done
    return 1
}

need_python() {
    if ! find_python; then
        found=$(python3 --version 2>/dev/null) || found="no Python"
        [ "$found" = "no Python" ] || die "Python $oldest or newer is needed; this machine has $found. Install a newer one beside it and start again."
        need_packages "Python $oldest or newer is needed." python3 python3-venv
        find_python || die "Python $oldest or newer is needed; the operating system's packages have $(python3 --version)."
    fi
    "$python" -c 'import ensurepip, venv' 2>/dev/null || need_packages "Python's venv module is needed." python3-venv
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        die "$python has no venv module: install the package that brings it (on Debian it is named like python3.12-venv) and start again."
}

# The identity of an environment: where it lies, the Python it runs, and the lock it was made from.
identity() { { printf '%s\n' "$root" && "$python" -VV && cat "$1"; } | cksum; }

# make_venv LOCK: .venv, new, holding exactly what LOCK names.
make_venv() {
    say "Setting up $venv (a minute or two, once)."
    rm -rf "$venv"
    "$python" -m venv "$venv" >"$log" 2>&1 || explain "The environment could not be made."
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r "$1" \
        >"$log" 2>&1 </dev/null || explain "The libraries could not be installed."
    identity "$1" >"$venv/made-from" || explain "The environment could not be finished."
}

# The `clinic` command in .venv runs this checkout as it lies.
install_checkout() {
    wanted=$(cksum <"$root/pyproject.toml")
    [ "$(cat "$venv/checkout" 2>/dev/null)" = "$wanted" ] && return
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --no-deps --no-build-isolation \
        --no-index -e "$root" >"$log" 2>&1 </dev/null || explain "The clinic command could not be installed."
    printf '%s\n' "$wanted" >"$venv/checkout"
}

# In a process of its own, because a library that is missing, or a machine without any font, ends the process.
writes_pdf() {
    "$venv/bin/python" -W ignore -c 'import weasyprint; weasyprint.HTML(string="<p>Plumbline</p>").write_pdf()' >"$log" 2>&1
}

need_pdf() {
    writes_pdf && return
    need_packages "Printing needs Pango, HarfBuzz and a font." \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core
    writes_pdf || explain "No PDF can be written on this machine."
}

# prepare LOCK [LOCK...]: an environment made from one of the locks; the first is the one to make it from.
prepare() {
    log=$(mktemp) || die "No temporary file can be written: is the disk full?"
    need_python
    made_from=$(cat "$venv/made-from" 2>/dev/null) || made_from=""
    fresh=no
    for lock in "$@"; do
        [ "$made_from" = "$(identity "$lock")" ] && fresh=yes
    done
    if [ $fresh = no ]; then
        [ -w "$root" ] || die "The folder $root cannot be written to by this user."
        mkdir "$venv.lock" 2>/dev/null ||
            die "Another set-up of this checkout is running. If none is, remove $venv.lock and start again."
        trap 'rmdir "$venv.lock"' EXIT
        trap 'exit 1' HUP INT TERM
        make_venv "$1"
        rmdir "$venv.lock"
        trap - EXIT HUP INT TERM
    fi
    install_checkout
    need_pdf
}

# The step that failed has told where its log is; after the last step there is none to keep.
prepared() { rm -f "$log"; }
