"""A tiny stand-in for an API server: answers GET with a few objects, and fails where it is told to.

Usage: stub_server.py [--token T] [--deny PLURAL] [--slow PLURAL] [--pages N]; prints its port.
"""
import argparse
import http.server
import json
import os
import sys
import threading
import time
import urllib.parse

options = argparse.ArgumentParser()
options.add_argument("--token")
options.add_argument("--deny")
options.add_argument("--slow")
options.add_argument("--pages", type=int, default=1)
options = options.parse_args()

GROUPS = {"policy.linkerd.io": ["v1beta3", "v1alpha1"], "apps": ["v1"], "batch": ["v1"]}
OBJECTS = {
    "/api/v1/namespaces": ("Namespace", ["mesh"]),
    "/api/v1/pods": ("Pod", ["a", "b", "c"]),
    "/apis/policy.linkerd.io/v1beta3/servers": ("Server", ["web"]),
}
EMPTY = [
    "/api/v1/serviceaccounts", "/api/v1/services", "/api/v1/replicationcontrollers",
    "/apis/apps/v1/deployments", "/apis/apps/v1/statefulsets", "/apis/apps/v1/daemonsets",
    "/apis/apps/v1/replicasets", "/apis/batch/v1/jobs", "/apis/batch/v1/cronjobs",
]


def body(kind, name):
    metadata = {"name": name, "resourceVersion": "1"}
    if kind != "Namespace":
        metadata["namespace"] = "mesh"
    spec = {"podSelector": {}, "port": 80} if kind == "Server" else {}
    return {"metadata": metadata, "spec": spec}


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *arguments):
        pass

    def answer(self, code, value):
        data = json.dumps(value).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def status(self, code, reason, message):
        self.answer(code, {"kind": "Status", "apiVersion": "v1", "status": "Failure",
                           "reason": reason, "message": message, "code": code})

    def do_GET(self):
        url = urllib.parse.urlparse(self.path)
        query = urllib.parse.parse_qs(url.query)
        plural = url.path.rsplit("/", 1)[-1]
        if options.token and self.headers.get("Authorization") != "Bearer " + options.token:
            return self.status(401, "Unauthorized", "Unauthorized")
        if options.slow == plural:
            time.sleep(60)
        if url.path == "/apis":
            return self.answer(200, {"kind": "APIGroupList", "apiVersion": "v1", "groups": [
                {"name": group, "versions": [{"groupVersion": group + "/" + v, "version": v}
                                             for v in versions]}
                for group, versions in GROUPS.items()]})
        if options.deny == plural and "/namespaces/" not in url.path:
            return self.status(403, "Forbidden", plural + " is forbidden: User \"viewer\" cannot "
                               "list resource \"" + plural + "\" at the cluster scope")
        path = url.path.replace("/namespaces/mesh/", "/")
        if path.endswith("/configmaps/linkerd-config"):
            return self.status(404, "NotFound", "configmaps \"linkerd-config\" not found")
        if path in EMPTY:
            return self.answer(200, {"kind": "EmptyList", "apiVersion": "v1", "items": []})
        if path not in OBJECTS:
            return self.status(404, "NotFound", "the server could not find the requested resource")
        kind, names = OBJECTS[path]
        page = int(query.get("continue", ["0"])[0].rstrip("="))
        size = -(-len(names) // options.pages)
        part = names[page * size:(page + 1) * size]
        metadata = {"resourceVersion": "1"}
        if (page + 1) * size < len(names):
            metadata["continue"] = str(page + 1) + "="
        version = "/".join(path.split("/")[2:-1])
        self.answer(200, {"kind": kind + "List", "apiVersion": version, "metadata": metadata,
                          "items": [body(kind, name) for name in part]})




def leave_with_the_test():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=leave_with_the_test, daemon=True).start()
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
