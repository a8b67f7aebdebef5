# How `serve` does without any network: it takes the operating system's packages and the libraries from the folder
# $packages that `bundle` made. Read by setup.sh. In $packages lie
#     wheels/                the libraries
#     pythons                one line for each Python they are for: 3.11 x86_64
#     RELEASE-ARCHITECTURE/  Debian's or Ubuntu's packages for one release, such as bookworm-amd64: the packages, their
#                            index, and the release's name in a file `system`
#     SHA256SUMS             of every file of the checkout and of these

checked=no

bundled() { [ -d "$packages" ]; }

# The release this machine runs, in the words of its own archive: bookworm-amd64.
system() {
    has dpkg && [ -r /etc/os-release ] || return 1
    (. /etc/os-release && printf '%s-%s\n' "${VERSION_CODENAME:-unknown}" "$(dpkg --print-architecture)")
}

system_in_words() {
    if [ -r /etc/os-release ]; then
        (. /etc/os-release && printf '%s (%s)\n' "$PRETTY_NAME" "$(dpkg --print-architecture 2>/dev/null || uname -m)")
    else
        uname -s -m
    fi
}

# in_a_row: the lines of the input as one, with commas.
in_a_row() { paste -s -d, - | sed 's/,/, /g'; }

holds_packages() { system >/dev/null && [ -s "$packages/$(system)/Packages" ]; }

# systems_in FOLDER: the systems whose packages lie there, in words.
systems_in() { cat "$1"/*/system 2>/dev/null | in_a_row; }

packages_held() {
    held=$(systems_in "$packages")
    printf '%s' "This folder was made for an installation without a network and holds the packages of " \
        "${held:-no system}; this machine has $(system_in_words). Run clinic/bin/bundle on a machine like this one that " \
        "has a network, or, if this one has, remove $packages and start again."
}

# The libraries have to be there for this Python before the environment that stands is touched.
check_libraries() {
    this=$("$python" -c 'import platform, sys; print("%d.%d" % sys.version_info[:2], platform.machine())')
    grep -qxF "$this" "$packages/pythons" || die "This folder was made for an installation without a network and holds \
the libraries for Python $(in_a_row <"$packages/pythons"); this machine has Python $this. Where it has a network, remove \
$packages and start again."
}

# check_bundle: every file is as it was made; once, and only when something is going to be installed from them.
check_bundle() {
    [ $checked = no ] || return 0
    checked=yes
    say "Checking the files of $root."
    (cd "$root" && LC_ALL=C sha256sum --check --quiet --strict packages/SHA256SUMS) >"$log" 2>&1 ||
        die "The folder $root is not as it was made. Altered, cut short or missing: $(
            sed -n 's/: FAILED.*//p' "$log" | head -n 5 | in_a_row). Copy it from the stick once more; if that does not \
help, make the stick anew with clinic/bin/bundle. Nothing was installed."
}

# What somebody who may install packages has to run; serve finds the packages by itself.
line_for_bundled() {
    if has sudo; then
        printf "    sudo sh '%s' --packages-only\n" "$root/clinic/bin/serve"
    else
        printf "    su -c \"sh '%s' --packages-only\"\n" "$root/clinic/bin/serve"
    fi
}

# own_apt FOLDER: a configuration with which apt keeps its lists and downloads in FOLDER and leaves the machine's alone.
own_apt() {
    mkdir -p "$1/lists/partial" "$1/cache/archives/partial"
    printf '%s "%s";\n' Dir::State::Lists "$1/lists" Dir::Cache "$1/cache" APT::Sandbox::User root \
        Acquire::Languages none >"$1/apt.conf"
}

# install_bundled PACKAGE...: from $packages alone, after may_install. apt takes from there only what the machine lacks,
# and removes nothing; afterwards its sources are as they were.
install_bundled() {
    check_bundle
    stage=$(mktemp -d) || die "No temporary folder can be made: is the disk full?"
    own_apt "$stage"
    ln -s "$packages/$(system)" "$stage/packages"  # the folder's own name may hold a space, and apt's lists may not
    printf 'deb [trusted=yes] file:%s/packages ./\n' "$stage" >"$stage/sources.list"  # trusted by check_bundle
    printf '%s "%s";\n' Dir::Etc::SourceList "$stage/sources.list" Dir::Etc::SourceParts /dev/null >>"$stage/apt.conf"
    installed=yes
    { $as_root apt-get -c "$stage/apt.conf" update && $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -c "$stage/apt.conf" install -y --no-install-recommends --no-remove "$@"; } \
        >"$log" 2>&1 </dev/null || installed=no
    $as_root rm -rf "$stage"
    [ $installed = yes ] || explain_bundled
}

explain_bundled() {
    if grep -qE 'unmet dependencies|held broken packages|Packages need to be removed' "$log"; then
        tail -n 8 "$log" >&2
        die "The packages in $packages do not fit what is installed on this machine, which is newer or older. Bring this \
machine and the one with the network to the same state (apt-get upgrade) and make the folder anew with clinic/bin/bundle."
    fi
    explain "The operating system's packages could not be installed from $packages."
}
