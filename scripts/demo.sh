#!/bin/sh
# Reads samples/ into a store that is thrown away, prints the ledger, and one document with its record.
set -eu
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
store=$folder/demo.db
dragoman=.venv/bin/dragoman

"$dragoman" read samples --store "$store"
printf '\n--- the ledger: dragoman contacts\n\n'
"$dragoman" contacts --store "$store" --modality any
printf '\n--- one document and its record: dragoman show\n\n'
"$dragoman" show samples/wire-two-calls.txt --store "$store"
