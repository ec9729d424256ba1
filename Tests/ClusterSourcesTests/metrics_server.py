"""Answers as an API server with proxies behind it and as a Prometheus do, well and badly, for the tests.

Usage: metrics_server.py [FAULT]; a fault changes what Prometheus answers. Prints its port; leaves with its input.
"""
import http.server
import json
import os
import socketserver
import sys
import threading
import time
import urllib.parse

FAULT = sys.argv[1] if len(sys.argv) > 1 else ""
NOW = time.time()
LABELS = {"job": "linkerd-proxy", "instance": "10.4.0.9:4191", "namespace": "vote", "pod": "tally-1"}
COUNTER = {"__name__": "inbound_http_authz_deny_total", "target_port": "8080", "srv_kind": "server",
           "srv_name": "tally-http", "srv_port": "8080", "route_kind": "default", "route_name": "default",
           "tls": "true", "client_id": "press.vote.serviceaccount.identity.linkerd.cluster.local"}
EXPOSITION = """# TYPE inbound_http_authz_deny_total counter
inbound_http_authz_deny_total{target_port="8080",srv_kind="server",srv_name="tally-http",tls="no_identity",no_tls_reason="no_tls_from_remote"} 7
process_start_time_seconds %f
process_uptime_seconds_total 100
# EOF
""" % (NOW - 100)
LOG = ("[ 9s]  INFO ThreadId(01) inbound:server{port=8080}: linkerd_app_inbound::policy::http: Request denied "
       "server.group=policy.linkerd.io server.kind=server server.name=tally-http route.group= route.kind=default "
       "route.name=default client.tls=None(NoClientHello) client.ip=10.4.0.77\n")


def vector(query):
    if query == "up":
        return [{"metric": LABELS, "value": [NOW, "1"]},
                {"metric": dict(LABELS, instance="10.4.0.6:4191", pod="vault-1"), "value": [NOW, "0"]}]
    if query.startswith("process_start_time_seconds"):
        return [{"metric": LABELS, "values": [[NOW - 60, "1000"], [NOW - 2, "1000"]]}]
    return [{"metric": dict(LABELS, **COUNTER), "values": [[NOW - 60, "10"], [NOW - 2, "39"]]}]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def answer(self, code, data):
        data = data if isinstance(data, bytes) else data.encode()
        self.send_response(code)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        url = urllib.parse.urlparse(self.path)
        if url.path.endswith("/api/v1/query"):
            return self.prometheus(urllib.parse.parse_qs(url.query)["query"][0])
        if url.path.endswith("/log"):
            return self.answer(200, LOG if "tally" in url.path else "")
        if "tally-1:4191" in url.path:
            return self.answer(200, EXPOSITION)
        if "vault-1:4191" in url.path:
            return self.answer(403, "")
        if "secret-1:4191" in url.path:
            return self.answer(403, json.dumps({"kind": "Status", "code": 403, "message": "pods is forbidden"}))
        if "page-1:4191" in url.path:
            return self.answer(200, "<html>\n<p>hello</p>\n</html>\n")
        self.answer(503, "error trying to reach service")

    def prometheus(self, query):
        if FAULT == "error":
            return self.answer(422, '{"status":"error","errorType":"execution","error":"too many samples"}')
        if FAULT == "page":
            return self.answer(200, "<!DOCTYPE html><html>Sign in</html>")
        if FAULT == "forbidden":
            return self.answer(403, "")
        if FAULT == "nothing":
            return self.answer(200, "")
        if FAULT == "slow":
            time.sleep(60)
        kind = "vector" if query == "up" else "matrix"
        result = [] if FAULT == "empty" else vector(query)
        self.answer(200, json.dumps({"status": "success", "data": {"resultType": kind, "result": result}}))


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True


def leave_with_the_test():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=leave_with_the_test, daemon=True).start()
server = Server(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
