#!/usr/bin/env bash
# Opens a report in headless Chromium: every chart must be drawn and the console stay silent. Leaves pictures to look at.
# usage: scripts/check-report.sh REPORT.html [DIRECTORY for laptop.png, dark.png, report.pdf]
set -euo pipefail
page=$(realpath "${1:?usage: check-report.sh REPORT.html [DIRECTORY]}")
out=${2:-}
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) \
  || { echo "no Chromium on the PATH: install it to check reports" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

run() {
  "$browser" --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking \
    --disable-component-update --disable-sync --user-data-dir="$work/profile" --hide-scrollbars \
    --virtual-time-budget=5000 --host-resolver-rules='MAP * ~NOTFOUND' "$@" "file://$page"
}

run --enable-logging=stderr --dump-dom >"$work/dom.html" 2>"$work/log.txt"
asked=$(grep -o 'data-chart="' "$work/dom.html" | wc -l)
drawn=$(grep -o '_echarts_instance_="' "$work/dom.html" | wc -l)
if grep CONSOLE "$work/log.txt" >&2 || [ "$asked" -eq 0 ] || [ "$asked" -ne "$drawn" ]; then
  echo "$page: $drawn of $asked charts drawn, or the console complained" >&2
  exit 1
fi
echo "$page: $drawn charts drawn, console silent"
if [ -n "$out" ]; then
  mkdir -p "$out"
  run --window-size=1280,7000 --screenshot="$out/laptop.png" >/dev/null 2>&1
  run --window-size=1280,7000 --blink-settings=preferredColorScheme=0 --screenshot="$out/dark.png" >/dev/null 2>&1
  run --no-pdf-header-footer --print-to-pdf="$out/report.pdf" >/dev/null 2>&1
  echo "pictures in $out"
fi
