#!/bin/sh
# Becomes the browser, which the kernel then kills when the program that started it is gone, even by SIGKILL.
if command -v setpriv >/dev/null 2>&1; then
  exec setpriv --pdeathsig KILL -- "$CONNECTIVITY_BROWSER" "$@"
fi
exec "$CONNECTIVITY_BROWSER" "$@"
