#!/bin/sh
# All tests; the last line is `N passed, N failed`.
set -eu
cd "$(dirname -- "$0")/.."
PATH="$(echo "$PWD"/node_modules/node-*/bin):$PATH"
export PATH
summary=$(mktemp)
status=0
node_modules/.bin/vitest run --reporter=default --reporter=json --outputFile.json="$summary" "$@" || status=$?
node ci/closing-line.ts "$summary" || status=1
rm -f "$summary"
exit "$status"
