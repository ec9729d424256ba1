"""Answers as an API server with proxies behind it and as a Prometheus do, well and badly, for the tests.

Usage: metrics_server.py [FAULT]; a fault changes what Prometheus answers. Prints its port; leaves with its input.
"""
import http.server
import json
import os
import socket
import socketserver
import ssl
import sys
import tempfile
import threading
import time
import urllib.parse

FAULT = sys.argv[1] if len(sys.argv) > 1 else ""
NOW = time.time()
ASKED = []  # the ranges; with the fault "scraped" a scrape ends after the first
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


# Nobody trusts it: it vouches for itself, and its key is public.
CERTIFICATE = """-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgKR1JM1/YGvW/Gcge
4sTfF7Ul1YpiKjIn8b/GE9dDPpShRANCAAR1NnSTHoXFoer0OiAIWqZWcryHUTLQ
sRkgfSUFVBVSPtRVsZJfLahIrrtGMdThDMRXROn+KCMQjm1dSxe9/CrW
-----END PRIVATE KEY-----
-----BEGIN CERTIFICATE-----
MIIBkTCCATagAwIBAgIUA358wwijyLYfdKXf1VAPrIX4AZAwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyNzIzNTg1M1oYDzIxMjYxMTAz
MjM1ODUzWjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAR1NnSTHoXFoer0OiAIWqZWcryHUTLQsRkgfSUFVBVSPtRVsZJfLahI
rrtGMdThDMRXROn+KCMQjm1dSxe9/CrWo2QwYjAdBgNVHQ4EFgQUhRjoh76s0sbE
M8yx4sEsPtALN7EwHwYDVR0jBBgwFoAUhRjoh76s0sbEM8yx4sEsPtALN7EwDwYD
VR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0kAMEYC
IQCzmcRju3paM4fQrMNdvmHHUYhP7ZeNTKBKY4AF8CsVBwIhAItI20u3rtZt07bt
1vdrIEVxwNdHe8UJ/Ami5bJKfnJf
-----END CERTIFICATE-----
"""


def vector(query):
    if query == "up":
        return [{"metric": LABELS, "value": [NOW, "1"]},
                {"metric": dict(LABELS, instance="10.4.0.6:4191", pod="vault-1"), "value": [NOW, "0"]}]
    starts, counts = [[NOW - 60, "1000"], [NOW - 2, "1000"]], [[NOW - 60, "10"], [NOW - 2, "39"]]
    if FAULT == "scraped" and ASKED:
        starts.append([NOW - 1, "1000"])
        counts.append([NOW - 1, "40"])
    ASKED.append(query)
    if query.startswith("process_start_time_seconds"):
        return [{"metric": LABELS, "values": starts}]
    return [{"metric": dict(LABELS, **COUNTER), "values": counts}]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def answer(self, code, data, length=None, **headers):
        data = data if isinstance(data, bytes) else data.encode()
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(length or len(data)))
        self.end_headers()
        self.wfile.write(data)
        self.wfile.flush()
        if FAULT == "cut":
            self.connection.shutdown(socket.SHUT_RDWR)

    def do_GET(self):
        url = urllib.parse.urlparse(self.path)
        if FAULT == "policed" and "/services/" in url.path:
            return self.answer(403, "")
        if url.path == "/metrics":
            return self.answer(200, EXPOSITION)
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
        if FAULT == "unauthorized":
            return self.answer(401, "Unauthorized")
        if FAULT == "elsewhere":
            return self.answer(302, "", Location="https://login.example/?next=%2F")
        if FAULT == "lost":
            return self.answer(404, "404 page not found\n")
        if FAULT == "garbage":
            return self.answer(200, b"\x00\xff{" * 1000)
        if FAULT == "cut":
            return self.answer(200, '{"status":"success","data":{', length=5000)
        if FAULT == "long":
            return self.answer(200, '{"status":"success"' + " " * 100000)
        if FAULT == "drip":
            self.answer(200, "{", length=5000)
            for _ in range(600):
                time.sleep(0.1)
                self.wfile.write(b" ")
            return None
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
if FAULT == "untrusted":
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.NamedTemporaryFile("w") as file:
        file.write(CERTIFICATE)
        file.flush()
        context.load_cert_chain(file.name)
    server.socket = context.wrap_socket(server.socket, server_side=True)
print(server.server_address[1], flush=True)
server.serve_forever()
