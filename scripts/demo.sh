#!/bin/sh
# Reads samples/ into a store that is thrown away, prints the ledger, and one document with its record.
set -eu
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
store=$folder/demo.db
dragoman=.venv/bin/dragoman

"$dragoman" read samples --store "$store"
echo
"$dragoman" contacts --store "$store"
echo
"$dragoman" statements --store "$store"
