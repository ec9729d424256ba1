#!/usr/bin/env bash
# With --follow, files are read again when they change.
. "$(dirname "$0")/dashboard.bash"

folder=$(mktemp -d)
trap 'rm -rf "$folder"; _clean_up' EXIT
namespace() { printf '{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "%s"}}\n' "$1"; }

namespace before >"$folder/a.json"
start 80x24 "$program" --follow -f "$folder"
expect before
namespace after >"$folder/b.json"
expect after
rm "$folder/a.json"
expect_gone before
quit
finish
