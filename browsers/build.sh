#!/bin/sh
# Builds the peer program of all browsers into $OUTPUT, laid out as this repository is. Run in a folder with a peer.yaml.
set -eu
cd "$(dirname -- "$0")/.."
install() {
  npm ci --prefer-offline --ignore-scripts --cache "$SCRATCH/npm" "$@"
}

mkdir -p "$OUTPUT/browsers" "$OUTPUT/impls/js"
(cd browsers && cp -R package.json package-lock.json .npmrc src "$OUTPUT/browsers")
(cd impls/js && cp -R package.json package-lock.json .npmrc src stubs "$OUTPUT/impls/js")

# The page has the very packages of the js peer program; once bundled they can go.
cd "$OUTPUT/impls/js"
install --omit=dev
cd "$OUTPUT/browsers"
install --include=dev # the bundler, also where NODE_ENV is production
node src/bundle.ts .
rm -rf ../impls/js/node_modules
npm prune --omit=dev --ignore-scripts --cache "$SCRATCH/npm"
