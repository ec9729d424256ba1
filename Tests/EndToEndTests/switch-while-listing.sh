#!/usr/bin/env bash
# Another context is opened while one is still being listed: nothing of the first is shown, its kubectl ends.
. "$(dirname "$0")/dashboard.bash"
. "$(dirname "$0")/cluster.bash"

open_cluster
# A second context of the same server, so that what differs is only which one is read.
python3 - "$kubeconfig" <<'PYTHON'
import json
import sys
config = json.load(open(sys.argv[1]))
config["contexts"].append({"name": "other", "context": {"cluster": "c", "user": "u"}})
json.dump(config, open(sys.argv[1], "w"))
PYTHON
tell '{"fault": "hang", "path": "^/api/v1/pods[?]limit", "times": 1}'
start 120x30 "$program" --kubeconfig "$kubeconfig"
expect 'reading small'
# How often the pods were asked for, at least.
asked() { [ "$(requests | grep -c '^/api/v1/pods?limit')" -ge "$1" ]; }
_poll asked 1 || fail "the pods are not listed"
press : ctx Space other Enter
expect ' other'
expect_live
press 2
expect 'po/api-0'
[ "$(kubectl_count)" = 1 ] || fail "$(kubectl_count) kubectl instead of one"

# Stopped by hand, and begun again.
tell '{"fault": "hang", "path": "^/api/v1/pods[?]limit", "times": 1}'
press : ctx Space small Enter
expect 'reading small'
_poll asked 3 || fail "the pods are not listed once more"
press Escape
expect 'reading was stopped'
[ "$(kubectl_count)" = 0 ] || _poll _no_kubectl || fail "kubectl still runs"
press R
expect_live
expect 'po/api-0'
quit
expect_no_kubectl
finish
