import socketserver
import threading
from contextlib import contextmanager

# The test file of the European Institute for Computer Antivirus Research, in two halves: whole, it would have scanners
# take this file for a virus.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
FOUND = b"stream: Eicar-Test-Signature FOUND\0"
CLEAN = b"stream: OK\0"
LIMIT = b"INSTREAM size limit exceeded. ERROR\0"
PATIENCE = 60


class Clamd:
    """The daemon, running inside `with`, on a port of its own or on the socket `path`.

    `answer` replaces what it would say; `is_silent` has it say nothing, `hangs_up_after` end the connection after so
    many bytes of content. `seen` is what it was given, whole files alone.
    """

    def __init__(self, path=None, *, largest=100_000_000):
        self.largest = largest
        self.answer = None
        self.is_silent = False
        self.hangs_up_after = None
        self.longest_chunk = 0
        self.seen = []
        self._may_answer = threading.Event()
        self._may_answer.set()
        self._is_asked = threading.Semaphore(0)
        self._is_over = threading.Event()
        self._server = OnPath(str(path), Ear) if path else OnPort(("127.0.0.1", 0), Ear)
        self._server.daemon = self
        self.address = str(path) if path else "127.0.0.1:{1}".format(*self._server.server_address)

    def __enter__(self):
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._is_over.set()
        self._may_answer.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @contextmanager
    def held(self):
        """It takes files and keeps its answers until the block ends."""
        self._may_answer.clear()
        try:
            yield self
        finally:
            self._may_answer.set()

    def wait_until_asked(self):
        assert self._is_asked.acquire(timeout=PATIENCE)

    def reply_to(self, content):
        self.seen.append(content)
        self._is_asked.release()
        assert self._may_answer.wait(PATIENCE)
        if self.is_silent:
            self._is_over.wait(PATIENCE)
        return self.answer or (FOUND if EICAR in content else CLEAN)


class Ear(socketserver.StreamRequestHandler):
    """One connection: a command, chunks behind their lengths, one answer."""

    def handle(self):
        daemon = self.server.daemon
        if self.rfile.read(10) != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        content = bytearray()
        while length := int.from_bytes(self.rfile.read(4), "big"):
            content += self.rfile.read(length)
            daemon.longest_chunk = max(daemon.longest_chunk, length)
            if daemon.hangs_up_after is not None and len(content) >= daemon.hangs_up_after:
                return
            if len(content) > daemon.largest:
                self.wfile.write(LIMIT)
                return
        self.wfile.write(daemon.reply_to(bytes(content)))


class OnPort(socketserver.ThreadingTCPServer):
    allow_reuse_address = True


class OnPath(socketserver.ThreadingUnixStreamServer):
    pass
