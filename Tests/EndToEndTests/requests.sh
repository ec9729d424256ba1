#!/usr/bin/env bash
# What a whole session asks of the API server: nothing but GET, no Secret, no ConfigMap but Linkerd's own, and
# nothing twice without a cause; and kubectl's socket refuses whoever wants more.
. "$(dirname "$0")/dashboard.bash"
. "$(dirname "$0")/cluster.bash"

# write METHOD SOCKET: tries by hand to change something.
write() {
  python3 -c 'import socket, sys
s = socket.socket(socket.AF_UNIX)
s.connect(sys.argv[2])
s.sendall((sys.argv[1] + " /api/v1/namespaces/mesh/pods/api-0 HTTP/1.1\r\nHost: localhost\r\n"
           "Content-Length: 2\r\n\r\n{}").encode())
print(s.recv(100).decode().split()[1])' "$1" "$2"
}

open_cluster
lock_api
start 120x30 "$program" --kubeconfig "$kubeconfig"
expect_live
# Traffic has been looked for, in vain.
expect 'no traffic: e'
press 2
expect 'po/api-0'
for tab in 3 4 5 6 1; do press "$tab"; done
tell '{"put": "late"}'
expect 'DEFAULT'

socket=$(kubectl_ids | while read -r id; do tr '\0' '\n' <"/proc/$id/cmdline"; done | sed -n 's/^--unix-socket=//p' | head -n 1)
[ -S "$socket" ] || fail "no socket: $socket"
for method in POST PUT PATCH DELETE; do
  answer=$(write "$method" "$socket")
  [ "$answer" = 403 ] || fail "$method is answered with $answer"
done

requests >"$cluster_folder/log"
grep -q '^/api/v1/namespaces/mesh/pods/api-0:4191/proxy/metrics' "$cluster_folder/log" || fail "no metrics were asked for"
if grep -v '^/' "$cluster_folder/log"; then fail "not only GET"; fi
if grep -i 'secrets' "$cluster_folder/log"; then fail "Secrets are read"; fi
if grep 'configmaps' "$cluster_folder/log" | grep -v '/configmaps/linkerd-config$'; then fail "ConfigMaps are read"; fi
# Whatever is listed, watched or discovered; kubectl itself asks for the version.
repeated=$(grep -E '^/apis?(/[^/]*)+([?]|$)|^/apis$' "$cluster_folder/log" | grep -vE '/proxy/|configmaps' | sort | uniq -d)
[ -z "$repeated" ] || fail "asked for more than once: $repeated"

quit
finish
