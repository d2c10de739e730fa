#!/bin/sh
# Types, lint, format, dead code. Says everything that is wrong, not only the first.
set -u
cd "$(dirname -- "$0")/.."
PATH="$(echo "$PWD"/node_modules/node-*/bin):$PWD/node_modules/.bin:$PATH"
export PATH
status=0
for tool in "tsc --noEmit" "tsc --noEmit -p site" "oxlint --deny-warnings" "prettier --check --log-level warn ." "knip"; do
  echo "check: $tool" >&2
  $tool || status=1
done
exit "$status"
