#!/bin/sh
# Brings what the machine lacks and can be had without asking: npm packages always, system packages when root on Debian.
# What can't be had is named with its fix; the run then says which cells it could not run.
set -eu
cd "$(dirname -- "$0")/.."

# command:package, for what the labs need
wanted="ip:iproute2 unshare:util-linux nft:nftables"

missing=
for pair in $wanted; do
  PATH="$PATH:/usr/sbin:/sbin" command -v "${pair%%:*}" >/dev/null 2>&1 || missing="$missing ${pair##*:}"
done

if [ -n "$missing" ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "setup: installing$missing (apt-get) …" >&2
    log=$(mktemp)
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } >"$log" 2>&1 ||
      { tail -n 5 "$log" >&2; echo "setup: could not install$missing; the run goes on without." >&2; }
    rm -f "$log"
  else
    echo "setup: missing$missing. Fix: sudo apt-get install$missing" >&2
  fi
fi

./connectivity --version >/dev/null
