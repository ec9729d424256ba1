"""A small API server for tests: it lists and watches a few objects, changes them, and fails, as it is told.

Usage: stub_server.py [--token T] [--deny PLURAL] [--slow PLURAL] [--pages N] [--old] [--tls FILE]
With --old it says of discovery what servers said before Kubernetes 1.27: groups, but no kinds. With --tls
it makes a certificate each time that it begins to listen, and leaves it in the file.
It prints its port, and leaves with its input. A POST to /_test takes one of
  {"put": NAME, "label": L}       a ServiceAccount of the namespace mesh, with a label
  {"delete": NAME}                take it away
  {"apply": OBJECT}               an object of any kind that it knows
  {"remove": [KIND, NAME]}        take such an object away
  {"bookmark": true}              a bookmark on every watch
  {"compact": true}               forget what happened before
  {"mute": true}                  open watches stay open, and say nothing any more
  {"deny": [PLURAL...]}, {"denyWatch": [PLURAL...]}, {"lack": [GROUP...]}, {"token": T}
  {"fault": DO, "path": REGEX, "times": N}    a status code, or hang, reset, cut, garbage, end
  {"cut": true}                   cut all watches
  {"away": SECONDS}               stop listening, and drop all connections
and answers with the requests so far: their paths, with the method before them unless it is GET.
"""
import argparse
import http.server
import json
import os
import re
import socket
import ssl
import subprocess
import sys
import threading
import time
import urllib.parse

options = argparse.ArgumentParser()
options.add_argument("--token")
options.add_argument("--deny")
options.add_argument("--slow")
options.add_argument("--pages", type=int, default=1)
options.add_argument("--old", action="store_true")
options.add_argument("--tls")
options = options.parse_args()

GROUPS = {"policy.linkerd.io": ["v1beta3", "v1beta1", "v1alpha1"], "apps": ["v1"], "batch": ["v1"]}
KINDS = {
    "/api/v1/namespaces": "Namespace", "/api/v1/pods": "Pod", "/api/v1/services": "Service",
    "/api/v1/serviceaccounts": "ServiceAccount",
    "/api/v1/replicationcontrollers": "ReplicationController",
    "/apis/apps/v1/deployments": "Deployment", "/apis/apps/v1/statefulsets": "StatefulSet",
    "/apis/apps/v1/daemonsets": "DaemonSet", "/apis/apps/v1/replicasets": "ReplicaSet",
    "/apis/batch/v1/jobs": "Job", "/apis/batch/v1/cronjobs": "CronJob",
    "/apis/policy.linkerd.io/v1beta3/servers": "Server",
    "/apis/policy.linkerd.io/v1beta1/serverauthorizations": "ServerAuthorization",
}
REASONS = {401: "Unauthorized", 403: "Forbidden", 404: "NotFound", 405: "MethodNotAllowed", 410: "Expired",
           429: "TooManyRequests", 500: "InternalError"}


class State:
    """What the server has, and what it remembers of how it came to be."""

    def __init__(self):
        self.changed = threading.Condition()
        self.version = 1
        self.forgotten = 0
        self.objects = {path: {} for path in KINDS}
        self.events = []
        self.faults = []
        self.requests = []
        self.connections = set()
        self.deny = {options.deny} if options.deny else set()
        self.deny_watch = set()
        self.lack = set()
        self.mutings = 0
        self.token = options.token
        for path, names in [("/api/v1/namespaces", ["mesh"]), ("/api/v1/pods", ["a", "b", "c"]),
                            ("/apis/policy.linkerd.io/v1beta3/servers", ["web"])]:
            for name in names:
                self.put(path, name)
        self.events = []

    def put(self, path, name, label=""):
        self.version += 1
        kind, parts = KINDS[path], path.strip("/").split("/")
        metadata = {"name": name, "labels": {"l": label}, "resourceVersion": str(self.version)}
        if kind != "Namespace":
            metadata["namespace"] = "mesh"
        spec = {"podSelector": {}, "port": 80} if kind == "Server" else {}
        thing = {"kind": kind, "apiVersion": "/".join(parts[1:-1]), "metadata": metadata,
                 "spec": spec}
        known = name in self.objects[path]
        self.objects[path][name] = thing
        self.events.append((self.version, path, "MODIFIED" if known else "ADDED", thing))

    def apply(self, thing):
        """Stores an object as it is given."""
        path = next(path for path, kind in KINDS.items() if kind == thing["kind"])
        name = thing["metadata"]["name"]
        self.put(path, name)
        stored = self.objects[path][name]
        stored["metadata"].update(thing["metadata"])
        stored.update({key: thing[key] for key in ("spec", "status") if key in thing})

    def delete(self, path, name):
        thing = self.objects[path].pop(name, None)
        if thing:
            self.version += 1
            gone = dict(thing, metadata=dict(thing["metadata"], resourceVersion=str(self.version)))
            self.events.append((self.version, path, "DELETED", gone))

    def bookmark(self):
        for path, kind in KINDS.items():
            mark = {"kind": kind, "apiVersion": "v1",
                    "metadata": {"resourceVersion": str(self.version)}}
            self.events.append((self.version + 0.5, path, "BOOKMARK", mark))
        self.version += 1

    def fault(self, path):
        for fault in self.faults:
            if fault["times"] > 0 and re.search(fault["path"], path):
                fault["times"] -= 1
                return fault["fault"]
        return None


state = State()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def setup(self):
        # A handshake begins with this byte; the tests' own orders come without.
        if options.tls and self.request.recv(1, socket.MSG_PEEK) == b"\x16":
            self.request = self.server.tls.wrap_socket(self.request, server_side=True)
        super().setup()
        state.connections.add(self.connection)

    def finish(self):
        state.connections.discard(self.connection)
        try:
            super().finish()
        except OSError:
            pass

    def answer(self, code, value, headers={}, broken=None):
        data = json.dumps(value).encode()
        if broken == "garbage":
            data = b"\x00\xff{]" + data[4:]
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, text in headers.items():
            self.send_header(name, text)
        self.end_headers()
        if broken == "cut":
            self.wfile.write(data[:len(data) // 2])
            return self.connection.shutdown(socket.SHUT_RDWR)
        self.wfile.write(data)

    def status(self, code, message, headers={}):
        self.answer(code, {"kind": "Status", "apiVersion": "v1", "status": "Failure",
                           "reason": REASONS[code], "message": message, "code": code}, headers)

    def refuse(self):
        state.requests.append(self.command + " " + self.path)
        self.status(405, "the server does not allow this method on the requested resource")

    do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = refuse

    def do_POST(self):
        if self.path != "/_test":
            return self.refuse()
        order = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        accounts = "/api/v1/serviceaccounts"
        with state.changed:
            if "put" in order:
                state.put(accounts, order["put"], order.get("label", ""))
            if "apply" in order:
                state.apply(order["apply"])
            if "remove" in order:
                kind, name = order["remove"]
                state.delete(next(path for path in KINDS if KINDS[path] == kind), name)
            if "delete" in order:
                state.delete(accounts, order["delete"])
            if "bookmark" in order:
                state.bookmark()
            if "compact" in order:
                state.events, state.forgotten = [], state.version
            if "fault" in order:
                state.faults.append({"fault": order["fault"], "path": order.get("path", ""),
                                     "times": order.get("times", 1)})
            state.deny = set(order.get("deny", state.deny))
            state.deny_watch = set(order.get("denyWatch", state.deny_watch))
            state.mutings += 1 if "mute" in order else 0
            state.lack = set(order.get("lack", state.lack))
            state.token = order.get("token", state.token)
            state.changed.notify_all()
        self.answer(200, state.requests)
        if "cut" in order:
            self.drop_others()
        if "away" in order:
            threading.Thread(target=go_away, args=(order["away"], self.server)).start()
            self.close_connection = True

    def drop_others(self):
        for connection in list(state.connections):
            if connection is not self.connection:
                drop(connection)

    def do_GET(self):
        state.requests.append(self.path)
        url = urllib.parse.urlparse(self.path)
        query = {key: value[0] for key, value in urllib.parse.parse_qs(url.query).items()}
        plural = url.path.rsplit("/", 1)[-1]
        fault = state.fault(self.path)
        if options.slow == plural or fault == "hang":
            time.sleep(60)
        if fault == "reset":
            self.close_connection = True
            return drop(self.connection)
        if isinstance(fault, int):
            headers = {"Retry-After": "1"} if fault == 429 else {}
            return self.status(fault, "told to fail", headers)
        if state.token and self.headers.get("Authorization") != "Bearer " + state.token:
            return self.status(401, "Unauthorized")
        if url.path == "/apis" and "as=APIGroupDiscoveryList" in self.headers.get("Accept", "") \
                and not options.old:
            return self.answer(200, {"kind": "APIGroupDiscoveryList",
                                     "apiVersion": "apidiscovery.k8s.io/v2", "items": [
                {"metadata": {"name": group}, "versions": [
                    {"version": version, "freshness": "Current", "resources": [
                        {"resource": path.split("/")[-1]} for path in KINDS
                        if path.startswith("/apis/%s/%s/" % (group, version))]}
                    for version in versions]}
                for group, versions in GROUPS.items() if group not in state.lack]})
        if url.path == "/apis":
            return self.answer(200, {"kind": "APIGroupList", "apiVersion": "v1", "groups": [
                {"name": group, "versions": [{"groupVersion": group + "/" + v, "version": v}
                                             for v in versions]}
                for group, versions in GROUPS.items() if group not in state.lack]})
        if plural in state.deny and "/namespaces/" not in url.path:
            return self.status(403, plural + " is forbidden: User \"viewer\" cannot list "
                               "resource \"" + plural + "\" at the cluster scope")
        path = url.path.replace("/namespaces/mesh/", "/")
        if path.endswith("/configmaps/linkerd-config"):
            return self.status(404, "configmaps \"linkerd-config\" not found")
        if path not in KINDS or path.split("/")[2] in state.lack:
            return self.status(404, "the server could not find the requested resource")
        if query.get("watch") and plural in state.deny_watch:
            return self.status(403, plural + " is forbidden: User \"viewer\" cannot watch "
                               "resource \"" + plural + "\" at the cluster scope")
        if query.get("watch"):
            return self.watch(path, int(query["resourceVersion"]), fault)
        self.list(path, query, fault)

    def list(self, path, query, fault):
        with state.changed:
            things = [state.objects[path][name] for name in sorted(state.objects[path])]
            version, start = state.version, 0
        if query.get("continue"):
            version, start = map(int, query["continue"].rstrip("=").split("."))
            if version < state.forgotten:
                return self.status(410, "The provided continue parameter is too old")
        size = max(1, -(-len(things) // options.pages))
        metadata = {"resourceVersion": str(version)}
        if start + size < len(things):
            metadata["continue"] = "%d.%d=" % (version, start + size)
            metadata["remainingItemCount"] = len(things) - start - size
        items = [{key: thing[key] for key in ("metadata", "spec", "status") if key in thing}
                 for thing in things[start:start + size]]
        self.answer(200, {"kind": KINDS[path] + "List",
                          "apiVersion": "/".join(path.split("/")[2:-1]), "metadata": metadata,
                          "items": items}, broken=fault)

    def watch(self, path, seen, fault):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

        def send(kind, thing):
            line = json.dumps({"type": kind, "object": thing}).encode() + b"\n"
            if fault == "garbage":
                line = line[:len(line) // 2] + b"\n"
            if fault == "cut":
                self.wfile.write(b"%x\r\n%s" % (len(line), line[:len(line) // 2]))
                drop(self.connection)
                raise ConnectionError
            self.wfile.write(b"%x\r\n%s\r\n" % (len(line), line))

        mutings = state.mutings
        try:
            if seen < state.forgotten:
                send("ERROR", {"kind": "Status", "code": 410, "reason": "Expired",
                               "message": "too old resource version"})
                return self.wfile.write(b"0\r\n\r\n")
            while fault != "end":
                with state.changed:
                    fresh = [event for event in state.events if event[0] > seen]
                    if not fresh:
                        state.changed.wait(5)
                for version, place, kind, thing in fresh:
                    if place == path and mutings == state.mutings:
                        send(kind, thing)
                    seen = version
                if self.path.split("/")[2] in state.lack or path.split("/")[-1] in state.deny:
                    break
            self.wfile.write(b"0\r\n\r\n")
        except OSError:
            self.close_connection = True


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    is_away = 0

    def server_activate(self):
        super().server_activate()
        if options.tls:
            subprocess.run(
                ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                 "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=stub",
                 "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", options.tls + ".key",
                 "-out", options.tls], check=True, capture_output=True)
            self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.tls.load_cert_chain(options.tls, options.tls + ".key")

    def handle_error(self, request, client_address):
        pass  # a connection that was dropped


def drop(connection):
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass


def go_away(seconds, server):
    server.is_away = seconds
    server.shutdown()


def leave_with_the_test():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=leave_with_the_test, daemon=True).start()
server = Server(("127.0.0.1", 0), Handler)
port = server.server_address[1]
print(port, flush=True)
while True:
    server.serve_forever(poll_interval=0.02)
    server.server_close()
    for connection in list(state.connections):
        drop(connection)
    time.sleep(server.is_away)
    server = Server(("127.0.0.1", port), Handler)
