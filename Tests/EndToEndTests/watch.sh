#!/usr/bin/env bash
# `gatehouse watch` says who lost what, and ends well when it is interrupted.
. "$(dirname "$0")/dashboard.bash"
. "$(dirname "$0")/cluster.bash"

open_cluster
start 160x30 "$program" watch --kubeconfig "$kubeconfig" --color never
expect 'ctrl-c ends it'
lock_api
expect 'mesh/web → mesh/po/api-0:8080'
expect 'allow → ✗ deny  by Server mesh/api'
press C-c
expect_status 0
expect_no_kubectl
finish
