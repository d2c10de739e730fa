#!/bin/sh
# Runs a command beside a container engine: the one that answers; else, as root on Debian, one that is installed and started for
# the command, and stopped after it. Without any the command runs all the same: what needs an engine says that there is none.
set -eu

# Asks the engine itself: a client may be missing, or be there without an engine.
answers() { docker version >/dev/null 2>&1; }

install_engine() {
  command -v dockerd >/dev/null 2>&1 && return
  command -v apt-get >/dev/null 2>&1 || return
  echo 'with-engine: installing docker.io (apt-get) …' >&2
  policy=/usr/sbin/policy-rc.d
  [ -e "$policy" ] || { printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy" && trap 'rm -f "$policy"' EXIT; }
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends docker.io iptables; } >/dev/null 2>&1 ||
    echo 'with-engine: could not install docker.io' >&2
  rm -f "$policy"
  trap - EXIT
}

if answers || [ -n "${DOCKER_HOST:-}" ] || [ "$(id -u)" != 0 ]; then
  exec "$@"
fi
install_engine
command -v dockerd >/dev/null 2>&1 || exec "$@"

log=$(mktemp)
dockerd >"$log" 2>&1 &
engine=$!
stop() {
  kill "$engine" 2>/dev/null || true
  wait "$engine" 2>/dev/null || true
  rm -f "$log"
}
trap stop EXIT
trap 'exit 130' INT TERM
tries=0
until answers; do
  tries=$((tries + 1))
  if [ "$tries" -gt 150 ] || ! kill -0 "$engine" 2>/dev/null; then
    echo 'with-engine: dockerd does not start:' >&2
    tail -n 5 "$log" >&2
    break
  fi
  sleep 0.2
done
status=0
"$@" || status=$?
exit "$status"
