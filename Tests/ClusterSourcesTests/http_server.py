"""A web server for the tests of the HTTP client: each path answers in a way of its own.

Usage: http_server.py [SOCKET]; listens there, or on a port that it prints; leaves with its input.
"""
import gzip
import http.server
import os
import socket
import socketserver
import sys
import threading
import time


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def address_string(self):
        return "client"

    def answer(self, code, data, length=None, **headers):
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(data) if length is None else length))
        self.end_headers()
        self.wfile.write(data)
        self.wfile.flush()

    def do_GET(self):
        if self.path == "/plain":
            self.answer(200, b"hello")
        elif self.path == "/gzip" and "gzip" in self.headers.get("Accept-Encoding", ""):
            self.answer(200, gzip.compress(b"x" * 100000), Content_Encoding="gzip")
        elif self.path == "/headers":
            self.answer(200, self.headers.get("X-Question", "none").encode())
        elif self.path == "/busy":
            self.answer(429, b"later", Retry_After="7")
        elif self.path == "/cut":
            self.answer(200, b"half", length=8)
            self.connection.shutdown(socket.SHUT_RDWR)
        elif self.path == "/reset":
            self.connection.shutdown(socket.SHUT_RDWR)
        elif self.path == "/hang":
            time.sleep(60)
        elif self.path == "/stream":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for part in (b"one\n", b"two\n"):
                self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
                self.wfile.flush()
            time.sleep(60)
        else:
            self.answer(404, b"nothing here")

    def refuse(self):
        self.answer(405, self.command.encode())

    do_POST = do_PUT = do_DELETE = do_PATCH = refuse


class UnixServer(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True
    request_queue_size = 128


class TCPServer(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True


def leave_with_the_test():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=leave_with_the_test, daemon=True).start()
if len(sys.argv) > 1:
    server = UnixServer(sys.argv[1], Handler)
    print("0", flush=True)
else:
    server = TCPServer(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
server.serve_forever()
