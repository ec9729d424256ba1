#!/usr/bin/env bash
# The dashboard follows a cluster: it is live, shows what changes, says when the cluster is away, and
# takes kubectl along when it is killed.
. "$(dirname "$0")/dashboard.bash"
. "$(dirname "$0")/cluster.bash"

open_cluster
start 120x30 "$program" --kubeconfig "$kubeconfig"
expect_live
expect mesh
press 2
expect 'po/api-0'
expect_gone 'po/api-0 *'
lock_api
expect 'po/api-0 *'
# Traffic was looked for, and found to be nowhere, by the same way.
expect 'no traffic'
[ "$(kubectl_count)" = 1 ] || fail "$(kubectl_count) kubectl instead of one"

tell '{"away": 3}'
expect reconnecting
expect 'po/api-0'
expect_live

press : ctx Space nope Enter
expect 'context "nope" does not exist'
press : ctx Space small Enter
expect_live
expect 'po/api-0'

kill -KILL "$(program_id)"
expect_no_kubectl
finish
