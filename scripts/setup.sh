#!/bin/sh
# Makes .venv and installs into it what a lock file names, then dragoman itself: setup.sh run|dev
#
# Takes the newest of Python 3.13, 3.12 and 3.11 that runs and can make an environment; DRAGOMAN_PYTHON names another.
# spaCy reads twice as fast on 3.12 and 3.13 as on 3.11.  Whatever is missing is named with its remedy.
set -eu
cd "$(dirname "$0")/.."
lock=requirements/$1.lock
log=.venv/setup.log

fail() {
    printf 'setup: %s\n' "$@" >&2
    exit 1
}

# Paths that may be a Python of one version ("3.13"), best first: on PATH, then where pyenv keeps its own (its shims on
# PATH exist for versions that are installed but not switched on, and then fail).
candidates() {
    printf '%s\n' "python$1"
    for root in "$(pyenv root 2>/dev/null || true)" "${PYENV_ROOT:-}" "$HOME/.pyenv"; do
        [ -n "$root" ] || continue
        # the newest patch release first
        for folder in $(ls -d "$root/versions/$1".* 2>/dev/null | sort -t. -k3,3nr || true); do
            printf '%s\n' "$folder/bin/python"
        done
    done
    printf '%s\n' python3 python
}

is_version() {
    "$1" -c "import sys; sys.exit('.'.join(map(str, sys.version_info[:2])) != '$2')" >/dev/null 2>&1
}

# Debian's python3 comes without ensurepip until its -venv package is installed.
can_make_environments() {
    "$1" -c 'import venv, ensurepip, ctypes, sqlite3, ssl' >/dev/null 2>&1
}

find_python() {
    incomplete=
    if [ -n "${DRAGOMAN_PYTHON:-}" ]; then
        "$DRAGOMAN_PYTHON" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null ||
            fail "DRAGOMAN_PYTHON=$DRAGOMAN_PYTHON is no Python 3.11, 3.12 or 3.13 that runs; name one that is, or unset it."
        can_make_environments "$DRAGOMAN_PYTHON" || incomplete=$DRAGOMAN_PYTHON
        [ -z "$incomplete" ] && python=$DRAGOMAN_PYTHON && return
    else
        for version in 3.13 3.12 3.11; do
            for path in $(candidates $version); do
                is_version "$path" $version || continue
                can_make_environments "$path" && python=$path && return
                incomplete=$path
            done
        done
    fi
    [ -z "$incomplete" ] && fail "no Python 3.13, 3.12 or 3.11 was found on PATH or among pyenv's versions." \
        "Install one (Debian: apt-get install python3 python3-venv; macOS: brew install python@3.13; or pyenv install 3.13)," \
        "or name it: DRAGOMAN_PYTHON=/path/to/python3 make demo"
    lacking=$("$incomplete" -c '
import importlib
for name in ("venv", "ensurepip", "ctypes", "sqlite3", "ssl"):
    try:
        importlib.import_module(name)
    except ImportError:
        print(name, end=" ")')
    fail "$incomplete lacks its module(s) ${lacking}which the set-up needs." \
        "On Debian and Ubuntu: apt-get install $(basename "$incomplete" | sed 's/^python$/python3/')-venv" \
        "A Python built by pyenv lacks ctypes, sqlite3 or ssl when their headers were missing: install libffi-dev," \
        "libsqlite3-dev and libssl-dev and build it again.  Or name another: DRAGOMAN_PYTHON=/path/to/python3 make demo"
}

# An environment stays as it is while its interpreter still runs; `make clean` removes it.
make_environment() {
    if .venv/bin/python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null &&
        .venv/bin/python -m pip --version >/dev/null 2>&1; then
        return
    fi
    find_python
    rm -rf .venv
    echo "setup: making .venv with $("$python" --version) ($(command -v "$python"))"
    "$python" -m venv .venv || fail "$python could not make .venv; see the lines above (a full disk or a read-only folder?)."
}

explain() {
    tail -n 15 "$log" >&2
    if grep -qiE 'NewConnection|ConnectTimeout|ReadTimeout|Failed to establish|Name or service not known|name resolution|ProxyError|CERTIFICATE_VERIFY|Max retries' "$log"; then
        fail "pip cannot reach its package index." \
            "Check the network, or tell pip of a proxy or mirror: HTTPS_PROXY=…, PIP_INDEX_URL=…, PIP_CERT=… make demo"
    elif grep -qiE 'No matching distribution|Could not find a version' "$log"; then
        fail "the package index that pip is set to lacks a package of $lock for this Python and machine." \
            "Ready-made wheels exist for Linux, macOS and Windows on x86-64 and arm64; check PIP_INDEX_URL, or run 'make lock'."
    elif grep -qiE 'HASHES|hash' "$log"; then
        fail "a package differs from the one $lock names by its hash: the index serves another file under that version." \
            "Check PIP_INDEX_URL and PIP_FIND_LINKS; where the change is meant, run 'make lock' and read its difference."
    elif grep -qi 'No space left' "$log"; then
        fail "the disk is full: the environment needs 1 GB (with the tools for make check, 1.5 GB)."
    fi
    fail "pip failed; all it said is in $log."
}

make_environment
started=$(date +%s)
echo "setup: installing $lock"
# Built packages only, each with the hash the lock names: no compiler is needed, and nothing else can slip in.
.venv/bin/python -m pip install --disable-pip-version-check --require-hashes --only-binary :all: -r "$lock" >"$log" 2>&1 || explain
.venv/bin/python -m pip install --disable-pip-version-check --no-deps --no-build-isolation --editable . >>"$log" 2>&1 || explain
echo "setup: done in $(($(date +%s) - started)) s"
