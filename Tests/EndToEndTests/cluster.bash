# A small API server for the tests of a live cluster: source it behind dashboard.bash.
# `open_cluster` starts it; `tell ORDER` steers it (see Tests/ClusterSourcesTests/stub_server.py).
cluster_folder=$(mktemp -d)
kubeconfig=$cluster_folder/config

open_cluster() {
  local server
  server=$(dirname "${BASH_SOURCE[0]}")/../ClusterSourcesTests/stub_server.py
  # It leaves when its input ends, which this shell holds open.
  mkfifo "$cluster_folder/input"
  python3 "$server" <"$cluster_folder/input" >"$cluster_folder/port" 2>/dev/null &
  exec 9>"$cluster_folder/input"
  _poll test -s "$cluster_folder/port" || fail "the server did not start"
  port=$(cat "$cluster_folder/port")
  printf '%s' "{\"apiVersion\": \"v1\", \"kind\": \"Config\", \"current-context\": \"small\",
    \"clusters\": [{\"name\": \"c\", \"cluster\": {\"server\": \"http://127.0.0.1:$port\"}}],
    \"users\": [{\"name\": \"u\", \"user\": {}}],
    \"contexts\": [{\"name\": \"small\", \"context\": {\"cluster\": \"c\", \"user\": \"u\"}}]}" >"$kubeconfig"
  for account in web api; do
    tell "{\"apply\": {\"kind\": \"Pod\", \"metadata\": {\"name\": \"$account-0\",
      \"labels\": {\"app\": \"$account\", \"linkerd.io/control-plane-ns\": \"linkerd\"}},
      \"spec\": {\"serviceAccountName\": \"$account\", \"containers\": [
        {\"name\": \"app\", \"ports\": [{\"containerPort\": 8080}]}, {\"name\": \"linkerd-proxy\"}]},
      \"status\": {\"phase\": \"Running\", \"podIP\": \"10.1.0.1\"}}}"
  done
}

# A Server without any authorization: nobody may use the port.
lock_api() {
  tell '{"apply": {"kind": "Server", "metadata": {"name": "api"},
    "spec": {"podSelector": {"matchLabels": {"app": "api"}}, "port": 8080}}}'
}

tell() { _tell "$1" >/dev/null; }

# The requests that the server has got, one a line.
requests() { _tell '{}' | jq -r '.[]'; }

_tell() {
  python3 -c 'import sys, urllib.request as u
print(u.urlopen(u.Request(sys.argv[1], sys.argv[2].encode(), method="POST")).read().decode())' \
    "http://127.0.0.1:$port/_test" "$1" || fail "the server was not told: $1"
}

# The header ends with the word; a tab has it, too.
_is_live() { screen | head -n 1 | grep -q ' live *$'; }
expect_live() { _poll _is_live || fail "never live"; }

# The processes that use the test's configuration; the bracket keeps grep from finding itself.
kubectl_ids() { grep -ls -- "${kubeconfig%g}[g]" /proc/[0-9]*/cmdline | cut -d/ -f3; }
# How many of these are kubectl itself: a shell stands beside it.
kubectl_count() {
  local id
  for id in $(kubectl_ids); do tr '\0' '\n' <"/proc/$id/cmdline" | head -n 1; done | grep -c '/kubectl$'
}
_no_kubectl() { [ -z "$(kubectl_ids)" ]; }
expect_no_kubectl() { _poll _no_kubectl || fail "kubectl still runs: $(kubectl_ids)"; }

_close_cluster() {
  exec 9>&-
  rm -rf "$cluster_folder"
  _clean_up
}
trap _close_cluster EXIT
