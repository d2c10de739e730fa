#!/bin/sh
# Plays the reproductions of upstream bugs (upstream/*), all or those that are named, and prints one table.
# Exits 0 if each that can be played here shows its bug as its bug.yaml states, 1 if one does not.
set -eu
cd "$(dirname -- "$0")/.."
PATH="$(echo "$PWD"/node_modules/node-*/bin):$PATH"
export PATH
exec node ci/upstream.ts "$@"
