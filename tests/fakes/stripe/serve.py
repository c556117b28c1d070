"""A small HTTP/1.1 server for the stand-in, because it has to do what good servers never do: drop a reply."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import unquote

from starlette.types import ASGIApp, Message, Scope

BACKLOG = 1024
LARGEST_HEAD = 128 * 1024


class Connection:
    """One client: its requests, one after another, until it goes or the app drops it."""

    def __init__(self, app: ASGIApp, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._app = app
        self._reader = reader
        self._writer = writer
        self._dropped = False

    async def serve(self) -> None:
        try:
            while not self._dropped and await self._one():
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            self._dropped = True
        except Exception:
            # A mistake of the stand-in's own: whoever runs it has to see it.
            traceback.print_exc()
        if self._dropped:
            self._writer.transport.abort()
        else:
            self._writer.close()

    async def _one(self) -> bool:
        """Serve one request; False when it was the last."""
        head = await self._reader.readuntil(b"\r\n\r\n")
        first, *lines = head[:-4].decode("latin-1").split("\r\n")
        method, target, _ = first.split(" ", 2)
        headers = [(name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines)]
        known = dict(headers)
        body = await self._reader.readexactly(int(known.get("content-length", 0)))
        waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> Message:
            return waiting.pop() if waiting else {"type": "http.disconnect"}

        await self._app(self._scope(method, target, headers), receive, self._send)
        await self._writer.drain()
        return known.get("connection", "").lower() != "close"

    def _scope(self, method: str, target: str, headers: list[tuple[str, str]]) -> Scope:
        path, _, query = target.partition("?")
        host, port = self._writer.get_extra_info("sockname")[:2]
        return {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers],
            "client": self._writer.get_extra_info("peername")[:2],
            "server": (host, port),
        }

    async def _send(self, message: Message) -> None:
        if message["type"] == "http.drop":
            self._dropped = True
        elif message["type"] == "http.response.start":
            status = HTTPStatus(message["status"])
            head = f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode()
            for name, value in message.get("headers", []):
                head += name + b": " + value + b"\r\n"
            self._writer.write(head + b"\r\n")
        elif message["type"] == "http.response.body":
            self._writer.write(message.get("body", b""))


def _watch_input(loop: asyncio.AbstractEventLoop, stopping: asyncio.Event) -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    # The loop may have been closed by a signal before.
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(stopping.set)


async def serve(app: ASGIApp, host: str, port: int, ready: Callable[[int], None], *, until_eof: bool = False) -> None:
    """Serve until SIGTERM or SIGINT, or the end of standard input; `ready` hears the port once it listens."""
    open_connections: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        open_connections.add(task)
        try:
            await Connection(app, reader, writer).serve()
        except asyncio.CancelledError:
            writer.transport.abort()
        finally:
            open_connections.discard(task)

    server = await asyncio.start_server(connected, host, port, backlog=BACKLOG, limit=LARGEST_HEAD)
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    if until_eof:
        threading.Thread(target=_watch_input, args=(asyncio.get_running_loop(), stopping), daemon=True).start()
    ready(server.sockets[0].getsockname()[1])
    await stopping.wait()
    server.close()
    for task in list(open_connections):
        task.cancel()
    await asyncio.gather(*open_connections, return_exceptions=True)
