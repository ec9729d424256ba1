#!/usr/bin/env bash
# With the cluster on standard input, the keyboard stays on the terminal.
. "$(dirname "$0")/dashboard.bash"

manifest='{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: piped-in}, spec: {containers: [{name: web}]}}'
start 80x24 bash -c "echo '$manifest' | '$program' -f -"
expect piped-in
press 3
expect "${tab_shows[3]}"
quit
finish
