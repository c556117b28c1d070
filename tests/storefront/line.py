"""The line between a storefront and the API, which can be held up, disturbed and cut."""

import http.client
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

OF_ONE_CONNECTION = {"connection", "keep-alive", "transfer-encoding", "content-length"}


class Line:
    """Passes requests on to the API at `port` while it is `mended`."""

    def __init__(self, port):
        line = self

        class Passing(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one_request(self):
                with suppress(ConnectionError):  # whoever asked did not wait for the answer
                    super().handle_one_request()

            def __getattr__(self, name):
                if name.startswith("do_"):
                    return self.pass_on
                raise AttributeError(name)

            def pass_on(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if line.is_cut:
                    self.close_connection = True
                    return
                time.sleep(line.delay)
                if line.answers_500:
                    self.answer(500, [("Content-Type", "text/plain")], b"out of order")
                    return
                api = http.client.HTTPConnection("localhost", port, timeout=60)
                headers = {name: value for name, value in self.headers.items() if name.lower() != "connection"}
                api.request(self.command, self.path, body or None, headers)
                found = api.getresponse()
                self.answer(found.status, found.getheaders(), found.read())
                api.close()

            def answer(self, status, headers, content):
                self.send_response_only(status)
                for name, value in headers:
                    if name.lower() not in OF_ONE_CONNECTION:
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(content)

            def log_message(self, *_):
                """Nobody reads it."""

        self.mend()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Passing)
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def mend(self):
        self.delay, self.answers_500, self.is_cut = 0, False, False

    def hold_up(self, seconds):
        self.delay = seconds

    def disturb(self):
        """Have every request answered with a 500."""
        self.answers_500 = True

    def cut(self):
        """Have every request end without an answer."""
        self.is_cut = True

    def close(self):
        self.server.shutdown()
        self.server.server_close()
