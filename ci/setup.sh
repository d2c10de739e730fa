#!/bin/sh
# Brings what the machine lacks and can be had without asking: npm packages always, system packages when root on Debian.
# What can't be had is named with its fix; the run then says which cells it could not run.
set -eu
cd "$(dirname -- "$0")/.."

# package:command,…: any of the commands will do. What the labs need, what the builds need, then the browsers.
wanted="iproute2:ip util-linux:unshare nftables:nft coturn:turnserver
  build-essential:cc
  chromium:${CONNECTIVITY_CHROMIUM:-},chromium,chromium-browser,google-chrome-stable,google-chrome
  firefox-esr:${CONNECTIVITY_FIREFOX:-},firefox-esr,firefox"

is_there() {
  for command in $(echo "$1" | tr , ' '); do
    PATH="$PATH:/usr/sbin:/sbin" command -v "$command" >/dev/null 2>&1 && return
  done
  return 1
}

# Packages are wanted for their programs: no daemon of theirs is to start on this machine.
start_no_services() {
  policy=/usr/sbin/policy-rc.d
  [ -e "$policy" ] && return
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod +x "$policy"
}

missing=
for pair in $wanted; do
  is_there "${pair#*:}" || missing="$missing ${pair%%:*}"
done

if [ -n "$missing" ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "setup: installing$missing (apt-get) …" >&2
    log=$(mktemp)
    apt-get update -qq >"$log" 2>&1 || tail -n 5 "$log" >&2
    start_no_services
    # One by one: a package that this system does not have must not keep the others away.
    for package in $missing; do
      DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >"$log" 2>&1 ||
        { tail -n 5 "$log" >&2; echo "setup: could not install $package; the run goes on without." >&2; }
    done
    rm -f "$log"
  else
    echo "setup: missing$missing. Fix: sudo apt-get install --no-install-recommends$missing" >&2
  fi
fi

./connectivity --version >/dev/null
