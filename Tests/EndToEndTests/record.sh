#!/usr/bin/env bash
# What a cluster says is recorded, and played: time stands still, goes on, back and elsewhere.
. "$(dirname "$0")/dashboard.bash"
. "$(dirname "$0")/cluster.bash"

recording=$cluster_folder/it.jsonl
open_cluster
start 120x30 "$program" --kubeconfig "$kubeconfig" --record "$recording"
expect_live
expect ' rec '
press 2
expect 'po/api-0'
expect_gone 'po/api-0 *'
lock_api
expect 'po/api-0 *'
quit
[ "$(stat -c %a "$recording")" = 600 ] || fail "others may read the recording"
expect_no_kubectl

# There is no cluster any more; the recording is enough.
tell '{"away": 100}'
enter "$program -f $recording"
expect playing
press p 2
expect paused
expect recorded
press : jump Space start Enter
expect '0:00 of'
expect_gone 'po/api-0 *'
press ']' ']' ']' ']'
expect 'po/api-0 *'
press : jump Space noon Enter
expect 'expected a time'
press : jump Space start Enter
expect_gone 'po/api-0 *'
quit
finish
