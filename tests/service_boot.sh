#!/bin/sh
# Shows Plumbline as a service on a Debian that systemd boots, in a root that debootstrap makes and rm removes:
#
#     sudo tests/service_boot.sh 12|13
#
# By hand, not in the gate: it takes a quarter of an hour and 2 GB below $TMPDIR. It needs root and the packages
# debootstrap, systemd-container, iproute2 and curl. Every step stops the run when it fails; the last line is
# "Debian N: all of it holds".
set -eu

release=${1:-}
case $release in
    12) suite=bookworm ;;
    13) suite=trixie ;;
    *) echo "usage: $0 12|13" >&2; exit 2 ;;
esac
[ "$(id -u)" = 0 ] || { echo "$0: only root can boot a machine: sudo $0 $*" >&2; exit 2; }
for program in debootstrap systemd-nspawn ip curl; do
    command -v "$program" >/dev/null || { echo "$0: $program is missing" >&2; exit 2; }
done

checkout=$(dirname "$(dirname "$(readlink -f "$0")")")
work=$(mktemp -d)
unset TMPDIR  # there is no such folder in the machine
machine=$work/machine
name=plumbline$release
here=10.77.$release.1
there=10.77.$release.2
base=https://$there:8643
authority=$machine/clinic/certificates/authority.pem
spawned=""
trap leave EXIT
trap 'exit 1' HUP INT TERM

leave() {
    [ $? = 0 ] || printf '\nDebian %s: does not hold\n' "$release"
    [ -z "$spawned" ] || off
    rm -rf --one-file-system "$work"
}

step() { printf '\n== %s (%s)\n' "$1" "$(date +%T)"; }

fail() {
    [ ! -f "${2:-}" ] || tail -n 20 "$2"
    [ -z "$spawned" ] || inside journalctl -u plumbline --no-pager -n 20 || true
    echo "FAILED: $1"
    exit 1
}

# quietly WHAT COMMAND...: a step whose words are only of interest when it fails.
quietly() {
    what=$1
    shift
    "$@" >"$work/log" 2>&1 </dev/null || fail "$what" "$work/log"
}

# refused WORDS COMMAND...: a command that has to fail and say these words.
refused() {
    words=$1
    shift
    if "$@" >"$work/log" 2>&1 </dev/null; then fail "it was not refused: $*" "$work/log"; fi
    grep "$words" "$work/log" || fail "it does not say: $words" "$work/log"
}

inside() {
    nsenter -t "$leader" -a env -i LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"
}

on() {
    SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 systemd-nspawn --quiet --directory="$machine" --machine="$name" --boot \
        --register=no --keep-unit --network-veth --capability=all --system-call-filter=bpf --console=read-only \
        >"$work/boot" 2>&1 </dev/null &
    spawned=$!
    until leader=$(pgrep --parent $spawned --exact systemd); do sleep 0.2; done
    until inside systemctl is-active --quiet multi-user.target; do sleep 0.5; done 2>/dev/null
    "$@"
    ip address add "$here/24" dev "ve-$name"
    ip link set "ve-$name" up
    inside ip address add "$there/24" dev host0
    inside ip link set host0 up
    inside ip route add default via "$here"
}

off() {
    kill -RTMIN+4 "$leader" 2>/dev/null || true  # a machine that is switched off in order
    wait "$spawned" || true
    spawned=""
}

answers() {  # within two minutes: it looks for its addresses once a minute
    for _ in $(seq 60); do
        if curl --silent --fail --cacert "$authority" "$base/" -o /dev/null; then return; fi
        sleep 2
    done
    fail "it does not answer at $base with the certificate of its own authority"
}

# prints FILE: a sheet, by the quick-check.
prints() {
    token=$(curl --silent --cacert "$authority" --cookie-jar "$work/jar" "$base/check" |
        sed -n 's/.*name="csrf_token"[^>]* value="\([^"]*\)".*/\1/p' | head -n 1)
    curl --silent --show-error --fail --cacert "$authority" --cookie "$work/jar" "$base/check/sheet" -o "$1" \
        --data-urlencode "csrf_token=$token" --data-urlencode "case@$work/case.json"
    [ "$(head -c 5 "$1")" = "%PDF-" ] || fail "$1 is no PDF" "$1"
}

in_log() { grep -q "$1" "$machine/clinic/log/clinic.log" || fail "the log does not say: $1" "$machine/clinic/log/clinic.log"; }

# checkout_at FOLDER: the files of this checkout as they lie, and their environment.
checkout_at() {
    mkdir -p "$machine$1"
    (cd "$checkout" && git ls-files -z --cached --others --exclude-standard --deduplicate |
        xargs -0 sh -c 'for file; do [ ! -e "$file" ] || printf "%s\0" "$file"; done' sh | tar -c --null -T -) |
        tar -x --no-same-owner -C "$machine$1"
    quietly "the environment in $1" systemd-nspawn --quiet --directory="$machine" --register=no --keep-unit \
        --machine="$name-made" "$1/clinic/bin/serve" --help
}

step "Debian $release with systemd"
quietly "debootstrap" debootstrap --variant=minbase \
    --include=systemd,systemd-sysv,dbus,iproute2,git,ca-certificates,python3,python3-venv "$suite" "$machine" \
    http://deb.debian.org/debian
cp /etc/resolv.conf "$machine/etc/resolv.conf"
# What this machine's administrator trusts, such as a proxy's certificate authority, the new one trusts too.
mkdir -p "$machine/usr/local/share/ca-certificates" "$machine/var/log/journal"
cp /usr/local/share/ca-certificates/*.crt "$machine/usr/local/share/ca-certificates/" 2>/dev/null || true
quietly "certificates" chroot "$machine" update-ca-certificates
quietly "apt-get update" systemd-nspawn --quiet --directory="$machine" --register=no --keep-unit apt-get update
quietly "somebody who works there" chroot "$machine" useradd --create-home ann
home=$(chroot "$machine" getent passwd ann | cut -d : -f 6)
for place in /plumbline /newer "$home/plumbline"; do checkout_at "$place"; done
quietly "its owner" chroot "$machine" chown -R ann: "$home/plumbline"
(cd "$checkout" && "$checkout/.venv/bin/python" -c \
    'import json; from tests.web.test_programme import TOLD; print(json.dumps(TOLD))') >"$work/case.json"

step "Without systemd it writes nothing and says what to do"
refused "systemd does not run this machine" chroot "$machine" /plumbline/.venv/bin/clinic service install
[ ! -e "$machine/etc/systemd/system/plumbline.service" ] || fail "a unit was written"

step "Installed on a machine that has no address yet"
on inside /plumbline/.venv/bin/clinic service install --instance /clinic
[ "$(stat -c %a "$machine/clinic/certificates/authority.pem")" = 600 ] || fail "others can read the authority's key"

step "A page and a sheet over HTTPS; nothing beyond the local network"
answers
prints "$work/sheet.pdf"
cat >"$work/try.py" <<'PYTHON'
import socket
with socket.socket() as one:
    one.settimeout(3)
    one.connect(("203.0.113.5", 9))
PYTHON
cp "$work/try.py" "$machine/try.py"
ip address add 203.0.113.5/32 dev "ve-$name"
refused "ConnectionRefusedError" inside python3 /try.py
refused "TimeoutError" inside sh -c \
    'echo $$ >/sys/fs/cgroup/system.slice/plumbline.service/cgroup.procs; exec python3 /try.py'

step "Stopped in the middle of a sheet: it comes"
prints "$work/during.pdf" &
printing=$!
sleep 0.7
inside systemctl stop plumbline
wait $printing || fail "the sheet did not come"
[ "$(inside systemctl show --property=Result --value plumbline)" = success ] || fail "it did not stop in order"
in_log " stopped"

step "Backups"
mkdir -m 777 "$machine/stick"
quietly "a key" inside runuser -u plumbline -- /plumbline/.venv/bin/clinic backup --new-key /stick/key --instance /clinic
inside systemctl start plumbline
for _ in $(seq 30); do if grep -q "a backup was made" "$machine/clinic/log/clinic.log"; then break; fi; sleep 1; done
in_log "a backup was made"

step "Switched off and on again, without an address at first"
off
on true
answers
prints "$work/after.pdf"

step "A wrong setting ends it, and nothing starts it again and again"
echo 'paper = "A3"' >"$machine/clinic/config.toml"
chroot "$machine" chown plumbline /clinic/config.toml
if inside systemctl restart plumbline 2>/dev/null; then fail "it took a paper that is none"; fi
sleep 7
[ "$(inside systemctl show --property=NRestarts --value plumbline)" = 0 ] || fail "it was started again"
inside journalctl -u plumbline --no-pager -n 8 | grep "paper is 'A3'" || fail "the journal does not say why"
rm "$machine/clinic/config.toml"

step "A new release: the same command in a new checkout keeps the records"
inside /newer/.venv/bin/clinic service install | grep "records  *.clinic" || fail "other records"
answers
inside systemctl show --property=ExecStart plumbline | grep -q "path=/newer/.venv/bin/clinic" || fail "the old release"

step "Taken away: the records stay"
inside /newer/.venv/bin/clinic service remove
[ -s "$machine/clinic/clinic.sqlite3" ] || fail "the records are gone"
if inside systemctl is-enabled --quiet plumbline 2>/dev/null; then fail "it is still there"; fi

step "From somebody's home, as that person"
inside "$home/plumbline/.venv/bin/clinic" service install --this-machine | grep "runs as  *ann" || fail "not as ann"
inside python3 -c 'import urllib.request as u; u.urlopen("http://127.0.0.1:8642/", timeout=20).read()'
inside "$home/plumbline/.venv/bin/clinic" service remove >"$work/log"

step "A checkout that the account cannot reach is refused"
chmod 700 "$machine/plumbline"
refused "cannot open /plumbline" inside /plumbline/.venv/bin/clinic service install --instance /clinic

printf '\nDebian %s: all of it holds\n' "$release"
