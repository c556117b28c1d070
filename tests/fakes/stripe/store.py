"""Where the stand-in keeps everything: one SQLite file, one writer, ids that follow from a seed."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import string
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.fakes.stripe.refusals import Json

ALPHABET = string.digits + string.ascii_letters
TABLES = """
CREATE TABLE IF NOT EXISTS objects (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL, kind TEXT NOT NULL, account TEXT NOT NULL,
    body TEXT NOT NULL, hidden TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS objects_by_kind ON objects (kind, account, number);
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS keys (
    account TEXT NOT NULL, key TEXT NOT NULL, request TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (account, key)
);
CREATE TABLE IF NOT EXISTS deliveries (
    number INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL, state TEXT NOT NULL,
    attempts INTEGER NOT NULL, due REAL NOT NULL, answer INTEGER
);
"""


class Store:
    """Objects by id, in the order in which they came to be. Everything is written inside `transaction`."""

    def __init__(self, path: Path | str, seed: int) -> None:
        self.seed = seed
        self.after_commit: list[Callable[[], None]] = []
        self._lock = threading.RLock()
        self._depth = 0
        self._moment: int | None = None
        self._database = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = NORMAL")
        self._database.executescript(TABLES)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, one at a time; meanwhile time stands still. Inside another one it is a part of that."""
        with self._lock:
            if self._depth:
                yield
                return
            self._database.execute("BEGIN IMMEDIATE")
            self._depth = 1
            self._moment = self.now()
            try:
                yield
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            else:
                self._database.execute("COMMIT")
            finally:
                self._depth = 0
                self._moment = None
        for listener in self.after_commit:
            listener()

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run a statement and fetch all that it gives, before anybody else may write."""
        with self._lock:
            return self._database.execute(statement, values).fetchall()

    def row(self, statement: str, *values: Any) -> tuple[Any, ...] | None:
        rows = self.rows(statement, *values)
        return rows[0] if rows else None

    def close(self) -> None:
        with self._lock:
            self._database.close()

    def empty(self) -> None:
        """Forget everything, so that ids begin anew."""
        with self.transaction():
            for table in ("objects", "notes", "keys", "deliveries"):
                self.rows(f"DELETE FROM {table}")  # noqa: S608 - names of this file
            self.rows("DELETE FROM sqlite_sequence")

    # Notes and the clock

    def note(self, name: str, default: Any = None) -> Any:
        row = self.row("SELECT value FROM notes WHERE name = ?", name)
        return json.loads(row[0]) if row else default

    def write_note(self, name: str, value: Any) -> None:
        self.rows("INSERT OR REPLACE INTO notes VALUES (?, ?)", name, json.dumps(value))

    def now(self) -> int:
        """The stand-in's time in seconds: the machine's, moved by as much as the clock was moved."""
        moment = self._moment
        return int(time.time()) + int(self.note("clock", 0)) if moment is None else moment

    def set_clock(self, moment: int) -> None:
        """Move the clock there, within a transaction too."""
        self.write_note("clock", moment - int(time.time()))
        self._moment = moment if self._depth else None

    def new_id(self, prefix: str, length: int = 24) -> str:
        """The next id of this kind; the same seed gives the same ids in the same order."""
        number = self.note(f"count:{prefix}", 0) + 1
        self.write_note(f"count:{prefix}", number)
        digest = int.from_bytes(hashlib.sha512(f"{self.seed}:{prefix}:{number}".encode()).digest(), "big")
        letters = ""
        while len(letters) < length:
            digest, place = divmod(digest, len(ALPHABET))
            letters += ALPHABET[place]
        return prefix + letters

    # Objects

    def add(self, body: Json, *, account: str = "", **hidden: Any) -> Json:
        """Keep a new object; `hidden` is what Stripe knows of it and does not show."""
        self.rows(
            "INSERT INTO objects (id, kind, account, body, hidden) VALUES (?, ?, ?, ?, ?)",
            *(body["id"], body["object"], account, json.dumps(body), json.dumps(hidden)),
        )
        return body

    def save(self, body: Json) -> Json:
        self.rows("UPDATE objects SET body = ? WHERE id = ?", json.dumps(body), body["id"])
        return body

    def find(self, object_id: str, account: str | None = None) -> Json | None:
        """The object with this id, if there is one; of one account only when that is named."""
        row = self.row("SELECT body, account FROM objects WHERE id = ?", object_id)
        if row is None or (account is not None and row[1] != account):
            return None
        found: Json = json.loads(row[0])
        return found

    def hidden(self, object_id: str) -> Json:
        row = self.row("SELECT hidden FROM objects WHERE id = ?", object_id)
        hidden: Json = json.loads(row[0]) if row else {}
        return hidden

    def hide(self, object_id: str, **hidden: Any) -> None:
        """Change what is kept beside an object and never shown."""
        known = {**self.hidden(object_id), **hidden}
        self.rows("UPDATE objects SET hidden = ? WHERE id = ?", json.dumps(known), object_id)

    def account_of(self, object_id: str) -> str:
        row = self.row("SELECT account FROM objects WHERE id = ?", object_id)
        return str(row[0]) if row else ""

    def all(self, kind: str, *, account: str | None = "", **filters: Any) -> list[Json]:
        """Objects of a kind, oldest first, whose members equal the filters; account None means everybody's."""
        statement, values = "SELECT body FROM objects WHERE kind = ?", [kind]
        if account is not None:
            statement += " AND account = ?"
            values.append(account)
        for name, value in filters.items():
            statement += " AND json_extract(body, ?) = ?"
            values += [f"$.{name.replace('__', '.')}", value]
        return [json.loads(row[0]) for row in self.rows(statement + " ORDER BY number", *values)]
