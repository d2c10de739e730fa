#!/bin/sh
# Mutation testing: changes the code in small ways and says which changes no test notices.
#   ci/mutants.sh [PART…]     the parts of ci/mutants/parts.json, or some of them; what has not changed is not tried again
set -eu
cd "$(dirname -- "$0")/.."
PATH="$(echo "$PWD"/node_modules/node-*/bin):$PATH"
export PATH
tools=ci/mutants
if ! cmp -s $tools/package-lock.json $tools/node_modules/.installed-lock.json; then
  (cd $tools && npm ci --no-progress --loglevel=error)
  cp $tools/package-lock.json $tools/node_modules/.installed-lock.json
fi
[ $# -gt 0 ] || set -- $(node -p "Object.keys(require('./$tools/parts.json')).join(' ')")
for part in "$@"; do
  echo "mutants: $part" >&2
  MUTANTS_PART=$part nice node $tools/node_modules/@stryker-mutator/core/bin/stryker.js run $tools/stryker.config.js
done
node $tools/scores.ts "$@"
