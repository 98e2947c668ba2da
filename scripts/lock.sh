#!/bin/sh
# Writes requirements/run.lock and requirements/dev.lock: exact versions with hashes, one file for Python 3.11 to 3.13
# and every platform (environment markers tell which line is whose). Needs the network; run it by `make lock`.
set -eu
cd "$(dirname "$0")/.."
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
.venv/bin/python -m venv "$tools/venv"
"$tools/venv/bin/python" -m pip install --quiet uv
lock() {
    output=$1
    shift
    "$tools/venv/bin/uv" pip compile pyproject.toml "$@" --universal --python-version 3.11 --generate-hashes \
        --only-binary :all: --no-emit-index-url --custom-compile-command "make lock" --quiet --output-file "$output"
}
lock requirements/run.lock --group build
# The same versions of what both hold: the longer file is solved with the shorter one as its constraints.
lock requirements/dev.lock --group build --group dev --constraint requirements/run.lock
